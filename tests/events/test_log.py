"""Appending and reading: versions, conflicts, idempotence, and what a database must be."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from events.errors import ConflictError, LogError
from events.facts import ArticleRead, EntriesMerged, EntrySplit, EventWithdrawn, article_stream
from events.locks import WriterLock
from events.log import Log
from events.timeline import (
    articles,
    counts_by_type,
    entries,
    find_articles,
    known_at,
    position_at,
    reports_of,
)
from events.verification import verify
from tests.events.samples import CLOCK, article, clock, event, extracted, strike


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def opened(path: Path) -> Log:
    return Log.open(path, "write", clock)


def test_records_are_numbered_without_gaps_over_all_streams(path: Path) -> None:
    sources = [article("Harbour Post"), article("Morning Ledger")]

    with opened(path) as log:
        for source in sources:
            log.record(source, [extracted(source, event(source))])
        records = list(log.records())

    assert [record.position for record in records] == [1, 2, 3, 4]
    assert [record.version for record in records] == [1, 2, 1, 2]
    assert [record.previous_hash for record in records[1:]] == [record.hash for record in records[:-1]]


def test_recorded_at_is_what_the_clock_says_in_utc(path: Path) -> None:
    with opened(path) as log:
        (record,) = log.record(article())

    assert record.recorded_at == CLOCK.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_second_ingest_records_nothing(path: Path) -> None:
    source = article()
    facts = [extracted(source, event(source)), extracted(source, strike(source))]

    with opened(path) as log:
        log.record(source, facts)
        head = log.head()
        again = log.record(source, facts)

        assert again == ()
        assert log.head() == head


def test_repeated_append_is_no_conflict_although_the_version_moved(path: Path) -> None:
    """The writer died between our commit and hearing of it, and asks again."""
    source = article()

    with opened(path) as log:
        log.record(source, [extracted(source, event(source))], expected_version=0)

        assert log.record(source, [extracted(source, event(source))], expected_version=0) == ()


def test_only_what_is_new_is_recorded(path: Path) -> None:
    source = article()

    with opened(path) as log:
        log.record(source, [extracted(source, event(source))])
        records = log.record(source, [extracted(source, event(source)), extracted(source, strike(source))])

    assert [record.version for record in records] == [3]


def test_one_fact_twice_in_one_append_is_recorded_once(path: Path) -> None:
    source = article()

    with opened(path) as log:
        records = log.record(source, [extracted(source, event(source))] * 2)

    assert len(records) == 2


def test_article_under_another_file_name_is_known(path: Path) -> None:
    source = article()

    with opened(path) as log:
        log.record(source)

        assert log.record(source.model_copy(update={"name": "copy.txt"})) == ()


def test_date_given_later_replaces_the_row_of_the_article(path: Path) -> None:
    source = article()
    undated = source.model_copy(update={"published": None, "published_basis": "unknown"})

    with opened(path) as log:
        log.record(undated, [extracted(source, event(source))])
        log.record(source)

        assert log.article(source.article_id) == source
        assert [row["first_reported"] for row in entries(log)] == [str(source.published)]


def test_conflict_names_stream_expected_and_actual_version(path: Path) -> None:
    source = article()

    with opened(path) as log:
        log.record(source)

        with pytest.raises(
            ConflictError, match=rf"{article_stream(source.article_id)} is at version 1, not at 7"
        ):
            log.record(source, [extracted(source, event(source))], expected_version=7)


def test_refused_append_leaves_nothing_behind(path: Path) -> None:
    source = article()

    with opened(path) as log:
        with pytest.raises(LogError, match="was never recorded"):
            log.record(
                source,
                [extracted(source, event(source)), EventWithdrawn(event_id="no", because="-", by="rules@2")],
            )

        assert log.head() == f"0:{bytes(32).hex()}"
        assert log.connection.execute("select count(*) from texts").fetchone() == (0,)
        assert entries(log) == []


def test_text_under_a_false_digest_is_refused(path: Path) -> None:
    source = article()

    with opened(path) as log, pytest.raises(LogError, match="digest"):
        log.append("article-x", [ArticleRead.of(source)], texts={source.text_digest: "Another text."})


def test_withdrawn_event_leaves_the_timeline_and_stays_in_the_past(path: Path) -> None:
    source = article()
    found, better = event(source), event(source, headline="Okoro quits")

    with opened(path) as log:
        log.record(source, [extracted(source, found)])
        gone = EventWithdrawn(
            event_id=found.event_id, because="test", replaced_by=better.event_id, by="rules@2"
        )
        log.record(source, [extracted(source, better), gone])

        assert [row["event_id"] for row in entries(log)] == [better.event_id]
        assert list(log.standing_events(source.article_id)) == [better.event_id]
        assert known_at(log, 2) == [found.event_id]


def test_withdrawn_event_may_be_extracted_again(path: Path) -> None:
    source = article()
    found = event(source)

    with opened(path) as log:
        log.record(source, [extracted(source, found)])
        log.record(source, [EventWithdrawn(event_id=found.event_id, because="test", by="rules@2")])
        log.record(source, [extracted(source, found)])

        assert log.standing_events(source.article_id) == {found.event_id: found}
        assert [known_at(log, position) for position in (1, 2, 3, 4)] == [
            [],
            [found.event_id],
            [],
            [found.event_id],
        ]


def test_second_withdrawal_is_known(path: Path) -> None:
    source = article()
    gone = EventWithdrawn(event_id=event(source).event_id, because="test", by="rules@2")

    with opened(path) as log:
        log.record(source, [extracted(source, event(source)), gone])

        assert log.record(source, [gone]) == ()


def test_merge_after_a_split_is_recorded_anew(path: Path) -> None:
    sources = [article("Harbour Post"), article("Morning Ledger")]
    ids = tuple(event(source).event_id for source in sources)
    merge = EntriesMerged(event_ids=ids, because="test", by="ana")

    with opened(path) as log:
        for source in sources:
            log.record(source, [extracted(source, event(source))])
        log.append("curation", [merge])
        assert log.append("curation", [merge]) == ()
        log.append("curation", [EntrySplit(event_ids=ids[:1], because="test", by="ana")])
        assert len(entries(log)) == 2

        assert len(log.append("curation", [merge])) == 1
        assert len(entries(log)) == 1


def test_timeline_answers_by_actor_type_place_and_day(path: Path) -> None:
    source = article()

    with opened(path) as log:
        log.record(source, [extracted(source, event(source)), extracted(source, strike(source))])

        assert [row["type"] for row in entries(log, actor="okoro")] == ["resignation"]
        assert [row["type"] for row in entries(log, type="strike")] == ["strike"]
        assert [row["numbers"] for row in entries(log, place="port ems")] == ["at least 41 drones; 3 killed"]
        assert entries(log, since=date(2025, 12, 3)) == []
        assert counts_by_type(log) == {"resignation": 1, "strike": 1}
        assert [row["events"] for row in articles(log)] == [2]
        assert [row["name"] for row in find_articles(log, source.article_id[:6])] == [source.name]
        assert position_at(log, CLOCK.date()) == 3
        assert [row["quote"] for row in reports_of(log, str(entries(log)[0]["entry_id"]))] == [source.text]


def test_reader_cannot_write(path: Path) -> None:
    opened(path).close()

    with Log.open(path) as log, pytest.raises(LogError, match="cannot be written"):
        log.record(article())


def test_reader_sees_whole_appends_while_a_writer_is_at_work(path: Path) -> None:
    source = article()

    with opened(path) as writer, Log.open(path) as reader:
        with writer.writing() as connection:
            connection.execute("insert into texts (digest, codec) values ('x', 'redacted')")
            assert reader.connection.execute("select count(*) from texts").fetchone() == (0,)
        writer.record(source)

        assert reader.stream_version(article_stream(source.article_id)) == 1


def test_writer_is_durable(path: Path) -> None:
    with opened(path) as log:
        assert log.connection.execute("pragma journal_mode").fetchone() == ("wal",)
        assert log.connection.execute("pragma synchronous").fetchone() == (2,)


def test_two_writers_wait_for_each_other(path: Path) -> None:
    """Both begin on a file that is not there yet; each reads the head and writes behind it."""

    def write(paper: str) -> None:
        with opened(path) as log:
            for number in range(8):
                source = article(f"{paper} {number}")
                log.record(source, [extracted(source, event(source))])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ["Harbour Post", "Morning Ledger"]))

    assert verify(path).is_clean
    assert verify(path).records == 32


def test_second_writer_is_stopped_before_it_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.connections.WAIT_S", 0.05)

    with (
        opened(path) as first,
        opened(path) as second,
        first.writing(),
        pytest.raises(LogError, match="another dateline has been writing"),
        second.writing(),
    ):
        pytest.fail("two writers at once")


def test_nothing_is_written_or_folded_in_while_another_holds_the_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("events.connections.WAIT_S", 0.05)
    log = opened(path)

    with WriterLock(path).held(1):
        with pytest.raises(LogError, match="another dateline"):
            log.record(article())
        with pytest.raises(LogError, match="another dateline"):
            log.close()

    log.record(article())
    log.close()


def test_writer_waits_for_a_foreign_one_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("events.connections.WAIT_S", 0.05)
    opened(path).close()
    foreign = sqlite3.connect(path, isolation_level=None)
    foreign.execute("begin immediate")

    with pytest.raises(LogError, match="database is locked"):
        opened(path)

    foreign.close()


def test_missing_file_says_how_to_make_one(path: Path) -> None:
    with pytest.raises(LogError, match="dateline ingest"):
        Log.open(path)


@pytest.mark.parametrize("mode", ["read", "write"])
def test_foreign_database_is_left_alone(path: Path, mode: str) -> None:
    with sqlite3.connect(path) as foreign:
        foreign.execute("create table recipes (name)")
    before = path.read_bytes()

    with pytest.raises(LogError, match="not a dateline database"):
        Log.open(path, mode)  # type: ignore[arg-type]  # parametrize knows no Literal

    assert path.read_bytes() == before


def test_file_that_is_no_database_is_refused(path: Path) -> None:
    path.write_text(json.dumps({"no": "database"}) * 100)

    with pytest.raises(LogError, match="cannot be opened"):
        Log.open(path, "write")


def test_newer_database_asks_for_an_update(path: Path) -> None:
    with opened(path) as log:
        log.connection.execute("pragma user_version = 99")

    with pytest.raises(LogError, match="newer dateline"):
        Log.open(path)
