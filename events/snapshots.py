"""Time travel: the whole database as it would stand had nothing else been recorded, or published.

A snapshot is a file of its own with the same tables, so that every question can be asked of it. It is derived
and may be thrown away and written again at any time.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from events import projections, statements, timeline
from events.connections import APPLICATION_ID, USER_VERSION
from events.errors import LogError
from events.facts import ArticleRead, Record
from events.log import Log, utc_now
from events.upcasters import read_fact
from events.value import Value

SQL = statements.named("snapshots")


class Moment(Value):
    """What was recorded up to `position`, and of that only what was published by the end of `reported_by`.

    `redacted` is the number of texts that are erased by now: with it, equal moments are equal snapshots.
    """

    position: int
    reported_by: date | None = None
    redacted: int = 0


def moment(log: Log, as_of: date | None = None, reported_by: date | None = None) -> Moment:
    """What was recorded by the end of `as_of` (UTC) and published by the end of `reported_by`, else now."""
    redacted = log.connection.execute(SQL["redacted"]).fetchone()[0]
    position = timeline.position_at(log, as_of or date.max)
    return Moment(position=position, reported_by=reported_by, redacted=redacted)


@contextmanager
def opened(log: Log, as_of: date | None = None, reported_by: date | None = None) -> Iterator[Log]:
    """A log to ask the questions of `timeline` about another moment; gone with the context."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / "snapshot.db"
        write(log, path, moment(log, as_of, reported_by))
        with Log.open(path) as snapshot:
            yield snapshot


def write(log: Log, into: Path, at: Moment) -> int:
    """Write the database of a moment to a new file; return how many articles are left out as undated.

    The records up to the position are all there, with their hashes: what the day of publication leaves out is
    missing only from the tables that are computed from them. Raises LogError when the file cannot be written.
    """
    with _new_file(log, into) as connection:
        _copy_records(connection, at.position)
        copied = Log(connection, into, utc_now)
        reads = list(_reads(copied))
        published = {stream: read.published for stream, read in reads}  # the last reading knows best
        # As they are kept now: what is redacted is redacted at every moment.
        connection.executemany(SQL["copy_text"], {(read.text_digest,) for _, read in reads})
        projections.create(connection)
        projections.replay(connection, _let_through(copied, published, at.reported_by))
    return list(published.values()).count(None) if at.reported_by else 0


@contextmanager
def _new_file(log: Log, into: Path) -> Iterator[sqlite3.Connection]:
    """One transaction on a new file with the log attached as `live`; a file that fails is removed."""
    try:
        with closing(sqlite3.connect(into, isolation_level=None, uri=True)) as connection:
            # A temporary, derived file: after a crash nobody opens it, so nothing waits for the disk.
            connection.execute("pragma synchronous = off")
            connection.execute("pragma journal_mode = memory")
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {USER_VERSION}")
            connection.execute(SQL["attach"], (f"{log.path.resolve().as_uri()}?mode=ro",))
            connection.execute("begin")
            yield connection
            connection.execute("commit")
    except sqlite3.Error as error:
        into.unlink(missing_ok=True)
        raise LogError(f"{log.path}: its past could not be written to {into}: {error}") from error
    except BaseException:
        into.unlink(missing_ok=True)
        raise


def _copy_records(connection: sqlite3.Connection, position: int) -> None:
    """The log's tables with the records up to the position, and then the guards, which would look at each."""
    schema = statements.schema("log")
    for statement in schema:
        if not _is_guard(statement):
            connection.execute(statement)
    connection.execute(SQL["copy_records"], (position,))
    for statement in filter(_is_guard, schema):
        connection.execute(statement)


def _is_guard(statement: str) -> bool:
    return statement.startswith("create trigger")


def _reads(log: Log) -> Iterator[tuple[str, ArticleRead]]:
    """Every reading of an article with its stream, in order."""
    for record in log.records():
        fact = read_fact(record) if record.type == ArticleRead.__name__ else None
        if isinstance(fact, ArticleRead):
            yield record.stream, fact


def _let_through(
    log: Log, published: Mapping[str, date | None], reported_by: date | None
) -> Iterator[Record]:
    """The records of the articles published by the end of the day, and those of no article."""
    for record in log.records():
        day = published.get(record.stream, date.min)
        if reported_by is None or (day is not None and day <= reported_by):
            yield record
