"""Which events of different articles make one entry of the timeline: pure, and blind to the order of ingest.

Pairs that `sameness.judge` joins are taken strongest first; two groups stay apart when any two of their
reports contradict each other or come from one article. So the result depends on the set of reports alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from pydantic import Field

from events.canonical import digest
from events.facts import EntriesMerged, EntrySplit, Fact
from events.interval import Interval, Precision
from events.model import Basis, EventType, Status
from events.sameness import Report, is_same_name, judge, keys_of
from events.value import Value

STATUSES: tuple[Status, ...] = get_args(Status)  # what is certain first
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
BASES: tuple[Basis, ...] = get_args(Basis)


class Curation(Value):
    """What people decided: groups that belong together, and the label that keeps split reports apart."""

    together: tuple[tuple[str, ...], ...] = ()
    labels: dict[str, int] = Field(default_factory=dict)

    def label(self, event_id: str) -> int:
        """Reports join only under the same label; 0 where nobody split anything."""
        return self.labels.get(event_id, 0)


NOTHING_CURATED = Curation()


class Entry(Value):
    """One line of the timeline, as its reports together tell it; `event_id` is the best report's."""

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
    headline: str
    quote: str | None


def curation_of(facts: Iterable[Fact]) -> Curation:
    """What merges and splits, in the order they were decided, amount to; the later decision wins."""
    together: list[tuple[str, ...]] = []
    labels: dict[str, int] = {}
    for number, fact in enumerate(facts, start=1):
        if isinstance(fact, EntrySplit):
            together = [*_without(together, fact.event_ids), fact.event_ids]
            labels |= dict.fromkeys(fact.event_ids, number)
        elif isinstance(fact, EntriesMerged):
            together.append(fact.event_ids)
            merged = {labels.get(event_id, 0) for event_id in fact.event_ids}
            labels = {key: min(merged) if label in merged else label for key, label in labels.items()}
            labels |= dict.fromkeys(fact.event_ids, min(merged))
    return Curation(together=tuple(together), labels=labels)


def _without(groups: list[tuple[str, ...]], leavers: Sequence[str]) -> list[tuple[str, ...]]:
    stayed = [tuple(event_id for event_id in group if event_id not in leavers) for group in groups]
    return [group for group in stayed if len(group) > 1]


def group(reports: Iterable[Report], curation: Curation = NOTHING_CURATED) -> tuple[Entry, ...]:
    """Sort reports into entries; what people decided comes first, then the strongest pairs."""
    by_id = {report.event_id: report for report in reports}
    clusters: dict[str, tuple[str, ...]] = {event_id: (event_id,) for event_id in by_id}
    for together in curation.together:
        present = [event_id for event_id in together if event_id in by_id]
        for event_id in present[1:]:
            _unite(clusters, present[0], event_id)
    for _, one, other in _strongest_first(by_id, curation):
        if clusters[one] is not clusters[other] and _may_unite(by_id, clusters[one], clusters[other]):
            _unite(clusters, one, other)
    members = {ids[0]: ids for ids in clusters.values()}
    return tuple(entry_of([by_id[event_id] for event_id in members[first]]) for first in sorted(members))


def _strongest_first(by_id: dict[str, Report], curation: Curation) -> list[tuple[int, str, str]]:
    judged = ((judge(by_id[one], by_id[other]), one, other) for one, other in pairs(list(by_id.values())))
    return sorted(
        (-verdict.points, one, other)
        for verdict, one, other in judged
        if verdict.joined and curation.label(one) == curation.label(other)
    )


def _may_unite(by_id: dict[str, Report], ones: Sequence[str], others: Sequence[str]) -> bool:
    return not any(judge(by_id[one], by_id[other]).contradiction for one in ones for other in others)


def _unite(clusters: dict[str, tuple[str, ...]], one: str, other: str) -> None:
    """Give all members of both clusters the same, sorted tuple of ids."""
    union = tuple(sorted({*clusters[one], *clusters[other]}))
    clusters.update(dict.fromkeys(union, union))


def entry_of(reports: Sequence[Report]) -> Entry:
    """What reports of one happening together tell."""
    best = min(reports, key=lambda report: _rank(report, reports))
    status = min((report.event.status for report in reports), key=STATUSES.index)
    ids = tuple(sorted(report.event_id for report in reports))
    ranked = sorted(reports, key=lambda report: _rank(report, reports))
    return Entry(
        entry_id=digest({"entry": ids[0]})[:16],
        event_id=best.event_id,
        event_ids=ids,
        type=best.event.type,
        mode=next((report.event.mode for report in ranked if report.event.mode), None),
        status=status,
        interval=best.event.interval,
        precision=best.event.precision,
        actors=_full_names(name for report in ranked for name in report.event.actors),
        targets=_full_names(name for report in ranked for name in report.event.targets),
        place=next((report.event.place for report in ranked if report.event.place), None),
        headline=best.event.headline,
        quote=best.quote,
    )


def _rank(report: Report, reports: Sequence[Report]) -> tuple[int | str, ...]:
    """The best report is the most precise one, then the most agreed, certain, explicit and detailed."""
    event = report.event
    agreeing = sum(other.event.interval == event.interval for other in reports)
    return (
        event.interval.days if event.interval else 10**6,
        PRECISIONS.index(event.precision),
        -agreeing,
        STATUSES.index(event.status),
        BASES.index(event.basis),
        -len(report.quote or ""),
        report.event_id,
    )


def _full_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in its longest form, in order of first appearance."""
    kept: list[str] = []
    for name in names:
        same = next((index for index, known in enumerate(kept) if is_same_name(name, known)), None)
        if same is None:
            kept.append(name)
        elif len(name) > len(kept[same]):
            kept[same] = name
    return tuple(kept)


def pairs(reports: Sequence[Report]) -> set[tuple[str, str]]:
    """The pairs of ids that share a key on near days, smaller id first."""
    buckets: dict[str, list[tuple[Interval, str]]] = defaultdict(list)
    for report in reports:
        for key in keys_of(report.event):
            buckets[key.key].append((key.interval, report.event_id))
    return {pair for bucket in buckets.values() for pair in _sweep(bucket)}


def _sweep(bucket: list[tuple[Interval, str]]) -> Iterator[tuple[str, str]]:
    """Walk the days in order; only intervals that are still open can be near the next."""
    still_open: list[tuple[Interval, str]] = []
    for interval, event_id in sorted(bucket, key=lambda item: (item[0].start, item[1])):
        still_open = [item for item in still_open if (interval.start - item[0].end).days <= 1]
        for _, earlier in still_open:
            yield (earlier, event_id) if earlier < event_id else (event_id, earlier)
        still_open.append((interval, event_id))
