"""What the reports of one happening together tell: the best of each, and where they differ. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from itertools import combinations
from typing import Literal, get_args

from events.canonical import encode
from events.interval import Interval, Precision
from events.model import Basis, Event, EventType, Quantity, Status
from events.names import full_names
from events.sameness import Report
from events.value import Value
from events.variants import bounds, numerals

Difference = Literal["date", "numbers", "status"]
STATUSES: tuple[Status, ...] = get_args(Status)  # what is certain first
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
BASES: dict[Basis, int] = {"explicit": 0, "relative": 0, "context": 1, "published": 2}  # the surest first
DONE: frozenset[Status] = frozenset({"occurred", "ongoing"})
NEVER = 10**6  # days; longer than any interval
NEAR = Decimal("0.1")  # how far two numbers that are "about" right may lie apart, of the larger one


class Entry(Value):
    """One line of the timeline, as its reports together tell it.

    `event_id`, `headline` and `quote` are those of the best report that tells its status.
    `numbers` are in words; `confidence` is that of the surest report, per cent; `differences` are what the
    reports contradict each other in.
    """

    entry_id: str
    event_id: str
    event_ids: tuple[str, ...]
    type: EventType
    mode: str | None
    status: Status
    interval: Interval | None
    precision: Precision
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    place: str | None
    numbers: tuple[str, ...]
    headline: str
    quote: str | None
    confidence: int | None
    differences: tuple[Difference, ...]


def entry_id_of(first_event_id: str) -> str:
    """The id of the entry whose reports have this smallest event id: sixteen hexadecimal digits."""
    return sha256(encode({"entry": first_event_id}).encode()).hexdigest()[:16]


def entry_of(reports: Sequence[Report]) -> Entry:
    """What reports of one happening together tell."""
    ranked = sorted(reports, key=lambda report: _rank(report, reports)) if len(reports) > 1 else reports
    best = ranked[0].event
    status = min((report.event.status for report in reports), key=STATUSES.index)
    teller = next(report for report in ranked if report.event.status == status)
    ids = tuple(sorted(report.event_id for report in reports))
    return Entry(
        entry_id=entry_id_of(ids[0]),
        event_id=teller.event_id,
        event_ids=ids,
        type=best.type,
        mode=next((report.event.mode for report in ranked if report.event.mode), None),
        status=status,
        interval=best.interval,
        precision=best.precision,
        actors=full_names(name for report in ranked for name in report.event.actors),
        targets=full_names(name for report in ranked for name in report.event.targets),
        place=next((report.event.place for report in ranked if report.event.place), None),
        numbers=_numbers(report.event.quantities for report in reports),
        headline=teller.event.headline,
        quote=teller.quote,
        confidence=max((report.event.confidence or 0 for report in reports), default=0) or None,
        differences=differences_of(reports) if len(reports) > 1 else (),
    )


def _rank(report: Report, reports: Sequence[Report]) -> tuple[int | str, ...]:
    """The best report has the days that most others allow, and of these is the most precise and certain.

    Of equals the one that tells most is best (who, where, how many), and then the one in most words. A day
    from which another report says that it was moved counts for nothing.
    """
    event = report.event
    return (
        any(_moves_from(other, report) for other in reports),
        -sum(_allows(other, event.interval) for other in reports),
        event.interval.days if event.interval else NEVER,
        PRECISIONS.index(event.precision),
        STATUSES.index(event.status),
        BASES[event.basis],
        -_fullness(event),
        -len(report.quote or ""),
        report.event_id,
    )


def _fullness(event: Event) -> int:
    """How many of its questions a report answers: who, to whom, where, and each number."""
    return bool(event.actors) + bool(event.targets) + bool(event.place) + len(event.quantities)


def _moves_from(mover: Report, report: Report) -> bool:
    old, days = mover.event.moved_from, report.event.interval
    return bool(old and days and report is not mover and old.overlaps(days) and days != mover.event.interval)


def _allows(report: Report, interval: Interval | None) -> bool:
    """Whether it can have happened within the interval, as that report gives the days."""
    days = report.event.interval
    return bool(interval and days and days.contains(interval))


def _numbers(told: Iterable[Sequence[Quantity]]) -> tuple[str, ...]:
    """Each number in words, by name and size: "at least 7 killed"; once, and plain where somebody says so.

    >>> rough = [Quantity(name="troops", value=Decimal(900), qualifier=word) for word in ("some", "about")]
    >>> _numbers([rough])
    ('about 900 troops',)
    """
    distinct = sorted(
        (item.name, item.value, item.unit or "", item.qualifier or "", in_words(item))
        for quantities in told
        for item in quantities
    )
    plainest = {(name, value, unit): words for name, value, unit, _, words in reversed(distinct)}
    return tuple(reversed(plainest.values()))


def in_words(item: Quantity) -> str:
    """A number as people read it: "at least 7 killed", also where the text has but "dozens".

    >>> in_words(Quantity(name="people", value=Decimal(2000), qualifier="thousands"))
    'at least 2000 people'
    """
    qualifier = "at least" if item.qualifier in numerals() else item.qualifier
    words = (qualifier, f"{item.value:f}", item.unit, item.name.replace("_", " "))
    return " ".join(word for word in words if word)


def differences_of(reports: Sequence[Report]) -> tuple[Difference, ...]:
    """What reports of one happening contradict each other in.

    That a plan's day or number differs from what then happened is its history and no contradiction.
    """
    pairs = [(one, other) for one, other in combinations(reports, 2) if _is_same_fate(one, other)]
    found: list[Difference] = []
    lasting = [report for report in reports if report.marks.lasts]
    if any(_dates_differ(one, other) and not _span(lasting, one, other) for one, other in pairs):
        found.append("date")
    if any(_quantities_differ(one, other) for one, other in pairs):
        found.append("numbers")
    fates = {report.event.status for report in reports}
    return (*found, "status") if "denied" in fates and fates & DONE else tuple(found)


def _is_same_fate(one: Report, other: Report) -> bool:
    return (one.event.status in DONE) == (other.event.status in DONE)


def _dates_differ(one: Report, other: Report) -> bool:
    """Whether no day fits both, and neither says that the day was moved."""
    a, b = one.event.interval, other.event.interval
    moved = one.event.moved_from or other.event.moved_from
    return bool(a and b and not moved and not a.overlaps(b))


def _span(lasting: Sequence[Report], one: Report, other: Report) -> bool:
    """Whether a report of talks that lasted holds the days of both."""
    return any(
        _allows(whole, one.event.interval) and _allows(whole, other.event.interval) for whole in lasting
    )


def _quantities_differ(one: Report, other: Report) -> bool:
    theirs = {item.name: item for item in other.event.quantities}
    return any(item.name in theirs and not agree(item, theirs[item.name]) for item in one.event.quantities)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers of one name can both be right: "at least 7" and 8, but not 7 and 8.

    >>> seven, eight = (Quantity(name="killed", value=Decimal(value)) for value in (7, 8))
    >>> agree(seven, eight), agree(seven.model_copy(update={"qualifier": "at least"}), eight)
    (False, True)
    """
    if one.unit != other.unit or one.value == other.value:
        return True
    smaller, larger = sorted((one, other), key=lambda item: item.value)
    if smaller.qualifier in bounds("least") or larger.qualifier in bounds("most"):
        return True
    is_rough = not bounds("about").isdisjoint({one.qualifier, other.qualifier})
    return is_rough and larger.value - smaller.value <= NEAR * larger.value
