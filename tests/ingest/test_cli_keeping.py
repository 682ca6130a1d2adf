"""The commands that look after a database, as people and programs use them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events import witness
from events.facts import Record
from ingest.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ingest.cli", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def recorded(articles: Path, database: Path) -> Path:
    """A database with one article of the folder."""
    assert run("ingest", articles / "harbour.txt", "--db", database).exit_code == 0
    return database


def head_of(database: Path) -> str:
    return run("verify", "--db", database).stdout.splitlines()[-1].removeprefix("head ")


# --- the witness ----------------------------------------------------------------------------------------


def test_ingest_keeps_the_head_beside_the_database(recorded: Path, articles: Path) -> None:
    first = head_of(recorded)

    run("ingest", articles, "--db", recorded)

    assert [str(head) for head in witness.heads(recorded)] == [first, head_of(recorded)]


def test_ingest_keeps_no_head_when_told_so(articles: Path, database: Path) -> None:
    run("ingest", articles, "--db", database, "--no-witness")

    assert not witness.file_of(database).exists()


def test_verify_ends_with_1_when_the_witness_knows_more(recorded: Path) -> None:
    witness.append(recorded, f"99:{'ab' * 32}")

    result = run("verify", "--db", recorded)

    assert result.exit_code == 1
    assert "position 99" in result.stdout


# --- doctor ---------------------------------------------------------------------------------------------


def test_doctor_ends_with_0_on_a_sound_database_and_shows_its_head(recorded: Path) -> None:
    result = run("doctor", "--db", recorded)

    assert result.exit_code == 0, result.output
    assert head_of(recorded) in result.stdout
    assert result.stdout.splitlines()[-1].endswith("0 problem")


def test_doctor_warns_without_failing(recorded: Path) -> None:
    recorded.chmod(0o666)

    result = run("doctor", "--db", recorded)

    assert result.exit_code == 0
    assert "-> take the right to write from others" in result.stdout


def test_doctor_ends_with_1_on_a_problem(database: Path) -> None:
    result = run("doctor", "--db", database)

    assert result.exit_code == 1
    assert "dateline ingest" in result.stdout


# --- backup and restore ---------------------------------------------------------------------------------


def test_backup_prints_the_head_and_restore_brings_it_back(recorded: Path, tmp_path: Path) -> None:
    head = head_of(recorded)

    backup = run("backup", tmp_path / "copy.db", "--db", recorded)
    restore = run("restore", tmp_path / "copy.db", "--db", tmp_path / "new.db")

    assert (backup.exit_code, restore.exit_code) == (0, 0)
    assert f"head {head}" in backup.stdout
    assert f"head {head}" in restore.stdout
    assert head_of(tmp_path / "new.db") == head


def test_restore_says_how_much_the_backup_lacks(recorded: Path, articles: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy.db", "--db", recorded)
    before = int(head_of(recorded).split(":")[0])
    run("ingest", articles, "--db", recorded)
    lacking = int(head_of(recorded).split(":")[0]) - before
    for suffix in ("", "-wal", "-shm"):
        recorded.with_name(recorded.name + suffix).unlink(missing_ok=True)

    result = run("restore", tmp_path / "copy.db", "--db", recorded)

    assert result.exit_code == 0
    assert f"lacks {lacking} records" in result.stdout
    assert "before-restore" in result.stdout


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_nothing_is_overwritten_and_the_reason_is_one_line(
    command: str, recorded: Path, tmp_path: Path
) -> None:
    run("backup", tmp_path / "copy.db", "--db", recorded)

    result = run(command, tmp_path / "copy.db", "--db", recorded)

    assert result.exit_code == 1
    assert "exists already" in result.stderr
    assert len(result.stderr.splitlines()) == 1


# --- log ------------------------------------------------------------------------------------------------


def test_log_prints_each_record_as_a_json_line(recorded: Path) -> None:
    result = run("log", "--db", recorded)
    rows = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
    assert list(rows[0]) == list(Record.model_fields)
    assert f"{rows[-1]['position']}:{rows[-1]['hash']}" == head_of(recorded)


def test_log_leaves_out_what_was_handled(recorded: Path) -> None:
    lines = run("log", "--db", recorded).stdout.splitlines()

    assert run("log", "--after", "1", "--db", recorded).stdout.splitlines() == lines[1:]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_follower_prints_what_is_ingested_and_ends_on_a_signal(
    recorded: Path, articles: Path, sent: signal.Signals
) -> None:
    last = int(head_of(recorded).split(":")[0])
    with start("log", "--after", str(last), "--follow", "--db", recorded) as follower:
        run("ingest", articles, "--db", recorded)
        assert follower.stdout is not None
        row = json.loads(follower.stdout.readline())

        follower.send_signal(sent)
        _, errors = follower.communicate(timeout=30)

    assert row["position"] == last + 1
    assert (follower.returncode, errors) == (0, "")


def test_follower_ends_when_its_reader_leaves(recorded: Path) -> None:
    before_last = int(head_of(recorded).split(":")[0]) - 1
    with start("log", "--after", str(before_last), "--follow", "--db", recorded) as follower:
        assert follower.stdout is not None
        assert follower.stderr is not None
        follower.stdout.readline()

        follower.stdout.close()  # it has nothing left to write, by which it could notice
        try:
            follower.wait(timeout=30)
        finally:
            follower.kill()
        errors = follower.stderr.read()

    assert (follower.returncode, errors) == (0, "")


def test_reader_of_a_long_log_that_leaves_early_gets_no_traceback(recorded: Path) -> None:
    with start("log", "--db", recorded) as teller:
        assert teller.stdout is not None
        assert teller.stderr is not None
        teller.stdout.close()
        errors = teller.stderr.read()

    assert errors == ""
