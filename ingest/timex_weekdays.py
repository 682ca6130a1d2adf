"""Weekdays: "Tuesday", "last Friday", "Wednesday of next week"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import night_before, number_of, one_day
from ingest.timex_words import sense, word_list


def weekday_before(number: int, day: date) -> date:
    """The latest such weekday (Monday is 0) up to and including the day.

    >>> weekday_before(4, date(2024, 5, 15))
    datetime.date(2024, 5, 10)
    """
    return day - timedelta((day.weekday() - number) % 7)


def weekday_after(number: int, day: date) -> date:
    """The first such weekday after the day.

    >>> weekday_after(2, date(2024, 5, 15))
    datetime.date(2024, 5, 22)
    """
    return day + timedelta((number - day.weekday() - 1) % 7 + 1)


def weekday(found: Found, reference: Reference) -> Resolved | None:
    """Tuesday; last Friday; Tuesday evening; overnight into Tuesday"""
    number, dct = found.numeral("weekday", "weekday"), reference.dct
    part = word_list("part").get(found.group("part") or _named_part(found), "")
    day = _beside_last_named(found, number, reference.last) if reference.last else None
    if day:
        return one_day(day, "relative", "counted from what was last named", part)
    if dct is None:
        return Resolved("DATE", f"XXXX-WXX-{number + 1}", why="a weekday without a publication day")
    day, why = nearest_weekday(number, found.group("rel"), reference, dct)
    if sense("overnight") & set(found.group("mod").split()):
        return night_before(day, f"the night before that day; {why}")
    return one_day(day, "relative", why, part)


def _beside_last_named(found: Found, number: int, last: Interval) -> date | None:
    """ "That Monday", "the following Monday", "the previous Monday"."""
    if found.means("rel", "of_last_named"):
        return calendar.week(last.start).start + timedelta(number)
    if not found.means("rel", "from_last_named"):
        return None
    if found.means("rel", "after_last_named"):
        return weekday_after(number, last.start)
    return weekday_before(number, last.start - timedelta(1))


def _named_part(found: Found) -> str:
    return next((word for word in found.group("mod").split() if word in word_list("part")), "")


def nearest_weekday(number: int, relation: str, reference: Reference, dct: date) -> tuple[date, str]:
    """The weekday that "next", "this" or "last" points to, else the verb; and why."""
    monday = dct - timedelta(dct.weekday())
    if relation in sense("of_next_week"):
        return monday + timedelta(7 + number), "next: that day of the week after publication"
    if relation in sense("of_this_week"):
        return monday + timedelta(number), "this: that day of the week of publication"
    if relation in sense("earlier_one"):
        return weekday_before(number, dct - timedelta(1)), "last: the latest one before publication"
    if relation in sense("coming_one") or reference.future:
        return weekday_after(number, dct), f"the next one, {reference.cue}"
    return weekday_before(number, dct), f"the latest one up to publication, {reference.cue}"


def weekday_from(found: Found, reference: Reference) -> Resolved | None:
    """a week from Friday"""
    if reference.dct is None:
        return None
    day = weekday_after(found.numeral("weekday", "weekday"), reference.dct)
    count = number_of(found.group("n")) or 1
    return one_day(day + timedelta(7 * count), "relative", f"{count} week(s) from the next one")


def weekday_week(found: Found, reference: Reference) -> Resolved | None:
    """Wednesday of last week"""
    if reference.dct is None:
        return None
    monday = calendar.week(reference.dct).start + timedelta(7 * found.numeral("rel", "shift"))
    day = monday + timedelta(found.numeral("weekday", "weekday"))
    return one_day(day, "relative", "that day of that week")
