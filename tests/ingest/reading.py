"""Helpers that read one sentence with a handful of rules of the test's own."""

from typing import Any

from events.model import Span
from ingest.clauses import Parse, parse
from ingest.entities import find_entities
from ingest.lexicon import Lexicon, Rule, build_lexicon
from ingest.mentions import Mention, find_mentions
from ingest.sentences import split_sentences


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
