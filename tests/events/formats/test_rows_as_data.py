"""JSON, JSON lines and CSV: every row, every cell, and the days no more exact than they are known."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.formats import render
from events.formats.csv_rows import guarded
from events.formats.rows import plain
from tests.events.formats.hostile import ATTACKS, FEED, MONTH, RAID, ROWS, TALKS, UNDATED, cells, rows


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def no_constant(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def read_json(text: str) -> Any:
    return json.loads(text.encode("utf-8"), parse_constant=no_constant)


@pytest.mark.parametrize("name", ["json", "ndjson", "csv"])
def test_days_keep_their_precision(name: str) -> None:
    text = render(name, FEED, ROWS)
    if name == "csv":
        header, *records = read_csv(text)
        told = [record[header.index("edtf")] for record in records]
    else:
        told = [
            row["edtf"] for row in (read_json(text) if name == "json" else map(read_json, text.splitlines()))
        ]

    assert told == ["2025-11-25", "2025-11", "2025-11-24/2025-11-26", "", "2025-11-29"]


def test_json_has_every_cell_as_it_is() -> None:
    told = read_json(render("json", FEED, [RAID, UNDATED]))

    assert told == [{**RAID, "edtf": "2025-11-25"}, {**UNDATED, "edtf": ""}]


@pytest.mark.parametrize(("name", "empty"), [("json", []), ("ndjson", None), ("csv", None)])
def test_nothing_is_a_valid_file(name: str, empty: object) -> None:
    text = render(name, FEED, [])

    assert {"json": "[]\n", "ndjson": ""}.get(name, text) == text
    assert name != "csv" or len(read_csv(text)) == 1


def test_csv_has_every_column_that_any_row_has() -> None:
    header, *records = read_csv(render("csv", FEED, ROWS))

    assert header == [*RAID, "edtf"]
    assert {len(record) for record in records} == {len(header)}


def test_csv_ends_its_lines_as_the_rfc_says() -> None:
    lines = render("csv", FEED, [RAID, TALKS]).split("\r\n")

    assert len(lines) == 4
    assert lines[-1] == ""


@pytest.mark.parametrize(
    "cell", ["=1+1", "+cmd()", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-1-1", "-", "+"]
)
def test_formula_is_no_formula_any_longer(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.5", "-1,200.75", "-0044-03-15", "-2e5", "2025-11", "7", "a=b"])
def test_numbers_and_dates_stay_as_they_are(cell: str) -> None:
    assert guarded(cell) == cell


@given(st.lists(rows, max_size=4))
def test_json_of_any_rows_is_json(told: Sequence[dict[str, object]]) -> None:
    array = read_json(render("json", FEED, told))
    lines = render("ndjson", FEED, told).splitlines()

    assert array == [read_json(line) for line in lines]
    assert [{name: row[name] for name in row if name != "edtf"} for row in array] == [
        {name: plain(cell) for name, cell in row.items()} for row in told
    ]


@given(st.lists(rows, max_size=4))
def test_csv_of_any_rows_reads_back_and_computes_nothing(told: Sequence[dict[str, object]]) -> None:
    header, *records = read_csv(render("csv", FEED, told).encode("utf-8").decode("utf-8"))

    for row, record in zip(told, records, strict=True):
        found = dict(zip(header, record, strict=True))
        for name, cell in row.items():
            assert found[guarded(name)] == guarded(cell)
    for cell in (cell for record in [header, *records] for cell in record):
        assert not cell.startswith(("=", "@", "\t", "\r"))


@given(cells)
def test_a_cell_is_guarded_once_and_for_all(cell: object) -> None:
    assert guarded(guarded(cell)) == guarded(cell)


@given(st.floats())
def test_numbers_are_numbers_or_nothing(number: float) -> None:
    assert plain(number) == (number if math.isfinite(number) else None)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_is_one_line_of_ndjson(attack: str) -> None:
    assert len(render("ndjson", FEED, [MONTH | {"headline": attack}]).splitlines()) == 1
