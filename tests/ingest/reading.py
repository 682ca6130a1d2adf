"""Helpers that read a text with the real rules, or one sentence with a handful of the test's own."""

from datetime import date
from typing import Any

from events.model import Article, Event, Span
from ingest.clauses import Parse, parse
from ingest.entities import find_entities
from ingest.lexicon import Lexicon, Rule, build_lexicon
from ingest.mentions import Mention, find_mentions
from ingest.rule_extractor import RuleExtractor
from ingest.sentences import split_sentences

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def events_of(text: str, published: date | None = PUBLISHED) -> tuple[Event, ...]:
    """The events that the real rules find in a text."""
    article = Article(text=text, name="test", published=published, published_basis="given")
    return tuple(RuleExtractor().extract(article))


def read(text: str, type: str) -> Event:
    """The first event of a type that a text tells."""
    return next(event for event in events_of(text) if event.type == type)


def rule(**fields: Any) -> Rule:
    """A rule of type meeting named "test" with one example, and the given fields."""
    return Rule.model_validate({"type": "meeting", "name": "test", "examples": ["They met."], **fields})


def lexicon(*rules: Rule) -> Lexicon:
    return build_lexicon(rules)


def shape_of(text: str) -> Parse:
    """The parse of the one sentence of a text."""
    (sentence,) = split_sentences(text)
    entities = find_entities(text, [Span(start=0, end=len(text))])
    return parse(text, sentence, entities, ())


def mentions(text: str, *rules: Rule) -> tuple[Mention, ...]:
    return find_mentions(shape_of(text), lexicon(*rules))
