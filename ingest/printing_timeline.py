"""The timeline as people and programs read it; text fits a terminal of 80 columns."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from textwrap import fill

from events.timeline import Row

WIDTH = 80
_EMPTY = "Nothing on the timeline fits.\n"
_QUALIFIED = ("planned", "possible", "denied", "ongoing")
_UNITS = {
    "week": "that week",
    "month": "month only",
    "season": "season only",
    "year": "year only",
    "decade": "decade only",
}


def as_text(rows: Sequence[Row]) -> str:
    """Days as headings, and under each its entries with what is known of them.

    >>> print(as_text([{"starts": "2024-03-05", "ends": "2024-03-05", "precision": "day", "status": "planned",
    ...     "headline": "Okoro to visit Moss", "type": "meeting", "numbers": None, "sources": "Lake Herald"}]))
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


def as_json(rows: Sequence[Row]) -> str:
    """A JSON array, one object for each row of the view `timeline`."""
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_csv(rows: Sequence[Row]) -> str:
    """RFC 4180 with a header line; what a spreadsheet would run as a formula is led by an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows[0] if rows else ())
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


STYLES: Mapping[str, Callable[[Sequence[Row]], str]] = {
    "text": as_text,
    "json": as_json,
    "csv": as_csv,
    "md": as_markdown,
}


def heading_of(row: Row) -> str:
    """When it happens, as exactly as it is known and no more.

    >>> heading_of({"starts": "2025-08-01", "ends": "2025-08-31", "precision": "month"})
    'August 2025 · month only'
    """
    if not row["starts"] or not row["ends"]:
        return "Undated"
    first, last = date.fromisoformat(str(row["starts"])), date.fromisoformat(str(row["ends"]))
    if row["precision"] == "month" and first.month == last.month:
        return f"{first:%B %Y} · month only"
    if row["precision"] == "year" and first.year == last.year:
        return f"{first.year} · year only"
    if first == last:
        return f"{first:%A} {first.day} {first:%B %Y}"
    within = _UNITS.get(str(row["precision"]), "within these days")
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y} · {within}"


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


def _cell(value: str | int | float | None) -> str | int | float | None:
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )
