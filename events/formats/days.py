"""The days of a row and how exactly they are known: read from its cells, told as EDTF and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, get_args

from events.formats.rows import Row
from events.interval import Interval, Precision

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
SEASONS = {3: ("21", "spring"), 6: ("22", "summer"), 9: ("23", "autumn"), 12: ("24", "winter")}
UNITS = {"month": 1, "season": 3, "year": 12, "decade": 120}  # in months
NOTES = {
    "week": "within this week",
    "range": "within these dates",
    "vague": "about these dates",
    "month": "month only",
    "season": "season only",
    "year": "year only",
    "decade": "decade only",
}
_STATED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ].*)?)?)?", re.DOTALL)


class When(NamedTuple):
    """The first and the last day on which it can have happened, and how exactly they are known."""

    days: Interval
    precision: Precision

    @property
    def is_whole(self) -> bool:
        """Whether the days are one whole month, season, year or decade, so that its name tells no lie."""
        start, end = self.days.start, self.days.end
        return start < end and (start, end) == _unit(start, self.precision)


def when(row: Row) -> When | None:
    """The days of a row; None when it tells none. "2025-11" alone is read as the month.

    >>> when({"starts": "2025-11-01", "ends": "2025-11-30", "precision": "month"}).precision
    'month'
    >>> str(when({"starts": "2025-11"}).days)
    '2025-11-01/2025-11-30'
    """
    first, last = _stated(row.get("starts")), _stated(row.get("ends"))
    if first is None:
        return None
    end = last.days.end if last and last.days.end >= first.days.start else first.days.end
    days = Interval(start=first.days.start, end=end)
    return When(days, _precision(row.get("precision"), days, first))


def edtf(row: Row) -> str:
    """The days of a row as Extended Date/Time Format, level 1, no more exact than they are known.

    Source: ISO 8601-2:2019; https://www.loc.gov/standards/datetime/

    >>> edtf({"starts": "2025-11-01", "ends": "2025-11-30", "precision": "month"})
    '2025-11'
    >>> edtf({"starts": "2025-11-24", "ends": "2025-11-26", "precision": "range"})
    '2025-11-24/2025-11-26'
    >>> edtf({"starts": "2025-12-01", "ends": "2026-02-28", "precision": "season"})
    '2025-24'
    >>> edtf({"starts": "1990-01-01", "ends": "1999-12-31", "precision": "decade"})
    '199X'
    >>> edtf({"starts": "2025-11-13", "ends": "2025-11-20", "precision": "vague"})
    '2025-11-13~/2025-11-20~'
    >>> edtf({"starts": None})
    ''
    """
    found = when(row)
    if found is None:
        return ""
    first, last = _cut(found.days.start, found), _cut(found.days.end, found)
    if found.is_whole and found.precision in ("season", "decade"):
        return _season_or_decade(found)
    mark = "~" if found.precision == "vague" else ""
    return f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}"


def display(row: Row) -> str:
    """The days of a row in words, with a note where they are not known to the day.

    >>> display({"starts": "2025-08-01", "ends": "2025-08-31", "precision": "month"})
    'August 2025 (month only)'
    >>> display({"starts": "2025-11-29", "ends": "2025-11-30", "precision": "range"})
    '29–30 November 2025 (within these dates)'
    >>> display({})
    'undated'
    """
    found = when(row)
    if found is None:
        return "undated"
    name = _unit_name(found) if found.is_whole else _span_text(found.days)
    note = _note(found)
    return f"{name} ({note})" if note else name


def is_precise(found: When) -> bool:
    """Whether the days are known better than to the month.

    >>> [is_precise(when({"starts": day})) for day in ("2025-11-13", "2025-11")]
    [True, False]
    """
    return found.precision not in UNITS and found.days.days < 28


def _stated(value: object) -> When | None:
    """What one cell says: a day, a month or a year."""
    match = _STATED.fullmatch(str(value).strip())
    if match is None:
        return None
    year, month, day = (int(match[name]) if match[name] else None for name in ("year", "month", "day"))
    try:
        first = date(year or 0, month or 1, day or 1)
        precision: Precision = "day" if day else "month" if month else "year"
        start, end = _unit(first, precision)
    except (ValueError, OverflowError):
        return None
    return When(Interval(start=start, end=end), precision)


def _precision(value: object, days: Interval, first: When) -> Precision:
    """What the row says, where it can be; else what its days tell."""
    known: Mapping[object, Precision] = {name: name for name in get_args(Precision)}
    stated = known.get(value)
    if first.precision != "day" and days == first.days and stated in (None, "day", first.precision):
        return first.precision
    if stated is None or (stated == "day" and days.days > 1):
        return "day" if days.days == 1 else "range"
    return stated


def _unit(first: date, precision: str) -> tuple[date, date]:
    """The first and last day of the unit that begins on a day; the day alone where there is no such unit."""
    months = UNITS.get(precision)
    begins = {"season": first.month in SEASONS, "year": first.month == 1}
    begins["decade"] = first.month == 1 and first.year % 10 == 0
    if months is None or first.day != 1 or not begins.get(precision, True):
        return first, first
    after = first.year * 12 + first.month - 1 + months
    if after // 12 > date.max.year:
        return first, date.max
    return first, date(after // 12, after % 12 + 1, 1) - timedelta(1)


def _cut(day: date, found: When) -> str:
    """A bound of the days, cut to the month or year where both bounds are those of whole ones."""
    start, end = found.days.start, found.days.end
    ends_month = (end + timedelta(1)).day == 1 if end < date.max else True
    if (
        found.precision in ("year", "decade")
        and start.month == start.day == 1
        and (end.month, end.day) == (12, 31)
    ):
        return f"{day.year:04}"
    if found.precision in UNITS and start.day == 1 and ends_month:
        return day.isoformat()[:7]
    return day.isoformat()


def _season_or_decade(found: When) -> str:
    start = found.days.start
    if found.precision == "decade":
        return f"{start.year // 10:03}X"
    return f"{start.year:04}-{SEASONS[start.month][0]}"


def _note(found: When) -> str:
    if found.days.days == 1:
        return "about this day" if found.precision == "vague" else ""
    known = found.is_whole or found.precision not in UNITS
    return NOTES[found.precision if known and found.precision in NOTES else "range"]


def _unit_name(found: When) -> str:
    start, end = found.days.start, found.days.end
    if found.precision == "month":
        return f"{MONTHS[start.month - 1]} {start.year}"
    if found.precision == "season":
        years = f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
        return f"{SEASONS[start.month][1]} {years}"
    if found.precision == "decade":
        return f"{start.year}s"
    return f"{start.year}" if found.precision == "year" else _span_text(found.days)


def _span_text(days: Interval) -> str:
    first, last = days.start, days.end
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}{year} – {end}"
