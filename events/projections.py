"""Compute the tables from records: one at a time as they are appended, or all anew.

Every function works on the writer's connection, inside the transaction that the log has opened.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from events import statements
from events.entries import Curation, Entry, curation_of, group
from events.facts import (
    CURATION,
    ArticleRead,
    EntriesMerged,
    EntrySplit,
    EventExtracted,
    EventWithdrawn,
    Fact,
    Record,
)
from events.interval import Interval
from events.model import Event, Span
from events.sameness import REACHES, Key, Report, judge, keys_of
from events.upcasters import read_fact

if TYPE_CHECKING:
    from events.log import Log

SQL = statements.named("projections")
TABLES = (
    "articles",
    "events",
    "standings",
    "event_actors",
    "event_quantities",
    "evidence",
    "entries",
    "entry_reports",
    "entry_actors",
    "entry_keys",
    "timeline_search",
)


def rebuild(log: Log) -> None:
    """Throw all tables and views away and compute them again from the records, in one transaction."""
    with log.writing() as connection:
        drop(connection)
        create(connection)
        replay(connection, log.records())


def create(connection: sqlite3.Connection) -> None:
    """Create the empty tables and views."""
    for statement in statements.schema("projections"):
        connection.execute(statement)


def drop(connection: sqlite3.Connection) -> None:
    """Drop the tables and views that this or an older dateline computed; records and texts stay."""
    names = connection.execute(
        "select type, name from sqlite_schema where type in ('table', 'view')"
    ).fetchall()
    ours = _shipped_names()
    for kind, name in sorted(names, reverse=True):
        if (kind, name) in ours:
            connection.execute(f"drop {kind} {name}")


def replay(connection: sqlite3.Connection, records: Iterable[Record]) -> None:
    """Apply all records to empty tables and group every standing event anew."""
    for record in records:
        apply(connection, record, read_fact(record))
    standing = [event_id for (event_id,) in connection.execute(SQL["all_standing"])]
    _write_entries(connection, _reports(connection, standing))


def regroup_after(connection: sqlite3.Connection, added: Sequence[tuple[Record, Fact]]) -> None:
    """Bring the entries up to date with records that were just applied."""
    touched = {event_id for record, fact in added for event_id in _touched(connection, record, fact)}
    if touched:
        regroup(connection, touched)


def apply(connection: sqlite3.Connection, record: Record, fact: Fact) -> None:
    """Write what one fact says about articles, events and standings; entries come later."""
    match fact:
        case ArticleRead():
            _put_article(connection, record, fact)
        case EventExtracted():
            _add_event(connection, record, fact)
        case EventWithdrawn():
            connection.execute(SQL["end_standing"], (record.position, fact.event_id))
            connection.execute(SQL["remove_keys"], (fact.event_id,))


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
        rows = scratch.execute(
            "select type, name from sqlite_schema where type in ('table', 'view')"
        ).fetchall()
    shadows = {name for _, name in rows if name.startswith("timeline_search_")}
    return frozenset((kind, name) for kind, name in rows if name not in shadows)


# --- articles and events --------------------------------------------------------------------------------


def _put_article(connection: sqlite3.Connection, record: Record, fact: ArticleRead) -> None:
    row = fact.model_dump(mode="json")
    columns = (
        "article_id title publisher published published_basis published_evidence url name words text_digest"
    )
    connection.execute(SQL["put_article"], (*(row[column] for column in columns.split()), record.position))


def _add_event(connection: sqlite3.Connection, record: Record, fact: EventExtracted) -> None:
    """Add the event if it is new, and let it stand from here on."""
    if connection.execute(SQL["has_event"], (fact.event_id,)).fetchone() is None:
        text = text_of(connection, fact.text_digest)
        _add_event_row(connection, record, fact, text)
        _add_details(connection, fact, text)
    connection.execute(SQL["begin_standing"], (fact.event_id, record.position))
    keys = ((key.key, key.reach, *_days(key.interval), fact.event_id) for key in keys_of(fact.event))
    connection.executemany(SQL["add_key"], keys)


def _add_event_row(
    connection: sqlite3.Connection, record: Record, fact: EventExtracted, text: str | None
) -> None:
    event = fact.event
    connection.execute(
        SQL["add_event"],
        (
            fact.event_id,
            event.article_id,
            event.type,
            event.mode,
            event.status,
            event.attribution,
            *_days(event.interval),
            event.precision,
            event.basis,
            event.place,
            event.headline,
            _quote(event.evidence[0], text),
            event.rule,
            fact.extractor,
            record.position,
        ),
    )


def _add_details(connection: sqlite3.Connection, fact: EventExtracted, text: str | None) -> None:
    event = fact.event
    connection.executemany(
        SQL["add_actor"], [(fact.event_id, seq, role, name) for seq, role, name in _cast(event)]
    )
    connection.executemany(
        SQL["add_quantity"],
        [
            (fact.event_id, seq, item.name, f"{item.value:f}", float(item.value), item.unit, item.qualifier)
            for seq, item in enumerate(event.quantities)
        ],
    )
    connection.executemany(
        SQL["add_evidence"],
        [
            (fact.event_id, seq, span.start, span.end, _quote(span, text))
            for seq, span in enumerate(event.evidence)
        ],
    )


def _cast(item: Event | Entry) -> list[tuple[int, str, str]]:
    names = [("actor", name) for name in item.actors] + [("target", name) for name in item.targets]
    return [(seq, role, name) for seq, (role, name) in enumerate(names)]


def _days(interval: Interval | None) -> tuple[str | None, str | None]:
    return (interval.start.isoformat(), interval.end.isoformat()) if interval else (None, None)


def _quote(span: Span, text: str | None) -> str | None:
    return None if text is None else span.of(text)


def text_of(connection: sqlite3.Connection, digest: str) -> str | None:
    """The stored text with that digest; None when it was redacted or never stored."""
    row = connection.execute(SQL["text"], (digest,)).fetchone()
    return zlib.decompress(row[0]).decode() if row and row[0] is not None else None


# --- entries --------------------------------------------------------------------------------------------


def _touched(connection: sqlite3.Connection, record: Record, fact: Fact) -> set[str]:
    """The events whose entry may change because of a fact."""
    match fact:
        case EventExtracted() | EventWithdrawn():
            return {fact.event_id}
        case ArticleRead():
            rows = connection.execute(SQL["standing_of_article"], (fact.article_id,))
            return {event_id for (event_id,) in rows}
        case EntriesMerged() | EntrySplit() if record.stream == CURATION:
            return set(fact.event_ids)
    return set()


def regroup(connection: sqlite3.Connection, touched: set[str]) -> None:
    """Group anew all standing events that are linked, over any number of pairs, to the touched ones.

    Groups that no pair links to a touched event cannot have changed, so the rest stays as it is.
    """
    curation = _curation(connection)
    region = _region(connection, touched, curation)
    for event_id in sorted(touched | region.keys()):
        for (entry_id,) in connection.execute(SQL["entries_of_event"], (event_id,)).fetchall():
            _remove_entry(connection, entry_id)
    _write_entries(connection, region.values(), curation)


def _region(connection: sqlite3.Connection, touched: set[str], curation: Curation) -> dict[str, Report]:
    """The standing events that pairs or people link to the touched ones, followed to the end."""
    reports: dict[str, Report] = {}
    standing: set[str] = set()
    waiting, seen = sorted(touched), set(touched)
    while waiting:
        report = _load(connection, waiting.pop(), reports, standing)
        if report is None:
            continue
        linked = _neighbours(connection, report, reports, standing) | _companions(
            connection, report, curation
        )
        waiting += sorted(linked - seen)
        seen |= linked
    return {event_id: reports[event_id] for event_id in seen & standing}


def _neighbours(
    connection: sqlite3.Connection, report: Report, reports: dict[str, Report], standing: set[str]
) -> set[str]:
    found = {event_id for key in keys_of(report.event) for event_id in _candidates(connection, key)}
    others = (
        _load(connection, event_id, reports, standing) for event_id in sorted(found - {report.event_id})
    )
    return {other.event_id for other in others if other and judge(report, other).joined}


def _candidates(connection: sqlite3.Connection, key: Key) -> Iterable[str]:
    """Standing events with the same key on the same or neighbouring days."""
    first, last = key.interval.start.toordinal() - 1, key.interval.end.toordinal() + 1
    for reach in REACHES:
        bounds = (_iso_day(first - reach), _iso_day(last), _iso_day(first))
        for (event_id,) in connection.execute(SQL["candidates"], (key.key, reach, *bounds)):
            yield event_id


def _iso_day(ordinal: int) -> str:
    """The ISO day of an ordinal, held within the calendar."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).isoformat()


