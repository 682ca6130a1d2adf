"""The records as a feed for other programs: all after a position, then each new one as it is committed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from events.facts import Record
from events.log import Log

BATCH = 1000


def records_after(log: Log, position: int = 0, wait: Callable[[], bool] | None = None) -> Iterator[Record]:
    """The records after `position`, in order and without gaps; a subscriber goes on from the last it handled.

    With `wait` the feed does not end with the log: `wait` is called whenever all is told, and says by False
    that nobody listens any longer. No read transaction is open then, nor while a slow listener has the word:
    it would keep the WAL from being folded into the database.
    """
    while True:
        batch = tuple(islice(log.records(position), BATCH))
        yield from batch
        if batch:
            position = batch[-1].position
        elif wait is None or not wait():
            return


def row(record: Record) -> dict[str, Any]:
    """A record's columns by their names, ready for JSON: `data` nested, hashes hexadecimal."""
    columns = {name: _plain(getattr(record, name)) for name in Record.model_fields}
    return columns | {"data": json.loads(record.data)}


def _plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value
