"""Which events of different articles make one entry of the timeline: pure, and blind to the order of ingest.

Pairs that `sameness.judge` joins are links. They are taken strongest first; two groups stay apart when any of
their reports contradict each other or come from one article. So the result depends on the reports alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple, get_args

from pydantic import Field

from events.canonical import encode
from events.facts import EntriesMerged, EntrySplit, Fact
from events.interval import Interval, Precision
from events.model import Basis, EventType, Status
from events.names import full_names
from events.sameness import Report, contradict, strength
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


class Link(NamedTuple):
    """Two reports that tell one happening, by their ids, smaller id first."""

    one: str
    other: str
    points: int


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


def curation_of(facts: Iterable[Fact], successors: Mapping[str, str] | None = None) -> Curation:
    """What merges and splits, in the order they were decided, amount to; the later decision wins.

    `successors` tells which event says better what a withdrawn one said: a decision holds for it too.
    """
    together: list[tuple[str, ...]] = []
    labels: dict[str, int] = {}
    for number, fact in enumerate(facts, start=1):
        if not isinstance(fact, EntriesMerged | EntrySplit):
            continue
        event_ids = tuple(dict.fromkeys(_latest(event_id, successors or {}) for event_id in fact.event_ids))
        if isinstance(fact, EntrySplit):
            together = [*_without(together, event_ids), event_ids]
            labels |= dict.fromkeys(event_ids, number)
        else:
            together.append(event_ids)
            merged = {labels.get(event_id, 0) for event_id in event_ids}
            labels = {key: min(merged) if label in merged else label for key, label in labels.items()}
            labels |= dict.fromkeys(event_ids, min(merged))
    return Curation(together=tuple(together), labels=labels)


def _latest(event_id: str, successors: Mapping[str, str]) -> str:
    """The last in the line of succession; a line that comes back to its start ends there."""
    seen = {event_id}
    while event_id in successors and successors[event_id] not in seen:
        event_id = successors[event_id]
        seen.add(event_id)
    return event_id


def _without(groups: list[tuple[str, ...]], leavers: Sequence[str]) -> list[tuple[str, ...]]:
    stayed = [tuple(event_id for event_id in group if event_id not in leavers) for group in groups]
    return [group for group in stayed if len(group) > 1]


def links_of(reports: Sequence[Report]) -> Iterator[Link]:
    """The pairs of reports that tell one happening, before anything forbids to unite them."""
    by_id = {report.event_id: report for report in reports}
    for one, other in pairs(reports):
        points = strength(by_id[one], by_id[other])
        if points:
            yield Link(one, other, points)


def group(
    reports: Sequence[Report], links: Iterable[Link], curation: Curation = NOTHING_CURATED
) -> tuple[Entry, ...]:
    """Sort reports into entries; what people decided comes first, then the strongest links."""
    by_id = {report.event_id: report for report in reports}
    clusters: dict[str, tuple[str, ...]] = {event_id: (event_id,) for event_id in by_id}
    for together in curation.together:
        present = [event_id for event_id in together if event_id in by_id]
        for event_id in present[1:]:
            _unite(clusters, present[0], event_id)
    for link in sorted(links, key=lambda link: (-link.points, link.one, link.other)):
        if curation.label(link.one) == curation.label(link.other):
            ones, others = clusters[link.one], clusters[link.other]
            if ones is not others and _may_unite(by_id, ones, others):
                _unite(clusters, link.one, link.other)
    members = {ids[0]: ids for ids in clusters.values()}
    return tuple(entry_of([by_id[event_id] for event_id in members[first]]) for first in sorted(members))


def _may_unite(by_id: dict[str, Report], ones: Sequence[str], others: Sequence[str]) -> bool:
    return not any(contradict(by_id[one], by_id[other]) for one in ones for other in others)


def _unite(clusters: dict[str, tuple[str, ...]], one: str, other: str) -> None:
    """Give all members of both clusters the same, sorted tuple of ids."""
    union = tuple(sorted({*clusters[one], *clusters[other]}))
    clusters.update(dict.fromkeys(union, union))


def entry_id_of(first_event_id: str) -> str:
    """The id of the entry whose reports have this smallest event id: sixteen hexadecimal digits."""
    return sha256(encode({"entry": first_event_id}).encode()).hexdigest()[:16]


def entry_of(reports: Sequence[Report]) -> Entry:
    """What reports of one happening together tell."""
    ranked = sorted(reports, key=lambda report: _rank(report, reports)) if len(reports) > 1 else reports
    best = ranked[0]
    status = min((report.event.status for report in reports), key=STATUSES.index)
    ids = tuple(sorted(report.event_id for report in reports))
    return Entry(
        entry_id=entry_id_of(ids[0]),
        event_id=best.event_id,
        event_ids=ids,
        type=best.event.type,
        mode=next((report.event.mode for report in ranked if report.event.mode), None),
        status=status,
        interval=best.event.interval,
        precision=best.event.precision,
        actors=full_names(name for report in ranked for name in report.event.actors),
        targets=full_names(name for report in ranked for name in report.event.targets),
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


def pairs(reports: Sequence[Report]) -> set[tuple[str, str]]:
    """The pairs of ids that share a key on near days, smaller id first."""
    buckets: dict[str, list[tuple[Interval, str]]] = defaultdict(list)
    for report in reports:
        if interval := report.event.interval:
            for key in report.marks.keys:
                buckets[key].append((interval, report.event_id))
    return {pair for bucket in buckets.values() for pair in _sweep(bucket)}


def _sweep(bucket: list[tuple[Interval, str]]) -> Iterator[tuple[str, str]]:
    """Walk the days in order; only intervals that are still open can be near the next."""
    still_open: list[tuple[Interval, str]] = []
    for interval, event_id in sorted(bucket, key=lambda item: (item[0].start, item[1])):
        still_open = [item for item in still_open if (interval.start - item[0].end).days <= 1]
        for _, earlier in still_open:
            yield (earlier, event_id) if earlier < event_id else (event_id, earlier)
        still_open.append((interval, event_id))
