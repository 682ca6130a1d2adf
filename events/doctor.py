"""`dateline doctor`: look at a database and at all that it depends on. Nothing is changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from events import diagnosis, locks
from events.connections import APPLICATION_ID, USER_VERSION
from events.diagnosis import Access, Check
from events.errors import LogError
from events.log import Log

MOUNTS = Path("/proc/mounts")
WAL = "-wal"


def examine(database: Path) -> tuple[Check, ...]:
    """Every check that can be made, in the order in which one would ask: tools, place, database."""
    parts = _parts(database)
    return (*_tools(), *_place(database, parts), *_database(database, parts))


def _parts(database: Path) -> dict[Path, os.stat_result]:
    """The files of a database that are there: itself, its WAL with index, and the writer's lock."""
    parts = {}
    for path in (database.with_name(database.name + suffix) for suffix in ("", WAL, "-shm", locks.SUFFIX)):
        with suppress(FileNotFoundError):  # a writer that leaves takes its WAL along
            parts[path] = path.stat()
    return parts


def _tools() -> Iterator[Check]:
    with closing(sqlite3.connect(":memory:")) as scratch:
        options = [option for (option,) in scratch.execute("pragma compile_options")]
    yield diagnosis.sqlite(sqlite3.sqlite_version)
    yield diagnosis.compile_options(options)
    yield Check(name="all options", state="ok", seen=" ".join(options))


def _place(database: Path, parts: Mapping[Path, os.stat_result]) -> Iterator[Check]:
    folder = database.resolve().parent
    if not folder.is_dir():
        return
    yield diagnosis.permissions("folder", _access(folder, folder.stat()))
    for path, status in parts.items():
        yield diagnosis.permissions(path.name, _access(path, status))
    used = sum(status.st_size for status in parts.values())
    yield diagnosis.free_disk(shutil.disk_usage(folder).free, used)
    yield diagnosis.file_system(_file_system(folder))


def _access(path: Path, status: os.stat_result) -> Access:
    by_everybody = bool(status.st_mode & stat.S_IWOTH)
    return Access(os.access(path, os.R_OK), os.access(path, os.W_OK), by_everybody)


def _file_system(folder: Path) -> str | None:
    """None where the system does not say, as outside of Linux."""
    return diagnosis.file_system_of(folder, MOUNTS.read_text("utf-8")) if MOUNTS.is_file() else None


def _database(database: Path, parts: Mapping[Path, os.stat_result]) -> Iterator[Check]:
    if database not in parts:
        advice = (
            f"make it: dateline ingest FOLDER --db {database}; or dateline restore BACKUP --db {database}"
        )
        yield Check(name="database", state="problem", seen=f"there is no {database}", advice=advice)
        return
    yield diagnosis.wal(sum(part.st_size for path, part in parts.items() if path.name.endswith(WAL)))
    try:
        yield from _contents(database)
    except (LogError, sqlite3.Error) as error:
        advice = "choose another file with --db, or restore a backup"
        yield Check(name="database", state="problem", seen=f"cannot be used: {error}", advice=advice)


def _contents(database: Path) -> Iterator[Check]:
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        names = ("application_id", "journal_mode", "user_version")
        kind, mode, version = (connection.execute(f"pragma {name}").fetchone()[0] for name in names)
    if kind == APPLICATION_ID:
        yield diagnosis.journal_mode(mode)
        yield diagnosis.schema_version(version, USER_VERSION)
    with Log.open(database) as log:
        yield Check(name="head", state="ok", seen=log.head())
