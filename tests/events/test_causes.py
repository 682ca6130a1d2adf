"""Each record tells which run recorded it and which record it follows from."""

from datetime import timedelta
from pathlib import Path

import pytest

from events.facts import EntrySplit, EventWithdrawn
from events.log import Log
from events.verification import verify
from tests.events.samples import CLOCK, article, clock, event, extracted, strike

SOURCE = article()
BETTER = event(SOURCE, headline="Okoro quits")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.db"


def test_all_records_of_a_run_bear_its_name(path: Path) -> None:
    with Log.open(path, "write", clock, run="morning") as log:
        log.record(SOURCE, [extracted(SOURCE, event(SOURCE))])
    with Log.open(path, "write", clock, run="evening") as log:
        log.record(SOURCE, [extracted(SOURCE, strike(SOURCE))])

        assert [record.correlation for record in log.records()] == ["morning", "morning", "evening"]


def test_runs_that_nobody_named_differ(path: Path) -> None:
    with Log.open(path, "write", clock) as one, Log.open(path, "write", clock) as other:
        assert one.run != other.run


def test_extraction_follows_from_the_last_reading_of_its_article(path: Path) -> None:
    undated = SOURCE.model_copy(update={"published": None, "published_basis": "unknown"})

    with Log.open(path, "write", clock) as log:
        log.record(undated, [extracted(SOURCE, event(SOURCE))])
        log.record(SOURCE, [extracted(SOURCE, strike(SOURCE))])

        assert [record.causation for record in log.records()] == [None, 1, None, 3]


def test_withdrawal_follows_from_what_says_it_better(path: Path) -> None:
    gone = EventWithdrawn(
        event_id=event(SOURCE).event_id, because="test", replaced_by=BETTER.event_id, by="rules@2"
    )

    with Log.open(path, "write", clock) as log:
        log.record(SOURCE, [extracted(SOURCE, event(SOURCE))])
        log.record(SOURCE, [extracted(SOURCE, BETTER), gone])

        assert [record.causation for record in log.records()] == [None, 1, 1, 3]


def test_judgement_of_a_person_follows_from_no_record(path: Path) -> None:
    with Log.open(path, "write", clock) as log:
        log.record(SOURCE, [extracted(SOURCE, event(SOURCE))])
        log.append("curation", [EntrySplit(event_ids=(event(SOURCE).event_id,), because="test", by="ana")])

        assert [record.causation for record in log.records()] == [None, 1, None]


@pytest.mark.parametrize("change", ["correlation = 'other'", "causation = null"])
def test_run_and_cause_are_part_of_the_hash(path: Path, change: str) -> None:
    with Log.open(path, "write", clock) as log:
        log.record(SOURCE, [extracted(SOURCE, event(SOURCE))])
        log.connection.execute("drop trigger records_are_never_updated")
        log.connection.execute(f"update records set {change} where position = 2")

    assert 2 in {finding.position for finding in verify(path).findings}


def test_clock_that_runs_backwards_does_not_turn_time(path: Path) -> None:
    times = iter((CLOCK, CLOCK - timedelta(hours=3), CLOCK + timedelta(hours=1)))

    with Log.open(path, "write", lambda: next(times)) as log:
        for source in (article("Harbour Post"), article("Morning Ledger"), article("Evening Star")):
            log.record(source)

        told = [record.recorded_at for record in log.records()]
    assert told == sorted(told)
    assert told[0] == told[1]
