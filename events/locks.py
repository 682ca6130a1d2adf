"""One writer at a time: a lock that ends with its process, however that ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SUFFIX = ".lock"
POLL_S = 0.002  # an append takes about as long


class WriterLock:
    """The lock file beside a database, held by at most one open `WriterLock` on this machine.

    A plain `flock`, because it is taken at every append: the library filelock takes a quarter of a
    millisecond for it, about as long as another event store takes for the whole append.
    """

    def __init__(self, database: Path) -> None:
        self._file = os.open(f"{database}{SUFFIX}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    @contextmanager
    def held(self, wait_s: float) -> Iterator[None]:
        """Hold the lock; raises TimeoutError when another writer keeps it longer than `wait_s` seconds."""
        self._acquire(wait_s)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file; it stays, because removing it could take the lock from under another writer."""
        os.close(self._file)

    def _acquire(self, wait_s: float) -> None:
        give_up = time.monotonic() + wait_s
        while not self._try():
            if time.monotonic() > give_up:
                raise TimeoutError
            time.sleep(POLL_S)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
