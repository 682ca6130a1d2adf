"""JSON Lines and JSON exports: field names of many tools, and broken lines that harm nobody else."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.model import Article
from ingest.sources import Unreadable, read_articles

_STORY = "Farmers blocked the road to the capital on Monday. They demanded a higher price for maize."
_DAY = date(2024, 3, 5)
_URL = "https://lakeherald.example/farmers"


def _read(path: Path, text: str) -> list[Article | Unreadable]:
    path.write_text(text, "utf-8")
    return list(read_articles(path))


_COMMON = {"title": "Farmers block road", "url": _URL}
_RECORDS: dict[str, dict[str, Any]] = {
    "plain": {"text": _STORY, "date": "2024-03-05", "publisher": "Lake Herald", **_COMMON},
    "headline": {
        **{"headline": "Farmers block road", "link": _URL, "body": _STORY},
        **{"published": "5 March 2024", "source": "Lake Herald"},
    },
    "news-please": {
        **{"maintext": _STORY, "date_publish": "2024-03-05 10:00:00", "date_download": "2024-04-09"},
        **{"source_domain": "Lake Herald", **_COMMON},
    },
    "media-cloud": {"text": _STORY, "publish_date": "2024-03-05", "media_name": "Lake Herald", **_COMMON},
    "event-registry": {
        **{"body": _STORY, "date": "2024-03-05", "dateTimePub": "2024-03-05T09:00:00Z"},
        **{"source": {"uri": "lakeherald.example", "title": "Lake Herald"}, **_COMMON},
    },
    "gdelt-doc": {"content": _STORY, "seendate": "20240305T101500Z", "domain": "Lake Herald", **_COMMON},
    "schema-org": {
        **{"headline": "Farmers block road", "articleBody": _STORY, "url": _URL},
        **{"datePublished": "2024-03-05T23:30:00-05:00", "publisher": {"name": "Lake Herald"}},
    },
    "spreadsheet": {
        **{"Title": "Farmers block road", "Full Text": _STORY, "URL": _URL},
        **{"Publication-Date": "Tue, 05 Mar 2024", "Outlet": "Lake Herald"},
    },
}


@pytest.mark.parametrize("record", _RECORDS.values(), ids=_RECORDS)
def test_record_is_read_under_the_names_of_its_tool(tmp_path: Path, record: dict[str, Any]) -> None:
    (article,) = _read(tmp_path / "export.jsonl", json.dumps(record) + "\n")

    assert isinstance(article, Article)
    assert (article.name, article.text, article.title) == ("export.jsonl#1", _STORY, "Farmers block road")
    assert (article.publisher, article.published, article.published_basis) == (
        "Lake Herald",
        _DAY,
        "metadata",
    )
    assert article.url == _URL


def test_broken_lines_are_reasons_and_the_others_articles(tmp_path: Path) -> None:
    good = json.dumps({"text": _STORY})
    lines = [good, "{broken", "", "[1, 2]", '{"title": "No text"}', '{"text": "maize"}', "[" * 100_000, good]

    items = _read(tmp_path / "export.jsonl", "\n".join(lines))

    reasons = {item.name: item.reason for item in items if isinstance(item, Unreadable)}
    assert [item.name for item in items if isinstance(item, Article)] == ["export.jsonl#1", "export.jsonl#8"]
    assert reasons["export.jsonl, line 2"].startswith("is not valid JSON (")
    assert reasons["export.jsonl, line 4"] == "is no JSON object"
    assert reasons["export.jsonl, line 5"].endswith("its fields are: title")
    assert reasons["export.jsonl, line 6"] == "holds no sentence, so it is no article"
    assert "export.jsonl, line 7" in reasons


def test_line_of_other_bytes_is_one_reason(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"\x81\x8d\x8f\x90\x9d" * 9 + b"\n" + json.dumps({"text": _STORY}).encode() + b"\r\n")

    broken, article = read_articles(path)

    assert isinstance(broken, Unreadable)
    assert broken.reason.startswith("is not valid UTF-8 at byte 0")
    assert isinstance(article, Article)


def test_strange_characters_in_a_record_do_no_harm(tmp_path: Path) -> None:
    story = _STORY.replace("maize", "maize\\ud800\\u0000\\u200b")

    (article,) = _read(tmp_path / "export.jsonl", f'{{"text": "{story}", "n": 1e999, "d": NaN}}')

    assert isinstance(article, Article)
    assert article.text == _STORY.replace("maize", "maize�")
    assert article.article_id


def test_markup_in_a_record_becomes_paragraphs(tmp_path: Path) -> None:
    record = {"content": "<p>Farmers blocked the road &amp; the bridge.</p><p>They left<br>on Monday.</p>"}

    (article,) = _read(tmp_path / "export.jsonl", json.dumps(record))

    assert isinstance(article, Article)
    assert article.text == "Farmers blocked the road & the bridge.\nThey left\non Monday."


def test_given_day_is_used_for_all(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps({"text": _STORY, "date": "2024-03-07"}) + "\n" + json.dumps({"text": _STORY}))

    items = list(read_articles(path, _DAY))

    assert [item.published for item in items if isinstance(item, Article)] == [_DAY, _DAY]


@pytest.mark.parametrize(
    "document",
    [
        [{"text": _STORY}, {"text": _STORY}],
        {"articles": [{"text": _STORY}, {"text": _STORY}]},
        {"articles": {"results": [{"body": _STORY}, {"body": _STORY}], "pages": 1}},
    ],
    ids=["list", "articles", "results"],
)
def test_json_export_gives_its_items(tmp_path: Path, document: Any) -> None:
    items = _read(tmp_path / "export.json", json.dumps(document, indent=1))

    assert [item.name for item in items] == ["export.json#1", "export.json#2"]
    assert all(isinstance(item, Article) for item in items)


def test_json_object_is_one_article_under_the_files_name(tmp_path: Path) -> None:
    (article,) = _read(tmp_path / "page.json", json.dumps({"text": _STORY}, indent=1))

    assert isinstance(article, Article)
    assert article.name == "page.json"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "holds no articles"),
        ("3", "holds no articles"),
        ('{"text": ', "is not valid JSON"),
        ("[" * 100_000, "is JSON nested too deeply"),
    ],
    ids=["empty-list", "number", "cut", "nested"],
)
def test_json_that_is_no_article_says_why(tmp_path: Path, text: str, reason: str) -> None:
    (item,) = _read(tmp_path / "page.json", text)

    assert isinstance(item, Unreadable)
    assert item.reason.startswith(reason)


def test_same_text_has_the_same_id_as_a_file_and_as_a_line(tmp_path: Path) -> None:
    (of_file,) = _read(tmp_path / "page.txt", _STORY + "\n")
    (of_line,) = _read(tmp_path / "export.jsonl", json.dumps({"text": _STORY}))

    assert isinstance(of_file, Article)
    assert isinstance(of_line, Article)
    assert of_file.article_id == of_line.article_id
