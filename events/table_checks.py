"""Compare the tables of a database with those that a replay of its records makes."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest

from events import projections, statements
from events.errors import DatelineError
from events.facts import Record
from events.findings import COPY, Finding
from events.record_checks import check_facts

SQL = statements.named("table_checks")
NAMED = 20  # findings for one table; a table that is wrong throughout needs no more to be known as such

Row = tuple[object, ...]


def check_tables(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Replay the records beside the stored tables, which are attached as `stored`, and compare row by row."""
    try:
        projections.create(connection)
        projections.replay(connection, map(Record.of, connection.execute(SQL["records"])))
    except (DatelineError, ValueError, TypeError, LookupError, zlib.error, sqlite3.Error) as error:
        problem = f"the tables could not be compared, because the records do not replay: {error}"
        yield Finding(position=None, problem=problem, remedy="mend the findings above first")
        yield from check_facts(connection)
        return
    for table in projections.TABLES:
        yield from _compare(connection, table)
    yield from _compare_search(connection)


def _compare(connection: sqlite3.Connection, table: str) -> Iterator[Finding]:
    columns = [name for (name,) in connection.execute(SQL["columns"], (table,))]
    replayed, stored = (_rows(connection, schema, table, columns) for schema in ("main", "stored"))
    if all(one == other for one, other in zip_longest(replayed, stored)):
        return
    replayed, stored = (set(_rows(connection, schema, table, columns)) for schema in ("main", "stored"))
    yield from _differences(connection, table, columns, sorted(replayed ^ stored, key=repr))


def _rows(connection: sqlite3.Connection, schema: str, table: str, columns: Sequence[str]) -> Iterable[Row]:
    return connection.execute(f"select {', '.join(columns)} from {schema}.{table} order by 1, 2")


def _differences(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Row]
) -> Iterator[Finding]:
    """One finding for each record that the rows come from, up to a number."""
    what = (
        "its quotes are not the slices of its article's text"
        if table == "evidence"
        else "not what the records say"
    )
    by_position: dict[int | None, list[Row]] = {}
    for row in rows:
        by_position.setdefault(_position(connection, dict(zip(columns, row, strict=True))), []).append(row)
    for position, group in list(by_position.items())[:NAMED]:
        problem = f"table {table}: {what}, such as {group[0]!r} ({len(rows)} rows in all)"
        yield Finding(position=position, problem=problem, remedy=COPY)


def _position(connection: sqlite3.Connection, row: Mapping[str, object]) -> int | None:
    """The record that a row of any projected table comes from."""
    for column in ("position", "one"):
        if isinstance(row.get(column), int):
            return int(str(row[column]))
    for kind in ("event", "article", "entry"):
        if f"{kind}_id" in row:
            found = connection.execute(SQL[f"position_of_{kind}"], (row[f"{kind}_id"],)).fetchone()
            return int(found[0]) if found else None
    return None


def _compare_search(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Whether the full-text index holds each word at each place where it stands: its columns do not tell."""
    for schema in ("main", "stored"):
        connection.execute(SQL[f"{schema}_words"])
    counts = (connection.execute(SQL[f"counts_of_{schema}"]) for schema in ("main", "stored"))
    words = (connection.execute(SQL[f"words_of_{schema}"]) for schema in ("main", "stored"))
    if any(one != other for one, other in chain(zip_longest(*counts), zip_longest(*words))):
        problem = "table timeline_search: the index of words is not what the records say"
        yield Finding(position=None, problem=problem, remedy=COPY)
