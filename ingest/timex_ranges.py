"""Stretches between two dates: "May 3-5", "from Monday to Friday", "2014-2018"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_dates import nearest_day
from ingest.timex_found import Found
from ingest.timex_months import month_near
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import Basis, stretch, valid_day
from ingest.timex_weekdays import nearest_weekday


def month_days(found: Found, reference: Reference) -> Resolved | None:
    """November 23-25; Nov. 28 through Dec. 2, 2024"""
    first = found.numeral("month", "month")
    second = found.numeral("month2", "month") if found.group("month2") else first
    year, opened, closed = found.figure("year"), int(found.group("day")), int(found.group("day2"))
    start = valid_day(year, first, opened) if year else nearest_day(first, opened, reference)
    end = valid_day(start.year + (second < first), second, closed) if start else None
    if start is None or end is None or end <= start:
        return None
    return _from_to(start, end, "explicit", "from the first day to the last")


def _from_to(start: date, end: date, basis: Basis, why: str) -> Resolved:
    return stretch(Interval(start=start, end=end), f"{start}/{end}", "range", basis, why)


def month_range(found: Found, reference: Reference) -> Resolved | None:
    """June to August 2023; between June and August"""
    first, second = found.numeral("month", "month"), found.numeral("month2", "month")
    opened, closed = found.figure("year"), found.figure("year2")
    if not (closed or opened or reference.dct):
        return None
    if not closed:
        closed = (opened or month_near(first, reference).year) + (second < first)
    opened = opened or closed - (second < first)
    if (opened, first) >= (closed, second):
        return None
    days = Interval(start=date(opened, first, 1), end=calendar.month(closed, second).end)
    value = f"{days.start:%Y-%m}/{days.end:%Y-%m}"
    return stretch(days, value, "range", "explicit", "from the first month to the last")


def weekday_range(found: Found, reference: Reference) -> Resolved | None:
    """from Thursday to Saturday; between Monday and Wednesday"""
    if reference.dct is None:
        return None
    first = found.numeral("first" if found.group("first") else "third", "weekday")
    start = nearest_weekday(first, "", reference, reference.dct)[0]
    end = start + timedelta((found.numeral("second", "weekday") - first) % 7)
    if end > reference.dct >= start and reference.looks.tense == "past":
        start, end = start - timedelta(7), end - timedelta(7)
    return _from_to(start, end, "relative", f"the second from the first; {reference.cue}")


def year_range(found: Found, _: Reference) -> Resolved | None:
    """2014-2018"""
    first, last = int(found.group("year")), found.group("year2")
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not 0 < second - first < 150:
        return None
    days = Interval(start=date(first, 1, 1), end=date(second, 12, 31))
    return stretch(days, f"{first}/{second}", "range", "explicit", "from year to year")
