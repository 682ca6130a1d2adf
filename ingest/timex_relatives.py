"""Calendar units beside another day: "last week", "later this month", "the year before"."""

from __future__ import annotations

from datetime import date

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_distances import rolling
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import UNIT_PRECISION, stretch, third_of, unit_value, whole_or_part
from ingest.timex_words import sense, word_list


def unit_relative(found: Found, reference: Reference) -> Resolved | None:
    """this week; last year; the past week; the following month"""
    unit, relation = found.meaning("unit"), found.group("rel")
    named = found.means("rel", "from_last_named") and reference.last
    anchor = named.start if named else reference.dct
    if anchor is None:
        return None
    if found.means("rel", "ends_now") or (found.means("rel", "ends_now_unless_weekend") and unit != "WE"):
        return rolling(anchor, -1, unit)
    shift = found.numeral("rel", "shift")
    if unit == "F":
        return rolling(anchor, shift or 1, unit)
    if unit == "WE":
        return _weekend(relation, reference, anchor)
    interval = calendar.unit_at(calendar.step(anchor, shift, unit), unit)
    why = f"{relation} {found.group('unit')}, counted from {anchor}"
    return whole_or_part(found, interval, unit, "relative", why)


def weekend(found: Found, reference: Reference) -> Resolved | None:
    """the weekend; last weekend"""
    if reference.dct is None:
        return Resolved("DATE", "XXXX-WXX-WE", why="no publication day")
    return _weekend(found.group("rel"), reference, reference.dct)


def _weekend(relation: str, reference: Reference, anchor: date) -> Resolved:
    """Back to the weekend just over, ahead to the coming one; on its own days it is itself."""
    days = calendar.weekend(anchor)
    if relation in sense("weekend_before"):
        days = days if days.end < anchor else days.shifted(-7)
    elif relation in sense("weekend_after"):
        days = days.shifted(7)
    elif relation not in sense("weekend_at_hand") and not reference.future:
        days = days if days.start <= anchor else days.shifted(-7)
    value = unit_value(days.start, "WE")
    return stretch(days, value, "range", "relative", f"Saturday and Sunday, {reference.cue}")


def earlier_later(found: Found, reference: Reference) -> Resolved | None:
    """earlier this month; later this year"""
    named = found.means("det", "of_last_named") and reference.last
    day = named.start if named else reference.dct
    if day is None:
        return None
    back = found.means("when", "backward")
    whole, value = _whole_around(found.group("unit"), day, back)
    if back:
        days, why = Interval(start=whole.start, end=min(day, whole.end)), "up to publication"
    else:
        days, why = Interval(start=max(day, whole.start), end=whole.end), "from publication on"
    return stretch(days, value, "range", "relative", why)


def _whole_around(name: str, day: date, back: bool) -> tuple[Interval, str]:
    """The season or calendar unit of that name that has begun by the day, or is not over; and its value."""
    code = word_list("season").get(name)
    if code:
        seasons = [calendar.season(day.year + shift, code) for shift in (-1, 0, 1)]
        begun = [season for season in seasons if season.start <= day]
        whole = begun[-1] if back else next(season for season in seasons if season.end >= day)
        return whole, f"{whole.start.year}-{code}"
    unit = word_list("unit")[name]
    return calendar.unit_at(day, unit), unit_value(day, unit)


def edge_of(found: Found, reference: Reference) -> Resolved | None:
    """the end of the week; the start of next year"""
    if reference.dct is None:
        return None
    unit, edge = found.meaning("unit"), found.group("edge")
    shift = int(word_list("shift").get(found.group("det"), "0"))
    whole = calendar.unit_at(calendar.step(reference.dct, shift, unit), unit)
    value = unit_value(whole.start, unit)
    return stretch(third_of(whole, edge, unit), value, "range", "relative", f"{edge} of it")


def week_after(found: Found, reference: Reference) -> Resolved | None:
    """the week after; the year before last"""
    named = None if found.means("way", "counted_from_publication") else reference.last
    anchor = named.start if named else reference.dct
    if anchor is None:
        return None
    unit = found.meaning("unit")
    days = calendar.unit_at(calendar.step(anchor, found.numeral("way", "shift"), unit), unit)
    return stretch(
        days, unit_value(days.start, unit), UNIT_PRECISION[unit], "relative", f"counted from {anchor}"
    )
