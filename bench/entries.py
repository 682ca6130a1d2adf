"""How long it takes to make the entries of 10^4, 10^5 and 10^6 events, and to join one more article.

    .venv/bin/python -m bench.entries [--events 10000 100000 1000000] [--folder FOLDER]

The events are those of bench/chronicle.py. "All" computes every table from the records with
`projections.rebuild`, in a process of its own, whose memory is told; beside it stands the limit, reading the
same facts and nothing else. "One" appends single articles of about nine events on days all over the
story. A million takes half an hour, much of it to write the log; with --folder the databases stay for
bench/timelines.py.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.chronicle import articles_of, chronicle, days_of
from bench.stories import Telling
from events import projections
from events.facts import EventExtracted
from events.log import Log
from events.upcasters import read_fact

WRITTEN_AT_ONCE = 500  # articles
JOINED, JOINED_A_DAY = 200, 10  # single articles, on days all over the story
SAMPLE = 20_000  # records whose reading tells the limit
WANTED_EXPONENT = 1.15
WANTED_JOIN_MS = 50.0


class _NoTables:
    """Leaves the tables for later: computing them is what is measured."""

    def apply(self, added: object) -> None:
        """Do nothing."""


def main() -> None:
    """Measure every size in a process of its own and print what came out."""
    arguments = _arguments()
    if arguments.only:
        print(json.dumps(measure(arguments.only, arguments.folder)))
        return
    with tempfile.TemporaryDirectory() as folder:
        found = [_in_process(events, arguments.folder or Path(folder)) for events in arguments.events]
    for row in found:
        print(_line(row))
    for small, large in pairwise(found):
        exponent = math.log(large["all_s"] / small["all_s"]) / math.log(large["events"] / small["events"])
        print(f"exponent {exponent:.2f} from {small['events']:,} to {large['events']:,} events", end=", ")
        print(f"{exponent / WANTED_EXPONENT:.2f} of the wanted {WANTED_EXPONENT}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_process(events: int, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.entries", "--only", str(events), "--folder", str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


def measure(events: int, folder: Path) -> dict[str, Any]:
    """Write a log of that many events, compute its tables, and join single articles to it."""
    path = folder / f"entries-{events}.db"
    path.unlink(missing_ok=True)
    with Log.open(path, "write") as log:
        count = write(log, events)
    with Log.open(path, "write") as log:
        limit = _seconds(lambda: [read_fact(record) for record in islice(log.records(), SAMPLE)])
        everything = _seconds(lambda: projections.rebuild(log))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        records = log.position()
        entries = log.connection.execute("select count(*) from entries").fetchone()[0]
        joins = sorted(join(log, events))
    return {
        "events": count,
        "entries": entries,
        "all_s": everything,
        "limit_s": limit * max(1, records / SAMPLE),
        "memory_mb": memory,
        "join_p50": joins[len(joins) // 2],
        "join_p95": quantiles(joins, n=20)[-1],
    }


def write(log: Log, events: int) -> int:
    """Write the records of that many events without any table; return how many there are."""
    log._tables = _NoTables()  # type: ignore[assignment]
    count, tellings = 0, chronicle(events)
    while some := list(islice(tellings, WRITTEN_AT_ONCE)):
        with log.writing():
            for telling in some:
                log.record(telling.article, telling.facts)
                count += len(telling.facts)
    return count


def join(log: Log, events: int) -> Iterator[float]:
    """Milliseconds that it takes to append each of some articles that tell what others told already."""
    days, stops = days_of(events), JOINED // JOINED_A_DAY
    chosen = [days * stop // stops for stop in range(stops)]
    tellings = (one for day in chosen for one in islice(articles_of(day), JOINED_A_DAY))
    for number, telling in enumerate(tellings):
        again = _in_another_paper(telling, number)
        yield 1000 * _seconds(lambda again=again: log.record(again.article, again.facts))


def _in_another_paper(telling: Telling, number: int) -> Telling:
    """The same events, as another paper tells them."""
    article = telling.article.model_copy(update={"publisher": f"Extra {number}", "name": f"extra-{number}"})
    events = [f.event.model_copy(update={"article_id": article.article_id}) for f in telling.facts]
    return Telling(article, tuple(EventExtracted.of(event, article, "rules@1") for event in events))


def _seconds(work: Any) -> float:  # any callable without arguments
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _line(row: dict[str, Any]) -> str:
    everything = (
        f"{row['events']:>9,} events, {row['entries']:,} entries: all {row['all_s']:.0f} s,"
        f" {row['events'] / row['all_s']:,.0f} events/s, {row['all_s'] / row['limit_s']:.1f} x the reading of"
        f" the facts, {row['memory_mb']:.0f} MB"
    )
    one = (
        f"one article p50 {row['join_p50']:.1f} ms, p95 {row['join_p95']:.1f} ms,"
        f" {row['join_p95'] / WANTED_JOIN_MS:.2f} of the wanted {WANTED_JOIN_MS:.0f} ms"
    )
    return f"{everything}; {one}"


if __name__ == "__main__":
    main()
