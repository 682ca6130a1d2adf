"""The entries as tables, kept up to date: standing events linked by pairs, grouped where one changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from events import statements
from events.entries import NOTHING_CURATED, Curation, Link, curation_of, group
from events.entry import Entry
from events.entry_rows import (
    Source,
    actor_rows,
    entry_row,
    name_rows,
    number_rows,
    place_rows,
    promise_rows,
    report_rows,
    source_rows,
)
from events.facts import EventExtracted, Record
from events.sameness import REACHES, SLACK, TIMELESS, Report, reach_of, strength
from events.upcasters import read_fact

SQL = statements.named("entry_tables")
REACHES_JSON = json.dumps(REACHES)
REMOVALS = (
    *("remove_entry_reports", "remove_entry_actors", "remove_entry_numbers"),
    *("remove_entry_sources", "remove_promise", "remove_entry"),
)
WRITTEN_AT_ONCE = 1_000  # entries
REMEMBERED = 20_000  # reports; a recorded event never changes, and an append meets its neighbours again


class _Region(NamedTuple):
    """Standing events that links or people connect, by position, and the links between them."""

    reports: Mapping[int, Report]
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
        keys = [row for position, report in reports.items() for row in _key_rows(report, position)]
        self._connection.executemany(SQL["add_key"], keys)
        links = [row for position, report in reports.items() for row in self._partners(position, report)]
        self._connection.executemany(SQL["add_link"], links)

    def unlink(self, position: int) -> set[int]:
        """Forget an event's keys and links; return the positions of those that it was linked to."""
        linked = {other for other, _ in self._connection.execute(SQL["links"], (position,))}
        self._connection.executemany(SQL["remove_key"], _key_rows(self.report(position), position))
        pairs = [pair for other in linked for pair in ((position, other), (other, position))]
        self._connection.executemany(SQL["remove_link"], pairs)
        return linked

    def _partners(self, position: int, report: Report) -> Iterator[tuple[int, int, int]]:
        for other in self.candidates(report) - {position}:
            points = strength(report, self.report(other))
            if points:
                yield (position, other, points)
                yield (other, position, points)

    def candidates(self, report: Report) -> set[int]:
        """Standing events with a key in common on the same or neighbouring days."""
        marks = report.marks
        found = self._under(marks.timeless.sought, TIMELESS, TIMELESS)
        for first, last in marks.stretches:
            found |= self._under(marks.keys, first - SLACK, last + SLACK)
        return found

    def _under(self, keys: Sequence[str], first: int, last: int) -> set[int]:
        if not keys:
            return set()
        bounds = (json.dumps(keys), first, last, REACHES_JSON)
        return {position for (position,) in self._connection.execute(SQL["candidates"], bounds)}

    # --- groups ---

    def regroup(self, touched: set[int], ended: set[int]) -> None:
        """Group anew what is connected to the events at the `touched` positions; `ended` ones stand no more.

        Groups that no link leads to from there cannot have changed. Of the rest, entries are written anew
        that hold other reports than before, or a touched one.
        """
        curation = self.curation()
        companions = {position for (position,) in self._ask("companions", sorted(touched))}
        region = self._region((touched | companions) - ended, curation)
        entries = {entry.event_ids: entry for entry in _grouped(region, curation)}
        before = self._entries_of([*touched, *region.reports])
        changed = {region.reports[position].event_id for position in touched & region.reports.keys()}
        same = {ids for ids in before.values() if ids in entries and changed.isdisjoint(ids)}
        self._remove([entry_id for entry_id, ids in before.items() if ids not in same])
        reports = {report.event_id: report for report in region.reports.values()}
        self._add([entry for ids, entry in entries.items() if ids not in same], reports)

    def group_all(self) -> None:
        """Group all standing events; the tables of entries are empty before."""
        curation = self.curation()
        seen: set[int] = set()
        entries: list[Entry] = []
        reports: dict[str, Report] = {}
        for (position,) in self._connection.execute(SQL["all_standing"]).fetchall():
            if position not in seen:
                region = self._region({position}, curation)
                seen.update(region.reports)
                entries += _grouped(region, curation)
                reports |= {report.event_id: report for report in region.reports.values()}
            if len(entries) >= WRITTEN_AT_ONCE:
                self._add(entries, reports)
                entries, reports = [], {}
        self._add(entries, reports)

    def _region(self, start: set[int], curation: Curation) -> _Region:
        """Follow links, and what people put together, to the end."""
        together = self._together(curation)
        seen, waiting, links = set(start), sorted(start), []
        while waiting:
            position = waiting.pop()
            linked = self._connection.execute(SQL["links"], (position,)).fetchall()
            links += [(position, other, points) for other, points in linked if position < other]
            near = {other for other, _ in linked} | together.get(position, set())
            waiting += near - seen
            seen |= near
        reports = {position: self.report(position) for position in seen}
        return _Region(
            reports, tuple(_link(reports[one], reports[other], points) for one, other, points in links)
        )

    def put_otherwise(self, before: Curation) -> set[int]:
        """The positions of standing events that people's decisions put otherwise than `before`."""
        differing = before.differing(self.curation())
        return {position for _, position in self._ask("standing", sorted(differing))}

    def _together(self, curation: Curation) -> dict[int, set[int]]:
        """For each standing event that people put together with others, all of these."""
        named = sorted({event_id for ids in curation.together for event_id in ids})
        positions = dict(self._ask("standing", named)) if named else {}
        found: dict[int, set[int]] = {}
        for ids in curation.together:
            group = {positions[event_id] for event_id in ids if event_id in positions}
            for position in group:
                found[position] = found.get(position, set()) | group
        return found

    def _entries_of(self, positions: Sequence[int]) -> dict[str, tuple[str, ...]]:
        """The entries as they are written that hold any of the events, each with the ids of its reports."""
        found: dict[str, list[str]] = {}
        for entry_id, event_id in self._ask("entries_of", positions):
            found.setdefault(entry_id, []).append(event_id)
        return {entry_id: tuple(ids) for entry_id, ids in found.items()}

    def curation(self, before: int | None = None) -> Curation:
        """What people decided, in force now; or only what was recorded before a position."""
        rows = self._connection.execute(SQL["curation"], (before,)).fetchall()
        if not rows:
            return NOTHING_CURATED
        successors = dict(self._connection.execute(SQL["successors"]).fetchall())
        return curation_of((read_fact(Record.of(row)) for row in rows), successors)

    def _ask(self, question: str, items: Sequence[object]) -> sqlite3.Cursor:
        """A question about any number of things, which SQLite takes as one JSON array."""
        return self._connection.execute(SQL[question], (json.dumps(items),))

    # --- rows ---

    def _add(self, entries: Sequence[Entry], reports: Mapping[str, Report]) -> None:
        """Write entries; `reports` holds all of their reports, by event id."""
        if not entries:
            return
        named = [event_id for entry in entries for event_id in entry.event_ids]
        sources = {event_id: Source(*row) for event_id, *row in self._ask("told_by", named)}
        for entry in entries:
            told = [reports[event_id] for event_id in entry.event_ids]
            self._connection.execute(SQL["add_entry"], entry_row(entry, told, sources))
            self._connection.executemany(SQL["add_entry_report"], report_rows(entry))
            self._connection.executemany(SQL["add_entry_actor"], actor_rows(entry))
            self._connection.executemany(SQL["add_entry_number"], number_rows(entry, told))
            self._connection.executemany(SQL["add_entry_source"], source_rows(entry, sources))
            self._connection.executemany(SQL["add_promise"], promise_rows(entry, told, sources))
            self._connection.executemany(SQL["count_actor"], name_rows(entry))
            self._connection.executemany(SQL["count_place"], place_rows(entry))

    def _remove(self, entry_ids: Sequence[str]) -> None:
        for kind in ("actor", "place"):
            gone = [(name,) for name, _ in self._ask(f"{kind}s_of_entries", entry_ids)]
            self._connection.executemany(SQL[f"uncount_{kind}"], gone)
            self._connection.executemany(SQL[f"forget_{kind}"], gone)
        for statement in REMOVALS:
            self._connection.executemany(SQL[statement], [(entry_id,) for entry_id in entry_ids])

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


def _grouped(region: _Region, curation: Curation) -> tuple[Entry, ...]:
    return group(tuple(region.reports.values()), region.links, curation)


def _link(one: Report, other: Report, points: int) -> Link:
    return Link(min(one.event_id, other.event_id), max(one.event_id, other.event_id), points)


def _key_rows(report: Report, position: int) -> list[tuple[str, int, int, int, int]]:
    """One row for each key and stretch of days; those that hold for any day lie under `TIMELESS`."""
    marks = report.marks
    dated = [
        (key, reach_of(first, last), first, last, position)
        for first, last in marks.stretches
        for key in marks.keys
    ]
    return [*dated, *((key, REACHES[0], TIMELESS, TIMELESS, position) for key in marks.timeless.kept)]
