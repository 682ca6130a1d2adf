"""Holidays: "Good Friday", "Thanksgiving 2024"."""

from __future__ import annotations

from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import one_day


def holiday(found: Found, reference: Reference) -> Resolved | None:
    """Good Friday; Thanksgiving 2024"""
    rule = found.meaning("holiday")
    if found.group("year"):
        return one_day(
            calendar.holiday(rule, int(found.group("year"))), "explicit", "a holiday with its year"
        )
    if reference.dct is None:
        return None
    days = [calendar.holiday(rule, reference.dct.year + shift) for shift in (-1, 0, 1)]
    ahead = [day for day in days if day >= reference.dct]
    if (reference.future or found.means("rel", "later_one")) and not found.means("rel", "earlier_one"):
        return one_day(ahead[0], "relative", f"the next one, {reference.cue}")
    past = [day for day in days if day <= reference.dct]
    if reference.looks.tense is None and (ahead[0] - reference.dct).days < 30:
        return one_day(ahead[0], "relative", "the one at hand")
    return one_day(past[-1], "relative", f"the latest one, {reference.cue}")
