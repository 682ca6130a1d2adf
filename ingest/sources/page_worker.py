"""Read pages in a process of their own, so that a hostile one costs seconds and nothing else."""

from __future__ import annotations

import multiprocessing
import resource
from contextlib import suppress
from datetime import date
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from events.errors import SourceError
from events.model import Article

TIMEOUT_S = 5
START_S = 60  # to import the parsers on a busy machine
MEMORY_MB = 900
_TOO_SLOW = f"is a page that takes more than {TIMEOUT_S} s to take apart"
Answer = Article | str  # the article, or why there is none


def read_in_worker(text: str, name: str, given: date | None = None, address: str | None = None) -> Article:
    """The article of an HTML page, as `ingest.sources.html.read_page` reads it.

    SourceError as there, and for a page that takes more than 5 seconds or 900 MB.
    """
    return _worker().read(text, name, given, address)


class _Worker:
    """A process that reads one page after another; a new one takes its place when it had to be ended."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._refused: set[int] = set()

    def read(self, *page: str | date | None) -> Article:
        if hash(page[0]) in self._refused:
            raise SourceError(_TOO_SLOW)
        connection = self._ready()
        try:
            connection.send(page)
            answer: Answer = connection.recv() if connection.poll(TIMEOUT_S) else _too_slow()
        except (EOFError, OSError) as error:
            self._end()
            raise SourceError("is a page that cannot be taken apart (its parser gave up)") from error
        except TimeoutError as error:
            self._end()
            self._refused.add(hash(page[0]))
            raise SourceError(_TOO_SLOW) from error
        if isinstance(answer, str):
            raise SourceError(answer)
        return answer

    def _ready(self) -> Connection:
        if self._connection is None:
            ours, theirs = multiprocessing.Pipe()
            process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._process, self._connection = process, ours
            with suppress(EOFError, OSError):  # told when the first page is sent
                _ = ours.poll(START_S) and ours.recv()
        return self._connection

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
        if self._connection:
            self._connection.close()
        self._process = self._connection = None


@cache
def _worker() -> _Worker:
    """One worker for this process."""
    return _Worker()


def _too_slow() -> Answer:
    raise TimeoutError


def _serve(connection: Connection) -> None:
    """What runs in the worker: answer pages until the other side is gone."""
    from ingest.sources.html import read_page  # noqa: PLC0415  # the parsers load before the first page counts

    limit = MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    connection.send(None)
    while True:
        try:
            page = connection.recv()
        except EOFError:
            return
        try:
            answer: Answer = read_page(*page)
        except SourceError as error:
            answer = str(error)
        except MemoryError:
            answer = f"is a page that takes more than {MEMORY_MB} MB to take apart"
        connection.send(answer)
