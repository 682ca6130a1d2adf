"""Months: "November 2025", "last March", "the first week of May"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import given_year, stretch, whole_or_part

_SEASON_DAYS = 100  # within which a month without its year is that nearest to the day last told


def month_year(found: Found, _: Reference) -> Resolved | None:
    """November 2025; late November 2025"""
    month = calendar.month(int(found.group("year")), found.numeral("month", "month"))
    return whole_or_part(found, month, "M", "explicit", "a month with its year")


def month_only(found: Found, reference: Reference) -> Resolved | None:
    """August; last November; the end of November; that March"""
    number, year = found.numeral("month", "month"), given_year(found, reference)
    why = f"{found.group('ryear')} year"
    if year is None and found.means("rel", "of_last_named") and reference.last:
        year, why = reference.last.start.year, "in the year last named"
    if year is not None:
        return whole_or_part(found, calendar.month(year, number), "M", "explicit", why)
    if reference.dct:
        month, why = _month_beside(found, number, reference, reference.dct)
    elif reference.told and (near := _month_near_by(number, reference.told)):
        month, why = near, f"no year: the nearest to {reference.told}"
    else:
        return Resolved("DATE", f"XXXX-{number:02}", why="no year and no publication day")
    return whole_or_part(found, month, "M", "explicit", why)


def _month_near_by(number: int, told: date) -> Interval | None:
    """The month of that number within a season of the day last told; farther off it could be either way."""
    months = (calendar.month(told.year + shift, number) for shift in (-1, 0, 1))
    return next((month for month in months if abs((month.start - told).days) <= _SEASON_DAYS), None)


def _month_beside(found: Found, number: int, reference: Reference, dct: date) -> tuple[Interval, str]:
    """The next or the latest month of that number, as "next", "last" or the verb says; and why."""
    months = [calendar.month(dct.year + shift, number) for shift in (-1, 0, 1)]
    earlier = found.means("rel", "earlier_one")
    if found.means("rel", "later_one") or (reference.future and not earlier):
        strict = found.means("rel", "later_one_strictly")
        ahead = [month for month in months if (month.start > dct if strict else month.end >= dct)]
        return ahead[0], f"the next one, {reference.cue}"
    past = [month for month in months if (month.end < dct if earlier else month.start <= dct)]
    return past[-1], f"the latest one, {reference.cue}"


def month_near(number: int, reference: Reference) -> date:
    """The first day of the month of that number where the verb looks; needs a publication day."""
    assert reference.dct is not None
    months = [calendar.month(reference.dct.year + shift, number) for shift in (-1, 0, 1)]
    if reference.future:
        return next(month.start for month in months if month.end >= reference.dct)
    return [month.start for month in months if month.start <= reference.dct][-1]


def week_in_month(found: Found, reference: Reference) -> Resolved | None:
    """the first week of May: its days 1 to 7; the last week: its last seven"""
    year, number = given_year(found, reference), found.numeral("month", "month")
    if year is None and reference.dct is None:
        return None
    whole = calendar.month(year or month_near(number, reference).year, number)
    if found.means("edge", "last_in_month"):
        start = whole.end - timedelta(6)
    else:
        start = whole.start + timedelta(found.numeral("edge", "nth_week"))
    week = Interval(start=start, end=start + timedelta(6))
    return stretch(week, str(week), "week", "explicit", "seven days of that month")
