"""What is remembered of feeds and folders that are watched: beside the log, for it is no fact of an article.

Every function works on a writer's connection, inside a transaction that the log has opened, or only reads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from events import statements

SQL = statements.named("polls")


class Poll(NamedTuple):
    """When a source is to be asked again, what its last answer said, and how often in a row it has failed."""

    source: str
    due: datetime
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    note: str | None = None


def poll_of(connection: sqlite3.Connection, source: str) -> Poll | None:
    """What is remembered of a source; None when it was never asked."""
    row = connection.execute(SQL["poll"], (source,)).fetchone()
    return Poll(row[0], datetime.fromisoformat(row[1]), *row[2:]) if row else None


def put_poll(connection: sqlite3.Connection, poll: Poll) -> None:
    """Remember a source as it is now."""
    connection.execute(SQL["put_poll"], (poll.source, poll.due.astimezone(UTC).isoformat(), *poll[2:]))


def unseen(connection: sqlite3.Connection, source: str, items: Iterable[str]) -> Sequence[str]:
    """Those of the items (entries, files) of a source that were not dealt with before, in their order."""
    fresh = dict.fromkeys(items)
    return [item for item in fresh if not connection.execute(SQL["seen"], (source, item)).fetchone()]


def see(connection: sqlite3.Connection, source: str, item: str) -> None:
    """Remember that an item of a source was dealt with."""
    connection.execute(SQL["see"], (source, item))
