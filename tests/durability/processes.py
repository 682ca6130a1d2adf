"""Writers in processes of their own, which tell what they did through a pipe and can be killed."""

from __future__ import annotations

import itertools
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import NamedTuple

from events import projections
from events.backup import backup
from events.log import Log
from tests.durability.workload import appended, opened

PATIENCE_S = 60


class Told(NamedTuple):
    """A line through the pipe: append `number` has returned, or the activity after it begins."""

    what: str
    number: int
    head: str


def context() -> ForkServerContext:
    """A server that has imported the log already: a writer starts within some milliseconds."""
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["__main__", "events.log", "tests.durability.processes"])
    return server


@contextmanager
def writer(path: Path, first: int, activity: str) -> Iterator[tuple[Connection, Callable[[], None]]]:
    """A process that appends for ever from number `first`; its pipe, and how to kill it."""
    server = context()
    here, there = server.Pipe(duplex=False)
    process = server.Process(target=write, args=(path, first, activity, there), daemon=True)
    process.start()
    there.close()
    try:
        yield here, process.kill
    finally:
        process.kill()
        process.join(PATIENCE_S)
        here.close()
    if process.exitcode != -signal.SIGKILL:
        raise AssertionError(f"the writer ended by itself, with exit code {process.exitcode}")


def write(path: Path, first: int, activity: str, pipe: Connection) -> None:
    """The life of a writer: append, acknowledge, then do what it was asked to do between two appends."""
    with opened(path) as log:
        for number in itertools.count(first):
            appended(log, number)
            pipe.send(Told("acknowledged", number, log.head()))
            pipe.send(Told("begins", number, log.head()))
            ACTIVITIES[activity](log, number)


def checkpoint(log: Log) -> None:
    """Fold the whole WAL into the database, as the one writer may."""
    log.connection.execute("pragma wal_checkpoint(truncate)")


def heard(pipe: Connection) -> Iterator[Told]:
    """What the writer says, until it is dead and all of it is read."""
    while True:
        try:
            if not pipe.poll(PATIENCE_S):
                raise TimeoutError("the writer has said nothing for a minute")
            yield pipe.recv()
        except (EOFError, ConnectionResetError):
            return


ACTIVITIES: dict[str, Callable[[Log, int], object]] = {
    "append": lambda log, number: None,
    "checkpoint": lambda log, number: checkpoint(log),
    "rebuild": lambda log, number: projections.rebuild(log),
    "backup": lambda log, number: backup(log.path, log.path.with_name(f"{number}.backup")),
}
