"""How long hostile questions in SQL keep a public server busy, and its memory, against 3 s each and 300 MB.

    python bench/hostile_sql.py

Each case of tests/datasette/hostile_sql.py is asked as a page, as JSON and, where it is a timeline, as a feed
and a calendar; then by six visitors at once, with a plain page asked in between to see how long readers wait.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.datasette.hostile_sql import CASES

ROOT = Path(__file__).parents[1]
LONGEST_S = 3
MOST_MB = 300
CLI = (sys.executable, "-c", "from ingest.cli import main; main()")


@contextmanager
def served(db: Path) -> Iterator[tuple[str, int]]:
    """The address of a public server with open SQL over the sample articles, and its process."""
    subprocess.run(
        [*CLI, "ingest", "data/articles", "--db", str(db)], cwd=ROOT, check=True, capture_output=True
    )
    command = [*CLI, "serve", "--public", "--sql", "--port", "0", "--db", str(db)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        found = re.search(r"http://\S+(?=/ )", server.stdout.readline())
        assert found, "the server ended without an address"
        try:
            yield found[0], server.pid
        finally:
            server.terminate()


def peak_mb(pid: int) -> int:
    """The largest memory that a process has held."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) // 1000 if found else 0


def seconds(address: str) -> float:
    """How long an address takes to answer, whatever it answers."""
    began = time.perf_counter()
    try:
        with urlopen(address) as response:
            response.read()
    except HTTPError as error:
        error.read()
    return time.perf_counter() - began


def addresses(base: str) -> dict[str, str]:
    """Every case in every form that it has."""
    return {
        f"{name}{suffix}": f"{base}/dateline{suffix}?{urlencode({'sql': sql})}"
        for name, sql in CASES.items()
        for suffix in ("", ".json", *((".atom", ".ics") if "timeline" in name else ()))
    }


def main() -> None:
    """Print the slowest cases, how long a reader waits meanwhile, and the growth of memory."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "dateline.db") as (base, pid):
        seconds(f"{base}/dateline/whole_timeline")
        before = peak_mb(pid)
        took = {name: seconds(address) for name, address in addresses(base).items()}
        alone = peak_mb(pid) - before
        with ThreadPoolExecutor(6) as pool:
            crowd = [pool.submit(seconds, address) for address in addresses(base).values()]
            waits = []
            while not all(visitor.done() for visitor in crowd):
                waits.append(seconds(f"{base}/dateline/planned?place={len(waits)}"))
        crowded = peak_mb(pid) - before
    for name, value in sorted(took.items(), key=lambda item: -item[1])[:5]:
        print(f"{value:5.1f} s, {value / LONGEST_S:4.2f} of the limit: {name}")
    print(f"{max(waits):5.1f} s: the longest wait for a plain page while six such visitors ask at once")
    for grown, visitors in ((alone, "one visitor"), (crowded, "six at once")):
        print(
            f"{grown:5d} MB, {grown / MOST_MB:4.2f} of the limit: growth, {len(took)} questions of {visitors}"
        )


if __name__ == "__main__":
    main()
