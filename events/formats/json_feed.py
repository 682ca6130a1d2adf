"""The rows as a JSON Feed, version 1.1 (jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from events.formats.days import edtf
from events.formats.details import as_html, headline
from events.formats.json_rows import record
from events.formats.rows import (
    Feed,
    Row,
    about,
    address,
    identified,
    line,
    published,
    publishers,
    recorded,
    to_json,
    uri,
    uuid_of,
    words,
)

VERSION = "https://jsonfeed.org/version/1.1"


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The feed in one piece; `_dateline` holds what JSON Feed has no words for."""
    told: dict[str, object] = {
        "version": VERSION,
        "title": line(feed.title) or "dateline",
        "description": about(feed),
        "home_page_url": uri(feed.html_url),
        "feed_url": uri(feed.self_url),
        "next_url": uri(feed.next_url) if feed.next_url else None,
        "authors": [{"name": "dateline"}],
        "_dateline": {"left_out": feed.left_out, "updated": _time(feed.updated)},
        "items": [_item(feed, name, row) for name, row in identified(rows)],
    }
    yield to_json(_present(told), indent=1) + "\n"


def _item(feed: Feed, name: str, row: Row) -> dict[str, object]:
    reported = published(row)
    return _present(
        {
            "id": f"urn:uuid:{uuid_of(name)}",
            "url": address(feed, row),
            "title": headline(row),
            "content_html": as_html(row),
            "date_published": _time(reported) if reported else None,
            "date_modified": _time(recorded(feed, row)),
            "authors": [{"name": author} for author in publishers(row)] or None,
            "tags": [words(row.get(column)) for column in ("type", "status") if row.get(column)],
            "_dateline": {**record(row), "edtf": edtf(row)},
        }
    )


def _present(told: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if value is not None}


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
