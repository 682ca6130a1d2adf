"""Connections to a database: one that writes, under a lock, and any number that only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events import migrations, projections, statements
from events.errors import LogError
from events.locks import WriterLock

APPLICATION_ID = 0x44544C4E  # "DTLN", so that `file` and we know a log when we see one
USER_VERSION = migrations.CURRENT
WAIT_S = 30  # for another writer
CHECKPOINT_PAGES = 16_000  # 64 MB of WAL; a commit touches hundreds of pages of a log of a million events
CACHE_KIB = (
    262_144  # identifiers are digests: indexes are met at random, and stay quick while they fit in here
)


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    Raises LogError when the file is missing, is no log, or is of another schema than ours.
    """
    if not path.is_file():
        raise LogError(f"{path}: no such database; `dateline ingest PATH` makes one")
    uri = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_S)
    if _version_of(connection, path) < USER_VERSION:
        raise LogError(f"{path}: was made by an older dateline; run `dateline rebuild --db {path}`")
    return connection


def writable(path: Path) -> tuple[sqlite3.Connection, WriterLock]:
    """A connection that writes, and the lock to hold meanwhile; the file is made where there is none.

    SQLite folds its WAL into the file at the end of a commit. Under the lock this happens in one process at a
    time, which older versions of SQLite depend on.
    Raises LogError for a file that is no log of ours or comes from a newer dateline.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=WAIT_S)
    if not _is_blank(connection):
        _version_of(connection, path)
    lock = WriterLock(path)
    with held(lock, path):
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
        connection.execute(f"pragma cache_size = -{CACHE_KIB}")
        _create(connection)
    return connection, lock


@contextmanager
def held(lock: WriterLock | None, path: Path) -> Iterator[None]:
    """Hold the lock of a database, which a reader has not. Raises LogError when it is never free."""
    if lock is None:
        yield
        return
    try:
        with lock.held(WAIT_S):
            yield
    except TimeoutError as error:
        raise LogError(
            f"{path}: another dateline has been writing to it for {WAIT_S} s, nothing was recorded: try later"
        ) from error


def _create(connection: sqlite3.Connection) -> None:
    """Create the schema, or lift an older one; of two processes at once, the second finds it done."""
    connection.execute("begin immediate")
    if _is_blank(connection):
        for statement in statements.schema("log"):
            connection.execute(statement)
        projections.create(connection)
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {USER_VERSION}")
    migrations.migrate(connection)
    connection.execute("commit")


def _is_blank(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("select count(*) = 0 from sqlite_schema").fetchone()[0])


def _version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema's version. Raises LogError for what is no log of ours, or of a newer dateline."""
    kind = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    if kind != APPLICATION_ID:
        raise LogError(f"{path}: is not a dateline database; choose another file with --db")
    if version > USER_VERSION:
        raise LogError(f"{path}: was written by a newer dateline (schema {version}); update dateline")
    return int(version)
