"""Source -> engine -> reconcile -> log: the only place where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import Field

from events.entries import group, links_of
from events.facts import CopyFound, Record, article_stream
from events.log import Log
from events.model import Article, Event, EventType
from events.sameness import Report
from events.timeline import open_articles_naming_like
from events.upcasters import read_fact
from events.value import Value
from ingest.addresses import Source
from ingest.engines import Extraction, extract_all, worker_count
from ingest.extractors import load
from ingest.identity import newer_version, older_versions, same_article
from ingest.language_detection import is_read
from ingest.neighbourhood import in_files, in_log, is_open, redate, reread_dated
from ingest.reconcile import Known, known_from, recall, reconcile, reconcile_relations, supersede
from ingest.sources import SUFFIXES, find_files, read_articles
from ingest.sources.unreadable import Unreadable

_MOST_BESIDE = 500
_MOST_OLDER = 500  # articles of earlier runs that one run tries to date again


class Summary(Value):
    """What a run came to; `found` counts the events of all articles read, `recorded` only what was new.

    `undated`, `inferred`, `redacted`, `copies` and `foreign` are file names: of articles without a day, of
    those whose day was told by other articles, in this run or of older ones, of those that must not be read
    again, of new ones that another paper prints too, and of those that are not in English. `versions` counts
    the articles that a newer version took the place of.
    """

    new: int = 0
    known: int = 0
    unreadable: tuple[Unreadable, ...] = ()
    undated: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    redacted: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    versions: int = 0
    found: dict[EventType, int] = Field(default_factory=dict)
    recorded: int = 0
    withdrawn: int = 0

    def with_older(self, outcomes: Iterable[Outcome]) -> Summary:
        """With what became of articles of earlier runs."""
        older = _add_up(outcomes)
        return self.model_copy(
            update={
                "undated": tuple(name for name in self.undated if name not in older.inferred),
                "inferred": tuple(dict.fromkeys((*self.inferred, *older.inferred))),
                "recorded": self.recorded + older.recorded,
                "withdrawn": self.withdrawn + older.withdrawn,
            }
        )


class Outcome(NamedTuple):
    """What became of one reading: the new records, or that its article must not be read again.

    `copied`: another paper prints it too; `versions`: how many older ones it took the place of.
    """

    reading: Extraction | Unreadable
    records: tuple[Record, ...] = ()
    redacted: bool = False
    copied: bool = False
    versions: int = 0


def ingest(
    files: Iterable[Source | Unreadable],
    log: Log,
    published: date | None = None,
    extractor: str = "rules",
    workers: int = 1,
) -> Summary:
    """Read files and record what the log does not know yet; an unreadable one does not end the run.

    Articles that state no day are held back until all others are recorded, so that these may tell it, and so
    that the order of the files does not matter. What is new may date undated articles of the log, too.
    """
    return record(read_files(files, published), log, extractor, workers)


def record(
    readings: Iterable[Article | Unreadable], log: Log, extractor: str = "rules", workers: int = 1
) -> Summary:
    """Record what the log does not know yet of articles that were read already."""
    held: list[Article] = []
    name, before = load(extractor).name, log.position()
    readings = (_recalled(reading, log) for reading in readings)
    stated = extract_all(_hold_back(readings, held), extractor, workers)
    return _add_up(
        _record(reading, log, name) if isinstance(reading, Extraction) else Outcome(reading)
        for reading in chain(stated, _redated(held, log, extractor, workers))
    ).with_older(_date_older(log, before, extractor))


def extract(
    files: Sequence[Source | Unreadable], published: date | None = None, extractor: str = "rules"
) -> Iterator[Extraction | Unreadable]:
    """Read files and their events, without a log; articles that state no day come last."""
    held: list[Article] = []
    workers = suitable_workers(files)
    yield from extract_all(_hold_back(read_files(files, published), held), extractor, workers)
    readings = list(extract_all(held, extractor, workers))
    undated = [reading for reading in readings if isinstance(reading, Extraction)]
    find = in_files(undated, lambda: read_files(_again(files), published), workers) if undated else None
    for reading in readings:
        yield reread_dated(reading, find, extractor) if find else reading


def entries_of(readings: Iterable[Extraction | Unreadable]) -> dict[str, str]:
    """For each event the id of the entry that it makes with what the other articles tell."""
    reports = [
        Report(event_id=event.event_id, event=event, quote=event.evidence[0].of(reading.article.text))
        for reading in readings
        if isinstance(reading, Extraction)
        for event in reading.events
    ]
    grouped = group(reports, links_of(reports))
    return {event_id: entry.entry_id for entry in grouped for event_id in entry.event_ids}


def date_article(article: Article, path: Path, log: Log | None = None) -> Article:
    """An article with the day that a log knows or tells, else the day that the files beside it tell."""
    known = recall(article, _known(article, log)) if log else article
    if not is_open(known):
        return known
    reading = next(extract_all([known]))
    if isinstance(reading, Unreadable):
        return known
    told = redate(reading, in_log(log)) if log else known
    if told.published is not None:
        return told
    files = files_beside(path)
    return redate(reading, in_files([reading], lambda: read_files(files)))


def _hold_back(
    readings: Iterable[Article | Unreadable], held: list[Article]
) -> Iterator[Article | Unreadable]:
    """All readings but those of open articles, which `held` takes."""
    for reading in readings:
        if isinstance(reading, Article) and is_open(reading):
            held.append(reading)
        else:
            yield reading


def _again(files: Iterable[Source | Unreadable]) -> Iterator[Path]:
    """The files that can be read once more."""
    return (file for file in files if isinstance(file, Path) and file.is_file())


def _redated(
    held: Sequence[Article], log: Log, extractor: str, workers: int
) -> Iterator[Extraction | Unreadable]:
    """The readings of open articles, new ones with the day that the log tells, if it tells one."""
    find = in_log(log) if held else None
    for reading in extract_all(held, extractor, workers):
        is_new = isinstance(reading, Extraction) and not _is_known(reading.article, log)
        yield reread_dated(reading, find, extractor) if find and is_new else reading


def _is_known(article: Article, log: Log) -> bool:
    return log.stream_version(article_stream(article.article_id)) > 0


def _date_older(log: Log, before: int, extractor: str) -> Iterator[Outcome]:
    """Date open articles of earlier runs that share a name with events recorded after a position."""
    ids = open_articles_naming_like(log, before, _MOST_OLDER) if log.position() > before else []
    find = in_log(log) if ids else None
    for article in filter(None, map(log.article, ids)):
        told = Extraction(article, tuple(log.standing_events(article.article_id).values()))
        reading = reread_dated(told, find, extractor) if find else told
        if isinstance(reading, Extraction) and reading is not told:
            yield _record(reading, log, load(extractor).name)


def read_files(
    files: Iterable[Source | Unreadable], published: date | None = None
) -> Iterator[Article | Unreadable]:
    """All that the files hold, in their order."""
    for file in files:
        if isinstance(file, Unreadable):
            yield file
        else:
            yield from read_articles(file, published)


def suitable_workers(files: Sequence[Source | Unreadable]) -> int:
    """How many processes pay for reading these files."""
    return worker_count([file for file in files if isinstance(file, Path)])


def files_in(paths: Sequence[Source]) -> list[Source | Unreadable]:
    """The files that paths and folders stand for, and what is none."""
    return list(find_files(paths))


def files_beside(path: Path) -> list[Path]:
    """The files of a folder, or those in the folder of a file but not below it: a few hundred at most."""
    found = path.rglob("*") if path.is_dir() else path.absolute().parent.glob("*")
    files = sorted(file for file in found if file.suffix.lower() in SUFFIXES and file.is_file())
    return files[:_MOST_BESIDE]


def _recalled(reading: Article | Unreadable, log: Log) -> Article | Unreadable:
    if isinstance(reading, Unreadable):
        return reading
    return recall(reading, _known(reading, log))


def _known(article: Article, log: Log) -> Known:
    return known_from([read_fact(record) for record in log.stream(article_stream(article.article_id))])


def _record(extraction: Extraction, log: Log, extractor: str) -> Outcome:
    """Record what is new about one article, all of it or nothing."""
    article, events, relations = extraction
    known = _known(article, log)
    if known.reading is None:
        return _record_unknown(extraction, log, extractor)
    news = reconcile(article, known, events, extractor)
    facts = (*news, *reconcile_relations(article, known, relations, extractor))
    records = log.record(article, facts, expected_version=known.version) if facts else ()
    return Outcome(extraction, records, known.redacted)


def _record_unknown(extraction: Extraction, log: Log, extractor: str) -> Outcome:
    """Record an article of which no word-for-word copy is known, unless it only was saved otherwise before.

    It takes the place of older versions at its address, and is linked to what other papers print alike.
    """
    article, events, relations = extraction
    if same_article(article, filter(None, map(log.article, log.same_prose(article)))):
        return Outcome(extraction)
    beside = list(filter(None, map(log.article, log.at_address(article))))
    older, newer = older_versions(article, beside), newer_version(article, beside)
    copies = [
        CopyFound(article_id=article.article_id, copy_of=copy.article_id, shared=copy.shared)
        for copy in log.copies_of(article)
        if copy.article_id not in {one.article_id for one in beside}
    ]
    unknown = known_from(())
    facts = reconcile(article, unknown, () if newer else events, extractor)
    facts += reconcile_relations(article, unknown, () if newer else relations, extractor)
    with log.writing():
        records = log.record(article, [*facts, *copies], expected_version=0)
        if newer:
            records += _supersede(article, newer, (), log, extractor)
        for one in older:
            records += _supersede(one, article, events, log, extractor)
    return Outcome(extraction, records, copied=bool(copies), versions=len(older))


def _supersede(
    old: Article, new: Article, events: Sequence[Event], log: Log, extractor: str
) -> tuple[Record, ...]:
    facts = supersede(_known(old, log), new, events, extractor)
    return log.append(article_stream(old.article_id), facts) if facts else ()


def _add_up(run: Iterable[Outcome]) -> Summary:
    unreadable: list[Unreadable] = []
    undated: list[str] = []
    inferred: list[str] = []
    redacted: list[str] = []
    copies: list[str] = []
    foreign: list[str] = []
    counts: Counter[str] = Counter()
    found: Counter[EventType] = Counter()
    for reading, records, is_redacted, is_copied, versions in run:
        if isinstance(reading, Unreadable):
            unreadable.append(reading)
            continue
        if is_redacted:
            redacted.append(reading.article.name)
            continue
        copies += [reading.article.name] if is_copied else []
        foreign += [] if is_read(reading.article.language) else [reading.article.name]
        counts["versions"] += versions
        types = Counter(record.type for record in records)
        counts["new" if any(record.version == 1 for record in records) else "known"] += 1
        counts["recorded"] += types["EventExtracted"]
        counts["withdrawn"] += types["EventWithdrawn"]
        found.update(event.type for event in reading.events)
        if reading.article.published is None:
            undated.append(reading.article.name)
        if reading.article.published_basis == "inferred":
            inferred.append(reading.article.name)
    return Summary(
        unreadable=tuple(unreadable),
        undated=tuple(undated),
        inferred=tuple(inferred),
        redacted=tuple(redacted),
        copies=tuple(copies),
        foreign=tuple(foreign),
        found=dict(found),
        **counts,
    )


__all__ = [
    "Extraction",
    "Summary",
    "Unreadable",
    "date_article",
    "extract",
    "files_in",
    "ingest",
    "read_files",
    "suitable_workers",
]
