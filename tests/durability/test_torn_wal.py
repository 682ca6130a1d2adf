"""Whatever a power cut leaves of the write-ahead log, the database holds whole appends and nothing else.

The WAL of a writer that has not checkpointed is cut behind every frame, and inside some.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from events.log import Log
from events.verification import verify
from tests.durability.workload import appended, opened, rows_due, stored_rows

HEADER, FRAME_HEADER = 32, 24  # bytes, see https://sqlite.org/fileformat2.html#walformat
SETTLED, APPENDS = 3, 14  # so many appends lie in the database itself, and so many in all


class Torn(NamedTuple):
    """A database with its WAL as a power cut could find them, and the head after each append from 0 on."""

    database: Path
    wal: bytes
    heads: list[str]


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> Torn:
    """Some appends in the database, more in the WAL."""
    path = tmp_path_factory.mktemp("torn") / "log.db"
    with opened(path) as log:
        heads = [log.head(), *(head_after(log, number) for number in range(1, SETTLED + 1))]
    with opened(path) as log:
        heads += [head_after(log, number) for number in range(SETTLED + 1, APPENDS + 1)]
        return Torn(Path(shutil.copy(path, path.with_name("copy.db"))), wal_of(path).read_bytes(), heads)


def test_each_cut_leaves_a_prefix_of_whole_appends(torn: Torn, tmp_path: Path) -> None:
    whole = [whole_appends(torn, cut, tmp_path) for cut in cuts(torn.wal)]

    assert whole == sorted(whole)
    assert set(whole) == set(range(SETTLED, APPENDS + 1))


def test_cut_in_the_making_of_a_database_lets_it_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with opened(path) as log:
        appended(log, 1)
        made = Torn(Path(shutil.copy(path, tmp_path / "copy.db")), wal_of(path).read_bytes(), [])

    for cut in cuts(made.wal):
        copy = cut_copy(made, cut, tmp_path)
        with opened(copy) as log:
            appended(log, 1)
            assert stored_rows(log) == rows_due([1]), f"cut at byte {cut}"
        assert verify(copy).findings == (), f"cut at byte {cut}"


def whole_appends(torn: Torn, cut: int, folder: Path) -> int:
    """How many appends the cut copy holds, of which each is whole and verifies."""
    copy = cut_copy(torn, cut, folder)
    with Log.open(copy) as log:
        rows = stored_rows(log)
        count = torn.heads.index(log.head())
    assert rows == rows_due(range(1, count + 1)), f"cut at byte {cut}"
    assert verify(copy, torn.heads[count]).findings == (), f"cut at byte {cut}"
    return count


def cut_copy(torn: Torn, cut: int, folder: Path) -> Path:
    """The database with the first `cut` bytes of its WAL."""
    copy = folder / f"cut-{cut}.db"
    shutil.copy(torn.database, copy)
    wal_of(copy).write_bytes(torn.wal[:cut])
    return copy


def cuts(wal: bytes) -> Iterator[int]:
    """Every boundary of a frame, and in every seventh frame a byte of its header and one of its page."""
    frame = FRAME_HEADER + struct.unpack_from(">I", wal, 8)[0]
    yield from (0, HEADER // 2)
    for number, start in enumerate(range(HEADER, len(wal) + 1, frame)):
        yield start
        if number % 7 == 0 and start < len(wal):
            yield from (start + FRAME_HEADER // 2, start + frame // 2, start + frame - 1)


def head_after(log: Log, number: int) -> str:
    """Append what is due; return the head."""
    appended(log, number)
    return log.head()


def wal_of(path: Path) -> Path:
    """The write-ahead log of a database."""
    return path.with_name(f"{path.name}-wal")
