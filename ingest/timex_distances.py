"""Counted from a day: "two weeks ago", "a year later", "the past three days"."""

from __future__ import annotations

from datetime import date

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_vague import vague_stretch
from ingest.timex_values import UNIT_PRECISION, duration_value, number_of, one_day, stretch, unit_value
from ingest.timex_words import sense

_HALVES = {"Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "M": (15, "D"), "W": (4, "D")}


def ago(found: Found, reference: Reference) -> Resolved | None:
    """two days ago; three weeks later; a year earlier"""
    unit, back = found.meaning("unit"), found.means("way", "backward")
    published = found.means("way", "from_publication")
    anchor = reference.dct if published else reference.counted_from(unit)
    if anchor and found.means("whole", "quarter"):
        anchor = calendar.step(anchor, -1, "Q")  # the latest that is over
    count, halved = _counted(found)
    if anchor is None or count is None or unit == "TM":
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", why="how many is not told")
    sign = -1 if back else 1
    day = calendar.step(anchor, sign * count, unit)
    if halved:
        day = _half_more(day, sign, unit)
    why = f"{found.group('n')} {found.group('unit')} from {anchor}"
    if unit not in {"Y", "DE", "CE", "Q"}:
        return one_day(day, "relative", why)
    whole = _same_unit(day, found, reference, unit)
    return stretch(
        calendar.unit_at(day, whole), unit_value(day, whole), UNIT_PRECISION[whole], "relative", why
    )


def _counted(found: Found) -> tuple[int | None, bool]:
    """How many whole units, and whether half of one comes on top: "half a year", "a year and a half"."""
    if sense("half_unit") & set(found.group("n").split()):
        return 0, True
    joined = found.match.string[found.match.start("way") - 1] == "-"  # "a year-ago quarter"
    return 1 if joined else number_of(found.group("n")), bool(found.group("half"))


def _same_unit(day: date, found: Found, reference: Reference, unit: str) -> str:
    """ "A year earlier" than a month or quarter is that month or quarter of the year before."""
    last = reference.last
    if unit == "Q" or found.means("whole", "quarter"):
        return "Q"
    if found.means("way", "beside_last_named") and last:
        return next((name for name in ("M", "Q") if calendar.unit_at(last.start, name) == last), "Y")
    return "Y"


def _half_more(day: date, sign: int, unit: str) -> date:
    """The day, half a unit further."""
    half, smaller = _HALVES.get(unit, (0, "D"))
    return calendar.step(day, sign * half, smaller)


def two_ago_this(found: Found, reference: Reference) -> Resolved | None:
    """Two years ago this month"""
    if reference.dct is None:
        return None
    count, unit = number_of(found.group("n")) or 1, found.meaning("unit2", "unit")
    days = calendar.unit_at(calendar.step(reference.dct, -count, found.meaning("unit")), unit)
    return stretch(days, unit_value(days.start, unit), UNIT_PRECISION[unit], "relative", f"{count} back")


def in_units(found: Found, reference: Reference) -> Resolved | None:
    """in two weeks: a day ahead where the verb looks ahead; else how long it took"""
    count, unit = number_of(found.group("n")), found.meaning("unit")
    ahead = reference.future or found.group("time")
    if not ahead or count is None or reference.dct is None or unit in {"TM", "TS", "TH"}:
        return Resolved("DURATION", duration_value(count, unit), why="how long it took")
    day = calendar.step(reference.dct, count, unit)
    if unit in {"Y", "DE", "CE"}:
        return stretch(calendar.year(day.year), str(day.year), "year", "relative", f"from {reference.dct}")
    return one_day(day, "relative", f"counted from {reference.dct}")


def past_units(found: Found, reference: Reference) -> Resolved | None:
    """the past 24 hours; the next two weeks"""
    unit, count = found.meaning("unit"), number_of(found.group("n"))
    if unit in {"TM", "TS"} or reference.dct is None:
        return Resolved("DURATION", duration_value(count, unit), why="too short or without publication day")
    back = found.means("rel", "past_side")
    if count is None:
        return vague_stretch(reference.dct, back, unit)
    return rolling(reference.dct, -count if back else count, unit)


def rolling(anchor: date, count: int, unit: str) -> Resolved:
    """A stretch that ends or starts at the anchor day: "the past week", "the next two months"."""
    other = calendar.step(anchor, count, unit)
    interval = Interval(start=min(anchor, other), end=max(anchor, other))
    return Resolved(
        "DURATION", duration_value(abs(count), unit), interval, "range", "relative", f"counted from {anchor}"
    )
