"""No acknowledged fact is lost and no append is kept by half, whenever the writer is killed.

A writer acknowledges each append through a pipe and is killed at a moment drawn from a seed: while it
appends, checkpoints, rebuilds the tables or makes a backup. The next writer goes on with the same file.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from events import projections
from events.verification import verify
from tests.durability.processes import Told, heard, writer
from tests.durability.workload import append_number, appended, opened, rows_due, stored_rows, tables_of

LASTS_S = {"append": 0.03, "checkpoint": 0.008, "rebuild": 0.08, "backup": 0.08}
"""Within which time after an activity began the kill comes: the activity, and the append that follows."""


@pytest.mark.parametrize("activity", LASTS_S)
def test_killed_writer_loses_nothing_that_it_acknowledged(
    tmp_path: Path, activity: str, crashes: int, crash_seed: int
) -> None:
    path, kept, in_midst = tmp_path / "log.db", 0, 0

    for crash in range(-(-crashes // len(LASTS_S))):
        seed = f"{crash_seed}-{activity}-{crash}"
        told = crash_of_writer(path, kept + 1, activity, seed)
        in_midst += told[-1].what == "begins"
        kept = check_what_survives(path, told, seed)

    assert in_midst > 0, f"no kill fell between two appends: adjust how long {activity!r} lasts"


@pytest.mark.parametrize("crash", range(3))
def test_killed_rebuild_leaves_tables_equal_to_a_replay(tmp_path: Path, crash_seed: int, crash: int) -> None:
    path = tmp_path / "log.db"

    crash_of_writer(path, 1, "rebuild", f"{crash_seed}-tables-{crash}")

    with opened(path) as log:
        found = tables_of(log)
        projections.rebuild(log)
        assert tables_of(log) == found


def test_killed_backup_leaves_no_file_unless_it_is_whole(
    tmp_path: Path, crashes: int, crash_seed: int
) -> None:
    path, kept, whole = tmp_path / "log.db", 0, 0

    for crash in range(-(-crashes // 10)):
        seed = f"{crash_seed}-backup-file-{crash}"
        told = crash_of_writer(path, kept + 1, "backup", seed)
        kept = check_what_survives(path, told, seed)
        for line in told:
            copy = path.with_name(f"{line.number}.backup")
            if line.what == "begins" and copy.exists():
                assert verify(copy, line.head).is_clean, seed
                whole += 1
    assert whole > 0


def crash_of_writer(path: Path, first: int, activity: str, seed: str) -> list[Told]:
    """Kill a writer that begins with append `first` at a moment drawn from `seed`; return what it told."""
    chance = random.Random(seed)
    rounds, told = chance.randint(1, 6), list[Told]()
    with writer(path, first, activity) as (pipe, kill):
        for line in heard(pipe):
            told.append(line)
            rounds -= line.what == "begins"
            if rounds == 0:
                time.sleep(chance.uniform(0, LASTS_S[activity]))
                kill()
    return told


def check_what_survives(path: Path, told: Sequence[Told], seed: str) -> int:
    """Find each acknowledged append whole, and at most one more; repeat that one and return its number."""
    acknowledged = told[-1]
    due = acknowledged.number + 1

    assert verify(path, acknowledged.head).findings == (), seed
    with opened(path) as log:
        found = stored_rows(log)
        assert found in (rows_due(range(1, due)), rows_due(range(1, due + 1))), seed
        was_kept = found == rows_due(range(1, due + 1))

        again = appended(log, due)

        assert len(again) == (0 if was_kept else len(append_number(due).facts)), seed
        assert stored_rows(log) == rows_due(range(1, due + 1)), seed
    return due
