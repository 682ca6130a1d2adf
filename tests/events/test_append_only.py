"""The database itself refuses to change or remove a record, whoever asks."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.log import Log
from tests.events.samples import article, clock, event, extracted

COLUMNS = "position, stream, version, type, schema_version, data, recorded_at, previous_hash, hash"
FORGED = "select {position}, {stream}, {version}, type, 1, '{{}}', recorded_at, hash, {hash}"

# Each forged row takes the keys it names from record 2 and is flawless elsewhere: one condition stops it.
CONFLICTS = {
    "position": {"position": "2", "stream": "'forged'", "version": "1", "hash": "x'aa'"},
    "stream and version": {"position": "3", "stream": "stream", "version": "2", "hash": "x'aa'"},
    "hash": {"position": "3", "stream": "'forged'", "version": "1", "hash": "hash"},
    "all keys": {"position": "2", "stream": "stream", "version": "2", "hash": "hash"},
}


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another tool's writable connection to a log of two records."""
    source = article()
    with Log.open(tmp_path / "log.db", "write", clock) as log:
        log.record(source, [extracted(source, event(source))])
    other = sqlite3.connect(tmp_path / "log.db", isolation_level=None)
    yield other
    other.close()


def refuses(connection: sqlite3.Connection, statement: str) -> None:
    before = connection.execute("select * from records").fetchall()

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)

    assert connection.execute("select * from records").fetchall() == before


@pytest.mark.parametrize("column", COLUMNS.split(", "))
def test_update_is_refused(connection: sqlite3.Connection, column: str) -> None:
    refuses(connection, f"update records set {column} = {column}")


def test_update_or_replace_is_refused(connection: sqlite3.Connection) -> None:
    refuses(connection, "update or replace records set position = 1 where position = 2")


def test_delete_is_refused(connection: sqlite3.Connection) -> None:
    refuses(connection, "delete from records where position = 2")


@pytest.mark.parametrize(
    "verb", ["insert", "insert or replace", "replace", "insert or ignore", "insert or fail"]
)
@pytest.mark.parametrize("keys", CONFLICTS.values(), ids=CONFLICTS.keys())
def test_insert_over_a_record_is_refused(
    connection: sqlite3.Connection, verb: str, keys: dict[str, str]
) -> None:
    forged = FORGED.format(**keys)

    refuses(connection, f"{verb} into records ({COLUMNS}) {forged} from records where position = 2")


@pytest.mark.parametrize("target", ["position", "stream, version", "hash"])
@pytest.mark.parametrize("keys", CONFLICTS.values(), ids=CONFLICTS.keys())
def test_upsert_is_refused(connection: sqlite3.Connection, target: str, keys: dict[str, str]) -> None:
    forged = FORGED.format(**keys)

    refuses(
        connection,
        f"insert into records ({COLUMNS}) {forged} from records where position = 2"
        f" on conflict ({target}) do update set data = excluded.data",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"position": "4"},
        {"position": "null"},
        {"version": "4"},
        {"previous_hash": "x'00'"},
        {"previous_hash": "zeroblob(32)"},
    ],
    ids=["gap in position", "no position", "gap in version", "foreign hash", "second start"],
)
def test_record_that_does_not_follow_the_head_is_refused(
    connection: sqlite3.Connection, changes: dict[str, str]
) -> None:
    row = {name: name for name in COLUMNS.split(", ")}
    row |= {"position": "3", "version": "3", "previous_hash": "hash", "hash": "x'aa'"} | changes

    refuses(
        connection,
        f"insert into records ({COLUMNS}) select {', '.join(row.values())} from records where position = 2",
    )


def test_replace_is_refused_with_recursive_triggers_on_and_off(connection: sqlite3.Connection) -> None:
    for switch in ("on", "off"):
        connection.execute(f"pragma recursive_triggers = {switch}")

        refuses(connection, "replace into records select * from records where position = 2")


def test_record_of_an_earlier_time_than_the_head_is_refused(connection: sqlite3.Connection) -> None:
    row = {name: name for name in COLUMNS.split(", ")}
    row |= {
        "position": "3",
        "version": "3",
        "previous_hash": "hash",
        "hash": "x'aa'",
        "recorded_at": "'2020'",
    }

    refuses(
        connection,
        f"insert into records ({COLUMNS}) select {', '.join(row.values())} from records where position = 2",
    )


@pytest.mark.parametrize(
    ("correlation", "causation"),
    [("null", "1"), ("'run'", "3"), ("'run'", "99")],
    ids=["no run", "itself", "later"],
)
def test_cause_lies_before_its_record_and_belongs_to_a_run(
    connection: sqlite3.Connection, correlation: str, causation: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        connection.execute(
            f"insert into records ({COLUMNS}, correlation, causation)"
            " select 3, stream, 3, type, 1, '{}', recorded_at, hash, x'aa',"
            f" {correlation}, {causation} from records where position = 2"
        )
