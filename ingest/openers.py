"""The words that introduce a happening in its sentence: "after" in "left after the raid"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ingest.clauses import Parse
from ingest.mentions import Mention
from ingest.phrases import phrase_start
from ingest.rulefiles import read_yaml


def opened_by(mention: Mention, opener: Sequence[str]) -> int | None:
    """The token at which these words stand right before a noun's phrase or open a verb's clause, or None."""
    parse, anchor = mention.parse, mention.anchor
    if anchor.group is not None:
        return clause_opened_by(mention, opener)
    return _found_at(parse, phrase_start(parse, anchor.first) - len(opener), opener)


def clause_opened_by(mention: Mention, opener: Sequence[str]) -> int | None:
    """The token at which these words open the clause of a mention, or None."""
    parse = mention.parse
    start = parse.clause_range(mention.anchor.first)[0]
    return _found_at(parse, start + (parse.lower(start) == ","), opener)


def _found_at(parse: Parse, start: int, words: Sequence[str]) -> int | None:
    told = [parse.lower(index) for index in range(start, start + len(words))]
    return start if start >= 0 and told == [*words] else None


def is_set_apart(mention: Mention) -> bool:
    """Whether the words before it say that it is another happening than that of the rest of the sentence."""
    return any(opened_by(mention, words) is not None for words in _setting_apart())


@cache
def _setting_apart() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words.split()) for words in read_yaml("relations.yml")["sets_apart"])
