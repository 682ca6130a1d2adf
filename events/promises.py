"""What was announced, for which days, and what became of it. Pure.

A promise is an entry that some report tells as planned. Its outcome is what the reports say, never what a
calendar suggests: that a day has passed without a report is told as just that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from events.entry import DONE
from events.interval import Interval
from events.sameness import Report
from events.value import Value

Outcome = Literal["happened on time", "happened on another day", "called off", "moved", "no report yet"]


class Told(NamedTuple):
    """A report with the day on which its article was published, ISO 8601; empty when nobody knows."""

    published: str
    report: Report


class Promise(Value):
    """What was planned: `first` are the days of the first announcement, `due` those of the latest one.

    `announced` and `settled` are publication days: of the first report of the plan, and of the first one of
    its outcome.
    """

    announced: str | None
    first: Interval | None
    due: Interval | None
    outcome: Outcome
    settled: str | None


def promise_of(reports: Sequence[Told]) -> Promise | None:
    """The promise that reports of one happening tell; None where nobody tells it as planned."""
    in_time = sorted(reports, key=lambda told: (told.published or "9999", told.report.event_id))
    plans = [told for told in in_time if told.report.event.status == "planned"]
    if not plans:
        return None
    first, due = _first_days(plans), _latest_days(plans)
    outcome, settled = _outcome(in_time, first, due)
    return Promise(
        announced=plans[0].published or None, first=first, due=due, outcome=outcome, settled=settled
    )


def _first_days(plans: Sequence[Told]) -> Interval | None:
    """The days of the first announcement; a move tells them even when it is the only report."""
    days = (told.report.event.moved_from or told.report.event.interval for told in plans)
    return next(filter(None, days), None)


def _latest_days(plans: Sequence[Told]) -> Interval | None:
    """The days to which it was moved last, else the most precise that were announced."""
    moved = [told.report.event.interval for told in plans if told.report.event.moved_from]
    days = [day for told in plans if (day := told.report.event.interval)]
    return moved[-1] if moved else min(days, key=lambda interval: interval.days, default=None)


def _outcome(
    in_time: Sequence[Told], first: Interval | None, due: Interval | None
) -> tuple[Outcome, str | None]:
    for told in in_time:
        if told.report.event.status in DONE and not _is_ahead(told):
            return _punctuality(told.report.event.interval, due), told.published or None
    denied = next((told for told in in_time if told.report.event.status == "denied"), None)
    if denied:
        return "called off", denied.published or None
    if first and due and not first.overlaps(due):
        moved = (told.published for told in in_time if told.report.event.moved_from)
        return "moved", next(moved, None) or None
    return "no report yet", None


def _is_ahead(told: Told) -> bool:
    """Whether the report was published before the days of which it speaks, and cannot know."""
    days = told.report.event.interval
    return days is not None and bool(told.published) and told.published < days.start.isoformat()


def _punctuality(done: Interval | None, due: Interval | None) -> Outcome:
    on_time = done is None or due is None or done.overlaps(due)
    return "happened on time" if on_time else "happened on another day"
