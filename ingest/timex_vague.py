"""Times that name no day: "recently", "in the coming weeks", "now"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved

_VAGUE_DAYS = 7


def vague_stretch(dct: date, back: bool, unit: str) -> Resolved:
    """Some days or weeks: seven days up to or from publication for days, three units else."""
    if back:
        start = dct - timedelta(_VAGUE_DAYS) if unit == "D" else calendar.step(dct, -3, unit)
        return Resolved(
            "DATE",
            "PAST_REF",
            Interval(start=start, end=dct),
            "vague",
            "relative",
            "some time up to publication",
        )
    first = dct + timedelta(1)
    end = dct + timedelta(_VAGUE_DAYS) if unit == "D" else calendar.step(dct, 3, unit)
    return Resolved(
        "DATE",
        "FUTURE_REF",
        Interval(start=first, end=end),
        "vague",
        "relative",
        "some time from publication on",
    )


def units_ahead(found: Found, reference: Reference) -> Resolved | None:
    """the weeks ahead"""
    unit = word_list("unit")[found.group("unit")]
    if reference.dct is None or unit == "Y":
        return Resolved("DATE", "FUTURE_REF", why="some time ahead")
    return vague_stretch(reference.dct, False, unit)


def vague_units(found: Found, reference: Reference) -> Resolved | None:
    """recent days; the coming weeks"""
    back = "recent" in found.group("rel") or "past" in found.group("rel") or "last" in found.group("rel")
    unit = word_list("unit")[found.group("unit")]
    if reference.dct is None or unit in {"TH", "Y", "DE"}:
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", why="a vague time")
    return vague_stretch(reference.dct, back, unit)


def vague_earlier(found: Found, reference: Reference) -> Resolved | None:
    """days earlier: an unknown number of days before the day last named, else before publication"""
    back = found.group("way") in {"earlier", "ago", "before"}
    value = "PAST_REF" if back else "FUTURE_REF"
    if reference.dct is None or reference.near or not back or found.group("unit") != "days":
        return Resolved("DATE", value, why="an unknown number, from an earlier day")
    days = Interval(start=reference.dct - timedelta(_VAGUE_DAYS), end=reference.dct - timedelta(1))
    return Resolved("DATE", value, days, "vague", "relative", "the week before publication")


def present_ref(_: Found, __: Reference) -> Resolved | None:
    """now; currently"""
    return Resolved("DATE", "PRESENT_REF", why="the present")


def past_ref(found: Found, reference: Reference) -> Resolved | None:
    """recently: the week before publication; "previously" names no day"""
    if found.group("word") in {"recently", "lately"} and reference.dct:
        days = Interval(start=reference.dct - timedelta(_VAGUE_DAYS), end=reference.dct - timedelta(1))
        return Resolved("DATE", "PAST_REF", days, "vague", "relative", "the week before publication")
    return Resolved("DATE", "PAST_REF", why="some time ago")


def future_ref(_: Found, __: Reference) -> Resolved | None:
    """soon; the near future"""
    return Resolved("DATE", "FUTURE_REF", why="some time ahead")
