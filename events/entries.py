"""Which events of different articles make one entry of the timeline: pure, and blind to the order of ingest.

Pairs that `sameness.judge` joins are links. They are taken strongest first; two groups stay apart when any of
their reports contradict each other or come from one article. So the result depends on the reports alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import Field

from events.entry import Entry, entry_of
from events.facts import EntriesMerged, EntrySplit, Fact
from events.sameness import SLACK, Report, contradict, strength
from events.value import Value


class Curation(Value):
    """What people decided: groups that belong together, and the label that keeps split reports apart."""

    together: tuple[tuple[str, ...], ...] = ()
    labels: dict[str, int] = Field(default_factory=dict)

    def label(self, event_id: str) -> int:
        """Reports join only under the same label; 0 where nobody split anything."""
        return self.labels.get(event_id, 0)

    def differing(self, other: Curation) -> set[str]:
        """The ids of the events that the two put otherwise: under another label, or with others."""
        ours, theirs = self._places(), other._places()
        return {event_id for event_id in ours | theirs if ours.get(event_id) != theirs.get(event_id)}

    def _places(self) -> dict[str, tuple[int, frozenset[tuple[str, ...]]]]:
        """For each event that is named, its label and the groups that it is in."""
        groups: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for ids in self.together:
            for event_id in ids:
                groups[event_id].add(ids)
        named = self.labels.keys() | groups.keys()
        return {event_id: (self.label(event_id), frozenset(groups.get(event_id, ()))) for event_id in named}


NOTHING_CURATED = Curation()


class Link(NamedTuple):
    """Two reports that tell one happening, by their ids, smaller id first."""

    one: str
    other: str
    points: int


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
    both = [by_id[event_id] for event_id in (*ones, *others)]
    movers = [report for report in both if report.event.moved_from or report.marks.lasts]
    return not any(contradict(by_id[one], by_id[other], movers) for one in ones for other in others)


def _unite(clusters: dict[str, tuple[str, ...]], one: str, other: str) -> None:
    """Give all members of both clusters the same, sorted tuple of ids."""
    union = tuple(sorted({*clusters[one], *clusters[other]}))
    clusters.update(dict.fromkeys(union, union))


def pairs(reports: Sequence[Report]) -> set[tuple[str, str]]:
    """The pairs of ids that share a key on near days, or one that holds for any day; smaller id first."""
    buckets: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for report in reports:
        for key in report.marks.keys:
            buckets[key] += [(first, last, report.event_id) for first, last in report.marks.stretches]
    return {pair for bucket in buckets.values() for pair in _sweep(bucket)} | set(_timeless_pairs(reports))


def _timeless_pairs(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    kept: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for key in report.marks.timeless.kept:
            kept[key].append(report.event_id)
    for report in reports:
        for key in report.marks.timeless.sought:
            yield from (_pair(report.event_id, other) for other in kept[key] if other != report.event_id)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _sweep(bucket: list[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Walk the days in order; only stretches that are still open can be near the next."""
    still_open: list[tuple[int, int, str]] = []
    for first, last, event_id in sorted(bucket):
        still_open = [item for item in still_open if first - item[1] <= SLACK]
        yield from (_pair(earlier, event_id) for *_, earlier in still_open if earlier != event_id)
        still_open.append((first, last, event_id))
