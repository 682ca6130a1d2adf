"""The commands that correct the record: what they print, what they refuse, and that each may be repeated."""

from __future__ import annotations

import getpass
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import timeline
from events.facts import EventWithdrawn, article_stream
from events.log import Log
from events.model import Event
from ingest.cli import main

WHY = ("--because", "the editor says so")
CURATION = {
    "withdraw": ["ffff"],
    "correct": ["ffff", "--undated"],
    "merge": ["ffff", "eeee"],
    "split": ["ffff"],
    "redact": ["harbour.txt"],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def filled(articles: Path, database: Path) -> Path:
    """A database of three articles."""
    run("ingest", articles, "--db", database)
    return database


def standing(database: Path) -> list[tuple[str, str, str | None]]:
    """Id, type and first day of the events that stand, in the order of the log."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute(
            "select event_id, type, starts from reports order by since, event_id"
        ).fetchall()
    connection.close()
    return rows


def event_of(database: Path, type: str) -> str:
    return next(event_id for event_id, known, _ in standing(database) if known == type)


def head(database: Path) -> str:
    with Log.open(database) as log:
        return log.head()


def last_fact(database: Path) -> dict[str, object]:
    with Log.open(database) as log:
        *_, record = log.records()
    data: dict[str, object] = json.loads(record.data)
    return data


# --- each decision --------------------------------------------------------------------------------------


def test_withdraw_prints_position_and_state(filled: Path) -> None:
    event_id = event_of(filled, "resignation")

    result = run("withdraw", event_id[:8], *WHY, "--by", "ana", "--db", filled)

    position = head(filled).split(":")[0]
    assert result.exit_code == 0
    assert f"Recorded EventWithdrawn at position {position}" in result.stdout
    assert f"event {event_id}, 2025-03-03, withdrawn at position {position}: " in result.stdout
    assert event_id not in {known for known, _, _ in standing(filled)}
    assert (last_fact(filled)["by"], last_fact(filled)["because"]) == ("hand@ana", WHY[1])


def test_correct_prints_the_event_as_it_stands_now(filled: Path) -> None:
    event_id = event_of(filled, "resignation")

    result = run(
        *("correct", event_id, *WHY, "--db", filled),
        *("--start", "2025-03-01", "--end", "2025-03-02", "--actor", "Ana Fjord", "--actor", "Ole Brandt"),
    )

    with Log.open(filled) as log:
        row = next(row for row in timeline.entries(log) if row["type"] == "resignation")
    assert result.exit_code == 0
    assert "2025-03-01/2025-03-02  resignation" in result.stdout
    assert (row["starts"], row["ends"], row["precision"]) == ("2025-03-01", "2025-03-02", "range")
    assert row["actors"] == "Ana Fjord; Ole Brandt"


def test_merge_and_split_print_the_entries_as_they_are_now(filled: Path) -> None:
    one, other = event_of(filled, "resignation"), event_of(filled, "vote")

    merged = run("merge", one, other, *WHY, "--db", filled)
    parted = run("split", other, *WHY, "--db", filled)

    assert "Recorded EntriesMerged" in merged.stdout
    assert "2 reports" in merged.stdout
    assert "Recorded EntrySplit" in parted.stdout
    assert "1 report:" in parted.stdout


def test_redact_erases_the_text_and_the_log_still_verifies(filled: Path) -> None:
    result = run("redact", "harbour.txt", *WHY, "--db", filled)

    with Log.open(filled) as log:
        article_id = str(timeline.find_articles(log, "harbour.txt")[0]["article_id"])
        assert log.article(article_id) is None
    assert "Recorded ArticleRedacted" in result.stdout
    assert run("verify", "--db", filled).exit_code == 0


def test_ingest_tells_which_articles_are_redacted(articles: Path, filled: Path) -> None:
    run("redact", "harbour.txt", *WHY, "--db", filled)

    result = run("ingest", articles, "--db", filled)

    assert result.exit_code == 0
    assert "Redacted articles, left unread: harbour.txt" in result.stdout


@pytest.mark.parametrize("name", CURATION)
def test_the_same_decision_again_records_nothing_and_says_so(filled: Path, name: str) -> None:
    one, other = event_of(filled, "resignation"), event_of(filled, "vote")
    named = {"ffff": one, "eeee": other}
    command = [name, *(named.get(word, word) for word in CURATION[name]), *WHY, "--db", str(filled)]
    if name == "split":
        run("merge", one, other, *WHY, "--db", filled)

    first, before = run(*command), head(filled)
    second = run(*command)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout.startswith("Recorded ")
    assert second.stdout.startswith("Nothing recorded")
    assert head(filled) == before


# --- what is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CURATION)
def test_a_decision_needs_a_reason(filled: Path, name: str) -> None:
    assert run(name, *CURATION[name], "--db", filled).exit_code == 2
    assert run(name, *CURATION[name], "--because", " ", "--db", filled).exit_code == 2


@pytest.mark.parametrize("name", [*CURATION, "reread"])
def test_missing_database_is_an_error_and_none_is_made(name: str, database: Path) -> None:
    reason = WHY if name in CURATION else ()

    result = run(name, *CURATION.get(name, []), *reason, "--db", database)

    assert result.exit_code == 1
    assert "no such database" in result.stderr
    assert not database.exists()


@pytest.mark.parametrize("name", ["withdraw", "correct", "merge", "split"])
def test_unknown_event_is_one_line_and_nothing_is_recorded(filled: Path, name: str) -> None:
    before = head(filled)

    result = run(name, *CURATION[name], *WHY, "--db", filled)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: there is no ")
    assert len(result.stderr.splitlines()) == 1
    assert head(filled) == before


@pytest.mark.parametrize(
    ("option", "choice"),
    [
        (("--type", "wedding"), "meeting"),
        (("--status", "maybe"), "planned"),
        (("--precision", "hour"), "week"),
    ],
    ids=["type", "status", "precision"],
)
def test_unknown_value_is_refused_with_the_valid_ones(
    filled: Path, option: tuple[str, str], choice: str
) -> None:
    result = run("correct", event_of(filled, "resignation"), *option, *WHY, "--db", filled)

    assert result.exit_code == 2
    assert choice in result.stderr


def test_unknown_mode_is_refused_with_the_valid_ones(filled: Path) -> None:
    result = run("correct", event_of(filled, "resignation"), "--mode", "drone", *WHY, "--db", filled)

    assert result.exit_code == 1
    assert "dismissed" in result.stderr


def test_correction_that_changes_nothing_is_an_error(filled: Path) -> None:
    result = run("correct", event_of(filled, "resignation"), *WHY, "--db", filled)

    assert result.exit_code == 1
    assert "nothing to change" in result.stderr


def test_undated_goes_without_days(filled: Path) -> None:
    assert run("correct", "ffff", "--undated", "--start", "2025-03-01", *WHY, "--db", filled).exit_code == 2


# --- who decides ----------------------------------------------------------------------------------------


def test_login_name_decides_where_nobody_else_is_named(filled: Path) -> None:
    run("withdraw", event_of(filled, "resignation"), *WHY, "--db", filled)

    assert last_fact(filled)["by"] == f"hand@{getpass.getuser()}"


def test_without_a_login_name_somebody_must_be_named(filled: Path) -> None:
    """A user id without a name, as in many containers."""
    nobody = {
        key: value for key, value in os.environ.items() if key not in {"LOGNAME", "USER", "LNAME", "USERNAME"}
    }
    script = "import pwd, sys; pwd.getpwuid = {}.__getitem__; from ingest.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", script, "withdraw", "ffff", *WHY, "--db", str(filled)]

    done = subprocess.run(command, env=nobody, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "--by" in done.stderr
    assert "Traceback" not in done.stderr


# --- reread ---------------------------------------------------------------------------------------------


def test_reread_of_what_today_s_rules_read_changes_nothing(filled: Path) -> None:
    before = head(filled)

    result = run("reread", "--db", filled)

    assert result.exit_code == 0
    assert result.stdout.split()[:5] == ["Articles", "same", "3", "different", "0"]
    assert head(filled) == before


def test_reread_shows_what_differs_and_counts_it(filled: Path) -> None:
    event_id = event_of(filled, "resignation")
    with Log.open(filled, "write") as log:
        fact = next(fact for fact in log.standing_facts(article_of(log)) if fact.event_id == event_id)
        old = Event.model_validate(fact.event.model_dump() | {"headline": "He goes", "mode": "retired"})
        known = fact.model_copy(update={"event_id": old.event_id, "event": old})
        withdrawal = EventWithdrawn(event_id=event_id, because="not yet found", by="rules@0")
        log.append(article_stream(article_of(log)), [known, withdrawal])

    result = run("reread", "harbour.txt", "--db", filled)

    assert result.exit_code == 0
    assert f"  ~ {event_id}  2025-03-03  resignation" in result.stdout
    assert "headline: He goes → " in result.stdout
    assert result.stdout.split()[-6:] == ["added", "0", "withdrawn", "0", "changed", "1"]
    assert event_of(filled, "resignation") == event_id


def article_of(log: Log) -> str:
    return str(timeline.find_articles(log, "harbour.txt")[0]["article_id"])


def test_reread_does_not_bring_back_what_a_person_withdrew(filled: Path) -> None:
    event_id = event_of(filled, "resignation")
    run("withdraw", event_id, *WHY, "--db", filled)

    run("reread", "--db", filled)

    assert event_id not in {known for known, _, _ in standing(filled)}


def test_reread_names_the_article_that_is_unknown(filled: Path) -> None:
    result = run("reread", "gone.txt", "--db", filled)

    assert result.exit_code == 1
    assert "gone.txt" in result.stderr


def test_reread_dry_run_says_that_nothing_was_written(filled: Path) -> None:
    assert "nothing was written" in run("reread", "--dry-run", "--db", filled).stdout


# --- the witness ----------------------------------------------------------------------------------------


def test_each_decision_is_kept_in_the_witness_unless_told_otherwise(filled: Path) -> None:
    witness = Path(f"{filled}.witness")

    run("withdraw", event_of(filled, "resignation"), *WHY, "--db", filled)
    kept = head(filled)
    run("withdraw", event_of(filled, "vote"), *WHY, "--no-witness", "--db", filled)

    assert kept in witness.read_text("utf-8")
    assert head(filled) not in witness.read_text("utf-8")
