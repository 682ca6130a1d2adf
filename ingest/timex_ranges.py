"""Stretches between two dates: "May 3-5", "from Monday to Friday", "2014-2018"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_dates import nearest_day
from ingest.timex_months import month_near
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import stretch, valid_day
from ingest.timex_weekdays import nearest_weekday


def month_days(found: Found, reference: Reference) -> Resolved | None:
    """November 23-25; Nov. 28 through Dec. 2, 2024"""
    first = int(word_list("month")[found.group("month")])
    second = int(word_list("month")[found.group("month2")]) if found.group("month2") else first
    opened, closed = int(found.group("day")), int(found.group("day2"))
    if found.group("year"):
        start = valid_day(int(found.group("year")), first, opened)
    else:
        start = nearest_day(first, opened, reference)
    end = valid_day(start.year + (second < first), second, closed) if start else None
    if start is None or end is None or end <= start:
        return None
    return stretch(
        Interval(start=start, end=end),
        f"{start}/{end}",
        "range",
        "explicit",
        "from the first day to the last",
    )


def month_range(found: Found, reference: Reference) -> Resolved | None:
    """June to August 2023; between June and August"""
    first, second = (int(word_list("month")[found.group(name)]) for name in ("month", "month2"))
    last = int(found.group("year2") or 0)
    if not (last or found.group("year") or reference.dct):
        return None
    if not last:
        anchor = calendar.month(int(found.group("year")), first).start if found.group("year") else None
        start = anchor or month_near(first, reference)
        last = start.year + (second < first)
    opened = int(found.group("year") or last - (second < first))
    if (opened, first) >= (last, second):
        return None
    days = Interval(start=date(opened, first, 1), end=calendar.month(last, second).end)
    value = f"{days.start:%Y-%m}/{days.end:%Y-%m}"
    return stretch(days, value, "range", "explicit", "from the first month to the last")


def weekday_range(found: Found, reference: Reference) -> Resolved | None:
    """from Thursday to Saturday; between Monday and Wednesday"""
    if reference.dct is None:
        return None
    opened = found.group("first") or found.group("third")
    first, second = (int(word_list("weekday")[name]) for name in (opened, found.group("second")))
    start = nearest_weekday(first, "", reference, reference.dct)[0]
    end = start + timedelta((second - first) % 7)
    if end > reference.dct >= start and reference.looks.tense == "past":
        start, end = start - timedelta(7), end - timedelta(7)
    return stretch(
        Interval(start=start, end=end),
        f"{start}/{end}",
        "range",
        "relative",
        f"the second from the first; {reference.cue}",
    )


def year_range(found: Found, _: Reference) -> Resolved | None:
    """2014-2018"""
    first, last = int(found.group("year")), found.group("year2")
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not 0 < second - first < 150:
        return None
    return stretch(
        Interval(start=date(first, 1, 1), end=date(second, 12, 31)),
        f"{first}/{second}",
        "range",
        "explicit",
        "from year to year",
    )
