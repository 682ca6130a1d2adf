"""Times of day: "5 p.m.", "14:30 GMT", "9 a.m. Tuesday"."""

from __future__ import annotations

from datetime import timedelta

from events.interval import Interval
from ingest.timex_day_words import DAY_WORDS
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_weekdays import nearest_weekday


def clock(found: Found, reference: Reference) -> Resolved | None:
    """5 p.m.; 14:30 GMT; 9 a.m. Tuesday"""
    hour = int(found.group("hour") or found.group("hour24"))
    minute = int(found.group("minute") or found.group("minute24") or 0)
    if found.group("half").startswith("p") and hour < 12:
        hour += 12
    weekday_name = found.group("weekday")
    if reference.dct is None or hour > 24 or minute > 59:
        return Resolved("TIME", f"XXXX-XX-XXT{hour:02}:{minute:02}", why="no day")
    if weekday_name:
        day = nearest_weekday(int(word_list("weekday")[weekday_name]), "", reference, reference.dct)[0]
        return Resolved(
            "TIME", f"{day}T{hour:02}:{minute:02}", Interval.day(day), "day", "relative", reference.cue
        )
    named = found.group("word")
    if named:
        near = reference.dct + timedelta(DAY_WORDS[named][0])
    else:
        near = reference.last.start if reference.last and reference.last.days == 1 else reference.dct
    value = f"{near}T{hour:02}:{minute:02}"
    why = named or "a time of the day at hand"
    return Resolved("TIME", value, Interval.day(near), "day", "relative", why)
