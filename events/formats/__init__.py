"""Rows of a timeline as files that people download or subscribe to. Pure: no clock, no database, no file.

Each format is one module with `render(feed, rows)`, which yields the file's text piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from events.formats import (
    atom,
    calendar_feed,
    csv_rows,
    data_package,
    geojson,
    json_feed,
    json_rows,
    ndjson,
    timeline_js,
)
from events.formats.rows import Feed, Row

__all__ = ["FORMATS", "Feed", "Format", "Row", "render"]


class Format(NamedTuple):
    """One format: how its files end, what a server calls them, what makes them, what people call them."""

    suffix: str
    media_type: str
    render: Callable[[Feed, Iterable[Row]], Iterator[str]]
    label: str


FORMATS: Mapping[str, Format] = {
    "json": Format(".json", "application/json", json_rows.render, "JSON"),
    "ndjson": Format(".ndjson", "application/x-ndjson", ndjson.render, "JSON lines"),
    "csv": Format(".csv", "text/csv; charset=utf-8; header=present", csv_rows.render, "CSV"),
    "atom": Format(".atom", "application/atom+xml; charset=utf-8", atom.render, "Atom feed"),
    "jsonfeed": Format(".feed.json", "application/feed+json", json_feed.render, "JSON Feed"),
    "ics": Format(".ics", "text/calendar; charset=utf-8", calendar_feed.render, "Calendar"),
    "timelinejs": Format(".timeline.json", "application/json", timeline_js.render, "TimelineJS"),
    "geojson": Format(".geojson", "application/geo+json", geojson.render, "Map (GeoJSON)"),
    "datapackage": Format(".datapackage.json", "application/json", data_package.render, "Data package"),
}


def render(name: str, feed: Feed, rows: Iterable[Row]) -> str:
    """The whole file of a format.

    >>> from datetime import UTC, datetime
    >>> feed = Feed("Plans", "", "https://a.test/x", "", None, 0, datetime(2025, 12, 3, tzinfo=UTC))
    >>> render("ndjson", feed, [{"entry_id": "a", "starts": "2025-11"}])
    '{"entry_id": "a", "starts": "2025-11", "edtf": "2025-11"}\\n'
    """
    return "".join(FORMATS[name].render(feed, rows))
