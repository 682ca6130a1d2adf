"""The witness file keeps the heads that a log once had, and `verify` holds the log to them."""

import sqlite3
from pathlib import Path

import pytest

from events import witness
from events.errors import LogError
from events.log import Log
from events.verification import verify
from tests.events.samples import article, clock, event, extracted, strike

ONE = "1:" + "ab" * 32
TWO = "2:" + "cd" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of two articles whose head was witnessed after each: at positions 3 and 6."""
    path = tmp_path / "log.db"
    with Log.open(path, "write", clock) as log:
        for source in (article("Harbour Post"), article("Morning Ledger")):
            log.record(source, [extracted(source, event(source)), extracted(source, strike(source))])
            witness.append(path, log.head())
    return path


def cut_after(path: Path, position: int) -> None:
    """Cut the log's tail off and put the guards back, as somebody would who knows how."""
    with sqlite3.connect(path) as connection:
        guards = connection.execute("select name, sql from sqlite_schema where type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"drop trigger {name}")
        connection.execute("delete from records where position > ?", (position,))
        for _, sql in guards:
            connection.execute(sql)
    connection.close()


def other(hash: str) -> str:
    return hash[:-1] + ("0" if hash[-1] != "0" else "1")


# --- the file -------------------------------------------------------------------------------------------


def test_heads_stand_one_per_line_in_plain_text(path: Path) -> None:
    with Log.open(path) as log:
        last = log.head()

    text = (path.parent / "log.db.witness").read_text("ascii")

    assert text.endswith("\n")
    assert text.splitlines() == [str(head) for head in witness.heads(path)]
    assert text.splitlines()[-1] == last


def test_head_that_did_not_move_is_kept_once(tmp_path: Path) -> None:
    for head in (ONE, ONE, TWO, TWO):
        witness.append(tmp_path / "log.db", head)

    assert [str(head) for head in witness.heads(tmp_path / "log.db")] == [ONE, TWO]


def test_empty_log_is_not_witnessed(tmp_path: Path) -> None:
    with Log.open(tmp_path / "log.db", "write", clock) as log:
        witness.append(log.path, log.head())

    assert not witness.file_of(tmp_path / "log.db").exists()


@pytest.mark.parametrize("torn", [ONE[:1], ONE[:20], ONE])
def test_line_torn_by_a_crash_is_ignored_and_never_glued_to_the_next(tmp_path: Path, torn: str) -> None:
    database = tmp_path / "log.db"
    witness.file_of(database).write_text(f"{ONE}\n{torn}")

    before = witness.heads(database)
    witness.append(database, TWO)

    assert [str(head) for head in before] == [ONE]
    assert witness.file_of(database).read_text() == f"{ONE}\n{TWO}\n"


def test_witness_that_cannot_be_written_is_an_error_that_tells_the_head(tmp_path: Path) -> None:
    witness.file_of(tmp_path / "log.db").mkdir()

    with pytest.raises(LogError, match=rf"log\.db\.witness.*{ONE}.*--no-witness"):
        witness.append(tmp_path / "log.db", ONE)


# --- verify ---------------------------------------------------------------------------------------------


def test_log_that_holds_every_witnessed_head_is_clean(path: Path) -> None:
    assert verify(path).is_clean


def test_log_without_a_witness_is_clean(path: Path) -> None:
    witness.file_of(path).unlink()

    assert verify(path).is_clean


def test_cut_tail_is_seen_without_any_kept_head(path: Path) -> None:
    cut_after(path, 3)

    found = verify(path).findings

    cut = [finding for finding in found if "tail was cut" in finding.problem]
    assert [finding.position for finding in cut] == [6]
    assert "log.db.witness, line 2" in cut[0].problem
    assert "backup" in cut[0].remedy


def test_rewritten_log_is_seen_and_located_at_the_first_witnessed_head(path: Path) -> None:
    file = witness.file_of(path)
    file.write_text("".join(f"{other(line)}\n" for line in file.read_text().splitlines()))

    found = verify(path).findings

    assert [finding.position for finding in found] == [3]
    assert "rewritten" in found[0].problem
    assert "line 1 and 1 more" in found[0].problem


def test_expected_head_is_checked_beside_the_witness(path: Path) -> None:
    head = verify(path).head

    assert [finding.position for finding in verify(path, expect=other(head)).findings] == [6]


@pytest.mark.parametrize("line", ["", "3", "3:abcd", "x:" + "0" * 64, "\udcff", ONE + " "])
def test_malformed_line_is_a_finding_that_names_it(path: Path, line: str) -> None:
    with witness.file_of(path).open("a", encoding="utf-8", errors="surrogateescape") as file:
        file.write(line + "\n")

    found = verify(path).findings

    assert [finding.problem.split(" holds")[0] for finding in found] == ["log.db.witness, line 3"]


def test_witness_that_cannot_be_read_is_a_finding(path: Path) -> None:
    witness.file_of(path).unlink()
    witness.file_of(path).mkdir()

    assert ["cannot be read" in finding.problem for finding in verify(path).findings] == [True]


def test_record_added_after_the_last_witnessed_head_is_fine(path: Path) -> None:
    with Log.open(path, "write", clock) as log:
        log.record(article("Evening Star"))

    assert verify(path).is_clean
