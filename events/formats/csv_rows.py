"""The rows as CSV (RFC 4180) that a spreadsheet may open: no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from events.formats.days import edtf
from events.formats.rows import Feed, Row, columns_of, plain

# What an empty answer still has as its header.
COLUMNS = ("entry_id", "starts", "ends", "precision", "type", "status", "headline")
# Source: OWASP, "CSV Injection"; spreadsheets read the wide forms of the signs too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER_OR_DATE = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?|[+-]?\d{4,}-\d\d(?:-\d\d)?", re.ASCII)


def guarded(value: object) -> str:
    """A cell as text, with an apostrophe before what a spreadsheet would compute.

    >>> guarded("=cmd()"), guarded("-5"), guarded("-0044-03-15"), guarded(None)
    ("'=cmd()", '-5', '-0044-03-15', '')
    """
    told = plain(value)
    cell = "" if told is None else str(told)
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER_OR_DATE.fullmatch(cell) else cell


def header(rows: list[Row]) -> list[str]:
    """The columns of the file: those of the rows, and `edtf`."""
    return [*(name for name in columns_of(rows) or COLUMNS if name != "edtf"), "edtf"]


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The header, then a record for each row; the next page has no room here, whoever serves it must tell."""
    held = list(rows)
    names = header(held)
    yield _record(names)
    for row in held:
        yield _record([*(row.get(name) for name in names[:-1]), edtf(row)])


def _record(cells: Iterable[object]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return buffer.getvalue()
