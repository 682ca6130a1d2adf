"""Holidays: "Good Friday", "Thanksgiving 2024", "the Labor Day weekend", "last Christmas"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_holiday_dates import holiday_days
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import Basis, one_day, stretch, unit_value
from ingest.timex_words import word_list


def holiday(found: Found, reference: Reference) -> Resolved | None:
    """Good Friday; Thanksgiving 2024; last Christmas; the Labor Day weekend"""
    named = found.means("rel", "of_last_named") and reference.last
    year = found.figure("year") or (named.start.year if named else None)
    if year:
        days = next(iter(_days(found, year)), None)
        why = "a holiday with its year"
    elif reference.dct:
        around = range(reference.dct.year - 1, reference.dct.year + 2)
        options = [days for year in around for days in _days(found, year)]
        days, why = _at_hand(found, options, reference, reference.dct)
    else:
        return None
    return _resolved(found, days, "explicit" if found.group("year") else "relative", why) if days else None


def _days(found: Found, year: int) -> Sequence[Interval]:
    """When it falls: in the country that stands right before its name, else where its rule says."""
    name = found.group("holiday") or found.group("stretched")
    before = found.match.string[: found.span[0]][-20:].lower().replace("’", "'").split()
    country = word_list("holiday_owner").get(before[-1]) if before else None
    known = word_list("holiday") if found.group("holiday") else word_list("holiday_stretched")
    return (holiday_days(f"{country}={name}", year) if country else ()) or holiday_days(known[name], year)


def _at_hand(
    found: Found, options: Sequence[Interval], reference: Reference, dct: date
) -> tuple[Interval | None, str]:
    """The one before or after publication, as "last", "next" or the verb says, else the nearest; and why."""
    if found.means("rel", "earlier_one"):
        return _first(days for days in reversed(options) if days.end < dct), "the latest one"
    if found.means("rel", "later_one"):
        return _first(days for days in options if days.start > dct), "the next one"
    if reference.future:
        return _first(days for days in options if days.end >= dct), f"the next one, {reference.cue}"
    if reference.looks.tense and not found.means("rel", "of_this_week"):
        past = (days for days in reversed(options) if days.start <= dct)
        return _first(past), f"the latest one, {reference.cue}"
    nearest = min(options, key=lambda days: abs((days.start - dct).days), default=None)
    return nearest, "the one at hand"


def _first(days: Iterable[Interval]) -> Interval | None:
    return next(iter(days), None)


def _resolved(found: Found, days: Interval, basis: Basis, why: str) -> Resolved:
    """The days of a holiday, or the weekend or week around its first."""
    around = word_list("holiday_stretch").get(found.group("stretch"), "day")
    if around == "week":
        return stretch(calendar.week(days.start), unit_value(days.start, "W"), "week", basis, why)
    if around == "weekend":
        days = _weekend_around(days.start)
        return stretch(days, unit_value(days.start, "WE"), "range", basis, f"the weekend of {why}")
    if days.days == 1:
        return one_day(days.start, basis, why)
    return stretch(days, f"{days.start}/{days.end}", "range", basis, why)


def _weekend_around(day: date) -> Interval:
    """Saturday and Sunday with the holiday, where it touches them; a Thursday brings its Friday along.

    >>> str(_weekend_around(date(2024, 9, 2)))
    '2024-08-31/2024-09-02'
    """
    days = calendar.weekend(day)
    if day.weekday() <= 1:
        return Interval(start=days.start - timedelta(7), end=day)
    return Interval(start=day, end=days.end) if day.weekday() in {3, 4} else days
