"""Times that name no day: "recently", "in the coming weeks", "now"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_words import sense

_VAGUE_DAYS = 7
_VAGUE_UNITS = 3


def vague_stretch(dct: date, back: bool, unit: str) -> Resolved:
    """Some days or weeks: seven days up to or from publication for days, three units else."""
    count = _VAGUE_DAYS if unit == "D" else _VAGUE_UNITS
    if back:
        days = Interval(start=calendar.step(dct, -count, unit), end=dct)
        return Resolved("DATE", "PAST_REF", days, "vague", "relative", "some time up to publication")
    days = Interval(start=dct + timedelta(1), end=calendar.step(dct, count, unit))
    return Resolved("DATE", "FUTURE_REF", days, "vague", "relative", "some time from publication on")


def _week_before(dct: date) -> Resolved:
    days = Interval(start=dct - timedelta(_VAGUE_DAYS), end=dct - timedelta(1))
    return Resolved("DATE", "PAST_REF", days, "vague", "relative", "the week before publication")


def units_ahead(found: Found, reference: Reference) -> Resolved | None:
    """the weeks ahead"""
    unit = found.meaning("unit")
    if reference.dct is None or unit == "Y":
        return Resolved("DATE", "FUTURE_REF", why="some time ahead")
    return vague_stretch(reference.dct, False, unit)


def vague_units(found: Found, reference: Reference) -> Resolved | None:
    """recent days; the coming weeks"""
    back = bool(sense("vague_past") & set(found.group("rel").split()))
    unit = found.meaning("unit")
    if reference.dct is None or unit in {"TH", "Y", "DE"}:
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", why="a vague time")
    return vague_stretch(reference.dct, back, unit)


def vague_earlier(found: Found, reference: Reference) -> Resolved | None:
    """days earlier: an unknown number of days before the day last named, else before publication"""
    back = found.means("way", "backward")
    value = "PAST_REF" if back else "FUTURE_REF"
    if reference.dct is None or reference.near or not back or not found.means("unit", "few_days"):
        return Resolved("DATE", value, why="an unknown number, from an earlier day")
    return _week_before(reference.dct)


def present_ref(_: Found, __: Reference) -> Resolved | None:
    """now; currently"""
    return Resolved("DATE", "PRESENT_REF", why="the present")


def past_ref(found: Found, reference: Reference) -> Resolved | None:
    """recently: the week before publication; "previously" names no day"""
    if found.means("word", "lately") and reference.dct:
        return _week_before(reference.dct)
    return Resolved("DATE", "PAST_REF", why="some time ago")


def future_ref(_: Found, __: Reference) -> Resolved | None:
    """soon; the near future"""
    return Resolved("DATE", "FUTURE_REF", why="some time ahead")
