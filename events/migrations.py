"""Bring a database of an older schema up to today's: every record stays, to the byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from events import projections, statements
from events.facts import Record

SQL = statements.named("migrations")
CURRENT = 8


def migrate(connection: sqlite3.Connection) -> None:
    """Lift the schema one version at a time, inside the caller's transaction; nothing to do for today's."""
    version = connection.execute("pragma user_version").fetchone()[0]
    if version == CURRENT:
        return
    projections.drop(connection)
    for step in range(version, CURRENT):
        STEPS[step](connection)
    projections.create(connection)
    projections.replay(connection, map(Record.of, connection.execute(SQL["records"])))
    connection.execute(f"pragma user_version = {CURRENT}")


def _add_correlation(connection: sqlite3.Connection) -> None:
    """Version 1 had no columns `correlation` and `causation`: they stay empty, and count for no hash."""
    table, *others = statements.schema("log")
    for name in ("records_are_never_updated", "records_are_never_deleted", "records_follow_the_head"):
        connection.execute(f"drop trigger {name}")
    connection.execute("alter table records rename to records_of_version_1")
    connection.execute(table)
    connection.execute(SQL["copy_records_of_version_1"])
    connection.execute("drop table records_of_version_1")
    for statement in others:
        if statement.startswith("create trigger"):
            connection.execute(statement)


def _only_tables(connection: sqlite3.Connection) -> None:
    """Versions 2, 3, 5, 6 and 7 differ from the next in computed tables alone: `migrate` makes all anew."""


def _add_polls(connection: sqlite3.Connection) -> None:
    """Version 4 remembered nothing of feeds and folders that are watched."""
    for statement in statements.schema("log"):
        if statement.startswith("create table poll"):
            connection.execute(statement)


STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {
    1: _add_correlation,
    2: _only_tables,
    3: _only_tables,
    4: _add_polls,
    5: _only_tables,
    6: _only_tables,
    7: _only_tables,
}
