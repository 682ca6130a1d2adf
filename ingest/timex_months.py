"""Months: "November 2025", "last March", "the first week of May"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import given_year, part_of, stretch, week_value


def month_year(found: Found, _: Reference) -> Resolved | None:
    """November 2025; late November 2025"""
    month = calendar.month(int(found.group("year")), int(word_list("month")[found.group("month")]))
    return _whole_or_part(found, month, "a month with its year")


def _whole_or_part(found: Found, month: Interval, why: str) -> Resolved:
    value, part = f"{month.start:%Y-%m}", part_of(found)
    if part:
        return stretch(
            calendar.third(month, part, "M"),
            value,
            "range",
            "explicit",
            f"{part}: a third of the month; {why}",
        )
    return stretch(month, value, "month", "explicit", why)


def month_only(found: Found, reference: Reference) -> Resolved | None:
    """August; last November; the end of November; that March"""
    number, relation = int(word_list("month")[found.group("month")]), found.group("rel")
    year = given_year(found, reference)
    if year:
        return _whole_or_part(found, calendar.month(year, number), f"{found.group('ryear')} year")
    if relation == "that" and reference.last:
        return _whole_or_part(
            found, calendar.month(reference.last.start.year, number), "in the year last named"
        )
    if reference.dct is None:
        return Resolved("DATE", f"XXXX-{number:02}", why="no year and no publication day")
    months = [calendar.month(reference.dct.year + shift, number) for shift in (-1, 0, 1)]
    past = [month for month in months if month.start <= reference.dct]
    ahead = [month for month in months if month.end >= reference.dct]
    if relation in {"next", "this coming"} or (reference.future and relation not in {"last", "this past"}):
        later = [m for m in ahead if m.start > reference.dct] if relation == "next" else ahead
        return _whole_or_part(found, later[0], f"the next one, {reference.cue}")
    if relation in {"last", "this past"}:
        past = [month for month in past if month.end < reference.dct]
    return _whole_or_part(found, past[-1], f"the latest one, {reference.cue}")


def month_near(number: int, reference: Reference) -> date:
    """The first day of the month of that number where the verb looks; needs a publication day."""
    assert reference.dct is not None
    months = [calendar.month(reference.dct.year + shift, number) for shift in (-1, 0, 1)]
    if reference.future:
        return next(month.start for month in months if month.end >= reference.dct)
    return [month.start for month in months if month.start <= reference.dct][-1]


_WEEK_EDGES = {"first": 0, "second": 7, "third": 14, "fourth": 21}


def week_in_month(found: Found, reference: Reference) -> Resolved | None:
    """the first week of May: its days 1 to 7; the last week: its last seven"""
    year = given_year(found, reference)
    number = int(word_list("month")[found.group("month")])
    if year is None and reference.dct is None:
        return None
    whole = calendar.month(year or month_near(number, reference).year, number)
    if found.group("edge") == "last":
        week = Interval(start=whole.end - timedelta(6), end=whole.end)
    else:
        start = whole.start + timedelta(_WEEK_EDGES[found.group("edge")])
        week = Interval(start=start, end=start + timedelta(6))
    return stretch(week, week_value(week.start), "week", "explicit", "seven days of that month")
