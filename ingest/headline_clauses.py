"""Which words tell an event that has no named subject: its noun with what belongs to it, or its clause."""

from __future__ import annotations

from ingest.anchors import Anchor
from ingest.clauses import Parse
from ingest.headline_words import line_of, skip_marks
from ingest.language import word_list, words
from ingest.mentions import Mention
from ingest.nameless import has_unnamed_object
from ingest.phrases import phrase_start
from ingest.status import SCENE
from ingest.subjects import subject_of
from ingest.verb_groups import verb_group

_BARE_NOUN = 2  # tokens, such as "the talks": they tell nothing by themselves


def noun_line(mention: Mention) -> str:
    """The noun with what belongs to it, where its clause tells something else: "… during | talks in Lima"."""
    parse, anchor = mention.parse, mention.anchor
    start = _phrase_of(parse, anchor.first)
    answered = f"{parse.lower(start - 2)} {parse.lower(start - 1)}" in word_list("answering_phrases")
    first, last = parse.clause_range(anchor.first)
    verbless = not any(_is_next_verb(parse, i) for i in range(first, last))
    verbless = verbless and not parse.continuation(anchor.first)
    described = parse.lower(anchor.last) in {"that", "which"} and len(mention.clauses) > 1
    if anchor.group is not None or not (mention.reading.why == SCENE or answered or verbless or described):
        return ""
    end = next((i for i in range(anchor.last, last) if _ends_phrase(parse, i)), last)
    end = parse.clause_range(anchor.last)[1] if described else end
    start += parse.lower(start) in words("articles")
    return line_of(parse, start, end) if end - start > _BARE_NOUN else ""


def _phrase_of(parse: Parse, noun: int) -> int:
    """Where the phrase of a noun starts, with what stands before "of": "a third day of talks"."""
    start = phrase_start(parse, noun)
    counted = parse.lower(start - 1) == "of" and parse.lower(start - 2) in words("stretches")
    return phrase_start(parse, start - 2) if counted else start


def _ends_phrase(parse: Parse, index: int) -> bool:
    return parse.lower(index) == "," or _is_next_verb(parse, index)


def start_of_cause(parse: Parse, first: int) -> int:
    """Where the nearest clause with a verb before token `first` starts: "Osei spoke, | leading to riots"."""
    start = parse.clause_range(first - 1)[0]
    while start and not any(_is_next_verb(parse, i) for i in range(start, first)):
        start = parse.clause_range(start - 1)[0]
    return 0 if parse.quoted[start] else start


def clause_line(parse: Parse, first: int, last: int, mention: Mention) -> str:
    """The clause of a trigger whose subject is no entity; behind "that" with the noun that it describes."""
    anchor = mention.anchor
    if anchor.group is not None and has_unnamed_object(parse, anchor.left - 1):
        return line_of(
            parse, phrase_start(parse, anchor.left - 1), last
        )  # "insisting | the plan was dropped"
    opening = parse.clause.index(parse.clause[anchor.first])
    if anchor.group is not None and opening < first:
        head = parse.clause_range(opening)
        start = skip_marks(parse, *head)
        return f"{line_of(parse, start, head[1])} {line_of(parse, anchor.left, last)}".strip()
    described = anchor.group is not None and 0 < first <= anchor.left <= first + 1
    if described and parse.lower(first) in {*words("relatives"), ","}:
        first -= parse.lower(first - 1) == ","
        noun = range(phrase_start(parse, first), first)
        end = next((i for i in range(anchor.last, last) if _is_next_verb(parse, i)), last)
        return f"{line_of(parse, noun.start, noun.stop)} {line_of(parse, anchor.left, end)}".strip()
    first = opening if anchor.group is None else first
    start = skip_marks(parse, first, anchor.first)
    told = f"{_antecedent(parse, first)} {line_of(parse, start, last)}".strip()
    if anchor.group is not None:
        return told
    doers = _doers_before(parse, start)
    if doers.lower() not in told.lower():
        told = f"{doers} {told}"
    rest = parse.continuation(anchor.first)
    return f"{told} {line_of(parse, rest.start, rest.stop)}".strip()


def _doers_before(parse: Parse, verb: int) -> str:
    """Who does what goes on at a verb without them: "Peru and Chad met and | released a joint statement"."""
    if not parse.is_finite(verb) or parse.lower(verb - 1) in words("relatives"):
        return ""
    doers = subject_of(parse, Anchor(verb, verb + 1, verb_group(parse, verb)))
    return " and ".join(doer.value.name for doer in doers)


def _antecedent(parse: Parse, first: int) -> str:
    """The noun that a clause describes which "who" opens at token `first`; empty if none does."""
    if not first or parse.lower(first) not in {"who", "which"} or not parse.lower(first - 1).isalnum():
        return ""
    start, _ = parse.clause_range(first - 1)
    is_object = any(_is_next_verb(parse, i) for i in range(start, first))
    return line_of(
        parse, phrase_start(parse, first - 1) if is_object else skip_marks(parse, start, first), first
    )


def _is_next_verb(parse: Parse, index: int) -> bool:
    return parse.is_finite(index) and parse.entity_at(index) is None and not parse.is_timed(index)


def without_length(parse: Parse, last: int) -> int:
    """Where a clause ends before the time that parts it from the next: "quit | two days after the vote"."""
    parted = parse.lower(last) in words("time_subordinators")
    length = next((t for t in parse.timexes if t.last == last and t.value.interval is None), None)
    if not (length and parted):
        return last
    return length.first - parse.lower(length.first - 1).endswith("ly")  # "roughly an hour after"
