"""datapackage.json (Data Package v1, Frictionless table schema): what the CSV of the same rows holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files

import yaml

from events.formats.csv_rows import guarded, header
from events.formats.days import edtf
from events.formats.rows import Feed, Row, about, line, to_json, uri

GEONAMES = {"title": "GeoNames", "path": "https://www.geonames.org/"}
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0, for places and coordinates, which are from GeoNames",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The descriptor in one piece. Types are checked: a column whose cells break its type is text."""
    held = list(rows)
    told = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", line(feed.title).lower()).strip("-") or "timeline",
        "title": line(feed.title),
        "description": about(feed),
        "homepage": uri(feed.html_url),
        "created": feed.updated.isoformat().replace("+00:00", "Z"),
        "licenses": [LICENCE],
        "sources": [GEONAMES],
        "left_out": feed.left_out,
        "next": uri(feed.next_url) if feed.next_url else None,
        "resources": [_resource(feed, held)],
    }
    yield to_json(told, indent=1) + "\n"


def _resource(feed: Feed, rows: Sequence[Row]) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": "timeline",
        "path": uri(feed.csv_url),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(rows),
    }


def _schema(rows: Sequence[Row]) -> dict[str, object]:
    names = header(list(rows))
    fields = [
        _field(name, [edtf(row) if name == "edtf" else row.get(name) for row in rows]) for name in names
    ]
    keys = [name for name in ("entry_id", "event_id") if name in names and _is_key(name, rows)]
    return {"fields": fields, "missingValues": [""]} | ({"primaryKey": keys[0]} if keys else {})


def _field(name: str, cells: Sequence[object]) -> dict[str, object]:
    declared, description = described().get(name, ("", ""))
    type = type_of(declared, cells)
    told: dict[str, object] = {"name": guarded(name), "type": type}
    # The default of a datetime has no fractions of a second; ours has.
    return (
        told
        | ({"format": "any"} if type == "datetime" else {})
        | ({"description": description} if description else {})
    )


def type_of(declared: str, cells: Sequence[object]) -> str:
    """The declared type if every cell that is not empty has it, else the narrowest that they have.

    >>> type_of("date", ["2025-11-24", None]), type_of("date", ["soon"]), type_of("", [28, 19])
    ('date', 'string', 'integer')
    """
    told = [cell for cell in cells if cell is not None and cell != ""]
    if declared:
        return declared if all(_has_type(cell, declared) for cell in told) else "string"
    inferred = ("integer", "number") if told else ()
    return next((name for name in inferred if all(_has_type(cell, name) for cell in told)), "string")


def _has_type(cell: object, name: str) -> bool:
    if name in ("integer", "number"):
        return isinstance(cell, int if name == "integer" else int | float)
    try:
        if name == "date":
            return str(cell) == date.fromisoformat(str(cell)).isoformat()
        return name != "datetime" or datetime.fromisoformat(str(cell)).tzinfo is not None
    except ValueError:
        return False


def _is_key(name: str, rows: Sequence[Row]) -> bool:
    cells = [guarded(row.get(name)) for row in rows]
    return all(cells) and len(set(cells)) == len(cells)


@cache
def described() -> Mapping[str, tuple[str, str]]:
    """What columns.yml holds: type and description of each column."""
    found = yaml.load(files("events.formats").joinpath("columns.yml").read_text("utf-8"), yaml.BaseLoader)
    return {name: (type, description) for name, (type, description) in found.items()}
