"""A database of an older schema is lifted to today's: every record stays, the rest is computed anew."""

import sqlite3
from pathlib import Path

import pytest

from events import migrations
from events.connections import USER_VERSION
from events.errors import LogError
from events.facts import EventWithdrawn
from events.log import Log
from events.timeline import articles, entries
from events.upcasters import read_fact
from events.verification import verify
from tests.events.samples import article, clock, event, extracted

HISTORY = Path(__file__).parents[1] / "history"
HEADS = {
    1: "8:357c7c3bd240095b65af59e2267d7ae5b1b9d816733e5074ba8add0cf9cd5ba1",
    2: "8:b1adbec9d6f47bf57537c1696faaa0aa0168f8c806175f7156dbf5a1da924402",
    3: "8:b1adbec9d6f47bf57537c1696faaa0aa0168f8c806175f7156dbf5a1da924402",
    4: "8:b1adbec9d6f47bf57537c1696faaa0aa0168f8c806175f7156dbf5a1da924402",
    5: "8:b1adbec9d6f47bf57537c1696faaa0aa0168f8c806175f7156dbf5a1da924402",
    6: "8:b1adbec9d6f47bf57537c1696faaa0aa0168f8c806175f7156dbf5a1da924402",
    7: "8:b1adbec9d6f47bf57537c1696faaa0aa0168f8c806175f7156dbf5a1da924402",
}  # as that dateline printed it
RUNS: dict[str, set[str | None]] = {HEADS[1]: {None}, HEADS[2]: {"run-history"}}


@pytest.fixture(params=HEADS, ids=lambda version: f"schema {version}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A database as an older dateline left it, with the head that it had."""
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as connection:
        connection.executescript((HISTORY / f"database-{request.param}.sql").read_text("utf-8"))
    connection.close()
    return path, HEADS[request.param]


def records(path: Path) -> list[tuple[object, ...]]:
    columns = "position, stream, version, type, schema_version, data, recorded_at, previous_hash, hash"
    with sqlite3.connect(path) as connection:
        return connection.execute(f"select {columns} from records order by position").fetchall()


def user_version(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("pragma user_version").fetchone()[0])


def test_every_older_schema_has_its_history() -> None:
    assert set(HEADS) == set(range(1, USER_VERSION))


def test_reader_says_what_to_run(old: tuple[Path, str]) -> None:
    with pytest.raises(LogError, match="older dateline; run `dateline rebuild"):
        Log.open(old[0])


def test_writer_lifts_it_and_keeps_every_record(old: tuple[Path, str]) -> None:
    path, head = old
    before = records(path)

    Log.open(path, "write", clock).close()

    assert records(path) == before
    assert verify(path, expect=head).findings == ()


def test_its_tables_are_computed_anew(old: tuple[Path, str]) -> None:
    path, head = old
    with Log.open(path, "write", clock) as log:
        assert len(articles(log)) == 2
        assert [row["articles"] for row in entries(log)] == [1, 1, 1]
        assert {row[0] for row in log.connection.execute("select correlation from records")} == RUNS[head]


def test_its_facts_are_lifted_on_reading(old: tuple[Path, str]) -> None:
    with Log.open(old[0], "write", clock) as log:
        facts = [read_fact(record) for record in log.records()]

    assert [fact.by for fact in facts if isinstance(fact, EventWithdrawn)] == ["rules@2"]


def test_what_is_recorded_later_follows_and_stays_guarded(old: tuple[Path, str]) -> None:
    path, head = old
    source = article("Evening Star")

    with Log.open(path, "write", clock) as log:
        log.record(source, [extracted(source, event(source))])

        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            log.connection.execute("delete from records where position = 1")
    assert verify(path, expect=head).findings == ()


def test_lifting_that_fails_leaves_it_as_it_was(
    old: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = old
    before, version = records(path), user_version(path)
    monkeypatch.setitem(migrations.SQL, "records", "select no_such_thing")

    with pytest.raises(LogError, match="cannot be opened"):
        Log.open(path, "write", clock)

    assert records(path) == before
    assert user_version(path) == version
