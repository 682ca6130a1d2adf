"""TIMEX3 values and the parts from which every resolver builds its answer."""

from __future__ import annotations

from datetime import date
from typing import Literal

from events.interval import Interval, Precision
from ingest import timex_calendar as calendar
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved

UNIT_PRECISION: dict[str, Precision] = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "WE": "range", "Q": "range",
    "CE": "range",
}  # fmt: skip


def stretch(
    interval: Interval, value: str, precision: Precision, basis: Literal["explicit", "relative"], why: str
) -> Resolved:
    return Resolved("DATE", value, interval, precision, basis, why)


def one_day(day: date, basis: Literal["explicit", "relative"], why: str, part: str = "") -> Resolved:
    value = f"{day}T{part}" if part else str(day)
    return Resolved("TIME" if part else "DATE", value, Interval.day(day), "day", basis, why)


def full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 50 else 1900 + int(text)


def number_of(text: str) -> int | None:
    """The whole number that a figure or word stands for; None for "several"."""
    if not text:
        return None
    words = word_list("number")
    if all(part in words for part in text.split("-")):
        return sum(int(words[part]) for part in text.split("-"))
    known = words.get(text)
    return int(float(known or text)) if known or text[0].isdigit() else None


def valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_value(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def unit_value(day: date, unit: str) -> str:
    values = {
        "D": str(day), "W": week_value(day), "M": f"{day:%Y-%m}", "Y": f"{day.year}",
        "DE": f"{day.year // 10}",
        "CE": f"{day.year // 100}", "Q": f"{day.year}-Q{(day.month - 1) // 3 + 1}",
        "WE": f"{week_value(day)}-WE",
    }  # fmt: skip
    return values[unit]


def duration_value(count: int | None, unit: str) -> str:
    size = "X" if count is None else str(count)
    if unit.startswith("T"):
        return f"PT{size}{unit[1]}"
    return f"P{count * 2 if count else size}W" if unit == "F" else f"P{size}{unit}"


def part_of(found: Found) -> str:
    """early, mid, late, end …: the last word of the modifier that names a third, "" when there is none."""
    words = (found.group("mod") or found.group("mod2")).split()
    return next((word for word in reversed(words) if word in calendar.THIRDS), "")


def given_year(found: Found, reference: Reference) -> int | None:
    """The year that stands with a day or month: "2024", "of last year"; None when there is none."""
    if found.group("year"):
        return int(found.group("year"))
    relation = found.group("ryear")
    anchor = reference.last.start if relation == "that" and reference.last else reference.dct
    return anchor.year + SHIFT[relation] if relation and anchor else None


SHIFT = {
    "this": 0, "the current": 0, "that": 0, "the same": 0, "last": -1, "the last": -1, "the previous": -1,
    "the preceding": -1,
    "this past": -1, "next": 1, "the next": 1, "the following": 1, "this coming": 1, "the coming": 1,
}  # fmt: skip
