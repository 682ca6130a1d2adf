"""The timeline as people and programs read it; text fits a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from textwrap import fill

from events.formats import Feed, render
from events.formats.days import display, when
from events.timeline import Row

WIDTH = 80
_EMPTY = "Nothing on the timeline fits.\n"
_QUALIFIED = ("planned", "possible", "denied", "ongoing")


def as_text(rows: Sequence[Row]) -> str:
    """Days as headings, and under each its entries with what is known of them.

    >>> print(as_text([{"starts": "2024-03-05", "ends": "2024-03-05", "precision": "day", "status": "planned",
    ...     "headline": "Okoro to visit Moss", "type": "meeting", "sources": "Lake Herald"}]))
    Tuesday 5 March 2024
      planned · meeting · Okoro to visit Moss
        Lake Herald
    <BLANKLINE>
    """
    if not rows:
        return _EMPTY
    parts: list[str] = []
    for heading, group in groupby(rows, key=heading_of):
        parts += [heading, *(_entry(row) for row in group), ""]
    return "\n".join(parts)


def as_markdown(rows: Sequence[Row]) -> str:
    """The same as a document: a heading for each day, a list of entries with quote and sources."""
    parts: list[str] = ["# Timeline", ""]
    for heading, group in groupby(rows, key=heading_of):
        parts += [f"## {heading}", ""]
        for row in group:
            quote = f"\n  > {_line(row['quote'])}" if row.get("quote") else ""
            parts.append(f"- **{_escaped(_told(row))}**{quote}\n  {_escaped(_line(row['sources']))}")
        parts.append("")
    return "\n".join(parts)


def _as_file(name: str, rows: Sequence[Row]) -> str:
    return render(name, Feed("Timeline", "", "", "", None, 0, datetime.fromtimestamp(0, UTC)), rows)


STYLES: Mapping[str, Callable[[Sequence[Row]], str]] = {
    "text": as_text,
    "json": partial(_as_file, "json"),
    "csv": partial(_as_file, "csv"),
    "md": as_markdown,
}


def heading_of(row: Row) -> str:
    """When it happens, as exactly as it is known and no more.

    >>> heading_of({"starts": "2025-08-01", "ends": "2025-08-31", "precision": "month"})
    'August 2025 (month only)'
    """
    told, found = display(row), when(row)
    if found is None:
        return told.capitalize()
    return f"{found.days.start:%A} {told}" if found.days.days == 1 else told


def _entry(row: Row) -> str:
    lines = [fill(_told(row), WIDTH, initial_indent="  ", subsequent_indent="    ")]
    for key in ("numbers", "sources"):
        if row.get(key):
            lines.append(fill(_line(row[key]), WIDTH, initial_indent="    ", subsequent_indent="    "))
    return "\n".join(lines)


def _told(row: Row) -> str:
    status = [str(row["status"])] if row["status"] in _QUALIFIED else []
    return " · ".join([*status, str(row["type"]).replace("_", " "), _line(row["headline"])])


def _line(value: object) -> str:
    return " ".join(str(value or "").split())


def _escaped(words: str) -> str:
    return "".join(f"\\{mark}" if mark in "*_[]<>`#" else mark for mark in words)
