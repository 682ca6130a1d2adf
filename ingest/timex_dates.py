"""Calendar dates, full ("26 November 2025") and partial ("November 26", "on the 5th")."""

from __future__ import annotations

from datetime import date

from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import full_year, given_year, one_day, stretch, valid_day, week_value

_SOON_DAYS = 60  # beyond it, a day that a past verb governs lies in the year before


def iso(found: Found, _: Reference) -> Resolved | None:
    """2025-11-26"""
    day = valid_day(int(found.group("year")), int(found.group("month")), int(found.group("day")))
    return one_day(day, "explicit", "a full date") if day else None


def numeric(found: Found, _: Reference) -> Resolved | None:
    """11/26/2025: month first, as US sources write; day first when it cannot be a month."""
    first, second, year = int(found.group("month")), int(found.group("day")), full_year(found.group("year"))
    day = valid_day(year, first, second) or valid_day(year, second, first)
    return one_day(day, "explicit", "a full date, month first") if day else None


def numeric_dots(found: Found, _: Reference) -> Resolved | None:
    """26.11.2025: day first, as the continent writes"""
    day = valid_day(int(found.group("year")), int(found.group("month")), int(found.group("day")))
    return one_day(day, "explicit", "a full date, day first") if day else None


def month_day(found: Found, reference: Reference) -> Resolved | None:
    """November 23, 2025; 23 November; Tuesday, Nov. 25"""
    month, number = found.numeral("month", "month"), int(found.group("day"))
    year = given_year(found, reference)
    if year:
        day = valid_day(year, month, number)
        return one_day(day, "explicit", "a full date") if day else None
    day = nearest_day(month, number, reference)
    if day is None:
        return Resolved("DATE", f"XXXX-{month:02}-{number:02}", why="no year and no publication day")
    return one_day(
        day, "explicit", f"no year: the nearest to {reference.dct or reference.told}, {reference.cue}"
    )


def nearest_day(month: int, day: int, reference: Reference) -> date | None:
    """That day of the year around publication to which the verb looks.

    Without a publication day the nearest to the day last told, since a story goes on in the past tense too;
    None where no day was told either.
    """
    near = reference.dct or reference.told
    if near is None:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    options = [found for year in years if (found := valid_day(year, month, day))]
    ahead = [option for option in options if option >= near]
    if reference.future and ahead and (ahead[0] - near).days < 300:
        return ahead[0]
    if reference.dct and reference.looks.tense == "past":
        options = [option for option in options if (option - near).days < _SOON_DAYS]
    return min(options, key=lambda option: abs((option - near).days), default=None)


def week_of(found: Found, reference: Reference) -> Resolved | None:
    """the week of November 28"""
    day = month_day(found, reference)
    if day is None or day.interval is None:
        return None
    week = calendar.week(day.interval.start)
    return stretch(week, week_value(week.start), "week", "explicit", "Monday to Sunday around that day")


def ordinal_day(found: Found, reference: Reference) -> Resolved | None:
    """on the 5th: of the month last named, else the nearest"""
    number = int(found.group("day"))
    near = reference.last.start if reference.last else reference.dct
    day = valid_day(near.year, near.month, number) if near else None
    return one_day(day, "relative", "of the month at hand") if day else None
