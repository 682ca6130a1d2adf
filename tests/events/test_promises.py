"""What was announced and what became of it."""

from collections.abc import Sequence

import pytest

from events.interval import Interval
from events.model import Event, Span, Status
from events.promises import Promise, Told, promise_of
from events.sameness import Report

DAY, LATER = Interval.of("2025-12-05"), Interval.of("2025-12-12")


def told(published: str, status: Status, days: Interval | None, moved_from: Interval | None = None) -> Told:
    """A report of talks in an article of that day."""
    event = Event(
        article_id=published,
        type="meeting",
        status=status,
        interval=days,
        moved_from=moved_from,
        precision="day",
        basis="explicit",
        evidence=(Span(start=0, end=1),),
        headline="Talks",
        rule="meeting/talks",
    )
    return Told(published, Report(event_id=event.event_id, event=event))


PLAN = told("2025-12-01", "planned", DAY)
STORIES: dict[str, tuple[Sequence[Told], str, str | None]] = {
    "nobody tells more": ([PLAN], "no report yet", None),
    "done on the day": ([PLAN, told("2025-12-06", "occurred", DAY)], "happened on time", "2025-12-06"),
    "done on another day": (
        [PLAN, told("2025-12-07", "occurred", Interval.of("2025-12-06"))],
        "happened on another day",
        "2025-12-07",
    ),
    "told as done before its day": ([PLAN, told("2025-12-03", "ongoing", DAY)], "no report yet", None),
    "called off": ([PLAN, told("2025-12-03", "denied", DAY)], "called off", "2025-12-03"),
    "moved": ([PLAN, told("2025-12-04", "planned", LATER, moved_from=DAY)], "moved", "2025-12-04"),
    "moved, then done": (
        [
            PLAN,
            told("2025-12-04", "planned", LATER, moved_from=DAY),
            told("2025-12-13", "ongoing", LATER),
        ],
        "happened on time",
        "2025-12-13",
    ),
    "called off, yet done": (
        [PLAN, told("2025-12-03", "denied", DAY), told("2025-12-06", "occurred", DAY)],
        "happened on time",
        "2025-12-06",
    ),
}


@pytest.mark.parametrize(("reports", "outcome", "settled"), STORIES.values(), ids=STORIES.keys())
def test_outcome_is_what_the_reports_tell(reports: Sequence[Told], outcome: str, settled: str | None) -> None:
    promise = promise_of([*reversed(reports)])

    assert promise is not None
    assert (promise.announced, promise.outcome, promise.settled) == ("2025-12-01", outcome, settled)


def test_a_move_tells_both_days_even_alone() -> None:
    promise = promise_of([told("2025-12-04", "planned", LATER, moved_from=DAY)])

    assert promise == Promise(
        announced="2025-12-04", first=DAY, due=LATER, outcome="moved", settled="2025-12-04"
    )


def test_the_most_precise_announcement_says_when_it_is_due() -> None:
    week = Interval.of("2025-12-01", "2025-12-07")

    promise = promise_of([told("2025-11-28", "planned", week), PLAN])

    assert promise is not None
    assert (promise.first, promise.due, promise.outcome) == (week, DAY, "no report yet")


def test_what_nobody_planned_is_no_promise() -> None:
    assert promise_of([told("2025-12-06", "occurred", DAY)]) is None
