"""Subjects that no known name tells: "nobody", "the mayor's aide", a stranger."""

from __future__ import annotations

from ingest.clauses import Parse
from ingest.language import words
from ingest.phrases import phrase_start

_NAME = 8  # tokens of a name in quotation marks


def is_unnamed(parse: Parse, verb: int) -> bool:
    """Whether a noun without a name right before the verb is its subject: ", state television said"."""
    first = phrase_start(parse, verb - 1) if verb else 0
    named = any(e.first < verb and e.last > first for e in parse.entities if e.last)
    alone = parse.lower(first - 1) == "," and parse.lower(verb - 1).isalpha()
    if parse.lower(first) in words("articles") and parse.entity_at(first - 2) is not None:
        return False  # "Ana Osei, the mayor said"
    closed = words("relatives") | words("adverbs_before_verb") | words("prepositions") | words("conjunctions")
    return alone and first < verb and not named and parse.lower(first) not in closed | words("pronouns")


def is_indefinite(parse: Parse, index: int) -> bool:
    """Whether a subject that names no one stands here: "and others resigned", "no one was hurt"."""
    one = parse.lower(index) == "one" and parse.lower(index - 1) in {"no", "every", "any"}
    part = parse.lower(index) in {"them", "us"} and parse.lower(index - 1) == "of"  # "all of them"
    return (
        one or part or (parse.lower(index) in words("indefinite_pronouns") and parse.entity_at(index) is None)
    )


def is_stranger(parse: Parse, index: int) -> bool:
    """Whether a name that nobody is known by stands here: "told Xand to meet", where nobody else meets."""
    named = parse.tokens[index].text[:1].isupper() and parse.entity_at(index) is None
    alone = parse.lower(index - 1) not in words("conjunctions") and parse.entity_at(index - 1) is None
    known = parse.is_timed(index) or parse.lower(index) in words("pronouns")
    return index > 0 and named and alone and not known


def is_quoted_name(parse: Parse, index: int) -> bool:
    """Whether an unknown name in quotation marks ends here: the "friends of the treaty" met."""
    if not _is_quote_mark(parse, index) or parse.entity_at(index - 1) is not None:
        return False
    opening = next((i for i in range(index - 1, max(-1, index - _NAME), -1) if _is_quote_mark(parse, i)), 0)
    return parse.lower(opening - 1) in words("articles")


def _is_quote_mark(parse: Parse, index: int) -> bool:
    return parse.lower(index) in words("quote_marks") - {"'", "‘", "’"}


def has_unnamed_subject(parse: Parse, head: int) -> bool:
    """Whether a noun without a name begins a clause: "Osei was sued, and the mayor's aide resigned"."""
    if has_unnamed_object(parse, head):
        return True
    first = phrase_start(parse, head)
    verb = next((i for i in range(first - 1, -1, -1) if parse.is_finite(i)), first)
    goes_on = any(parse.lower(i) in words("conjunctions") for i in range(verb, first))
    free = parse.lower(first - 1) not in words("prepositions")
    return goes_on and free and _is_unnamed_phrase(parse, first, head)


def has_unnamed_object(parse: Parse, head: int) -> bool:
    """Whether a noun without a name follows a verb or "that": "heard her son left", "that the plan is"."""
    first = phrase_start(parse, head)
    opener = parse.lower(first - 1) in words("subordinators") and opens_its_clause(parse, first - 1, head)
    verb = parse.is_finite(first - 1) or parse.lower(first - 1).endswith("ing")
    return (verb or opener) and _is_unnamed_phrase(parse, first, head)


def _is_unnamed_phrase(parse: Parse, first: int, head: int) -> bool:
    """Whether the tokens `[first, head]` are a noun phrase with a determiner and without a name."""
    opened = parse.lower(first) in words("determiners")
    word = parse.tokens[head].text
    plain = first < head and word.isalpha() and word.islower() and parse.entity_at(head) is None
    return opened and plain and not parse.is_timed(head)


def opens_its_clause(parse: Parse, at: int, verb: int) -> bool:
    """Whether "after" or "as" at token `at` opens the clause of the verb: "after Osei resigned"."""
    same = parse.clause[at] == parse.clause[verb]
    return same and (at == 0 or parse.clause[at - 1] != parse.clause[at])
