"""Counted from a day: "two weeks ago", "a year later", "the past three days"."""

from __future__ import annotations

from datetime import date

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_vague import vague_stretch
from ingest.timex_values import UNIT_PRECISION, duration_value, number_of, one_day, stretch, unit_value


def ago(found: Found, reference: Reference) -> Resolved | None:
    """two days ago; three weeks later; a year earlier"""
    unit, way = word_list("unit")[found.group("unit")], found.group("way")
    back = way in {"ago", "earlier", "before"}
    halved = found.group("n").startswith("half")
    count = 1 if halved else number_of(found.group("n"))
    count = 1 if "-" in found.words[-1] else count
    anchor = reference.dct if way in {"ago", "from now"} else reference.counted_from(unit)
    if anchor is None or count is None or unit.startswith("TM"):
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", why="how many is not told")
    sign = -1 if back else 1
    if halved or found.group("half"):
        day = _half_more(anchor, sign * (0 if halved else count), sign, unit)
    else:
        day = calendar.step(anchor, sign * count, unit)
    why = f"{found.group('n')} {found.group('unit')} from {anchor}"
    if unit in {"Y", "DE", "CE"} or (unit == "Q"):
        whole = _same_unit(day, way, reference, unit)
        return stretch(whole[0], unit_value(day, whole[1]), UNIT_PRECISION[whole[1]], "relative", why)
    return one_day(day, "relative", why)


def _same_unit(day: date, way: str, reference: Reference, unit: str) -> tuple[Interval, str]:
    """ "A year earlier" than a month or quarter is that month or quarter of the year before."""
    last = reference.last
    if unit == "Q":
        return calendar.unit_at(day, "Q"), "Q"
    if way in {"earlier", "later", "before", "after", "on"} and last:
        for name in ("M", "Q"):
            if calendar.unit_at(last.start, name) == last:
                return calendar.unit_at(day, name), name
    return calendar.year(day.year), "Y"


def _half_more(anchor: date, count: int, sign: int, unit: str) -> date:
    """`count` units and a half of one further."""
    parts = {"Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "M": (15, "D"), "W": (4, "D")}
    half, smaller = parts.get(unit, (0, "D"))
    return calendar.step(calendar.step(anchor, count, unit), sign * half, smaller)


def two_ago_this(found: Found, reference: Reference) -> Resolved | None:
    """Two years ago this month"""
    if reference.dct is None:
        return None
    count = number_of(found.group("n")) or 1
    unit = word_list("unit")[found.group("unit2")]
    interval = calendar.unit_at(
        calendar.step(reference.dct, -count, word_list("unit")[found.group("unit")]), unit
    )
    return stretch(
        interval, unit_value(interval.start, unit), UNIT_PRECISION[unit], "relative", f"{count} back"
    )


def in_units(found: Found, reference: Reference) -> Resolved | None:
    """in two weeks: a day ahead where the verb looks ahead; else how long it took"""
    count, unit = number_of(found.group("n")), word_list("unit")[found.group("unit")]
    ahead = reference.future or found.group("time")
    if not ahead or count is None or reference.dct is None or unit in {"TM", "TS", "TH"}:
        return Resolved("DURATION", duration_value(count, unit), why="how long it took")
    day = calendar.step(reference.dct, count, unit)
    if unit in {"Y", "DE", "CE"}:
        return stretch(calendar.year(day.year), str(day.year), "year", "relative", f"from {reference.dct}")
    return one_day(day, "relative", f"counted from {reference.dct}")


def past_units(found: Found, reference: Reference) -> Resolved | None:
    """the past 24 hours; the next two weeks"""
    unit, count = word_list("unit")[found.group("unit")], number_of(found.group("n"))
    if unit in {"TM", "TS"} or reference.dct is None:
        return Resolved("DURATION", duration_value(count, unit), why="too short or without publication day")
    back = found.group("rel") in {"past", "last", "previous", "preceding"}
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
