"""How long hostile documents take, and how much memory, against the limits of 10 s each and 1 GB.

    python bench/hostile.py

Each case of tests/hostile/corpus.py is read by a process of its own, interpreter and rules included.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.hostile.corpus import CASES

LONGEST_S = 10
MOST_MB = 1024


def seconds(path: Path) -> float:
    """How long `dateline extract` takes for one file."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "ingest.cli", "extract", str(path)], capture_output=True, check=False
    )
    return time.perf_counter() - began


def main() -> None:
    """Print the slowest cases and the peak of memory, each with its share of the limit."""
    took: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, make in CASES.items():
            case = make()
            path = Path(folder) / case.file
            path.write_bytes(case.data)
            took[name] = seconds(path)
            path.unlink()
    for name, value in sorted(took.items(), key=lambda item: -item[1])[:5]:
        print(f"{value:5.1f} s, {value / LONGEST_S:4.2f} of the limit: {name}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{peak:5.0f} MB, {peak / MOST_MB:4.2f} of the limit: the largest process, over {len(took)} cases")


if __name__ == "__main__":
    main()