def _companions(connection: sqlite3.Connection, report: Report, curation: Curation) -> set[str]:
    """Events of the same entry as it stands, and those that people put together with it."""
    together = {event_id for ids in curation.together if report.event_id in ids for event_id in ids}
    for (entry_id,) in connection.execute(SQL["entries_of_event"], (report.event_id,)).fetchall():
        together |= {event_id for (event_id,) in connection.execute(SQL["events_of_entry"], (entry_id,))}
    return together


def _load(
    connection: sqlite3.Connection, event_id: str, reports: dict[str, Report], standing: set[str]
) -> Report | None:
    """The report of an event, also of a withdrawn one: its old neighbours are found through it."""
    if event_id not in reports:
        row = connection.execute(SQL["report"], (event_id,)).fetchone()
        if row is None:
            return None
        reports[event_id] = _report(*row[:-1])
        standing |= {event_id} if row[-1] else set()
    return reports[event_id]


def _reports(connection: sqlite3.Connection, event_ids: Iterable[str]) -> list[Report]:
    return [
        _report(*connection.execute(SQL["report"], (event_id,)).fetchone()[:-1]) for event_id in event_ids
    ]


def reports_of_entry(connection: sqlite3.Connection, entry_id: str) -> list[Report]:
    """The reports of an entry, as its grouping saw them."""
    return _reports(connection, [row[0] for row in connection.execute(SQL["events_of_entry"], (entry_id,))])


