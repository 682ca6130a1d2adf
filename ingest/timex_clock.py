"""Times of day: "5 p.m.", "14:30 GMT", "9 a.m. Tuesday"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_weekdays import nearest_weekday
from ingest.timex_words import word_list


def clock(found: Found, reference: Reference) -> Resolved | None:
    """5 p.m.; 14:30 GMT; 9 a.m. Tuesday"""
    hour, minute = _hour_and_minute(found)
    time = f"T{hour:02}:{minute:02}"
    if hour > 24 or minute > 59:
        return Resolved("TIME", f"XXXX-XX-XX{time}", why="no day")
    return _at(time, found, reference)


def midday(found: Found, reference: Reference) -> Resolved | None:
    """noon; midnight Sunday"""
    return _at(found.meaning("word", "midday"), found, reference)


def _at(time: str, found: Found, reference: Reference) -> Resolved:
    """That time of its day; without a publication day the one last named alone can be that."""
    by_itself = not found.group("weekday") and found.group("word") not in word_list("day_word")
    published = reference.dct or (_day_at_hand(reference) if by_itself else None)
    if published is None:
        return Resolved("TIME", f"XXXX-XX-XX{time}", why="no day")
    day, why = _day_of(found, reference, published)
    return Resolved("TIME", f"{day}{time}", Interval.day(day), "day", "relative", why)


def _hour_and_minute(found: Found) -> tuple[int, int]:
    hour = int(found.group("hour") or found.group("hour24"))
    minute = int(found.group("minute") or found.group("minute24") or 0)
    return hour + 12 if found.group("half").startswith("p") and hour < 12 else hour, minute


def _day_of(found: Found, reference: Reference, dct: date) -> tuple[date, str]:
    """The day that stands with the time, else the one last named, else publication; and why."""
    if found.group("weekday"):
        return nearest_weekday(found.numeral("weekday", "weekday"), "", reference, dct)[0], reference.cue
    if found.group("word") in word_list("day_word"):
        return dct + timedelta(found.numeral("word", "day_word")), found.group("word")
    return _day_at_hand(reference) or dct, "a time of the day at hand"


def _day_at_hand(reference: Reference) -> date | None:
    """The day last named, if it is one day."""
    return reference.last.start if reference.last and reference.last.days == 1 else None
