"""The doctor looks at a database of any state, changes nothing, and says what to do."""

import sqlite3
from pathlib import Path, PurePath

import pytest

from events import diagnosis
from events.connections import USER_VERSION
from events.diagnosis import Access, Check
from events.doctor import examine
from events.log import Log
from tests.events.samples import article, clock


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A log of one record."""
    path = tmp_path / "log.db"
    with Log.open(path, "write", clock) as log:
        log.record(article())
    return path


def checks(path: Path) -> dict[str, Check]:
    return {check.name: check for check in examine(path)}


def states(path: Path) -> dict[str, str]:
    return {name: check.state for name, check in checks(path).items()}


# --- what is seen ---------------------------------------------------------------------------------------


def test_sound_database_has_no_problem_and_every_check(database: Path) -> None:
    seen = checks(database)

    assert not [check for check in seen.values() if check.state == "problem"]
    assert seen["head"].seen.startswith("1:")
    assert seen["journal mode"].seen == "wal"
    assert sqlite3.sqlite_version in seen["sqlite"].seen
    assert "ENABLE_FTS5" in seen["all options"].seen
    assert {"folder", "log.db"} <= {name.removeprefix("permissions of ") for name in seen}
    assert {"free disk", "file system", "wal", "schema", "compile options"} <= seen.keys()


def test_doctor_changes_nothing(database: Path) -> None:
    before = database.read_bytes()

    examine(database)

    assert database.read_bytes() == before


def test_missing_database_is_a_problem_that_says_how_to_make_one(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "log.db"

    check = checks(path)["database"]

    assert check.state == "problem"
    assert f"dateline ingest FOLDER --db {path}" in check.advice
    assert not path.parent.exists()


@pytest.mark.parametrize("content", [b"", b"this is no database, but a note of some length" * 9])
def test_something_else_is_a_problem_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "note.db"
    path.write_bytes(content)

    assert states(path)["database"] == "problem"
    assert path.read_bytes() == content


def test_folder_in_place_of_a_database_is_a_problem(tmp_path: Path) -> None:
    assert states(tmp_path)["database"] == "problem"


def test_database_that_everybody_may_write_is_a_warning(database: Path) -> None:
    database.chmod(0o666)

    assert checks(database)["permissions of log.db"].state == "warning"


def test_backup_in_another_journal_mode_is_a_warning(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("pragma journal_mode = delete")
    connection.close()

    assert states(database)["journal mode"] == "warning"


def test_database_of_a_newer_dateline_is_a_problem(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("pragma user_version = 99")
    connection.close()

    assert checks(database)["schema"] == diagnosis.schema_version(99, USER_VERSION)


# --- what is thought of it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),
        ("3.45.0", True),
        ("3.49.2", True),
        ("3.50.6", True),
        ("3.50.7", False),
        ("3.51.0", True),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.52.0", False),
        ("4.0.0", False),
    ],
)
def test_sqlite_with_the_wal_reset_bug_is_a_warning(version: str, affected: bool) -> None:
    check = diagnosis.sqlite(version)

    assert check.state == ("warning" if affected else "ok")
    assert bool(check.advice) == affected


@pytest.mark.parametrize(
    ("options", "state"),
    [
        (["ENABLE_FTS5", "THREADSAFE=1"], "ok"),
        (["ENABLE_FTS5", "THREADSAFE=2"], "ok"),
        (["ENABLE_FTS5", "THREADSAFE=0"], "warning"),
        (["THREADSAFE=1"], "problem"),
        (["ENABLE_FTS5", "THREADSAFE=1", "OMIT_WAL"], "problem"),
    ],
)
def test_compile_options_decide_what_works(options: list[str], state: str) -> None:
    assert diagnosis.compile_options(options).state == state


@pytest.mark.parametrize(
    ("access", "state"),
    [
        (Access(readable=True, writable=True, by_everybody=False), "ok"),
        (Access(readable=True, writable=False, by_everybody=False), "warning"),
        (Access(readable=True, writable=True, by_everybody=True), "warning"),
        (Access(readable=False, writable=False, by_everybody=False), "problem"),
        (Access(readable=False, writable=True, by_everybody=True), "problem"),
    ],
)
def test_permissions(access: Access, state: str) -> None:
    assert diagnosis.permissions("log.db", access).state == state


@pytest.mark.parametrize(
    ("free", "used", "state"),
    [
        (10**10, 10**9, "ok"),
        (10**9, 10**9, "ok"),
        (10**9, 10**9 + 1, "warning"),
        (10**6, 10**5, "problem"),
    ],
)
def test_free_disk_is_held_against_the_database(free: int, used: int, state: str) -> None:
    assert diagnosis.free_disk(free, used).state == state


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/srv/log.db", "ext4"),
        ("/mnt/nas/log.db", "nfs4"),
        ("/mnt/nas/local/log.db", "xfs"),
        ("/mnt/nasty/log.db", "ext4"),
        ("/media/my disk/log.db", "vfat"),
        ("/covered/log.db", "tmpfs"),
    ],
)
def test_file_system_is_that_of_the_deepest_and_latest_mount(path: str, type: str) -> None:
    mounts = "\n".join(
        [
            "/dev/sda1 / ext4 rw 0 0",
            "nas:/export /mnt/nas nfs4 rw 0 0",
            "/dev/sdb1 /mnt/nas/local xfs rw 0 0",
            "/dev/sdc1 /media/my\\040disk vfat rw 0 0",
            "/dev/sdd1 /covered ext4 rw 0 0",
            "none /covered tmpfs rw 0 0",
        ]
    )

    assert diagnosis.file_system_of(PurePath(path), mounts) == type


def test_every_warning_and_problem_says_what_to_do() -> None:
    bad = [
        diagnosis.sqlite("3.40.1"),
        diagnosis.sqlite("3.30.0"),
        diagnosis.compile_options([]),
        diagnosis.free_disk(0, 0),
        diagnosis.wal(10**9),
        diagnosis.journal_mode("delete"),
        diagnosis.schema_version(1, 2),
        diagnosis.schema_version(2, 1),
        diagnosis.file_system("nfs"),
    ]

    assert all(check.state != "ok" and check.advice for check in bad)
