"""`dateline explain ENTRY`: every join and every refusal, with its reasons."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events.facts import EntrySplit, EventExtracted
from events.interval import Interval
from events.log import Log
from ingest.cli import main
from tests.events.samples import article, event

POST, LEDGER, STAR = (
    article(name, text="Okoro met Silva in Port Ems on Tuesday.") for name in ("Post", "Ledger", "Star")
)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Two reports of talks on a Tuesday, and one of talks on the Friday after."""
    path = tmp_path / "log.db"
    with Log.open(path, "write") as log:
        for source, day in ((POST, "2025-12-02"), (LEDGER, "2025-12-02"), (STAR, "2025-12-05")):
            met = event(source, type="meeting", place="Port Ems", interval=Interval.of(day))
            log.record(source, [EventExtracted.of(met, source, "rules@1")])
    return path


def entry_of_two(path: Path) -> tuple[str, list[str]]:
    with Log.open(path) as log:
        rows = log.connection.execute(
            "select entry_id, event_id from entry_reports where entry_id = "
            "(select entry_id from entries where articles = 2) order by 2"
        ).fetchall()
    return rows[0][0], [event_id for _, event_id in rows]


def explained(path: Path, name: str) -> Result:
    return CliRunner().invoke(main, ["explain", name, "--db", str(path)])


def test_every_reason_that_joins_two_reports_is_told(recorded: Path) -> None:
    entry_id, (one, other) = entry_of_two(recorded)

    told = explained(recorded, entry_id[:8])

    assert told.exit_code == 0, told.output
    assert f"{one} = {other}" in told.output
    assert "same actor" in told.output
    assert "same day (+2)" in told.output
    assert max(map(len, told.output.splitlines())) <= 80


def test_what_stands_apart_is_told_with_what_keeps_it_out(recorded: Path) -> None:
    _, (one, _) = entry_of_two(recorded)
    with Log.open(recorded, "write") as log:
        log.append("curation", [EntrySplit(event_ids=(one,), because="another room", by="hand@ana")])

    told = explained(recorded, one)

    assert told.exit_code == 0, told.output
    apart = told.output.partition("Nearest that stand apart")[2]
    assert "split by hand" in apart
    assert "lie apart" in " ".join(apart.split())


def test_an_unknown_id_is_told_as_such(recorded: Path) -> None:
    told = explained(recorded, "0123abcd")

    assert told.exit_code == 1
    assert "0123abcd" in told.output
