"""One line that tells an event, made of the words of its sentence."""

from __future__ import annotations

from events.model import Entity
from ingest.anchors import Anchor
from ingest.clauses import Parse, Placed
from ingest.headline_clauses import clause_line, noun_line, start_of_cause, without_length
from ingest.headline_words import capital, end_of_quote, is_open, is_pronoun, line_of, shorten, skip_marks
from ingest.language import words
from ingest.mentions import Mention, is_consequence, is_prompted
from ingest.phrases import phrase_start
from ingest.subjects import subject_of

_SHORT_CLAUSE = 6  # tokens
_ADDRESSEE = 2  # tokens behind "told": what is said stands in another clause


def headline_of(mention: Mention) -> str:
    """One line of at most 120 characters: the clause of the trigger, its subject named in full."""
    parse, anchor = mention.parse, mention.anchor
    first, last = parse.clause_range(anchor.first)
    last = end_of_quote(parse, first, without_length(parse, last))
    subject = subject_of(parse, anchor) if anchor.group else ()
    if first and (is_consequence(mention) or is_prompted(mention)):
        line = line_of(parse, start_of_cause(parse, first), last)
    elif subject:
        line = _with_subject(mention, subject, first, last)
    else:
        line = noun_line(mention) or clause_line(parse, first, last, mention)
    return shorten(capital(line))


def _with_subject(mention: Mention, subject: tuple[Placed[Entity], ...], first: int, last: int) -> str:
    """The clause `[first, last)` of a trigger with its subject, by name where the clause has none."""
    parse, anchor = mention.parse, mention.anchor
    if subject[0].first >= last and parse.lower(anchor.first).endswith("ing"):
        return line_of(
            parse, first, parse.clause_range(subject[0].first)[1]
        )  # "After taking Lima, rebels left"
    if _is_told_to(anchor, subject[-1], first):
        return line_of(parse, skip_marks(parse, first, anchor.left), last)
    told = subject[0].first >= first and not is_pronoun(parse, subject[0])
    lead = "" if told else " and ".join(entity.value.name for entity in subject)
    start = subject[0].first if told else max(anchor.left, subject[-1].last)
    start -= told and parse.lower(start - 1) in words("negations")
    says_little = last - start < _SHORT_CLAUSE or last - anchor.last <= _ADDRESSEE
    if mention.rule.type == "statement" and (says_little or _follows_speech(parse, anchor.first, subject)):
        return _of_speech(parse, anchor.first, subject)
    return f"{lead} {line_of(parse, start, last, lead)}".strip()


def _is_told_to(anchor: Anchor, doer: Placed[Entity], first: int) -> bool:
    """Whether another verb of the clause makes the doer do it: "urged Peru | to sign"."""
    infinitive = anchor.group is not None and anchor.group.infinitive
    return infinitive and doer.last == anchor.left and doer.first > first


def _follows_speech(parse: Parse, verb: int, subject: tuple[Placed[Entity], ...]) -> bool:
    """Whether what is said stands before who says it: "It is over," said Osei; It is over, Osei said."""
    first = min(verb, phrase_start(parse, subject[0].first))
    before = first - 1 - (parse.lower(first - 1) == ",")  # "It is over", said Osei
    if parse.lower(verb) not in words("inverting_verbs") | words("telling_verbs"):
        return False
    if before > 0 and parse.lower(before) in words("quote_marks"):
        return not is_open(parse, 0, first)
    ends = len(parse.tokens) - max(verb, subject[-1].last) < _SHORT_CLAUSE
    return ends and before < first - 1 and any(parse.is_finite(i) for i in range(before))


def _of_speech(parse: Parse, verb: int, subject: tuple[Placed[Entity], ...]) -> str:
    """The sentence; where it is cut before it tells who speaks, the speaker with what is said."""
    whole = shorten(capital(line_of(parse, 0, len(parse.tokens))))
    named = parse.text[parse.tokens[subject[0].first].start : parse.tokens[subject[0].last - 1].end]
    if named in whole or subject[0].value.name in whole or not _follows_speech(parse, verb, subject):
        return whole
    first = min(verb, phrase_start(parse, subject[0].first))
    names = " and ".join(entity.value.name for entity in subject)
    return shorten(capital(f"{names}: {line_of(parse, 0, first)}"))
