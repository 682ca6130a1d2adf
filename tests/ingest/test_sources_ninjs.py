"""ninjs of all three versions: the main body and headline, and the day of the first creation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.model import Article
from ingest.sources import Unreadable, read_articles

_STORY = "Farmers blocked the road to the capital on Monday. They demanded a higher price for maize."
_URI = "https://wire.example/items/17"
_XHTML = f"<div><h1>Farmers block road</h1><p>{_STORY}</p></div>"

_ITEMS: dict[str, dict[str, Any]] = {
    "1.0": {
        **{"uri": _URI, "type": "text", "versioncreated": "2024-03-05T10:00:00Z", "language": "en"},
        **{"headline": "Farmers block road", "body_text": _STORY, "body_xhtml": _XHTML},
        **{"source": "Lake Wire", "byline": "Ana Okoro", "pubstatus": "usable"},
    },
    "1.3": {
        **{"uri": _URI, "type": "text", "firstcreated": "2024-03-05T10:00:00Z"},
        **{"versioncreated": "2024-03-07T10:00:00Z", "headline": "Farmers block road"},
        **{"body_xhtml": _XHTML, "infosource": [{"name": "Lake Wire"}]},
        "associations": {"main": {"type": "picture", "uri": "urn:p", "headline": "A road"}},
    },
    "2.0": {
        **{"uri": _URI, "standard": {"name": "ninjs", "version": "2.0"}, "type": "text"},
        **{"firstcreated": "2024-03-05T10:00:00Z", "versioncreated": "2024-03-05T12:00:00Z"},
        "headlines": [{"role": "short", "value": "Road"}, {"role": "main", "value": "Farmers block road"}],
        "bodies": [
            {"role": "summary", "contenttype": "text/plain", "value": "Farmers came."},
            {"role": "main", "contenttype": "application/xhtml+xml", "value": _XHTML},
            {"role": "main", "contenttype": "text/plain", "value": _STORY},
        ],
        "infosources": [{"name": "Lake Wire", "role": "author"}],
    },
    "3.0": {
        **{"uri": _URI, "type": "text", "firstCreated": "2024-03-05T10:00:00Z"},
        **{"contentCreated": "2024-03-04T10:00:00Z", "provider": {"name": "Lake Wire"}},
        "headlines": [{"value": "Farmers block road"}],
        "bodies": [{"contentType": "application/xhtml+xml", "value": _XHTML}],
    },
}


def _read(path: Path, value: Any) -> list[Article | Unreadable]:
    path.write_text(json.dumps(value, indent=1), "utf-8")
    return list(read_articles(path))


@pytest.mark.parametrize("item", _ITEMS.values(), ids=_ITEMS)
def test_item_of_each_version_is_the_same_article(tmp_path: Path, item: dict[str, Any]) -> None:
    (article,) = _read(tmp_path / "item.json", item)

    assert isinstance(article, Article)
    assert (article.name, article.text, article.title) == ("item.json", _STORY, "Farmers block road")
    assert (article.publisher, article.url) == ("Lake Wire", _URI)
    assert (article.published, article.published_basis) == (date(2024, 3, 5), "metadata")


@pytest.mark.parametrize("name", ["items.json", "items.txt"])
def test_list_of_items_is_read_one_by_one(tmp_path: Path, name: str) -> None:
    for document in (list(_ITEMS.values()), {"items": list(_ITEMS.values())}):
        items = _read(tmp_path / name, document)

        assert [item.name for item in items] == [f"{name}#{number}" for number in (1, 2, 3, 4)]
        assert {item.text for item in items if isinstance(item, Article)} == {_STORY}


def test_items_may_stand_one_to_a_line(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text("\n".join(map(json.dumps, _ITEMS.values())))

    assert [item.text for item in read_articles(path) if isinstance(item, Article)] == [_STORY] * 4


def test_picture_is_no_article(tmp_path: Path) -> None:
    item = {**_ITEMS["1.0"], "type": "picture"}

    (reason,) = _read(tmp_path / "item.json", item)

    assert reason == Unreadable(name="item.json", reason="is no text but a ninjs item of type picture")


def test_item_without_a_body_says_so(tmp_path: Path) -> None:
    item = {key: value for key, value in _ITEMS["3.0"].items() if key != "bodies"}

    (reason,) = _read(tmp_path / "item.json", item)

    assert isinstance(reason, Unreadable)
    assert reason.reason.startswith("has no text")


def test_address_that_is_a_name_is_no_url(tmp_path: Path) -> None:
    (article,) = _read(tmp_path / "item.json", {**_ITEMS["1.0"], "uri": "urn:newsml:wire.example:17"})

    assert isinstance(article, Article)
    assert article.url is None
