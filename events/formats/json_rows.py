"""A JSON array of the rows, each with its days as EDTF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from events.formats.days import edtf
from events.formats.rows import Feed, Row, plain, to_json


def record(row: Row) -> dict[str, str | int | float | None]:
    """A row ready for JSON: every cell as it is, and `edtf`.

    >>> record({"entry_id": "a", "starts": "2025-11-01", "ends": "2025-11-30", "precision": "month"})["edtf"]
    '2025-11'
    """
    return {name: plain(value) for name, value in row.items()} | {"edtf": edtf(row)}


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """One array, one row on each line; there is no room for the next page, whoever serves it must tell."""
    separator = "[\n"
    for row in rows:
        yield separator + to_json(record(row))
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"
