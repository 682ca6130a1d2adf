"""How many documents a second we read for time expressions, beside three other libraries.

    .venv/bin/pip install --require-hashes -r bench/constraints.txt
    npm install --prefix FOLDER chrono-node
    .venv/bin/python -m bench.timex [--documents 48] [--texts FILE.jsonl] [--node-modules FOLDER/node_modules]

All read the same texts, each with its publication day: our sample articles, over and over up to the number
of documents, each time with another word at the end, so that nobody remembers it from before. `dateparser`
is told that they are English, as it is quicker so. Each is warmed up, then they take turns, three rounds
each; the best round counts. A library that is not installed is named and left out. The number of
expressions says how much each finds, not how much of it is right.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from events.model import Article
from ingest.pipeline import files_in, read_files
from ingest.timex_normalization import read_timexes

OURS = "dateline"
SAMPLES = Path(__file__).parents[1] / "data" / "articles"
CHRONO = Path(__file__).with_name("timex_chrono.js")
ROUNDS = 3
WARM_UP = 16  # documents
NO_TIME = str.maketrans("01", "qx")


class Document(NamedTuple):
    """A text and the day it was published."""

    text: str
    dct: date | None


class Round(NamedTuple):
    """How long one reader took for all documents, and how many expressions it found."""

    seconds: float
    found: int


Reader = Callable[[Sequence[Document]], Round]


class Missing(Exception):
    """A library that is not installed here."""


def ours() -> Reader:
    """dateline itself."""
    return _in_process(lambda document: len(read_timexes(document.text, document.dct)))


def dateparser() -> Reader:
    """`dateparser.search`, which finds dates in a text."""
    try:
        from dateparser.search import search_dates
    except ImportError as error:
        raise Missing(error) from error

    def count(document: Document) -> int:
        settings = {"RELATIVE_BASE": _noon(document.dct)} if document.dct else {}
        return len(search_dates(document.text, languages=["en"], settings=settings) or ())

    return _in_process(count)


def recognizers() -> Reader:
    """Microsoft's Recognizers-Text, in its Python edition."""
    try:
        with warnings.catch_warnings(action="ignore"):  # of its own syntax
            from recognizers_date_time import Culture, recognize_datetime
    except ImportError as error:
        raise Missing(error) from error

    def count(document: Document) -> int:
        reference = _noon(document.dct) if document.dct else None
        return len(recognize_datetime(document.text, Culture.English, reference=reference))

    return _in_process(count)


def chrono(node_modules: Path | None) -> Reader:
    """`chrono-node`, in a process of its own that measures itself."""
    environment = {**os.environ, "TZ": "UTC"} | ({"NODE_PATH": str(node_modules)} if node_modules else {})

    def run(*arguments: str | Path, text: str = "") -> str:
        node = ["node", *arguments]
        result = subprocess.run(node, input=text, env=environment, capture_output=True, text=True, check=True)
        return result.stdout

    try:
        run("-e", "require('chrono-node')")
    except FileNotFoundError as error:
        raise Missing("no program named node") from error
    except subprocess.CalledProcessError as error:
        raise Missing("node finds no module of that name; give --node-modules") from error

    def read(documents: Sequence[Document]) -> Round:
        lines = (
            json.dumps({"text": text, "dct": dct.isoformat() if dct else None}) for text, dct in documents
        )
        return Round(**json.loads(run(CHRONO, text="\n".join(lines))))

    return read


def _in_process(count: Callable[[Document], int]) -> Reader:
    def read(documents: Sequence[Document]) -> Round:
        begin = time.perf_counter()
        found = sum(map(count, documents))
        return Round(time.perf_counter() - begin, found)

    return read


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def samples() -> Iterator[Document]:
    """Our own articles, as `dateline ingest` reads them."""
    for reading in read_files(files_in([SAMPLES]), None):
        if isinstance(reading, Article):
            yield Document(reading.text, reading.published)


def texts_of(file: Path) -> Iterator[Document]:
    """Other texts: JSON lines with `text` and perhaps `dct`."""
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield Document(row["text"], date.fromisoformat(row["dct"][:10]) if row.get("dct") else None)


def unseen(texts: Sequence[Document]) -> Iterator[Document]:
    """The texts over and over without end, each with a word of its own at the end that is no time."""
    for number, (text, dct) in enumerate(cycle(texts)):
        yield Document(f"{text}\n\n{f'{number:b}'.translate(NO_TIME)}", dct)


def available(node_modules: Path | None) -> dict[str, Reader]:
    """The readers that are installed, ours first; prints which are missing."""
    makers: dict[str, Callable[[], Reader]] = {
        OURS: ours,
        "dateparser": dateparser,
        "recognizers-text-date-time": recognizers,
        "chrono-node": lambda: chrono(node_modules),
    }
    readers = {}
    for name, make in makers.items():
        try:
            readers[name] = make()
        except Missing as error:
            print(f"missing: {name} ({error})")
    return readers


def measure(readers: dict[str, Reader], texts: Sequence[Document], documents: int) -> dict[str, Round]:
    """The best round of each; they take turns, so that what else the machine does hits all alike."""
    fresh = unseen(texts)
    warm_up = list(islice(fresh, WARM_UP))
    for read in readers.values():
        read(warm_up)
    batches = [list(islice(fresh, documents)) for _ in range(ROUNDS)]
    rounds = [{name: read(batch) for name, read in readers.items()} for batch in batches]
    return {name: min(one[name] for one in rounds) for name in readers}


def report(best: dict[str, Round], documents: int) -> None:
    """Documents a second, how many times as fast ours is, and how many expressions each finds."""
    for name, (seconds, found) in best.items():
        ratio = "" if name == OURS else f"   {OURS} is {seconds / best[OURS].seconds:.3g} times as fast"
        print(f"  {name:<27}{documents / seconds:9,.1f} documents/s {found:7,} expressions{ratio}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=48, help="how many are read in a round (48)")
    parser.add_argument(
        "--texts", type=Path, metavar="FILE", help="JSON lines with text and dct, not the samples"
    )
    parser.add_argument("--node-modules", type=Path, metavar="FOLDER", help="where chrono-node is installed")
    asked = parser.parse_args()
    texts = list(texts_of(asked.texts) if asked.texts else samples())
    mean = sum(len(document.text) for document in texts) / len(texts)
    print(f"{asked.documents} documents of {mean:,.0f} characters on average; best of {ROUNDS} rounds each")
    report(measure(available(asked.node_modules), texts, asked.documents), asked.documents)


if __name__ == "__main__":
    main()
