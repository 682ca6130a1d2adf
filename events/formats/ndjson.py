"""The rows as newline-delimited JSON, one object on each line, each with its days as EDTF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.formats.json_rows import record
from events.formats.rows import Feed, Row, to_json


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """A line for each row; there is no room for the next page, whoever serves it must tell."""
    return (to_json(record(row)) + "\n" for row in rows)
