"""The whole pure middle on one screen: from an article to its events, by rules."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from events.model import Article, Entity, Event, Relation, Span
from ingest.arguments import attribution_of, quantities_of
from ingest.assembly import Draft, assemble, to_event
from ingest.clauses import Parse, parse
from ingest.cleaning import furniture_spans
from ingest.confidence import confidence
from ingest.entities import find_entities
from ingest.event_dates import Dating, date_by, date_mention
from ingest.extractors import gate
from ingest.gazetteer import load_gazetteer
from ingest.headlines import headline_of
from ingest.language_detection import is_read
from ingest.lexicon import load_lexicon
from ingest.mentions import Mention, find_mentions
from ingest.moves import move_of
from ingest.pronouns import resolve_pronouns
from ingest.relations import relate
from ingest.scenes import needs_place, place_of, scene_of
from ingest.sentences import Sentence, split_sentences
from ingest.status import Reading
from ingest.timex_normalization import read_timexes
from ingest.tolls import join_tolls

_LONGEST_SENTENCE = 3_000  # characters


class RuleExtractor:
    """Reads events by the rules in `ingest/rules/`."""

    @property
    def name(self) -> str:
        """Name and version; a new version withdraws what it no longer finds."""
        return "rules@1"

    def extract(self, article: Article) -> tuple[Event, ...]:
        """The events of an article, in reading order; none of one that is not in English."""
        if not is_read(article.language):
            return ()
        drafts = _drafts_of(article)
        events = tuple(_sure(to_event(draft, article.article_id), draft) for draft in drafts)
        return gate(article, events)

    def relate(self, article: Article, events: tuple[Event, ...]) -> tuple[Relation, ...]:
        """What the article says that its events have to do with each other."""
        if not events:
            return ()
        drafts = _drafts_of(article)
        return relate(drafts, [to_event(draft, article.article_id).event_id for draft in drafts])


@lru_cache(maxsize=1)
def _drafts_of(article: Article) -> tuple[Draft, ...]:
    """The drafts of the article at hand, which are asked for twice: for its events and their relations."""
    return read_drafts(tuple(parses(article)), article.published)


def read_drafts(shapes: Sequence[Parse], published: date | None) -> tuple[Draft, ...]:
    """The happenings that the sentences tell; what always has a place gets that of the story so far."""
    drafts = assemble([draft for shape in shapes for draft in read_sentence(shape, published)])
    return tuple(_placed(join_tolls(drafts, shapes), dict(_scenes(shapes))))


def _placed(drafts: Sequence[Draft], scenes: Mapping[Span, str | None]) -> Iterator[Draft]:
    """The drafts, those without a place in that of the last of their type, else in the scene of the story."""
    last: dict[str, str] = {}
    for draft in drafts:
        place = draft.place
        if _lacks_place(draft):
            place = last.get(draft.type) or scenes[draft.main.parse.sentence.span]
        elif place and draft.main.reading.status in {"occurred", "ongoing"}:
            last[draft.type] = place
        yield replace(draft, place=place)


def _scenes(shapes: Sequence[Parse]) -> Iterator[tuple[Span, str | None]]:
    """For each sentence the last place that one before it tells."""
    scene: str | None = None
    for shape in shapes:
        yield shape.sentence.span, scene
        scene = scene_of(shape) or scene


def _lacks_place(draft: Draft) -> bool:
    return draft.place is None and needs_place(draft.main)


def _sure(event: Event, draft: Draft) -> Event:
    return event.model_copy(update={"confidence": confidence(draft)})


def parses(article: Article) -> Iterator[Parse]:
    """The shape of each sentence of running prose; headings, list items and furniture give no events."""
    text = article.text
    sentences = [s for s in split_sentences(text, furniture_spans(text)) if _is_prose(s)]
    entities = find_entities(text, [sentence.span for sentence in sentences])
    named = sorted((*entities, *resolve_pronouns(text, sentences, entities)), key=lambda e: e.span.start)
    timexes = read_timexes(text, article.published)
    names_at, times_at = ([item.span.start for item in items] for items in (named, timexes))
    for sentence in sentences:
        first, last = sentence.span.start, sentence.span.end
        names = named[bisect_left(names_at, first) : bisect_left(names_at, last)]
        times = timexes[bisect_left(times_at, first) : bisect_left(times_at, last)]
        span = sentence.span
        yield parse(
            text,
            sentence,
            [entity for entity in names if span.contains(entity.span)],
            [timex for timex in times if span.contains(timex.span)],
        )


def _is_prose(sentence: Sentence) -> bool:
    """Whether somebody wrote it to be read: no heading or list item, and not thousands of words long."""
    return sentence.kind == "prose" and sentence.span.end - sentence.span.start <= _LONGEST_SENTENCE


def read_sentence(shape: Parse, published: date | None) -> tuple[Draft, ...]:
    """One draft for each mention of a sentence."""
    found = find_mentions(shape, load_lexicon())
    mentions = [mention for mention in found if not _yields(mention, found)]
    return tuple(
        _draft(mention, mentions, published) for mention in mentions if not _is_only_report(mention, mentions)
    )


def _yields(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether the sentence tells the same in a better way: "agreed to extend sanctions", "pledged aid"."""
    same_word = (m for m in mentions if m.rule.type != "statement" and m.anchor.first == mention.anchor.first)
    doubled = mention.rule.type == "statement" and any(same_word)
    return doubled or any(other.rule.type in mention.rule.yields_to for other in mentions)


def _draft(mention: Mention, mentions: Sequence[Mention], published: date | None) -> Draft:
    move = move_of(mention)
    dating = date_by(mention, move.to, published) if move else date_mention(mention, mentions, published)
    return Draft(
        mentions=(_moved(mention) if move else _settled(mention, dating, published),),
        dating=dating,
        moved_from=move.former if move else None,
        actors=mention.actors,
        targets=mention.targets,
        place=place_of(mention),
        quantities=quantities_of(mention),
        attribution=attribution_of(mention, mentions),
        headline=headline_of(mention),
    )


def _moved(mention: Mention) -> Mention:
    """What was moved to another day is planned for it."""
    return replace(mention, reading=Reading("planned", "moved to another day"))


def _settled(mention: Mention, dating: Dating, published: date | None) -> Mention:
    """What "is meeting" or "opens" on a day to come is planned, and so is what a noun names for it."""
    ahead = published is not None and dating.interval is not None and dating.interval.start > published
    reading = mention.reading
    told_ahead = reading.status == "ongoing" or (
        reading.status == "occurred" and (reading.present or mention.kind == "noun")
    )
    if not ahead or not told_ahead:
        return mention
    return replace(mention, reading=Reading("planned", "under way on a day to come"))


def _is_only_report(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether a plain "said" does nothing but report another event of the sentence (codebook, "Types")."""
    if (
        mention.rule.type == "statement"
        and mention.actors
        and all(_is_media(actor) for actor in mention.actors)
    ):
        return True
    plain = mention.rule.type == "statement" and mention.mode in {None, "comment"}
    quoting = any(mark in mention.parse.sentence.span.of(mention.parse.text) for mark in '"“')
    others = any(m.rule.type != "statement" for m in mentions)
    return plain and others and not quoting


def _is_media(actor: Entity) -> bool:
    return actor.kind == "organisation" and actor.name in load_gazetteer().lists["media"]
