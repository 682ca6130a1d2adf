"""What is new: known facts about an article and a fresh reading of it -> the facts to record (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, get_args

from events.facts import (
    ArticleRead,
    ArticleRedacted,
    ArticleSuperseded,
    EventExtracted,
    EventsRelated,
    EventWithdrawn,
    Fact,
    family,
    is_by_hand,
)
from events.model import Article, Event, PublishedBasis, Relation
from ingest.decisions import Decision, decisions_of, likeness, refused_among

_BASES = get_args(PublishedBasis)  # from the surest to the least sure
_ALIKE = 9  # fields of an event that its next version in another text tells alike
_PUBLICATION = (
    *("published", "published_basis", "published_evidence"),
    *("published_from", "published_to", "published_confidence"),
)


class Known(NamedTuple):
    """What the facts of one article's stream add up to."""

    reading: ArticleRead | None
    standing: Mapping[str, EventExtracted]
    decisions: tuple[Decision, ...]
    version: int
    redacted: bool
    superseded: bool = False
    relations: tuple[Relation, ...] = ()


def known_from(facts: Sequence[Fact]) -> Known:
    """Add up the facts of a stream, in their order."""
    reading: ArticleRead | None = None
    standing: dict[str, EventExtracted] = {}
    relations: tuple[Relation, ...] = ()
    for fact in facts:
        match fact:
            case ArticleRead():
                reading = fact
            case EventExtracted():
                standing[fact.event_id] = fact
            case EventsRelated():
                relations = fact.relations
            case EventWithdrawn():
                standing.pop(fact.event_id, None)
    redacted = any(isinstance(fact, ArticleRedacted) for fact in facts)
    superseded = any(isinstance(fact, ArticleSuperseded) for fact in facts)
    return Known(reading, standing, decisions_of(facts), len(facts), redacted, superseded, relations)


def recall(article: Article, known: Known) -> Article:
    """The article with what was recorded about it, where that is surer than what this reading tells.

    A date once given by a person stays, and a copy under another name adds only what was not known.
    """
    reading = known.reading
    if reading is None or _is_surer(article, reading):
        return article
    kept = reading.model_dump(include=set(_PUBLICATION))
    if reading.name != article.name:
        kept |= reading.model_dump(include={"title", "publisher", "url"}, exclude_none=True)
    return article.model_copy(update=kept)


def reconcile(article: Article, known: Known, fresh: Sequence[Event], extractor: str) -> tuple[Fact, ...]:
    """The facts that lead from what is known to what `extractor` now reads; none when both say the same.

    Withdrawn are only events of this very extractor, in whatever version: never those recorded by a hand.
    What a hand decided about an event holds for its next version too. About a redacted article, and one that
    has a newer version, nothing is ever new.
    """
    if known.redacted or known.superseded or _is_other_copy(article, known):
        return ()
    found = {event.event_id: event for event in fresh}
    lost = [
        old
        for event_id, old in known.standing.items()
        if event_id not in found and not is_by_hand(extractor) and family(old.extractor) == family(extractor)
    ]
    refused = refused_among(found, known.decisions, known.standing, lost)
    new = [
        EventExtracted.of(event, article, extractor)
        for event_id, event in found.items()
        if event_id not in known.standing and event_id not in refused
    ]
    return (*_reading(article, known), *new, *_withdrawals(lost, new, extractor))


def reconcile_relations(
    article: Article, known: Known, fresh: Sequence[Relation], extractor: str
) -> tuple[Fact, ...]:
    """The fact that tells what the article now says of its events, where that is not what it said before."""
    closed = known.redacted or known.superseded or _is_other_copy(article, known)
    if closed or tuple(fresh) == known.relations:
        return ()
    return (
        EventsRelated(
            article_id=article.article_id,
            relations=tuple(fresh),
            extractor=extractor,
            text_digest=article.text_digest,
        ),
    )


def supersede(old: Known, article: Article, new: Sequence[Event], extractor: str) -> tuple[Fact, ...]:
    """The facts that let an older version of `article` hold no longer; what a hand recorded of it stays.

    `new` are the events of the newer version: each withdrawn one is replaced by the likest of its type.
    """
    if old.reading is None or old.superseded or old.redacted:
        return ()
    lost = [fact for fact in old.standing.values() if not is_by_hand(fact.extractor)]
    withdrawals = (
        EventWithdrawn(
            event_id=fact.event_id,
            because=f"superseded by a newer version of the article, {article.article_id}",
            replaced_by=_next_version(fact.event, new),
            by=extractor,
        )
        for fact in lost
    )
    fact = ArticleSuperseded(article_id=old.reading.article_id, superseded_by=article.article_id)
    return (fact, *withdrawals)


def _next_version(old: Event, new: Sequence[Event]) -> str | None:
    alike = [event for event in new if event.type == old.type and likeness(event, old) >= _ALIKE]
    best = max(alike, key=lambda event: (likeness(event, old), event.event_id), default=None)
    return best.event_id if best else None


def _reading(article: Article, known: Known) -> Iterator[ArticleRead]:
    """The reading when it tells more than another file name or other line breaks."""
    now, before = ArticleRead.of(article), known.reading
    same = {"name": before.name, "text_digest": before.text_digest} if before else {}
    if now.model_copy(update=same) != before:
        yield now


def _withdrawals(
    lost: Sequence[EventExtracted], new: Sequence[EventExtracted], extractor: str
) -> Iterator[EventWithdrawn]:
    for old in lost:
        better = _successor(old.event, new)
        yield EventWithdrawn(
            event_id=old.event_id,
            because=f"no longer found by {extractor}",
            replaced_by=better and better.event_id,
            by=extractor,
        )


def _successor(old: Event, new: Sequence[EventExtracted]) -> EventExtracted | None:
    """The new event that tells the same words otherwise: of the same type first, then the likest."""
    near = [fact for fact in new if fact.event.evidence[0].overlaps(old.evidence[0])]
    return max(near, key=lambda fact: (fact.event.type == old.type, likeness(fact.event, old)), default=None)


def _is_surer(article: Article, reading: ArticleRead) -> bool:
    """Whether this reading's date counts more than the recorded one.

    That of the same file always does; only a date that a person gave yields to nothing but another one, and
    one that was inferred to any other.
    """
    if reading.published_basis == "inferred":
        return article.published is not None
    given = article.published_basis == "given"
    if reading.published_basis == "given":
        return given
    surer = _BASES.index(article.published_basis) < _BASES.index(reading.published_basis)
    return surer or article.name == reading.name


def _is_other_copy(article: Article, known: Known) -> bool:
    """Whether the same words, otherwise broken into lines, were read from another file before."""
    reading = known.reading
    if reading is None or reading.name == article.name:
        return False
    return reading.text_digest != article.text_digest
