"""How fast the log appends, verifies and rebuilds, beside the SQLite store of the library `eventsourcing`.

    .venv/bin/python -m bench.log [--facts 10000 1000000] [--folder FOLDER]

Ours writes every record with its hash and all tables that are computed from it; the library writes the
record alone. The limit is `executemany` of the same JSON into a table without an index. All three hold as
many facts as asked for before their appends are measured. A million takes the better part of an hour.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import DatetimeAsISO, EventStore, JSONTranscoder, Mapper, UUIDAsHex
from eventsourcing.sqlite import Factory
from eventsourcing.utils import Environment

from bench.stories import EVENTS_AN_ARTICLE, Telling, tellings
from events import projections
from events.facts import ArticleRead, Fact
from events.log import Log
from events.record_checks import check_chain
from events.verification import verify

FACTS_AN_ARTICLE = EVENTS_AN_ARTICLE + 1
BATCHES = {1: 1_000, 100: 10_000, 1_000: 20_000}  # facts in a transaction: facts that are measured
FILLED_AT_ONCE = 100  # articles
NAMESPACE = UUID(int=0)

Append = Callable[[Sequence[Fact], Telling], None]


class Recorded(DomainEvent):
    """A fact as the library stores it."""

    fact: str
    data: dict[str, Any]  # parsed JSON of any shape


class Rate(NamedTuple):
    """Facts per second, and milliseconds an append takes at the median and at the slowest hundredth."""

    per_second: float
    p50: float
    p99: float


class Ours:
    """The log with all its tables."""

    name = "dateline"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "ours.db"
        self._log = Log.open(self.path, "write")

    def append(self, tellings: Sequence[Telling]) -> None:
        """Articles with all their events, in one transaction."""
        with self._log.writing():
            for telling in tellings:
                self._log.record(telling.article, telling.facts)

    def append_one(self, telling: Telling, fact: Fact) -> None:
        """One more fact about an article."""
        text = {telling.article.text_digest: telling.article.text} if isinstance(fact, ArticleRead) else None
        self._log.append(f"article-{telling.article.article_id}", [fact], texts=text)

    def close(self) -> None:
        """Let go of the file."""
        self._log.close()


class Library:
    """The library's event store with its JSON transcoder, as its documentation sets it up."""

    name = "eventsourcing"

    def __init__(self, folder: Path) -> None:
        settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(folder / "theirs.db")}
        self._factory = Factory(Environment("bench", settings))
        transcoder = JSONTranscoder()
        for transcoding in (DatetimeAsISO(), UUIDAsHex()):
            transcoder.register(transcoding)
        recorder = self._factory.application_recorder()
        self._store: EventStore[UUID] = EventStore(Mapper(transcoder), recorder)

    def append(self, tellings: Sequence[Telling]) -> None:
        """The same facts in one transaction."""
        self._store.put([event for telling in tellings for event in _recorded(telling)])

    def append_one(self, telling: Telling, fact: Fact) -> None:
        """One more fact about an article."""
        version = 1 if isinstance(fact, ArticleRead) else 2 + telling.facts.index(fact)  # type: ignore[arg-type]
        self._store.put([_as_event(telling, version, fact)])

    def close(self) -> None:
        """Let go of the file."""
        self._factory.close()


class Limit:
    """The bytes alone: no index, no hash, no order."""

    name = "executemany"

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "limit.db", isolation_level=None)
        for statement in (
            "pragma journal_mode = wal",
            "pragma synchronous = full",
            "create table facts (stream text, type text, data text)",
        ):
            self._connection.execute(statement)

    def append(self, tellings: Sequence[Telling]) -> None:
        """The same facts in one transaction."""
        rows = [
            (telling.article.article_id, fact.type, fact.data())
            for telling in tellings
            for fact in _facts(telling)
        ]
        self._insert(rows)

    def append_one(self, telling: Telling, fact: Fact) -> None:
        """One more fact about an article."""
        self._insert([(telling.article.article_id, fact.type, fact.data())])

    def _insert(self, rows: Sequence[tuple[str, str, str]]) -> None:
        self._connection.execute("begin immediate")
        self._connection.executemany("insert into facts values (?, ?, ?)", rows)
        self._connection.execute("commit")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


