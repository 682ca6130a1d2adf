"""Weekdays: "Tuesday", "last Friday", "Wednesday of next week"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import number_of, one_day


def weekday_before(number: int, dct: date) -> date:
    return dct - timedelta((dct.weekday() - number) % 7)


def weekday_after(number: int, dct: date) -> date:
    return dct + timedelta((number - dct.weekday() - 1) % 7 + 1)


def weekday(found: Found, reference: Reference) -> Resolved | None:
    """Tuesday; last Friday; Tuesday evening; overnight into Tuesday"""
    number, relation, dct = (
        int(word_list("weekday")[found.group("weekday")]),
        found.group("rel"),
        reference.dct,
    )
    part = word_list("part").get(found.group("part") or _named_part(found), "")
    if relation == "that" and reference.last:
        return one_day(
            calendar.week(reference.last.start).start + timedelta(number),
            "relative",
            "of the week last named",
            part,
        )
    if relation in {"the following", "the previous"} and reference.last:
        anchor = reference.last.start
        day = (
            weekday_after(number, anchor)
            if relation == "the following"
            else weekday_before(number, anchor - timedelta(1))
        )
        return one_day(day, "relative", "counted from the day last named", part)
    if dct is None:
        return Resolved("DATE", f"XXXX-WXX-{number + 1}", why="a weekday without a publication day")
    day, why = nearest_weekday(number, relation, reference, dct)
    if found.group("mod").startswith("overnight"):
        interval = Interval(start=day - timedelta(1), end=day)
        return Resolved(
            "TIME", f"{interval.start}TNI", interval, "range", "relative", f"the night before that day; {why}"
        )
    return one_day(day, "relative", why, part)


def _named_part(found: Found) -> str:
    return next((word for word in found.group("mod").split() if word in word_list("part")), "")


def nearest_weekday(number: int, relation: str, reference: Reference, dct: date) -> tuple[date, str]:
    monday = dct - timedelta(dct.weekday())
    if relation == "next":
        return monday + timedelta(7 + number), "next: that day of the week after publication"
    if relation == "this":
        return monday + timedelta(number), "this: that day of the week of publication"
    if relation in {"last", "this past"}:
        return weekday_before(number, dct - timedelta(1)), "last: the latest one before publication"
    if relation == "this coming" or reference.future:
        return weekday_after(number, dct), f"the next one, {reference.cue}"
    return weekday_before(number, dct), f"the latest one up to publication, {reference.cue}"


def weekday_from(found: Found, reference: Reference) -> Resolved | None:
    """a week from Friday"""
    if reference.dct is None:
        return None
    day = weekday_after(int(word_list("weekday")[found.group("weekday")]), reference.dct)
    count = number_of(found.group("n") or "one") or 1
    return one_day(day + timedelta(7 * count), "relative", f"{count} week(s) from the next one")


def weekday_week(found: Found, reference: Reference) -> Resolved | None:
    """Wednesday of last week"""
    if reference.dct is None:
        return None
    shift = {"last": -7, "the previous": -7, "next": 7, "the following": 7, "this": 0}[found.group("rel")]
    day = calendar.week(reference.dct + timedelta(shift)).start
    return one_day(
        day + timedelta(int(word_list("weekday")[found.group("weekday")])),
        "relative",
        "that day of that week",
    )
