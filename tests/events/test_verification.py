"""`verify` finds what another tool did to a database, and says where."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from events import projections
from events.errors import LogError
from events.facts import EventWithdrawn
from events.findings import Finding
from events.log import Log, hash_of
from events.model import Span
from events.verification import verify
from tests.events.samples import article, clock, event, extracted, strike

POSITION = 3
CHANGES = {  # one byte, or one step, in every stored column
    "position": "position = 77",
    "stream": "stream = stream || 'x'",
    "version": "version = version + 1",
    "type": "type = type || 's'",
    "schema_version": "schema_version = 9",
    "data": "data = data || ' '",
    "recorded_at": "recorded_at = replace(recorded_at, '2025', '2024')",
    "previous_hash": "previous_hash = zeroblob(32)",
    "hash": "hash = zeroblob(32)",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of seven records: two articles with two events each, one of them withdrawn later."""
    path = tmp_path / "log.db"
    with Log.open(path, "write", clock) as log:
        for source in (article("Harbour Post"), article("Morning Ledger")):
            log.record(source, [extracted(source, event(source)), extracted(source, strike(source))])
        gone = EventWithdrawn(event_id=event(source).event_id, because="test", by="rules@2")
        log.record(source, [gone])
    return path


@contextmanager
def another_tool(path: Path) -> Iterator[sqlite3.Connection]:
    """A writable connection with the guards taken off, which come back as they were."""
    connection = sqlite3.connect(path, isolation_level=None)
    guards = connection.execute("select name, sql from sqlite_schema where type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"drop trigger {name}")
    yield connection
    for _, sql in guards:
        connection.execute(sql)
    connection.close()


def findings(path: Path) -> tuple[Finding, ...]:
    return verify(path).findings


def positions(path: Path) -> set[int | None]:
    return {finding.position for finding in findings(path)}


def test_untouched_log_is_clean(path: Path) -> None:
    outcome = verify(path)

    assert outcome.findings == ()
    assert outcome.is_clean
    assert outcome.records == 7


def test_empty_log_is_clean(tmp_path: Path) -> None:
    Log.open(tmp_path / "log.db", "write", clock).close()

    assert verify(tmp_path / "log.db").is_clean


def test_log_is_clean_while_it_is_open_for_writing(path: Path) -> None:
    with Log.open(path, "write", clock) as log:
        log.record(article("Evening Star"))

        assert verify(path).head == log.head()
        assert verify(path).is_clean


@pytest.mark.parametrize(("column", "change"), CHANGES.items(), ids=CHANGES.keys())
def test_change_of_a_column_is_located(path: Path, column: str, change: str) -> None:
    with another_tool(path) as tool:
        tool.execute(f"update records set {change} where position = {POSITION}")

    where = {"position": 77}.get(column, POSITION)
    assert where in positions(path)


@pytest.mark.parametrize(("column", "change"), CHANGES.items(), ids=CHANGES.keys())
def test_change_of_the_last_record_is_located(path: Path, column: str, change: str) -> None:
    with another_tool(path) as tool:
        tool.execute(f"update records set {change} where position = 7")

    where = {"position": 77}.get(column, 7)
    assert where in positions(path)


def test_changed_record_is_named_alone(path: Path) -> None:
    with another_tool(path) as tool:
        tool.execute(f"update records set {CHANGES['recorded_at']} where position = {POSITION}")

    assert [finding.position for finding in findings(path)] == [POSITION]


def test_hash_made_to_fit_shows_at_the_next_record(path: Path) -> None:
    with another_tool(path) as tool:
        tool.execute(f"update records set recorded_at = '2020' where position = {POSITION}")
        *columns, _ = tool.execute(f"select * from records where position = {POSITION}").fetchone()
        tool.execute(f"update records set hash = ? where position = {POSITION}", (hash_of(columns),))

    assert [finding.position for finding in findings(path)] == [POSITION + 1]


def test_missing_record_is_located(path: Path) -> None:
    with another_tool(path) as tool:
        tool.execute(f"delete from records where position = {POSITION}")

    assert any(
        finding.position == POSITION + 1 and "missing" in finding.problem for finding in findings(path)
    )


def test_cut_tail_is_seen_with_a_kept_head(path: Path) -> None:
    head = verify(path).head
    with another_tool(path) as tool:
        tool.execute("delete from records where position = 7")
        tool.execute("update standings set until = null")

    assert 7 in {finding.position for finding in verify(path, expect=head).findings}


def test_rewritten_tail_is_seen_with_a_kept_head(path: Path) -> None:
    head = verify(path).head

    rewritten = head[:-1] + ("0" if head[-1] != "0" else "1")

    assert [finding.position for finding in verify(path, expect=rewritten).findings] == [7]
    assert verify(path, expect=head).is_clean


def rechain(tool: sqlite3.Connection) -> None:
    """Compute every hash anew, as a careful forger would."""
    previous = bytes(32)
    for (position,) in tool.execute("select position from records order by position").fetchall():
        tool.execute("update records set previous_hash = ? where position = ?", (previous, position))
        *columns, _ = tool.execute("select * from records where position = ?", (position,)).fetchone()
        previous = hash_of(columns)
        tool.execute("update records set hash = ? where position = ?", (previous, position))


def test_forged_chain_is_seen_with_a_kept_head(path: Path) -> None:
    head = verify(path).head
    with another_tool(path) as tool:
        tool.execute("update records set recorded_at = '2020-01-01T00:00:00.000000Z' where position = 3")
        rechain(tool)

    assert verify(path).is_clean
    assert [finding.position for finding in verify(path, expect=head).findings] == [7]


def test_gap_in_a_stream_is_located_even_in_a_forged_chain(path: Path) -> None:
    with another_tool(path) as tool:
        tool.execute("update records set version = 9 where position = 3")
        rechain(tool)

    assert [(finding.position, "version 9" in finding.problem) for finding in findings(path)] == [(3, True)]


@pytest.mark.parametrize("head", ["", "7", "x:00", "7:zz", "7:00ff"])
def test_malformed_head_is_refused(path: Path, head: str) -> None:
    with pytest.raises(LogError, match="position:hash"):
        verify(path, expect=head)


@pytest.mark.parametrize("trigger", ["records_are_never_updated", "records_follow_the_head"])
def test_dropped_guard_is_found(path: Path, trigger: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"drop trigger {trigger}")

    assert [finding.problem for finding in findings(path)] == [f"trigger {trigger} is missing"]


def test_weakened_guard_is_found(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("drop trigger records_are_never_deleted")
        connection.execute(
            "create trigger records_are_never_deleted before delete on records begin select 1; end"
        )

    assert [finding.problem for finding in findings(path)] == ["trigger records_are_never_deleted is changed"]


def test_foreign_table_is_reported(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table notes (words text)")

    assert [finding.problem for finding in findings(path)] == ["table notes is not ours"]


def test_tables_of_a_replicating_litestream_are_fine(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table _litestream_seq (id integer primary key, seq integer)")
        connection.execute("create table _litestream_lock (id integer)")

    assert verify(path).is_clean


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("update events set starts = '2020-01-01' where position = 3", "events"),
        ("update entries set headline = 'Another'", "entries"),
        ("delete from event_actors", "event_actors"),
        ("update standings set until = 2 where since = 2", "standings"),
        ("update articles set publisher = 'Nobody'", "articles"),
        ("delete from timeline_search", "timeline_search"),
        ("insert into entry_actors values ('x', 1, 'actor', 'G', 'g', 'vote', 'undated/x')", "entry_actors"),
        ("insert into promises (entry_id, outcome, in_time) values ('x', 'moved', 'undated/x')", "promises"),
        ("update actors set entries = entries + 1", "actors"),
    ],
)
def test_changed_projection_is_found_and_rebuild_mends_it(path: Path, change: str, table: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(change)
    found = findings(path)

    with Log.open(path, "write", clock) as log:
        projections.rebuild(log)

    assert any(finding.problem.startswith(f"table {table}:") for finding in found)
    assert verify(path).is_clean


def test_changed_quote_is_located(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("update evidence set quote = 'Never said.'")

    assert {2, 3, 5, 6} <= positions(path)
    assert any("slices" in finding.problem for finding in findings(path))


def test_changed_text_is_found(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(
            "update texts set body = ?", (zlib.compress(b"Another text altogether, but long."),)
        )

    assert any("text" in finding.problem and "changed" in finding.problem for finding in findings(path))


def test_missing_text_is_located(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("delete from texts")

    assert 1 in positions(path)


def test_every_finding_has_a_remedy(path: Path) -> None:
    with another_tool(path) as tool:
        tool.execute("update records set data = '{}' where position = 2")

    assert all(finding.remedy for finding in findings(path))
    assert "position 2" in str(findings(path)[0])


def test_long_log_is_walked_in_stretches_by_several_processes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.record_checks.STRETCH", 3)
    assert verify(path).is_clean

    with another_tool(path) as tool:
        tool.execute("update records set version = 9 where position = 6")
        tool.execute("update records set data = data || ' ' where position = 2")

    assert {2, 6} <= positions(path)


def test_changed_index_of_words_is_found(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        quotes = connection.execute("select c1, id from timeline_search_content").fetchall()
        connection.execute("update timeline_search_content set c1 = 'Never said'")
        connection.execute("insert into timeline_search (timeline_search) values ('rebuild')")
        connection.executemany("update timeline_search_content set c1 = ? where id = ?", quotes)

    assert any("index of words" in finding.problem for finding in findings(path))


def test_evidence_outside_its_text_is_never_recorded(path: Path) -> None:
    source = article("Evening Star")
    beyond = event(source, evidence=(Span(start=0, end=len(source.text) + 1),))

    with Log.open(path, "write", clock) as log, pytest.raises(LogError, match="outside the text"):
        log.record(source, [extracted(source, beyond)])

    assert verify(path).records == 7


def test_bytes_that_are_no_text_are_located(path: Path) -> None:
    with another_tool(path) as tool:
        tool.execute("update records set stream = cast(x'ff41' as text) where position = 3")

    assert 3 in positions(path)


def test_damaged_file_is_a_finding(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    path.write_bytes(content)

    assert not verify(path).is_clean
