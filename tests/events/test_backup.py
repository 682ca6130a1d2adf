"""A backup is whole and verified or it is not there; a restore loses nothing without saying so."""

import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from events import witness
from events.backup import backup, restore
from events.errors import LogError
from events.log import Log
from events.verification import verify
from tests.events.samples import article, clock, event, extracted, strike


def publish(log: Log, publisher: str) -> None:
    source = article(publisher)
    log.record(source, [extracted(source, event(source)), extracted(source, strike(source))])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A witnessed log of three records, in a folder of its own."""
    path = tmp_path / "live" / "log.db"
    with Log.open(path, "write", clock) as log:
        publish(log, "Harbour Post")
        witness.append(path, log.head())
    return path


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Where the test makes its backup."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "copy.db"


def head_of(path: Path) -> str:
    with Log.open(path) as log:
        return log.head()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lose(database: Path) -> None:
    """Delete a database with what SQLite keeps beside it, but not its witness."""
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)


# --- backup ---------------------------------------------------------------------------------------------


def test_backup_is_one_file_that_verifies_and_has_the_same_head(database: Path, copy: Path) -> None:
    head = backup(database, copy)

    assert names(copy.parent) == ["copy.db"]
    assert verify(copy).is_clean
    assert head == verify(copy).head == head_of(database)


def test_backup_stays_one_file_when_it_is_read(database: Path, copy: Path) -> None:
    backup(database, copy)

    verify(copy)

    assert names(copy.parent) == ["copy.db"]


def test_backup_holds_what_only_the_wal_holds_yet(database: Path, copy: Path) -> None:
    with Log.open(database, "write", clock) as log:
        publish(log, "Morning Ledger")

        backup(database, copy)

        assert head_of(copy) == log.head()


def test_backup_is_taken_beside_a_writer_without_what_it_has_not_committed(
    database: Path, copy: Path
) -> None:
    with Log.open(database, "write", clock) as log, log.writing() as connection:
        connection.execute("delete from evidence")

        backup(database, copy)

    assert verify(copy).is_clean


def test_backup_overwrites_nothing(database: Path, copy: Path) -> None:
    copy.write_text("something dear")

    with pytest.raises(LogError, match="exists already"):
        backup(database, copy)

    assert copy.read_text() == "something dear"


def test_backup_leaves_a_copy_alone_that_another_is_making(database: Path, copy: Path) -> None:
    part = copy.with_name("copy.db.part")
    part.write_text("half")

    with pytest.raises(LogError, match="another copy is being made"):
        backup(database, copy)

    assert part.read_text() == "half"


def test_damaged_database_gives_no_backup(database: Path, copy: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("update evidence set quote = 'Never said.'")

    with pytest.raises(LogError, match="no sound copy"):
        backup(database, copy)

    assert names(copy.parent) == []


def test_database_that_lost_its_tail_gives_no_backup(database: Path, copy: Path) -> None:
    last = int(head_of(database).split(":")[0])
    witness.append(database, f"{last + 1}:{'ab' * 32}")

    with pytest.raises(LogError, match=f"position {last + 1}.* tail was cut"):
        backup(database, copy)

    assert names(copy.parent) == []


def test_backup_into_a_missing_folder_says_so(database: Path, tmp_path: Path) -> None:
    with pytest.raises(LogError, match="gone: no such folder"):
        backup(database, tmp_path / "gone" / "copy.db")


def test_full_disk_leaves_no_backup_and_a_clear_message(database: Path, copy: Path) -> None:
    script = "import sys, pathlib; from events.backup import backup; backup(*map(pathlib.Path, sys.argv[1:]))"
    command = [sys.executable, "-c", script, str(database), str(copy)]

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))

    done = subprocess.run(command, preexec_fn=small_disk, capture_output=True, text=True, check=False)

    assert "LogError" in done.stderr
    assert "nothing was kept" in done.stderr
    assert names(copy.parent) == []


def test_backup_is_as_private_as_the_database(database: Path, copy: Path) -> None:
    database.chmod(0o600)

    backup(database, copy)

    assert copy.stat().st_mode & 0o777 == 0o600


# --- restore --------------------------------------------------------------------------------------------


@pytest.fixture
def lost(database: Path, copy: Path) -> Path:
    """A database of six records that was lost after a backup of three; its witness is still there."""
    backup(database, copy)
    with Log.open(database, "write", clock) as log:
        publish(log, "Morning Ledger")
        witness.append(database, log.head())
    lose(database)
    return database


def test_restored_database_is_the_one_that_was_backed_up_and_goes_on(lost: Path, copy: Path) -> None:
    restored = restore(copy, lost)

    assert restored.head == head_of(lost) == head_of(copy)
    with Log.open(lost, "write", clock) as log:
        publish(log, "Evening Star")
    assert verify(lost).is_clean


def test_restore_tells_how_much_the_backup_lacks_and_keeps_the_former_witness(lost: Path, copy: Path) -> None:
    former = witness.file_of(lost).read_text()

    restored = restore(copy, lost)

    assert restored.lacking == 3
    assert restored.former_witness is not None
    assert restored.former_witness.name == "log.db.witness.before-restore"
    assert restored.former_witness.read_text() == former
    assert [str(head) for head in witness.heads(lost)] == [restored.head]
    assert verify(lost).is_clean


def test_former_witnesses_are_numbered_and_never_overwritten(lost: Path, copy: Path) -> None:
    aside = lost.with_name("log.db.witness.before-restore")
    aside.write_text("the first")

    second = restore(copy, lost).former_witness

    assert aside.read_text() == "the first"
    assert second == lost.with_name("log.db.witness.before-restore.2")


def test_witness_that_the_backup_satisfies_stays(database: Path, copy: Path) -> None:
    backup(database, copy)
    lose(database)
    before = witness.file_of(database).read_text()

    restored = restore(copy, database)

    assert (restored.lacking, restored.former_witness) == (0, None)
    assert witness.file_of(database).read_text() == before


def test_witness_of_another_log_is_set_aside_though_no_record_is_lacking(database: Path, copy: Path) -> None:
    backup(database, copy)
    lose(database)
    witness.file_of(database).write_text(f"1:{'ab' * 32}\n")

    restored = restore(copy, database)

    assert restored.lacking == 0
    assert restored.former_witness is not None
    assert verify(database).is_clean


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_restore_overwrites_nothing(tmp_path: Path, database: Path, copy: Path, suffix: str) -> None:
    backup(database, copy)
    there = tmp_path / f"new.db{suffix}"
    there.write_text("something dear")

    with pytest.raises(LogError, match="move it away first"):
        restore(copy, tmp_path / "new.db")

    assert there.read_text() == "something dear"


def test_damaged_backup_is_not_restored_and_the_witness_stays(lost: Path, copy: Path) -> None:
    with sqlite3.connect(copy) as connection:
        connection.execute("update evidence set quote = 'Never said.'")
    before = names(lost.parent)

    with pytest.raises(LogError, match="no sound copy"):
        restore(copy, lost)

    assert names(lost.parent) == before


def test_something_else_is_not_restored(tmp_path: Path, copy: Path) -> None:
    copy.write_text("this is no database, but a note of some length that nobody wants to lose")

    with pytest.raises(LogError, match=r"copy\.db"):
        restore(copy, tmp_path / "new.db")

    assert names(tmp_path) == ["backups"]
