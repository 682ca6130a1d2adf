"""Compute the tables from records: as they are appended, or all anew.

Every function works on the writer's connection, inside the transaction that the log has opened.
"""

from __future__ import annotations

import gc
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING

from events import copies, event_tables, statements
from events.entry_tables import EntryTables
from events.facts import (
    ArticleRead,
    ArticleRedacted,
    ArticleSuperseded,
    CopyFound,
    EventExtracted,
    EventsRelated,
    EventWithdrawn,
    Fact,
    Record,
)
from events.upcasters import read_fact

if TYPE_CHECKING:
    from events.log import Log

SQL = statements.named("projections")
REPLAYED_AT_ONCE = 2_000  # records
CACHE_KIB = 2_097_152  # of a rebuild; SQLite takes it only as the tables grow
TABLES = (
    "articles",
    "article_shingles",
    "article_copies",
    "events",
    "standings",
    "event_actors",
    "event_quantities",
    "evidence",
    "event_relations",
    "entries",
    "entry_reports",
    "entry_actors",
    "entry_numbers",
    "entry_sources",
    "actors",
    "places",
    "promises",
    "entry_keys",
    "entry_links",
    "timeline_search",
)

Added = Sequence[tuple[Record, Fact]]


def rebuild(log: Log) -> None:
    """Throw all tables and views away and compute them again from the records, in one transaction."""
    with log.writing() as connection, _wide_cache(connection):
        drop(connection)
        create(connection)
        replay(connection, log.records())


@contextmanager
def _wide_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep in memory what a rebuild meets at random, as far as it needs that: indexes over digests, names."""
    before = connection.execute("pragma cache_size").fetchone()[0]
    connection.execute(f"pragma cache_size = -{CACHE_KIB}")
    try:
        yield
    finally:
        connection.execute(f"pragma cache_size = {before}")


def create(connection: sqlite3.Connection) -> None:
    """Create the empty tables and views."""
    for statement in statements.schema("projections"):
        connection.execute(statement)


def drop(connection: sqlite3.Connection) -> None:
    """Drop the tables and views that this or an older dateline computed; records and texts stay."""
    names = connection.execute(SQL["tables_and_views"]).fetchall()
    ours = _shipped_names()
    for kind, name in sorted(names, reverse=True):
        if (kind, name) in ours:
            connection.execute(f"drop {kind} {name}")


def replay(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Apply all records to empty tables and group every standing event."""
    with _without_collector():
        Projections(connection).replay(records)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rest the collector of cycles: it walks all remembered reports again and again, and they hold none.

    It takes a third of a rebuild otherwise (bench/entries.py).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Projections:
    """The tables of one database, seen from the connection that writes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._entries = EntryTables(connection)
        self._version = self._data_version()

    def apply(self, added: Added) -> None:
        """Bring every table up to date with records that were just appended."""
        self._forget_what_others_changed()
        decided = self._entries.curation(before=added[0][0].position)
        touched = self._apply(added) | self._entries.put_otherwise(decided)
        ended = {
            position
            for _, fact in added
            if isinstance(fact, EventWithdrawn)
            for position in self._ended(fact)
        }
        if touched:
            self._entries.regroup(touched, ended)

    def replay(self, records: Iterable[Record]) -> None:
        """Apply all records to empty tables and group every standing event."""
        remaining = iter(records)
        while batch := [(record, read_fact(record)) for record in islice(remaining, REPLAYED_AT_ONCE)]:
            self._apply(batch)
        self._entries.group_all()

    def _apply(self, added: Added) -> set[int]:
        """Write what facts say but for the entries; return the positions of events whose entry may change."""
        touched: set[int] = set()
        for is_extraction, run in groupby(added, key=lambda pair: isinstance(pair[1], EventExtracted)):
            if is_extraction:
                touched |= self._extract(
                    [(record, fact) for record, fact in run if isinstance(fact, EventExtracted)]
                )
            else:
                touched |= {position for record, fact in run for position in self._put(record, fact)}
        return touched

    def _extract(self, extractions: Sequence[tuple[Record, EventExtracted]]) -> set[int]:
        reports = event_tables.add_events(self._connection, extractions)
        self._entries.link(reports)
        return set(reports)

    def _put(self, record: Record, fact: Fact) -> set[int]:
        match fact:
            case ArticleRead():
                event_tables.put_article(self._connection, record, fact)
                return self._told_by([fact.article_id, *copies.settle(self._connection, fact.article_id)])
            case CopyFound():
                return self._told_by(copies.link(self._connection, fact.article_id, fact.copy_of))
            case ArticleSuperseded():
                event_tables.supersede(self._connection, fact)
            case EventWithdrawn():
                return self._withdraw(record, fact)
            case EventsRelated():
                event_tables.put_relations(self._connection, record, fact)
            case ArticleRedacted():
                return self._redact(fact)
        return set()

    def _told_by(self, article_ids: Sequence[str]) -> set[int]:
        """The positions of the standing events of articles."""
        return {position for one in article_ids for position in self._ids(SQL["standing_of_article"], one)}

    def _withdraw(self, record: Record, fact: EventWithdrawn) -> set[int]:
        position = event_tables.position_of(self._connection, fact.event_id)
        if position is None:
            return set()
        event_tables.end_standing(self._connection, record, fact)
        return {position, *self._entries.unlink(position)}

    def _ended(self, fact: EventWithdrawn) -> set[int]:
        """The position of an event that was withdrawn, unless it was found again at once."""
        return self._ids(SQL["ended"], fact.event_id)

    def _redact(self, fact: ArticleRedacted) -> set[int]:
        """Without their quotes, events may be linked otherwise; they are found by them only until then."""
        concerned = event_tables.standing_in_texts(self._connection, fact)
        linked = {other for position in concerned for other in self._entries.unlink(position)}
        event_tables.erase_quotes(self._connection, fact)
        self._entries.forget(concerned)
        self._entries.link({position: self._entries.report(position) for position in concerned})
        return {*concerned, *linked}

    def _ids(self, query: str, parameter: str) -> set[int]:
        return {position for (position,) in self._connection.execute(query, (parameter,))}

    def _forget_what_others_changed(self) -> None:
        """Another writer may have erased quotes that this one remembers."""
        version = self._data_version()
        if version != self._version:
            self._entries.forget()
            self._version = version

    def _data_version(self) -> int:
        return int(self._connection.execute("pragma data_version").fetchone()[0])


def digests(connection: sqlite3.Connection) -> dict[str, str]:
    """For each projected table, SHA-256 over its rows in a fixed order: equal digests, equal tables."""
    return {table: _digest_of(connection, table) for table in TABLES}


def rows_of(connection: sqlite3.Connection, table: str) -> Iterable[tuple[object, ...]]:
    """All rows of a projected table, in an order that depends on their values alone."""
    columns = [name for (name,) in connection.execute("select name from pragma_table_info(?)", (table,))]
    yield from connection.execute(f"select {', '.join(columns)} from {table} order by {', '.join(columns)}")


def _digest_of(connection: sqlite3.Connection, table: str) -> str:
    total = hashlib.sha256()
    for row in rows_of(connection, table):
        total.update(json.dumps(row, ensure_ascii=False).encode())
    return total.hexdigest()


@cache
def _shipped_names() -> frozenset[tuple[str, str]]:
    with sqlite3.connect(":memory:") as scratch:
        create(scratch)
        rows = scratch.execute(SQL["tables_and_views"]).fetchall()
    shadows = {name for _, name in rows if name.startswith("timeline_search_")}
    return frozenset((kind, name) for kind, name in rows if name not in shadows)
