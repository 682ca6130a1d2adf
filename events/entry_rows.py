"""Entries as rows of the tables that hold them. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from events.entry import Difference, Entry, in_words
from events.event_tables import cast, days
from events.interval import Interval
from events.model import Event
from events.names import key_of
from events.places import locate
from events.promises import Told, promise_of
from events.sameness import Report

Row = tuple[object, ...]


class Source(NamedTuple):
    """Where a report stands: `origin` and `publisher` are those that printed its words first."""

    article_id: str
    origin: str
    publisher: str | None
    published: str | None
    name: str
    title: str | None


def entry_row(entry: Entry, reports: Sequence[Report], sources: Mapping[str, Source]) -> Row:
    """The row of an entry with these reports; `sources` tells of each where it stands.

    What several papers print word for word counts as the one article, and the publisher, that had it first.
    """
    told = [sources[event_id] for event_id in entry.event_ids]
    reported = sorted(source.published for source in told if source.published)
    return (
        entry.entry_id,
        entry.event_id,
        sources[entry.event_id].article_id,
        entry.type,
        entry.mode,
        entry.status,
        *days(entry.interval),
        entry.precision,
        entry.place,
        *map(_listed, (entry.actors, entry.targets, entry.numbers, _named(told))),
        entry.headline,
        entry.quote,
        entry.confidence,
        _listed(entry.differences),
        _listed(_said(entry, reports, sources)),
        len({source.origin for source in told}),
        len({source.publisher.casefold() for source in told if source.publisher}),
        *((reported[0], reported[-1]) if reported else (None, None)),
        in_time(entry.interval, entry.entry_id),
    )


def in_time(interval: Interval | None, entry_id: str) -> str:
    """Text that sorts as a timeline does: by first day, last day and id; what is undated comes last.

    >>> in_time(Interval.of("2025-12-01", "2025-12-07"), "0a1b")
    '2025-12-01/2025-12-07/0a1b'
    """
    return f"{interval.start}/{interval.end}/{entry_id}" if interval else f"undated/{entry_id}"


def _listed(items: Sequence[str]) -> str | None:
    return "; ".join(items) or None


def _named(told: Sequence[Source]) -> list[str]:
    """Each source once with its day, the first published first: "Harbour Post, 2025-11-26"."""
    named = {(source.published or "", source.name) for source in told}
    return [f"{name}, {published}" if published else name for published, name in sorted(named)]


def _said(entry: Entry, reports: Sequence[Report], sources: Mapping[str, Source]) -> list[str]:
    """Who says what, where the reports differ: "2025-12-02: Harbour Post, Ledger; 2025-12-03: Gazette".

    A paper that says one thing in one article and another in the next is named with their titles.
    """
    said: dict[str, set[Source]] = {}
    disputed = _disputed(reports)
    for report in reports:
        for what in _claims(report.event, entry.differences, disputed):
            said.setdefault(what, set()).add(sources[report.event_id])
    articles = Counter(source.name for source in frozenset().union(*said.values()))
    return [
        f"{what}: {', '.join(sorted({_exactly(source, articles) for source in told}))}"
        for what, told in sorted(said.items())
    ]


def _exactly(source: Source, articles: Mapping[str, int]) -> str:
    titled = articles[source.name] > 1 and source.title and source.title != source.name
    return f'{source.name} ("{source.title}")' if titled else source.name


def _disputed(reports: Sequence[Report]) -> frozenset[str]:
    """The names of numbers for which the reports give more than one."""
    told: dict[str, set[object]] = {}
    for report in reports:
        for item in report.event.quantities:
            told.setdefault(item.name, set()).add(item.value)
    return frozenset(name for name, values in told.items() if len(values) > 1)


def _claims(event: Event, differences: Sequence[Difference], disputed: Collection[str]) -> Iterator[str]:
    """What an event says of the things in which reports differ."""
    if "date" in differences and event.interval:
        yield str(event.interval)
    if "numbers" in differences:
        yield from (in_words(item) for item in event.quantities if item.name in disputed)
    if "status" in differences:
        yield event.status


def report_rows(entry: Entry) -> Iterator[Row]:
    """Which events an entry holds."""
    return ((entry.entry_id, event_id) for event_id in entry.event_ids)


def actor_rows(entry: Entry) -> Iterator[Row]:
    """Actors and targets, each with the entry's type and place in time."""
    place = in_time(entry.interval, entry.entry_id)
    return ((entry.entry_id, *row, entry.type, place) for row in cast(entry))


def number_rows(entry: Entry, reports: Sequence[Report]) -> Iterator[Row]:
    """The least and the most that a report gives for each number."""
    told: dict[str, list[float]] = {}
    for report in reports:
        for item in report.event.quantities:
            told.setdefault(item.name, []).append(float(item.value))
    place = in_time(entry.interval, entry.entry_id)
    return ((entry.entry_id, name, min(found), max(found), place) for name, found in sorted(told.items()))


def source_rows(entry: Entry, sources: Mapping[str, Source]) -> Iterator[Row]:
    """Who tells of an entry, in the entry's place in time."""
    place = in_time(entry.interval, entry.entry_id)
    names = sorted({sources[event_id].name for event_id in entry.event_ids})
    return ((entry.entry_id, name, place) for name in names)


def promise_rows(entry: Entry, reports: Sequence[Report], sources: Mapping[str, Source]) -> Iterator[Row]:
    """The promise of an entry, if some report plans it."""
    promise = promise_of([Told(sources[report.event_id].published or "", report) for report in reports])
    if promise:
        planned = (*days(promise.first), *days(promise.due))
        place = in_time(promise.due, entry.entry_id)
        yield (entry.entry_id, promise.announced, *planned, promise.outcome, promise.settled, place)


def name_rows(entry: Entry) -> Iterator[Row]:
    """The names of an entry, each with what its spellings have in common."""
    return ((name, key_of(name)) for name in dict.fromkeys((*entry.actors, *entry.targets)))


def place_rows(entry: Entry) -> Iterator[Row]:
    """The place of an entry, with its country and coordinates as far as they are known."""
    if entry.place:
        lies = locate(entry.place)
        known = (lies.country, lies.latitude, lies.longitude) if lies else (None, None, None)
        yield (entry.place, key_of(entry.place), *known)