Store = Ours | Library | Limit


def _facts(telling: Telling) -> tuple[Fact, ...]:
    return (ArticleRead.of(telling.article), *telling.facts)


def _recorded(telling: Telling) -> list[Recorded]:
    return [_as_event(telling, version, fact) for version, fact in enumerate(_facts(telling), start=1)]


def _as_event(telling: Telling, version: int, fact: Fact) -> Recorded:
    return Recorded(
        originator_id=uuid5(NAMESPACE, telling.article.article_id),
        originator_version=version,
        timestamp=datetime.now(UTC),
        fact=fact.type,
        data=fact.model_dump(mode="json"),
    )


def measure(store: Store, count: int) -> dict[int, Rate]:
    """Fill a store with `count` facts, then time what it appends in batches of each size."""
    told = tellings((count + sum(BATCHES.values())) // FACTS_AN_ARTICLE + 1)
    for _ in range(count // FACTS_AN_ARTICLE // FILLED_AT_ONCE):
        store.append(list(islice(told, FILLED_AT_ONCE)))
    return {batch: _rate(store, told, batch, facts) for batch, facts in BATCHES.items()}


def _rate(store: Store, told: Iterator[Telling], batch: int, facts: int) -> Rate:
    articles = list(islice(told, facts // FACTS_AN_ARTICLE))
    if batch == 1:
        times = [_timed(store.append_one, telling, fact) for telling in articles for fact in _facts(telling)]
    else:
        size = batch // FACTS_AN_ARTICLE
        times = [_timed(store.append, articles[at : at + size]) for at in range(0, len(articles), size)]
    cuts = quantiles(times, n=100)
    return Rate(facts / sum(times), 1000 * cuts[49], 1000 * cuts[98])


def _timed(action: Callable[..., object], *arguments: object) -> float:
    begin = time.perf_counter()
    action(*arguments)
    return time.perf_counter() - begin


def report(count: int, folder: Path) -> None:
    """Measure and print everything for logs of `count` facts."""
    stores = (Ours(folder), Library(folder), Limit(folder))
    rates = {}
    for store in stores:
        with closing(store):
            rates[store.name] = measure(store, count)
    print(f"\nAppending to a log of {count:,} facts")
    for batch in BATCHES:
        print(
            f"  in batches of {batch:,}:",
            _compared([rates[store.name][batch].per_second for store in stores]),
        )
    for name in ("p50", "p99"):
        ours, theirs, limit = (getattr(rates[store.name][1], name) for store in stores)
        told = f"{ours:.2f} ms, eventsourcing {theirs:.2f} (ratio {ours / theirs:.2f}), limit {limit:.2f}"
        print(f"  one fact, {name}: {told}")
    _report_reading(stores[0].path)


def _compared(per_second: Sequence[float]) -> str:
    ours, theirs, limit = per_second
    return (
        f"{ours:,.0f} facts/s, eventsourcing {theirs:,.0f} (ratio {ours / theirs:.2f}),"
        f" limit {limit:,.0f} (ratio {ours / limit:.2f})"
    )


def _report_reading(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        (records,) = connection.execute("select max(position) from records").fetchone()
        scan = _timed(lambda: sum(1 for _ in connection.execute("select * from records")))
    chain = _timed(lambda: list(check_chain(path, records)))
    whole = _timed(lambda: verify(path))
    with Log.open(path, "write") as log:
        rebuilt = _timed(projections.rebuild, log)
    speeds = {
        f"verify, hashes and order (ratio to reading the rows alone {scan / chain:.2f})": chain,
        f"verify, with all tables (ratio to a rebuild {rebuilt / whole:.2f})": whole,
        "rebuild": rebuilt,
    }
    for what, seconds in speeds.items():
        print(f"  {records / seconds:>9,.0f} records/s: {what}")


def main() -> None:
    """Print the figures for each size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--facts", type=int, nargs="+", default=[10_000, 1_000_000], metavar="COUNT")
    parser.add_argument(
        "--folder", type=Path, help="where the databases are written; a new folder in it is removed"
    )
    asked = parser.parse_args()
    for count in asked.facts:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            report(count, Path(folder))


if __name__ == "__main__":
    main()
