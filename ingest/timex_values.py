"""TIMEX3 values and the parts from which every resolver builds its answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from events.interval import Interval, Precision
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_words import word_list

UNIT_PRECISION: dict[str, Precision] = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "WE": "range", "Q": "range",
    "CE": "range",
}  # fmt: skip
_PARTS_OF_WEEK = ((0, 1), (2, 3), (4, 6))

Basis = Literal["explicit", "relative"]


def stretch(interval: Interval, value: str, precision: Precision, basis: Basis, why: str) -> Resolved:
    """A DATE that stands for some days."""
    return Resolved("DATE", value, interval, precision, basis, why)


def one_day(day: date, basis: Basis, why: str, part: str = "") -> Resolved:
    """A DATE that is one day, or a TIME where a part of the day (MO, AF, EV, NI) is named."""
    value = f"{day}T{part}" if part else str(day)
    return Resolved("TIME" if part else "DATE", value, Interval.day(day), "day", basis, why)


def night_before(day: date, why: str) -> Resolved:
    """The night that ends in the morning of the day."""
    night = Interval(start=day - timedelta(1), end=day)
    return Resolved("TIME", f"{night.start}TNI", night, "range", "relative", why)


def full_year(text: str) -> int:
    """A year in two or four digits: "49" is 2049, "50" is 1950."""
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 50 else 1900 + int(text)


def number_of(text: str) -> int | None:
    """The whole number that a figure or word stands for; None for "several".

    >>> number_of("12"), number_of("twenty-five"), number_of("several")
    (12, 25, None)
    """
    if not text:
        return None
    words = word_list("number")
    if all(part in words for part in text.split("-")):
        return sum(int(words[part]) for part in text.split("-"))
    known = words.get(text)
    return int(float(known or text)) if known or text[0].isdigit() else None


def valid_day(year: int, month: int, day: int) -> date | None:
    """That day, or None when no calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def week_value(day: date) -> str:
    """The ISO week that holds the day.

    >>> week_value(date(2024, 12, 31))
    '2025-W01'
    """
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def unit_value(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit (D, W, M, Q, Y, DE, CE, WE) that holds the day."""
    values = {
        "D": str(day), "W": week_value(day), "M": f"{day:%Y-%m}", "Y": f"{day.year}",
        "DE": f"{day.year // 10}",
        "CE": f"{day.year // 100}", "Q": f"{day.year}-Q{(day.month - 1) // 3 + 1}",
        "WE": f"{week_value(day)}-WE",
    }  # fmt: skip
    return values[unit]


def duration_value(count: int | None, unit: str) -> str:
    """The TIMEX3 value of a length of time.

    >>> duration_value(3, "Y"), duration_value(None, "W"), duration_value(24, "TH")
    ('P3Y', 'PXW', 'PT24H')
    """
    size = "X" if count is None else str(count)
    if unit.startswith("T"):
        return f"PT{size}{unit[1]}"
    return f"P{count * 2 if count else size}W" if unit == "F" else f"P{size}{unit}"


def part_of(found: Found) -> str:
    """early, mid, late, end …: the last word of the modifier that names a third, "" when there is none."""
    words = (found.group("mod") or found.group("mod2")).split()
    return next((word for word in reversed(words) if word in word_list("third")), "")


def third_of(whole: Interval, part: str, unit: str) -> Interval:
    """The early, middle or late part of a week, month, year or decade; all of any other unit.

    The parts of a week are Monday-Tuesday, Wednesday-Thursday and Friday-Sunday.

    >>> str(third_of(calendar.month(2024, 2), "late", "M"))
    '2024-02-21/2024-02-29'
    """
    index = int(word_list("third").get(part, "0"))
    if unit == "W":
        first, last = _PARTS_OF_WEEK[index]
        return Interval(start=whole.start + timedelta(first), end=whole.start + timedelta(last))
    return calendar.third(whole, index, unit) if unit in {"M", "Y", "DE"} else whole


def whole_or_part(found: Found, whole: Interval, unit: str, basis: Basis, why: str) -> Resolved:
    """A calendar unit, or its third where "early", "mid" or "late" stands before it."""
    value, part = unit_value(whole.start, unit), part_of(found)
    if part and unit in {"W", "M", "Y", "DE"}:
        return stretch(third_of(whole, part, unit), value, "range", basis, f"{part}: a part of it; {why}")
    return stretch(whole, value, UNIT_PRECISION[unit], basis, why)


def given_year(found: Found, reference: Reference) -> int | None:
    """The year that stands with a day or month: "2024", "of last year"; None when there is none."""
    if found.group("year"):
        return found.figure("year")
    named = found.means("ryear", "of_last_named") and reference.last
    anchor = named.start if named else reference.dct
    return anchor.year + found.numeral("ryear", "shift") if found.group("ryear") and anchor else None
