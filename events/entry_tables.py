"""The entries as tables, kept up to date: standing events linked by pairs, grouped where one changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from events import statements
from events.entries import Curation, Entry, Link, curation_of, group
from events.event_tables import cast, days
from events.facts import EventExtracted, Record
from events.sameness import REACHES, Key, Report, keys_of, strength
from events.upcasters import read_fact

SQL = statements.named("entry_tables")
REMEMBERED = 100_000  # reports; a recorded event never changes, and an append meets its neighbours again


class _Region(NamedTuple):
    """All standing events that links or people connect: ids by position, reports by id, and the links."""

    ids: Mapping[int, str]
    reports: Mapping[str, Report]
    links: tuple[Link, ...]


class EntryTables:
    """The entries of one database, seen from the connection that writes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reports: dict[int, Report] = {}

    # --- links ---

    def link(self, reports: Mapping[int, Report]) -> None:
        """Make events that stand from now on findable, and link each to those that tell its happening."""
        self._remember(reports)
        for position, report in reports.items():
            self._connection.executemany(SQL["add_key"], _key_rows(report, position))
        for position, report in reports.items():
            self._connection.executemany(SQL["add_link"], self._partners(position, report))

    def unlink(self, position: int) -> set[int]:
        """Forget an event's keys and links; return the positions of those that it was linked to."""
        report = self.report(position)
        linked = {other for other, _ in self._connection.execute(SQL["links"], (position,))}
        self._connection.executemany(SQL["remove_key"], _key_rows(report, position))
        pairs = [pair for other in linked for pair in ((position, other), (other, position))]
        self._connection.executemany(SQL["remove_link"], pairs)
        return linked

    def _partners(self, position: int, report: Report) -> Iterator[tuple[int, int, int]]:
        for other in self._candidates(report) - {position}:
            points = strength(report, self.report(other))
            if points:
                yield (position, other, points)
                yield (other, position, points)

    def _candidates(self, report: Report) -> set[int]:
        """Standing events with a key in common on the same or neighbouring days."""
        return {
            position
            for key in keys_of(report.event)
            for (position,) in self._connection.execute(SQL["candidates"], _bounds(key))
        }

    # --- groups ---

    def regroup(self, touched: set[int]) -> None:
        """Group anew what is connected to the events at the `touched` positions.

        Groups that no link leads to from there cannot have changed. Of the rest, entries are written anew
        that hold other reports than before, or a touched one.
        """
        curation = self._curation()
        region = self._region(set(touched), curation)
        grouped = group(tuple(region.reports.values()), region.links, curation)
        entries = {entry.event_ids: entry for entry in grouped}
        before = self._entries_of(touched, region.reports)
        written = {region.ids[position] for position in touched & region.ids.keys()}
        same = {ids for ids in before.values() if ids in entries and written.isdisjoint(ids)}
        for entry_id, ids in before.items():
            if ids not in same:
                self._remove(entry_id)
        for ids, entry in entries.items():
            if ids not in same:
                self._add(entry)

    def group_all(self) -> None:
        """Group all standing events; the tables of entries are empty before."""
        curation = self._curation()
        curated = {event_id for ids in curation.together for event_id in ids}
        seen: set[int] = set()
        for position, event_id, is_linked in self._connection.execute(SQL["all_standing"]).fetchall():
            if position in seen:
                continue
            if not is_linked and event_id not in curated:
                region = _Region({position: event_id}, {event_id: self.report(position)}, ())
            else:
                region = self._region({position}, curation, seen)
            for entry in group(tuple(region.reports.values()), region.links, curation):
                self._add(entry)

    def _region(self, start: set[int], curation: Curation, seen: set[int] | None = None) -> _Region:
        """Follow links, and what people or the present entries put together, to the end."""
        seen = set() if seen is None else seen
        waiting, ids, links = sorted(start), {}, []
        seen |= start
        while waiting:
            position = waiting.pop()
            event_id, stands = self._connection.execute(SQL["state"], (position,)).fetchone()
            linked = self._connection.execute(SQL["links"], (position,)).fetchall()
            links += [(position, other, points) for other, points in linked if position < other]
            if stands:
                ids[position] = event_id
            near = {other for other, _ in linked} | self._companions(event_id, curation)
            waiting += sorted(near - seen)
            seen |= near
        reports = {event_id: self.report(position) for position, event_id in ids.items()}
        return _Region(
            ids, reports, tuple(_link(ids[one], ids[other], points) for one, other, points in links)
        )

    def _companions(self, event_id: str, curation: Curation) -> set[int]:
        """Events of the same entry as it stands, and those that people put together with it."""
        together = sorted({other for ids in curation.together if event_id in ids for other in ids})
        rows = self._connection.execute(SQL["companions"], (event_id, json.dumps(together)))
        return {position for (position,) in rows}

    def _entries_of(self, positions: set[int], event_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The entries as they are written that hold any of the events, each with the ids of its reports."""
        sought = json.dumps({"positions": sorted(positions), "events": sorted(event_ids)})
        rows = self._connection.execute(SQL["entries_of"], {"sought": sought})
        found: dict[str, list[str]] = {}
        for entry_id, event_id in rows:
            found.setdefault(entry_id, []).append(event_id)
        return {entry_id: tuple(ids) for entry_id, ids in found.items()}

    def _curation(self) -> Curation:
        rows = self._connection.execute(SQL["curation"]).fetchall()
        if not rows:
            return Curation()
        successors = dict(self._connection.execute(SQL["successors"]).fetchall())
        return curation_of((read_fact(Record.of(row)) for row in rows), successors)

    # --- rows ---

    def _add(self, entry: Entry) -> None:
        reports = [(entry.entry_id, event_id) for event_id in entry.event_ids]
        self._connection.executemany(SQL["add_entry_report"], reports)
        self._connection.execute(SQL["add_entry"], _entry_row(entry))
        self._connection.executemany(SQL["add_entry_actor"], ((entry.entry_id, *row) for row in cast(entry)))

    def _remove(self, entry_id: str) -> None:
        for statement in ("remove_entry_reports", "remove_entry_actors", "remove_entry"):
            self._connection.execute(SQL[statement], (entry_id,))

    def report(self, position: int) -> Report:
        """The report of an event, from memory where it was met before."""
        report = self._reports.get(position)
        if report is None:
            report = self._read(position)
            self._remember({position: report})
        return report

    def _remember(self, reports: Mapping[int, Report]) -> None:
        """Keep reports; when there are too many, let go of those that were met first."""
        self._reports |= reports
        if len(self._reports) > REMEMBERED:
            self.forget(list(self._reports)[: REMEMBERED // 2])

    def forget(self, positions: Iterable[int] | None = None) -> None:
        """Read these reports anew when they are met again, for their quotes were erased; or all of them."""
        for position in list(self._reports) if positions is None else positions:
            self._reports.pop(position, None)

    def _read(self, position: int) -> Report:
        *stored, quote = self._connection.execute(SQL["report"], (position,)).fetchone()
        fact = read_fact(Record.of(stored))
        if not isinstance(fact, EventExtracted):
            raise TypeError(f"position {position} holds {fact.type}, not an extracted event")
        return Report(event_id=fact.event_id, event=fact.event, quote=quote)


def reports_of_entry(connection: sqlite3.Connection, entry_id: str) -> list[Report]:
    """The reports of an entry, as its grouping saw them."""
    tables = EntryTables(connection)
    return [tables.report(position) for (position,) in connection.execute(SQL["reports"], (entry_id,))]


def _link(one: str, other: str, points: int) -> Link:
    return Link(min(one, other), max(one, other), points)


def _key_rows(report: Report, position: int) -> list[tuple[str, int, int, int, int]]:
    return [
        (key.key, key.reach, key.interval.start.toordinal(), key.interval.end.toordinal(), position)
        for key in keys_of(report.event)
    ]


def _bounds(key: Key) -> dict[str, str | int]:
    """Which days an interval may start on, for each reach, to come within a day of this key's."""
    first, last = key.interval.start.toordinal() - 1, key.interval.end.toordinal() + 1
    starts = {f"start_{number}": first - reach for number, reach in enumerate(REACHES)}
    reaches = {f"reach_{number}": reach for number, reach in enumerate(REACHES)}
    return {"key": key.key, "first": first, "last": last, **starts, **reaches}


def _entry_row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.entry_id,
        entry.event_id,
        entry.type,
        entry.mode,
        entry.status,
        *days(entry.interval),
        entry.precision,
        entry.place,
        entry.headline,
        entry.quote,
        entry.entry_id,
    )
