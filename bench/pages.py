"""How quickly a server answers with the pages and files of a long timeline, and how large they are.

    .venv/bin/python -m bench.pages FILE

FILE is a database such as bench/entries.py leaves in its --folder. Pages are asked for one at a time, never
from a cache, and stand against the limits (200 ms, 600 kB); whole files against reading the same rows with
sqlite3.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote

import httpx
from datasette.utils import tilde_encode

ROUNDS = 9
WANTED_MS, WANTED_KB = 200, 600


def main() -> None:
    """Print each page and file with its ratio to the limit or the peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    with served(file) as client:
        name = tilde_encode(file.stem)
        for kind, path in pages(file, name).items():
            print(page_line(kind, *answer(client, path)))
        for suffix in ("csv", "sheet", "ndjson"):
            print(file_line(suffix, client, f"/{name}/whole_timeline.{suffix}?_stream=on&_size=max", file))


@contextmanager
def served(file: Path) -> Iterator[httpx.Client]:
    """A server over the database, on a port of its own."""
    program = "from ingest.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", "--db", str(file), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server did not start"
        try:
            with httpx.Client(base_url=found[0], timeout=120) as client:
                yield client
        finally:
            server.terminate()


def pages(file: Path, name: str) -> dict[str, str]:
    """An address of each kind of page, those of the busiest names as Datasette writes them."""
    with sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True) as connection:

        def one(sql: str) -> str:
            return str(connection.execute(sql).fetchone()[0])

        actor = one("select name from actors order by entries desc limit 1")
        place = one("select place from places order by entries desc limit 1")
        entry = one("select entry_id from entries order by articles desc limit 1")
        middle = one(
            "select in_time from entries order by in_time limit 1 offset (select count(*) / 2 from entries)"
        )
    timeline = f"/{name}/whole_timeline"
    return {
        "home": "/",
        "first page": timeline,
        "page in the middle": f"{timeline}?after={quote(middle)}",
        "one type": f"{timeline}?type=meeting",
        "one actor": f"{timeline}?actor={quote(actor)}",
        "two publishers": f"{timeline}?at_least=2",
        "view": f"/{name}/timeline",
        "actor": f"/{name}/actor/{tilde_encode(actor)}",
        "place": f"/{name}/place/{tilde_encode(place)}",
        "entry": f"/{name}/entry/{entry}",
        "promises": f"/{name}/promises",
        "numbers": f"/{name}/numbers_over_time",
        "JSON": f"{timeline}.json?_shape=array",
        "Atom": f"{timeline}.atom",
        "calendar": f"{timeline}.ics",
    }


def answer(client: httpx.Client, path: str) -> tuple[float, int, int]:
    """The median time in ms, the bytes and the entries of a page, after a first request that opens files."""
    times = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        response = client.get(path)
        times.append(1000 * (time.perf_counter() - started))
        response.raise_for_status()
    return median(times[1:]), len(response.content), response.text.count('class="entry ')


def page_line(kind: str, ms: float, size: int, entries: int) -> str:
    """A line about a page."""
    told = f"{ms:6.0f} ms, {ms / WANTED_MS:4.2f} of the wanted {WANTED_MS}"
    weight = f"{size / 1000:5.0f} kB, {size / 1000 / WANTED_KB:4.2f} of {WANTED_KB}"
    return f"{kind:20} {told}; {weight}; {entries:3} entries"


def file_line(suffix: str, client: httpx.Client, path: str, file: Path) -> str:
    """A line about a whole file, and the bare reading of its rows."""
    started = time.perf_counter()
    lines, first = 0, 0.0
    with client.stream("GET", path) as response:
        for piece in response.iter_bytes():
            first = first or time.perf_counter() - started
            lines += piece.count(b"\n")
    spent = time.perf_counter() - started
    started = time.perf_counter()
    with sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True) as connection:
        rows = len(connection.execute("select * from timeline order by in_time").fetchall())
    bare = time.perf_counter() - started
    header = 0 if suffix == "ndjson" else 1
    assert lines - header >= rows, f"{lines - header} lines of {rows} rows"
    speed = f"{rows / spent:,.0f} rows/s, {spent / bare:.0f} x sqlite3"
    return f"{suffix:20} {rows:,} rows in {spent:.1f} s, {speed}; begins after {1000 * first:.0f} ms"


if __name__ == "__main__":
    main()
