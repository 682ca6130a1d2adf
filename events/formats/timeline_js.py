"""The rows as the JSON of TimelineJS3, with no more of a date than is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from events.formats.days import When, display, edtf, when
from events.formats.details import as_html, headline
from events.formats.rows import Feed, Row, about, address, identified, line, to_json, uri, uuid_of, words

_PARTS = {"month": 2, "season": 2, "year": 1, "decade": 1}  # how many of year, month and day are known


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The timeline in one piece. The undated are left out and counted, on the title slide too."""
    held = [(name, row, when(row)) for name, row in identified(rows)]
    shown = [_event(feed, name, row, found) for name, row, found in held if found]
    undated = len(held) - len(shown)
    remarks = (f"Left out as undated: {undated:,}.",) if undated else ()
    told = {
        "title": {
            "text": {"headline": escape(line(feed.title)), "text": f"<p>{escape(about(feed, *remarks))}</p>"}
        },
        "events": shown,
        "_dateline": {
            "left_out": feed.left_out,
            "undated": undated,
            "next": uri(feed.next_url) if feed.next_url else None,
            "updated": feed.updated.isoformat(),
        },
    }
    yield to_json(told, indent=1) + "\n"


def _event(feed: Feed, name: str, row: Row, found: When) -> dict[str, object]:
    start, end = _date(found.days.start, found), _date(found.days.end, found)
    title = escape(headline(row))
    page = address(feed, row)
    told: dict[str, object] = {
        "unique_id": uuid_of(name),
        "start_date": start,
        "display_date": escape(display(row)),
        # TimelineJS draws headline and text as HTML.
        "text": {
            "headline": f'<a href="{escape(page)}">{title}</a>' if page else title,
            "text": as_html(row),
        },
        "group": words(row.get("type")),
        "_dateline": {"edtf": edtf(row), "status": line(row.get("status"))},
    }
    return told if start == end else told | {"end_date": end}


def _date(day: date, found: When) -> dict[str, int]:
    """A day in parts, cut to those that are known; a month that is no whole one keeps its days."""
    known = _PARTS.get(found.precision, 3) if found.is_whole else 3
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:known])
