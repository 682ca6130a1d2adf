"""Run today's rules over stored articles and record only what they read otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from events import timeline
from events.errors import ConflictError
from events.facts import ArticleRead, EventExtracted, EventWithdrawn, Fact, Record, article_stream
from events.log import Log
from events.model import Article, Event
from events.upcasters import read_fact
from events.value import Value
from ingest.curation import find_article
from ingest.engines import Extraction, extract_all, workers_for
from ingest.extractors import load
from ingest.neighbourhood import in_log, is_open, reread_dated
from ingest.reconcile import Known, known_from, reconcile, reconcile_relations
from ingest.sources.unreadable import Unreadable

BYTES_PER_WORD = 6  # about as many as an English word has, with the space after it


class Difference(NamedTuple):
    """What today's rules read otherwise in one article, and the facts that say so from `version` on.

    A changed event comes as it was and as it is now.
    """

    article: Article
    added: tuple[Event, ...]
    withdrawn: tuple[Event, ...]
    changed: tuple[tuple[Event, Event], ...]
    facts: tuple[Fact, ...]
    version: int


class Rereading(Value):
    """What a run came to; the numbers of events count what differs, also when nothing was written."""

    same: int = 0
    different: int = 0
    redacted: int = 0
    added: int = 0
    withdrawn: int = 0
    changed: int = 0
    failed: tuple[Unreadable, ...] = ()


def reread(
    log: Log,
    names: Sequence[str],
    show: Callable[[Difference], object],
    *,
    is_dry_run: bool = False,
    extractor: str = "rules",
    workers: int | None = None,
) -> Rereading:
    """Read the named articles again, or all when none is named; show each difference, then record it.

    One article is one append: where another writer was faster, or its extraction fails, the article is
    reported as failed and the run goes on. Articles are read one by one, whatever their number.
    """
    counts: Counter[str] = Counter()
    failed: list[Unreadable] = []
    ids, words = _asked(log, names)
    workers = workers or workers_for(words * BYTES_PER_WORD)
    name = load(extractor).name
    find = in_log(log)
    for stored in extract_all(_stored(log, ids, counts), extractor, workers):
        reading = reread_dated(stored, find, extractor)
        if isinstance(reading, Unreadable):
            failed.append(reading)
            continue
        try:
            difference = compare(log, reading, name)
            if difference.facts:
                show(difference)
            if not is_dry_run:
                record(log, difference)
        except ConflictError as error:
            failed.append(Unreadable(name=reading.article.name, reason=str(error)))
        else:
            counts.update(_counted(difference))
    return Rereading(failed=tuple(failed), **counts)


def compare(log: Log, extraction: Extraction, extractor: str) -> Difference:
    """What a fresh reading changes about a stored article.

    Raises ConflictError when the article is no longer what was read.
    """
    article, events, relations = extraction
    known = known_from([read_fact(record) for record in log.stream(article_stream(article.article_id))])
    stored = log.article(article.article_id)
    is_redated = article.published_basis == "inferred" and stored is not None and is_open(stored)
    if stored != article and not (is_redated and stored == _dated_like(article, stored)):
        raise ConflictError("its text or date was recorded anew while it was read; reread it again")
    news = reconcile(article, known, events, extractor)
    news += reconcile_relations(article, known, relations, extractor)
    facts = tuple(fact for fact in news if stored != article or not isinstance(fact, ArticleRead))
    return Difference(article, *_sorted_out(known, facts), facts, known.version)


def _dated_like(article: Article, other: Article | None) -> Article:
    """The article with the day of the other, and all that is known about that day."""
    fields = {name for name in Article.model_fields if name.startswith("published")}
    return article.model_copy(update=other.model_dump(include=fields) if other else {})


def record(log: Log, difference: Difference) -> tuple[Record, ...]:
    """Record a difference; raises ConflictError when it was found out from what is no longer so."""
    stream = article_stream(difference.article.article_id)
    return log.append(stream, difference.facts, expected_version=difference.version)


def _asked(log: Log, names: Sequence[str]) -> tuple[Iterable[str], int]:
    """The ids of the articles to read, and how many words they hold."""
    if not names:
        return timeline.article_ids(log), timeline.count_words(log)
    words = {str(row["article_id"]): int(row["words"] or 0) for row in (find_article(log, n) for n in names)}
    return words, sum(words.values())


def _stored(log: Log, article_ids: Iterable[str], counts: Counter[str]) -> Iterator[Article]:
    """The articles whose text is kept; the others were redacted, and are only counted."""
    for article_id in article_ids:
        article = log.article(article_id)
        if article is None:
            counts["redacted"] += 1
        else:
            yield article


def _sorted_out(
    known: Known, facts: Sequence[Fact]
) -> tuple[tuple[Event, ...], tuple[Event, ...], tuple[tuple[Event, Event], ...]]:
    """The events that facts add, withdraw, and change."""
    new = {fact.event_id: fact.event for fact in facts if isinstance(fact, EventExtracted)}
    lost = {fact.event_id: fact.replaced_by for fact in facts if isinstance(fact, EventWithdrawn)}
    old = {event_id: known.standing[event_id].event for event_id in lost}
    changed = {event_id: new[better] for event_id, better in lost.items() if better in new}
    kept = {event.event_id for event in changed.values()}
    return (
        tuple(event for event_id, event in new.items() if event_id not in kept),
        tuple(event for event_id, event in old.items() if event_id not in changed),
        tuple((old[event_id], event) for event_id, event in changed.items()),
    )


def _counted(difference: Difference) -> dict[str, int]:
    _, added, withdrawn, changed, facts, _ = difference
    events = {"added": len(added), "withdrawn": len(withdrawn), "changed": len(changed)}
    return {"different" if facts else "same": 1} | events
