"""The feed tells every record once, in order, and holds nobody up while it waits."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from events import feed
from events.facts import Record
from events.log import Log
from tests.events.samples import article, clock, event, extracted, strike

PUBLISHERS = ("Harbour Post", "Morning Ledger", "Evening Star")


def publish(log: Log, publisher: str) -> None:
    source = article(publisher)
    log.record(source, [extracted(source, event(source)), extracted(source, strike(source))])


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """A log of six records."""
    with Log.open(tmp_path / "log.db", "write", clock) as log:
        publish(log, "Harbour Post")
        publish(log, "Morning Ledger")
        yield log


def positions(records: Iterator[Record]) -> list[int]:
    return [record.position for record in records]


@pytest.mark.parametrize(("after", "told"), [(0, [1, 2, 3, 4, 5, 6]), (4, [5, 6]), (6, []), (99, [])])
def test_feed_tells_what_comes_after_a_position(log: Log, after: int, told: list[int]) -> None:
    assert positions(feed.records_after(log, after)) == told


def test_long_log_is_told_over_many_batches(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "BATCH", 2)

    assert positions(feed.records_after(log)) == [1, 2, 3, 4, 5, 6]


def test_follower_gets_each_new_record_once_and_in_order(log: Log) -> None:
    coming = iter(PUBLISHERS[2:])

    def wait() -> bool:
        publisher = next(coming, None)
        if publisher:
            publish(log, publisher)
        return publisher is not None

    with Log.open(log.path) as reader:
        assert positions(feed.records_after(reader, 4, wait)) == [5, 6, 7, 8, 9]


def test_waiting_follower_keeps_no_checkpoint_waiting(log: Log) -> None:
    outcomes: list[tuple[int, int, int]] = []

    def wait() -> bool:
        publish(log, "Evening Star")
        outcomes.append(truncate_wal(log.path))
        return False

    with Log.open(log.path) as reader:
        positions(feed.records_after(reader, 0, wait))

    assert outcomes == [(0, 0, 0)]


def test_slow_listener_keeps_no_checkpoint_waiting(log: Log) -> None:
    with Log.open(log.path) as reader:
        records = feed.records_after(reader)
        next(records)

        publish(log, "Evening Star")

        assert truncate_wal(log.path) == (0, 0, 0)
        assert positions(records) == [2, 3, 4, 5, 6, 7, 8, 9]


def truncate_wal(path: Path) -> tuple[int, int, int]:
    """Fold the whole WAL into the database; busy when any reader still needs it."""
    connection = sqlite3.connect(path, timeout=0)
    try:
        busy, frames, folded = connection.execute("pragma wal_checkpoint(truncate)").fetchone()
        return busy, frames, folded
    finally:
        connection.close()


def test_row_has_every_column_as_json_can_tell_it(log: Log) -> None:
    record = next(log.records(1))

    row = json.loads(json.dumps(feed.row(record)))

    assert list(row) == list(Record.model_fields)
    assert row["data"] == json.loads(record.data)
    assert row["data"]["event"]["type"] == "resignation"
    assert f"{row['position']}:{row['hash']}" == record.head
    assert bytes.fromhex(row["previous_hash"]) == record.previous_hash
