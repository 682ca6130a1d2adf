"""Source -> engine -> reconcile -> log: the only place where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from events.facts import Record, article_stream
from events.log import Log
from events.model import Article, EventType
from events.upcasters import read_fact
from events.value import Value
from ingest.engines import Extraction, extract_all, worker_count
from ingest.extractors import load
from ingest.reconcile import Known, known_from, recall, reconcile
from ingest.sources import find_files, read_articles
from ingest.sources.unreadable import Unreadable


class Summary(Value):
    """What a run came to; `found` counts the events of all articles read, `recorded` only what was new.

    `undated` and `redacted` are names of files: the latter hold articles that must not be read again.
    """

    new: int = 0
    known: int = 0
    unreadable: tuple[Unreadable, ...] = ()
    undated: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()
    found: dict[EventType, int] = Field(default_factory=dict)
    recorded: int = 0
    withdrawn: int = 0


class Outcome(NamedTuple):
    """What became of one reading: the new records, or that its article must not be read again."""

    reading: Extraction | Unreadable
    records: tuple[Record, ...] = ()
    redacted: bool = False


def ingest(
    files: Iterable[Path | Unreadable],
    log: Log,
    published: date | None = None,
    extractor: str = "rules",
    workers: int = 1,
) -> Summary:
    """Read files and record what the log does not know yet; an unreadable one does not end the run."""
    readings = (_recalled(reading, log) for reading in read_files(files, published))
    name = load(extractor).name
    return _add_up(
        _record(reading, log, name) if isinstance(reading, Extraction) else Outcome(reading)
        for reading in extract_all(readings, extractor, workers)
    )


def extract(
    files: Sequence[Path | Unreadable], published: date | None = None, extractor: str = "rules"
) -> Iterator[Extraction | Unreadable]:
    """Read files and their events, without a log."""
    return extract_all(read_files(files, published), extractor, suitable_workers(files))


def read_files(
    files: Iterable[Path | Unreadable], published: date | None = None
) -> Iterator[Article | Unreadable]:
    """All that the files hold, in their order."""
    for file in files:
        if isinstance(file, Unreadable):
            yield file
        else:
            yield from read_articles(file, published)


def suitable_workers(files: Sequence[Path | Unreadable]) -> int:
    """How many processes pay for reading these files."""
    return worker_count([file for file in files if isinstance(file, Path)])


def files_in(paths: Sequence[Path]) -> list[Path | Unreadable]:
    """The files that paths and folders stand for, and what is none."""
    return list(find_files(paths))


def _recalled(reading: Article | Unreadable, log: Log) -> Article | Unreadable:
    if isinstance(reading, Unreadable):
        return reading
    return recall(reading, _known(reading, log))


def _known(article: Article, log: Log) -> Known:
    return known_from([read_fact(record) for record in log.stream(article_stream(article.article_id))])


def _record(extraction: Extraction, log: Log, extractor: str) -> Outcome:
    """Record what is new about one article, all of it or nothing."""
    article, events = extraction
    known = _known(article, log)
    facts = reconcile(article, known, events, extractor)
    records = log.record(article, facts, expected_version=known.version) if facts else ()
    return Outcome(extraction, records, known.redacted)


def _add_up(run: Iterable[Outcome]) -> Summary:
    unreadable: list[Unreadable] = []
    undated: list[str] = []
    redacted: list[str] = []
    counts: Counter[str] = Counter()
    found: Counter[EventType] = Counter()
    for reading, records, is_redacted in run:
        if isinstance(reading, Unreadable):
            unreadable.append(reading)
            continue
        if is_redacted:
            redacted.append(reading.article.name)
            continue
        types = Counter(record.type for record in records)
        counts["new" if any(record.version == 1 for record in records) else "known"] += 1
        counts["recorded"] += types["EventExtracted"]
        counts["withdrawn"] += types["EventWithdrawn"]
        found.update(event.type for event in reading.events)
        if reading.article.published is None:
            undated.append(reading.article.name)
    return Summary(
        unreadable=tuple(unreadable),
        undated=tuple(undated),
        redacted=tuple(redacted),
        found=dict(found),
        **counts,
    )


__all__ = [
    "Extraction",
    "Summary",
    "Unreadable",
    "extract",
    "files_in",
    "ingest",
    "read_files",
    "suitable_workers",
]
