"""How fast every canned timeline answers on a large log, by 100 draws of its parameters.

    .venv/bin/python -m bench.timelines FILE

FILE is a database such as bench/entries.py leaves in its --folder (entries-1000000.db). Names, places, days
and words are drawn from what the fields of the site offer; the first page is fetched, as Datasette does it.
Each draw is asked twice and the second answer counts, since the first one also waits for the disk.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles

import yaml

from events.names import key_of

DRAWS = 100
PAGE = 251  # rows; the site shows 250 and asks for one more
WANTED_MS = 100.0
ROOT = Path(__file__).parents[1]

Draw = Callable[[], str]


def main() -> None:
    """Print the median and the slowest twentieth of each canned timeline, against the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    connection = opened(parser.parse_args().file)
    queries = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))["databases"]["dateline"]["queries"]
    draws = drawn_from(connection, random.Random(1))
    for name, query in queries.items():
        found = sorted(_milliseconds(connection, query, draws) for _ in range(DRAWS))
        slow = quantiles(found, n=20)[-1]
        times = f"p50 {found[DRAWS // 2]:7.1f} ms, p95 {slow:7.1f} ms"
        print(f"{name:18} {times}, {slow / WANTED_MS:5.2f} of the wanted {WANTED_MS:.0f} ms")


def opened(path: Path) -> sqlite3.Connection:
    """The database, with the function that the site adds."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    connection.create_function("name_key", 1, lambda name: key_of(name or ""), deterministic=True)
    return connection


def _milliseconds(connection: sqlite3.Connection, query: dict[str, object], draws: dict[str, Draw]) -> float:
    named = query["params"]
    assert isinstance(named, list)
    parameters = {name: draws[name]() for name in named}
    for _ in ("from the disk", "from memory"):
        started = time.perf_counter()
        connection.execute(str(query["sql"]), parameters).fetchmany(PAGE)
    return 1000 * (time.perf_counter() - started)


def drawn_from(connection: sqlite3.Connection, chance: random.Random) -> dict[str, Draw]:
    """For each parameter what a visitor may ask: something that the site offers, or nothing."""

    def listed(sql: str) -> list[str]:
        return [str(value) for (value,) in connection.execute(sql)]

    def some(values: list[str], often: float) -> Draw:
        return lambda: chance.choice(values) if chance.random() < often else ""

    first, last = connection.execute("select min(starts), max(ends) from entries").fetchone()
    begin = date.fromisoformat(first)
    days = [str(begin + timedelta(n)) for n in range((date.fromisoformat(last) - begin).days + 1)]
    names = listed("select name from actors order by entries desc limit 300")
    head = connection.execute("select max(position) from records").fetchone()[0]
    quotes = listed("select quote from entries where quote is not null limit 300")
    return {
        "type": some(listed("select distinct type from entries"), 0.5),
        "status": some(listed("select distinct status from entries"), 0.3),
        "actor": some(names, 0.6),
        "other": some(names, 1),
        "place": some(listed("select place from places order by entries desc limit 300"), 0.5),
        "since": some(days, 0.5),
        "until": some(days, 0.3),
        "publisher": some(listed("select distinct publisher from articles"), 0.3),
        "at_least": some(["2", "3"], 0.2),
        "day": some(days, 0.8),
        "after": some([""], 0),
        "words": some([word for quote in quotes for word in quote.split() if len(word) > 5], 1),
        "outcome": some(listed("select distinct outcome from promises"), 0.5),
        "number": some(listed("select distinct name from entry_numbers"), 0.8),
        "entry": some(listed("select entry_id from entries where publishers > 1 limit 300"), 0.3),
        "position": some([str(head - n) for n in range(0, 2_000, 7)], 1),
    }


if __name__ == "__main__":
    main()
