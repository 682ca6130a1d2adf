"""An append is acknowledged only when the disk has it: a power cut takes nothing that was acknowledged.

A process that is killed loses nothing that the system holds, so that only the calls for a sync tell. A small
library written in C is put before libc and tells them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.durability.workload import appended, opened

ROOT = Path(__file__).parents[2]
SOURCE = Path(__file__).with_name("sync_witness.c")
APPENDS = 12


def test_each_append_is_synced_before_it_is_acknowledged(tmp_path: Path) -> None:
    told = tmp_path / "told"

    with told.open("wb") as file:
        surroundings = {"LD_PRELOAD": str(compiled(tmp_path)), "TOLD_FD": str(file.fileno())}
        subprocess.run(
            [sys.executable, "-m", "tests.durability.test_synced", tmp_path / "log.db"],
            env={**os.environ, **surroundings, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            pass_fds=[file.fileno()],
            check=True,
        )

    assert re.fullmatch(rf"([ws]*ws+a){{{APPENDS}}}[ws]*", told.read_text())


def compiled(folder: Path) -> Path:
    """The library that tells of writes and syncs."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("seeing calls for a sync needs Linux and a C compiler")
    library = folder / "sync_witness.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def append_and_tell(path: Path, told: int) -> None:
    """Acknowledge each append with an "a" among what the library tells."""
    with opened(path) as log:
        for number in range(1, APPENDS + 1):
            appended(log, number)
            os.write(told, b"a")


if __name__ == "__main__":
    append_and_tell(Path(sys.argv[1]), int(os.environ["TOLD_FD"]))