@lru_cache(maxsize=20_000)  # a recorded event never changes, and each append meets its neighbours again
def _report(*columns: object) -> Report:
    *stored, quote = columns
    fact = read_fact(Record.model_validate(dict(zip(Record.model_fields, stored, strict=True))))
    if not isinstance(fact, EventExtracted):
        raise TypeError(f"position {stored[0]} holds {fact.type}, not an extracted event")
    return Report(event_id=fact.event_id, event=fact.event, quote=str(quote) if quote is not None else None)


def _curation(connection: sqlite3.Connection) -> Curation:
    rows = connection.execute(SQL["curation"])
    records = (Record.model_validate(dict(zip(Record.model_fields, row, strict=True))) for row in rows)
    return curation_of(read_fact(record) for record in records)


def _write_entries(
    connection: sqlite3.Connection, reports: Iterable[Report], curation: Curation | None = None
) -> None:
    for entry in group(reports, _curation(connection) if curation is None else curation):
        _add_entry(connection, entry)


def _add_entry(connection: sqlite3.Connection, entry: Entry) -> None:
    connection.executemany(SQL["add_entry_report"], [(entry.entry_id, item) for item in entry.event_ids])
    connection.execute(SQL["add_entry"], (*_entry_row(entry), entry.entry_id))
    connection.executemany(
        SQL["add_entry_actor"], [(entry.entry_id, seq, role, name) for seq, role, name in _cast(entry)]
    )
    actors = "; ".join((*entry.actors, *entry.targets))
    text = (entry.headline, entry.quote, actors, entry.place, entry.entry_id)
    connection.execute(SQL["add_entry_search"], (_search_row(entry.entry_id), *text))


def _entry_row(entry: Entry) -> tuple[str | None, ...]:
    return (
        entry.entry_id,
        entry.event_id,
        entry.type,
        entry.mode,
        entry.status,
        *_days(entry.interval),
        entry.precision,
        entry.place,
        entry.headline,
        entry.quote,
    )


def _remove_entry(connection: sqlite3.Connection, entry_id: str) -> None:
    for statement in ("remove_entry_reports", "remove_entry_actors", "remove_entry"):
        connection.execute(SQL[statement], (entry_id,))
    connection.execute(SQL["remove_entry_search"], (_search_row(entry_id),))


def _search_row(entry_id: str) -> int:
    """The full-text row of an entry: `vacuum` may renumber other rows, this one follows from the id."""
    return int(entry_id[:15], 16)
