"""Where extraction runs: in this process, or in worker processes when there is much to read."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from events.errors import DatelineError
from events.model import Article, Event, Relation
from ingest.extractors import Extractor, gate_relations, load
from ingest.sources.unreadable import Unreadable

BYTES_PER_WORKER = 500_000  # about as much reading as pays for starting one more process
ARTICLES_PER_BATCH = 512  # held in memory at once when there are workers


class Extraction(NamedTuple):
    """An article, the events that were read out of it, and what they have to do with each other."""

    article: Article
    events: tuple[Event, ...]
    relations: tuple[Relation, ...] = ()


def worker_count(files: Sequence[Path]) -> int:
    """How many processes suit these files: 1 for few or small ones, at most one per core."""
    return workers_for(sum(file.stat().st_size for file in files))


def workers_for(size: int) -> int:
    """How many processes suit so many bytes of text."""
    return max(1, min(size // BYTES_PER_WORKER, os.cpu_count() or 1))


def extract_all(
    readings: Iterable[Article | Unreadable], extractor: str = "rules", workers: int = 1
) -> Iterator[Extraction | Unreadable]:
    """Read the events out of each article, in the order of the input whatever the number of workers.

    What is unreadable passes through; an article whose extraction fails comes out as unreadable.
    """
    if workers <= 1:
        yield from (_extract(extractor, reading) for reading in readings)
        return
    remaining = iter(readings)
    # spawn: no state of this process, such as an open database, leaks into a worker
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        while batch := list(islice(remaining, ARTICLES_PER_BATCH)):
            yield from pool.map(_extract, [extractor] * len(batch), batch, chunksize=4)


def _extract(extractor: str, reading: Article | Unreadable) -> Extraction | Unreadable:
    if isinstance(reading, Unreadable):
        return reading
    try:
        reader = _extractor(extractor)
        events = reader.extract(reading)
        return Extraction(reading, events, gate_relations(reading, events, reader.relate(reading, events)))
    except DatelineError as error:
        return Unreadable(name=reading.name, reason=str(error))
    except Exception as error:  # a mistake of ours over one article must not cost the others; it is told
        reason = f"reading its events failed, which is a mistake in dateline ({error!r}); please report it"
        return Unreadable(name=reading.name, reason=reason)


@cache
def _extractor(name: str) -> Extractor:
    """One extractor per process: rules are loaded once."""
    return load(name)
