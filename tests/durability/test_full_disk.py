"""An append for which the disk has no room fails as a whole and says so; with room again it succeeds.

The disk is short in two ways, each in steps, so that the WAL, its index or the database itself is what cannot
grow: by a limit on the size of files, and in a small file system that is full.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import pytest

from events.errors import LogError
from events.log import Log
from events.verification import verify
from tests.durability.processes import PATIENCE_S, context
from tests.durability.workload import append_number, appended, opened, rows_due, stored_rows

KIB = 1024
SETTLED = 6  # appends that lie in the database before the disk becomes short
ENOUGH = 80  # more appends than any step has room for
LIMITS_KIB = [0, 1, 4, 8, 20, 31, 32, 33, 64, 96, 120, 160, 200, 250, 300, 400, 500, 700, 1_000, 1_400]
ROOMS_KIB = [0, 4, 16, 33, 60, 100, 200, 400, 800, 1_200, 1_800]
FILE_SYSTEM_KIB = 5_000
Step = Callable[[], object]


class Outcome(NamedTuple):
    """The last append that returned, the head after it, and what the next one raised."""

    number: int
    head: str
    error: str


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpointed database with some appends."""
    path = tmp_path_factory.mktemp("settled") / "log.db"
    with opened(path) as log:
        for number in range(1, SETTLED + 1):
            appended(log, number)
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own."""
    folder = tmp_path / "small"
    folder.mkdir()
    options = f"size={FILE_SYSTEM_KIB}k"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"a small file system needs the right to mount one: {error}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("pages", [4, 1_000], ids=["often-checkpointed", "growing-wal"])
def test_append_beyond_a_file_limit_is_refused_whole(settled: Path, tmp_path: Path, pages: int) -> None:
    outcomes = []

    for kib in LIMITS_KIB:
        path = copy_of(settled, tmp_path / str(kib))
        outcomes.append(check(path, pages, partial(limit_files, kib), partial(limit_files, None)))

    assert outcomes[0].number == SETTLED
    assert len({outcome.number for outcome in outcomes}) > 3, "the failures do not hit different appends"


@pytest.mark.parametrize("pages", [4, 1_000], ids=["often-checkpointed", "growing-wal"])
def test_append_on_a_full_disk_is_refused_whole(settled: Path, small_disk: Path, pages: int) -> None:
    outcomes = []

    for kib in ROOMS_KIB:
        path = copy_of(settled, small_disk / str(kib))
        filler = path.parent / "filler"
        outcomes.append(check(path, pages, partial(fill, filler, kib), filler.unlink))
        shutil.rmtree(path.parent)

    assert outcomes[0].number == SETTLED
    assert len({outcome.number for outcome in outcomes}) > 2, "the failures do not hit different appends"


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "existing"])
def test_opening_without_room_fails_as_a_log_error(settled: Path, tmp_path: Path, is_new: bool) -> None:
    first = 1 if is_new else SETTLED + 1

    for kib in LIMITS_KIB:
        path = tmp_path / str(kib) / "log.db" if is_new else copy_of(settled, tmp_path / str(kib))
        with child(open_under_limit, path, first, kib) as pipe:
            kept = pipe.recv()
        assert isinstance(kept, int), f"{kib} KiB: {kept}"
        with opened(path) as log:
            assert stored_rows(log) == rows_due(range(1, kept + 1)), f"{kib} KiB"
            appended(log, kept + 1)
        assert verify(path).findings == (), f"{kib} KiB"


def check(path: Path, pages: int, shorten: Step, relieve: Step) -> Outcome:
    """Append until the disk is short, look at what is there, and go on when there is room again."""
    with child(append_until_short, path, pages, shorten, relieve) as pipe:
        outcome: Outcome = pipe.recv()
        step = f"{path.parent.name} KiB: {outcome}"
        assert "LogError" in outcome.error, step
        assert "nothing was recorded" in outcome.error, step
        check_log(path, outcome.number, outcome.head, step)
        pipe.send("the disk has room again")
        assert pipe.recv() == len(append_number(outcome.number + 1).facts), step
    check_log(path, outcome.number + 1, outcome.head, step)
    return outcome


def check_log(path: Path, number: int, head: str, step: str) -> None:
    """All appends up to `number` are there, and nothing else."""
    assert verify(path, head).findings == (), step
    with Log.open(path) as log:
        assert stored_rows(log) == rows_due(range(1, number + 1)), step


# --- in processes of their own --------------------------------------------------------------------------


@contextmanager
def child(target: Callable[..., None], *arguments: object) -> Iterator[Connection]:
    """A process that runs `target` with its end of a pipe as the last argument, and ends well."""
    here, there = context().Pipe()
    process = context().Process(target=target, args=(*arguments, there))
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join(PATIENCE_S)
        process.kill()
    assert process.exitcode == 0


def append_until_short(path: Path, pages: int, shorten: Step, relieve: Step, pipe: Connection) -> None:
    """Tell how an append failed; when told to, repeat it with room again and tell what it recorded."""
    with opened(path) as log:
        log.connection.execute(f"pragma wal_autocheckpoint = {pages}")
        shorten()
        outcome = until_it_fails(log)
        pipe.send(outcome)
        pipe.recv()
        relieve()
        pipe.send(len(appended(log, outcome.number + 1)))


def until_it_fails(log: Log) -> Outcome:
    """Append until that raises; other errors than ours are told too, not let through."""
    head = log.head()
    for number in range(SETTLED + 1, ENOUGH):
        try:
            appended(log, number)
        except Exception as error:  # the parent says which are right
            return Outcome(number - 1, head, repr(error))
        head = log.head()
    return Outcome(ENOUGH - 1, head, "none")


def open_under_limit(path: Path, first: int, kib: int, pipe: Connection) -> None:
    """Open and append without room; tell the last append that returned, or an error that is not ours."""
    limit_files(kib)
    kept = first - 1
    try:
        with opened(path) as log:
            for number in count(first):
                appended(log, number)
                kept = number
    except LogError:
        pipe.send(kept)
    except Exception as error:  # the parent says that this is wrong
        pipe.send(repr(error))


def limit_files(kib: int | None) -> None:
    """Let no file of this process grow beyond so many KiB; None takes the limit off."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard if kib is None else kib * KIB, hard))


def fill(filler: Path, kib: int) -> None:
    """Leave so many KiB free in the file system of `filler`."""
    free = shutil.disk_usage(filler.parent).free
    filler.write_bytes(bytes(max(free - kib * KIB, 0)))


def copy_of(database: Path, folder: Path) -> Path:
    """A closed database, copied into a new folder."""
    folder.mkdir()
    return Path(shutil.copy(database, folder))
