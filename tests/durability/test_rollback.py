"""An append that was rolled back leaves no trace: neither in the file nor in what the writer remembers."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from events.log import Log
from events.verification import verify
from tests.durability.workload import appended, opened, reading, rows_due, stored_rows

APPENDS = 30
ELSEWHERE = 500  # added to a number, it gives an article that is not due


class Interrupted(Exception):
    """What the user's Ctrl-C does to an append."""


def test_appends_go_on_as_if_those_rolled_back_had_never_been(tmp_path: Path) -> None:
    path = tmp_path / "log.db"

    with opened(path) as log:
        for number in range(1, APPENDS + 1):
            append_in_vain(log, number + ELSEWHERE)
            appended(log, number)
        stored = stored_rows(log)

    assert stored == rows_due(range(1, APPENDS + 1))
    assert verify(path).findings == ()


def append_in_vain(log: Log, number: int) -> None:
    """Append an article with its events, and be interrupted before the commit."""
    stream, facts, texts = reading(number)
    with suppress(Interrupted), log.writing():
        log.append(stream, facts, texts=texts)
        raise Interrupted
