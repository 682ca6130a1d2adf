"""Days as EDTF and in words: never more exact than they are known."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.formats.days import display, edtf, is_precise, when
from tests.events.formats.hostile import rows

DAY = r"\d{4}(-\d\d(-\d\d)?)?~?"
EDTF = re.compile(rf"|{DAY}(/{DAY})?|\d{{3}}X")

CASES = {
    "a day": ("2025-11-25", "2025-11-25", "day", "2025-11-25", "25 November 2025"),
    "a month": ("2025-11-01", "2025-11-30", "month", "2025-11", "November 2025 (month only)"),
    "two months": (
        "2025-11-01",
        "2025-12-31",
        "month",
        "2025-11/2025-12",
        "1 November – 31 December 2025 (within these dates)",
    ),
    "no whole month": (
        "2025-11-01",
        "2025-11-20",
        "month",
        "2025-11-01/2025-11-20",
        "1–20 November 2025 (within these dates)",
    ),
    "spring": ("2025-03-01", "2025-05-31", "season", "2025-21", "spring 2025 (season only)"),
    "summer": ("2025-06-01", "2025-08-31", "season", "2025-22", "summer 2025 (season only)"),
    "autumn": ("2025-09-01", "2025-11-30", "season", "2025-23", "autumn 2025 (season only)"),
    "winter": ("2025-12-01", "2026-02-28", "season", "2025-24", "winter 2025–2026 (season only)"),
    "no season": (
        "2025-04-01",
        "2025-06-30",
        "season",
        "2025-04/2025-06",
        "1 April – 30 June 2025 (within these dates)",
    ),
    "one day of a season": ("2025-01-01", "2025-01-01", "season", "2025-01-01", "1 January 2025"),
    "a year": ("2022-01-01", "2022-12-31", "year", "2022", "2022 (year only)"),
    "two years": (
        "2022-01-01",
        "2023-12-31",
        "year",
        "2022/2023",
        "1 January 2022 – 31 December 2023 (within these dates)",
    ),
    "a decade": ("1990-01-01", "1999-12-31", "decade", "199X", "1990s (decade only)"),
    "no decade": (
        "1995-01-01",
        "2004-12-31",
        "decade",
        "1995/2004",
        "1 January 1995 – 31 December 2004 (within these dates)",
    ),
    "a week": (
        "2025-12-01",
        "2025-12-07",
        "week",
        "2025-12-01/2025-12-07",
        "1–7 December 2025 (within this week)",
    ),
    "a range": (
        "2025-11-24",
        "2025-11-26",
        "range",
        "2025-11-24/2025-11-26",
        "24–26 November 2025 (within these dates)",
    ),
    "about": (
        "2025-11-13",
        "2025-11-20",
        "vague",
        "2025-11-13~/2025-11-20~",
        "13–20 November 2025 (about these dates)",
    ),
    "about a day": ("2025-11-13", "2025-11-13", "vague", "2025-11-13~", "13 November 2025 (about this day)"),
    "no precision": (
        "2025-11-24",
        "2025-11-26",
        None,
        "2025-11-24/2025-11-26",
        "24–26 November 2025 (within these dates)",
    ),
    "no end": ("2025-11-24", None, None, "2025-11-24", "24 November 2025"),
    "a month in its cell": ("2025-11", None, None, "2025-11", "November 2025 (month only)"),
    "a year in its cell": ("2025", "2025", None, "2025", "2025 (year only)"),
    "a time": ("2025-11-24T08:00:00", None, "day", "2025-11-24", "24 November 2025"),
    "end before start": ("2025-11-24", "2025-11-20", "range", "2025-11-24", "24 November 2025"),
    "no day of the calendar": ("2025-02-30", None, "day", "", "undated"),
    "a word": ("soon", None, "day", "", "undated"),
    "nothing": (None, None, "vague", "", "undated"),
    "the first days": ("0001-01-01", "0001-01-31", "month", "0001-01", "January 1 (month only)"),
    "the last days": ("9999-12-01", "9999-12-31", "month", "9999-12", "December 9999 (month only)"),
}


@pytest.mark.parametrize(("starts", "ends", "precision", "code", "words"), CASES.values(), ids=CASES)
def test_days_are_told_as_they_are_known(
    starts: str | None, ends: str | None, precision: str | None, code: str, words: str
) -> None:
    row = {"starts": starts, "ends": ends, "precision": precision}

    assert (edtf(row), display(row)) == (code, words)


@given(rows)
def test_any_row_has_a_well_formed_code(row: dict[str, object]) -> None:
    assert EDTF.fullmatch(edtf(row))
    assert (edtf(row) == "") == (when(row) is None) == (display(row) == "undated")


@given(st.dates(date(1000, 1, 1), date(9000, 1, 1)), st.integers(0, 4000))
def test_a_range_reads_back_from_its_code(first: date, length: int) -> None:
    last = first + timedelta(length)
    starts, _, ends = edtf({"starts": str(first), "ends": str(last), "precision": "range"}).partition("/")

    assert (starts, ends or starts) == (str(first), str(last))


@pytest.mark.parametrize(("ends", "precise"), [("2025-11-28", True), ("2025-11-29", False)])
def test_four_weeks_are_no_better_than_a_month(ends: str, precise: bool) -> None:
    found = when({"starts": "2025-11-02", "ends": ends, "precision": "range"})

    assert found is not None
    assert is_precise(found) is precise
