"""Calendar units beside another day: "last week", "later this month", "the year before"."""

from __future__ import annotations

from datetime import date, timedelta

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_distances import rolling
from ingest.timex_periods import season_near
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import SHIFT, UNIT_PRECISION, part_of, stretch, unit_value, week_value


def unit_relative(found: Found, reference: Reference) -> Resolved | None:
    """this week; last year; the past week; the following month"""
    unit, relation = word_list("unit")[found.group("unit")], found.group("rel")
    anaphoric = (
        relation in {"the following", "the previous", "the preceding", "that", "the same"} and reference.last
    )
    anchor = reference.last.start if anaphoric and reference.last else reference.dct
    if anchor is None:
        return None
    if relation in {"the past", "past"} or (relation == "the last" and unit != "WE"):
        return rolling(anchor, -1, unit)
    if unit == "F":
        return rolling(anchor, SHIFT[relation] or 1, unit)
    if unit == "WE":
        return _weekend(relation, reference, anchor)
    interval = calendar.unit_at(calendar.step(anchor, SHIFT[relation], unit), unit)
    why = f"{relation} {found.group('unit')}, counted from {anchor}"
    part = part_of(found)
    if part and unit in {"W", "M", "Y", "DE"}:
        value = unit_value(interval.start, unit)
        return stretch(third_of(interval, part, unit), value, "range", "relative", f"{part}: a part of {why}")
    return stretch(interval, unit_value(interval.start, unit), UNIT_PRECISION[unit], "relative", why)


def _weekend(relation: str, reference: Reference, anchor: date) -> Resolved:
    """Back to the weekend just over, ahead to the coming one; on its own days it is itself."""
    current = calendar.weekend(anchor)
    if relation in {"last", "the last", "this past", "the past", "the previous"}:
        current = current if current.end < anchor else current.shifted(-7)
    elif relation in {"next", "the next", "the following"}:
        current = current.shifted(7)
    elif relation not in {"this coming", "the coming", "this"} and not reference.future:
        current = current if current.start <= anchor else current.shifted(-7)
    return stretch(
        current,
        f"{week_value(current.start)}-WE",
        "range",
        "relative",
        f"Saturday and Sunday, {reference.cue}",
    )


def weekend(found: Found, reference: Reference) -> Resolved | None:
    """the weekend; last weekend"""
    if reference.dct is None:
        return Resolved("DATE", "XXXX-WXX-WE", why="no publication day")
    return _weekend(found.group("rel"), reference, reference.dct)


def earlier_later(found: Found, reference: Reference) -> Resolved | None:
    """earlier this month; later this year"""
    dct, name = reference.dct, found.group("unit")
    if found.group("det") == "that" and reference.last:
        dct = reference.last.start
    if dct is None:
        return None
    seasonal = name in word_list("season")
    whole = season_near(name, reference, dct) if seasonal else calendar.unit_at(dct, word_list("unit")[name])
    earlier = found.group("when") == "earlier"
    start, end = (whole.start, dct) if earlier else (dct, whole.end)
    value = (
        f"{whole.start.year}-{word_list('season')[name]}"
        if seasonal
        else unit_value(dct, word_list("unit")[name])
    )
    interval = Interval(start=min(start, end), end=max(start, end))
    return stretch(
        interval, value, "range", "relative", "up to publication" if earlier else "from publication on"
    )


def edge_of(found: Found, reference: Reference) -> Resolved | None:
    """the end of the week; the start of next year"""
    unit, shift = word_list("unit")[found.group("unit")], {"last": -1, "next": 1}.get(found.group("det"), 0)
    if reference.dct is None:
        return None
    whole = calendar.unit_at(calendar.step(reference.dct, shift, unit), unit)
    value, edge = unit_value(whole.start, unit), found.group("edge")
    if unit == "W":
        part = third_of(whole, edge, unit)
    else:
        part = (
            calendar.third(
                whole, edge if edge in calendar.THIRDS else "start", unit if unit in {"M", "Y"} else "DE"
            )
            if unit in {"M", "Y", "DE"}
            else whole
        )
    return stretch(part, value, "range", "relative", f"{edge} of it")


def third_of(whole: Interval, part: str, unit: str) -> Interval:
    """The early, middle or late part; of a week Monday-Tuesday, Wednesday-Thursday or Friday-Sunday."""
    if unit != "W":
        return calendar.third(whole, part, unit)
    first, last = {0: (0, 1), 1: (2, 3), 2: (4, 6)}[calendar.THIRDS.get(part, 0)]
    return Interval(start=whole.start + timedelta(first), end=whole.start + timedelta(last))


def week_after(found: Found, reference: Reference) -> Resolved | None:
    """the week after; the year before last"""
    unit, way = word_list("unit")[found.group("unit")], found.group("way")
    fixed = way in {"after next", "before last"}
    anchor = reference.dct if fixed else (reference.last.start if reference.last else reference.dct)
    if anchor is None:
        return None
    shift = {"after": 1, "before": -1, "after next": 2, "before last": -2}[way]
    interval = calendar.unit_at(calendar.step(anchor, shift, unit), unit)
    return stretch(
        interval,
        unit_value(interval.start, unit),
        UNIT_PRECISION[unit],
        "relative",
        f"counted from {anchor}",
    )
