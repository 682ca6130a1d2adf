"""Copies of a database that can be trusted: taken beside a running writer, verified, and put in place whole.

A copy grows as `FILE.part` and gets its name when it is verified and on the disk. Nothing is overwritten.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from events import witness
from events.errors import LogError
from events.files import sync
from events.log import Log
from events.value import Value
from events.verification import verify
from events.witness import Head

PART = ".part"
SET_ASIDE = ".before-restore"
SIDE_FILES = ("-wal", "-shm", "-journal")  # SQLite would take old ones for parts of a new database


class Restored(Value):
    """What a restored database holds, and what its former witness knew beyond that.

    `lacking` counts the records that were made after the backup; `former_witness` is where the heads went
    that the backup does not hold, None when it holds them all.
    """

    head: str
    lacking: int = 0
    former_witness: Path | None = None


def backup(database: Path, file: Path) -> str:
    """Copy a database into one `file` while others go on writing; return the head that the copy has.

    Raises LogError, and leaves no file, when it exists already, cannot be written or does not verify.
    """
    _require_free(file, "a backup overwrites nothing; choose another name")
    with _copied(database, file) as (part, head):
        _put_in_place(part, file)
    return head


def restore(file: Path, database: Path) -> Restored:
    """Make a database of a backup, where there is none.

    Raises LogError, and changes nothing, when there is one already or the backup does not verify.
    """
    for path in (database, *_side_files(database)):
        _require_free(
            path, "a restore overwrites nothing; move it away first, and with it all but the witness"
        )
    with _copied(file, database) as (part, head):
        restored = _set_witness_aside(database, part, head)
        _put_in_place(part, database)
    witness.append(database, head)
    return restored


# --- copying --------------------------------------------------------------------------------------------


@contextmanager
def _copied(source: Path, target: Path) -> Iterator[tuple[Path, str]]:
    """A verified copy beside `target` with its head; whatever happens, nothing of it is left there."""
    part = target.with_name(target.name + PART)
    try:
        _create(part, like=source)
        try:
            yield part, _copy(source, part)
        finally:
            for leftover in (part, *_side_files(part)):
                leftover.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise LogError(f"{target}: {source} could not be copied here, nothing was kept: {error}") from error


def _create(part: Path, like: Path) -> None:
    """An empty file that nobody may read who may not read the original."""
    if not part.parent.is_dir():
        raise LogError(f"{part.parent}: no such folder; make it first")
    _require_free(part, "another copy is being made, or was broken off; if none is running, delete this file")
    Log.open(like).close()
    mode = stat.S_IMODE(like.stat().st_mode) | stat.S_IWUSR
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode))


def _copy(source: Path, part: Path) -> str:
    """Copy by SQLite's own means, in one step that waits for no writer; return the head."""
    last = max(witness.heads(source), default=None)
    with Log.open(source) as log, closing(sqlite3.connect(part, isolation_level=None)) as copy:
        log.connection.backup(copy)
        copy.execute("pragma journal_mode = delete")  # one file, without a WAL beside it
    sync(part)
    return _verified(part, source, last)


def _verified(part: Path, source: Path, last: Head | None) -> str:
    """The head of a sound copy that reaches as far as the original is known to have reached."""
    found = verify(part, None if last is None else str(last))
    if not found.is_clean:
        problem = f"{source}: no sound copy can be made, the first of {len(found.findings)} findings"
        raise LogError(f"{problem} is {found.findings[0]}; `dateline verify --db {source}` shows them all")
    return found.head


def _put_in_place(part: Path, target: Path) -> None:
    _require_free(target, "it was made in the meantime and is left as it is")
    part.rename(target)
    sync(target.parent)


def _require_free(path: Path, advice: str) -> None:
    if os.path.lexists(path):
        raise LogError(f"{path}: exists already: {advice}")


def _side_files(database: Path) -> tuple[Path, ...]:
    return tuple(database.with_name(database.name + suffix) for suffix in SIDE_FILES)


# --- the witness of what stood there before -------------------------------------------------------------


def _set_witness_aside(database: Path, part: Path, head: str) -> Restored:
    """Move a witness away that knows heads which the restored database will not hold."""
    with Log.open(part) as log:
        unknown = [known for known in witness.heads(database) if not _holds(log, known)]
    if not unknown:
        return Restored(head=head)
    aside = _free_name(witness.file_of(database))
    witness.file_of(database).rename(aside)
    restored_to = int(head.partition(":")[0])
    return Restored(head=head, lacking=max(max(unknown).position - restored_to, 0), former_witness=aside)


def _holds(log: Log, head: Head) -> bool:
    record = next(log.records(head.position - 1), None)
    return record is not None and record.head == str(head)


def _free_name(file: Path) -> Path:
    """A name for what must not be lost: numbered from the second on."""
    names = [file.with_name(f"{file.name}{SET_ASIDE}")]
    while os.path.lexists(names[-1]):
        names.append(file.with_name(f"{file.name}{SET_ASIDE}.{len(names) + 1}"))
    return names[-1]
