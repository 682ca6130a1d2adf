"""Where the dated neighbours of an undated article are found: in a log, or among the files of one run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from events import timeline
from events.log import Log
from events.model import Article, Event
from events.sameness import Report
from ingest.dating_neighbours import (
    TOO_COMMON,
    Dated,
    Inference,
    Neighbour,
    infer_day,
    names_of,
    rank,
)
from ingest.engines import Extraction, extract_all
from ingest.sources.unreadable import Unreadable

Find = Callable[[Extraction], Sequence[Neighbour]]
Ranked = tuple[Dated, tuple[str, ...], int]
_WORD = re.compile(r"\w+")
_RULES = "rules"  # the reading that is tried for many days, whatever extractor reads the events in the end


class _Pool(NamedTuple):
    """The dated articles of a run: how many there are, and which of them bear each name."""

    total: int
    telling: Mapping[str, Sequence[Dated]]


def redate(extraction: Extraction, find: Find) -> Article:
    """The article with the day that its neighbours tell; the very same where they tell nothing new."""
    article, events, _ = extraction
    inference = infer_day(article, events, find(extraction), _read)
    if inference is None or inference == _known(article, inference.evidence):
        return article
    return article.model_copy(
        update={
            "published": inference.value,
            "published_basis": "inferred",
            "published_evidence": inference.evidence,
            "published_from": inference.earliest,
            "published_to": inference.latest,
            "published_confidence": inference.confidence,
        }
    )


def reread_dated(reading: Extraction | Unreadable, find: Find, extractor: str) -> Extraction | Unreadable:
    """The reading of an open article with the day that neighbours tell; else as it is."""
    if isinstance(reading, Unreadable) or not is_open(reading.article):
        return reading
    article = redate(reading, find)
    return reading if article is reading.article else next(extract_all([article], extractor))


def _read(article: Article) -> tuple[Event, ...]:
    """The events of an article; none where reading it failed."""
    reading = next(extract_all([article], _RULES))
    return reading.events if isinstance(reading, Extraction) else ()


def is_open(article: Article) -> bool:
    """Whether neighbours may tell its day, or tell it better."""
    return article.published is None or article.published_basis == "inferred"


def in_log(log: Log) -> Find:
    """Find neighbours in a log; how many articles it dates is asked once."""
    total = timeline.count_surely_dated(log)

    def find(extraction: Extraction) -> Sequence[Neighbour]:
        article, events, _ = extraction
        telling: dict[str, list[Dated]] = {}
        for name in names_of(events) if total else ():
            rows = timeline.surely_dated_naming(log, name, article.article_id, TOO_COMMON + 1)
            if 0 < len(rows) <= TOO_COMMON:
                telling[name] = [
                    Dated(str(r["article_id"]), str(r["name"]), date.fromisoformat(str(r["published"])))
                    for r in rows
                ]
        return [_neighbour(one, _reports_in(log, one[0].article_id)) for one in rank(telling, total)]

    return find


def in_files(
    undated: Sequence[Extraction], articles: Callable[[], Iterable[Article | Unreadable]], workers: int = 1
) -> Find:
    """Find the neighbours of these articles among `articles`, which are read twice and never kept.

    Only those are read for events whose text holds a name that an undated one bears.
    """
    pool = _pool(frozenset(name for one in undated for name in names_of(one.events)), articles, workers)
    ranked = {one.article.article_id: _ranked(one, pool) for one in undated}
    wanted = {dated.article_id for ranking in ranked.values() for dated, _, _ in ranking}
    chosen = (article for article in _surely_dated(articles()) if article.article_id in wanted)
    reports = {
        reading.article.article_id: tuple(_report(reading.article, event) for event in reading.events)
        for reading in extract_all(chosen if wanted else (), _RULES, workers)
        if isinstance(reading, Extraction)
    }

    def find(extraction: Extraction) -> Sequence[Neighbour]:
        found = ranked.get(extraction.article.article_id, [])
        return [_neighbour(one, reports.get(one[0].article_id, ())) for one in found]

    return find


def _pool(
    names: frozenset[str], articles: Callable[[], Iterable[Article | Unreadable]], workers: int
) -> _Pool:
    ids: set[str] = set()
    seen: dict[str, Dated] = {}
    telling: dict[str, set[str]] = {}
    candidates = _naming(_surely_dated(articles()) if names else (), names, ids)
    for reading in extract_all(candidates, _RULES, workers):
        if isinstance(reading, Extraction) and reading.article.published is not None:
            own = reading.article.article_id
            dated = Dated(own, reading.article.name, reading.article.published)
            seen[own] = min(dated, seen.get(own, dated))  # of copies always the same one
            for name in names.intersection(names_of(reading.events)):
                telling.setdefault(name, set()).add(own)
    return _Pool(len(ids), {name: sorted(seen[own] for own in owners) for name, owners in telling.items()})


def _naming(articles: Iterable[Article], names: frozenset[str], ids: set[str]) -> Iterator[Article]:
    """The articles whose text holds the last word of a name; `ids` takes those of all articles."""
    last_words = {words[-1] for name in names if (words := _WORD.findall(name))}
    for article in articles:
        ids.add(article.article_id)
        if not last_words.isdisjoint(_WORD.findall(article.text)):
            yield article


def _surely_dated(articles: Iterable[Article | Unreadable]) -> Iterator[Article]:
    return (one for one in articles if isinstance(one, Article) and not is_open(one))


def _ranked(extraction: Extraction, pool: _Pool) -> list[Ranked]:
    own = extraction.article.article_id
    telling = {
        name: [dated for dated in pool.telling.get(name, ()) if dated.article_id != own]
        for name in names_of(extraction.events)
    }
    return rank({name: dated for name, dated in telling.items() if 0 < len(dated) <= TOO_COMMON}, pool.total)


def _neighbour(ranked: Ranked, reports: Sequence[Report]) -> Neighbour:
    dated, names, points = ranked
    return Neighbour(
        article_id=dated.article_id,
        name=dated.name,
        published=dated.published,
        names=names,
        points=points,
        reports=tuple(reports),
    )


def _reports_in(log: Log, article_id: str) -> tuple[Report, ...]:
    article = log.article(article_id)
    events = log.standing_events(article_id).values()
    return tuple(_report(article, event) for event in events)


def _report(article: Article | None, event: Event) -> Report:
    quote = event.evidence[0].of(article.text) if article else None
    return Report(event_id=event.event_id, event=event, quote=quote)


def _known(article: Article, evidence: str) -> Inference | None:
    """What was inferred about an article before, as if for the same reasons."""
    if article.published is None or article.published_from is None or article.published_to is None:
        return None
    return Inference(
        value=article.published,
        earliest=article.published_from,
        latest=article.published_to,
        evidence=evidence,
        confidence=article.published_confidence or "guess",
    )
