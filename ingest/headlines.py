"""One line that tells an event, made of the words of its sentence."""

from __future__ import annotations

import re

from events.model import Entity
from ingest.clauses import Parse, Placed
from ingest.language import word_list, words
from ingest.mentions import Mention, is_consequence, is_prompted
from ingest.phrases import entities_between, is_possessor, phrase_start
from ingest.slots import Anchor, has_unnamed_object, subject_of
from ingest.status import SCENE
from ingest.verb_groups import verb_group

_HEADLINE = 120
_SHORT_CLAUSE = 6  # tokens
_BARE_NOUN = 2  # tokens, such as "the talks": they tell nothing by themselves
_ADDRESSEE = 2  # tokens behind "told": what is said stands in another clause


def headline_of(mention: Mention) -> str:
    """One line of at most 120 characters: the clause of the trigger, its subject named in full."""
    parse, anchor = mention.parse, mention.anchor
    first, last = parse.clause_range(anchor.first)
    subject = subject_of(parse, anchor) if anchor.group else ()
    last = _end_of_quote(parse, first, _without_length(parse, last))
    if first and (is_consequence(mention) or is_prompted(mention)):
        return _shorten(_capital(_slice(parse, _start_of_cause(parse, first), last)))
    if not subject:
        return _shorten(_capital(_scene(mention) or _without_subject(parse, first, last, mention)))
    if subject[0].first >= last and parse.lower(anchor.first).endswith("ing"):
        # "After taking Lima, rebels left"
        return _shorten(_capital(_slice(parse, first, parse.clause_range(subject[0].first)[1])))
    if _is_told_to(anchor, subject[-1], first):
        return _shorten(_capital(_slice(parse, _skip_marks(parse, first, anchor.left), last)))
    told = subject[0].first >= first and not _is_pronoun(parse, subject[0])
    lead = "" if told else " and ".join(entity.value.name for entity in subject)
    start = subject[0].first if told else max(anchor.left, subject[-1].last)
    start -= told and parse.lower(start - 1) in words("negations")
    says_little = last - start < _SHORT_CLAUSE or last - anchor.last <= _ADDRESSEE
    if mention.rule.type == "statement" and (says_little or _follows_speech(parse, anchor.first, subject)):
        return _of_speech(parse, anchor.first, subject)
    return _shorten(_capital(f"{lead} {_slice(parse, start, last, lead)}".strip()))


def _scene(mention: Mention) -> str:
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
    return _slice(parse, start, end) if end - start > _BARE_NOUN else ""


def _phrase_of(parse: Parse, noun: int) -> int:
    """Where the phrase of a noun starts, with what stands before "of": "a third day of talks"."""
    start = phrase_start(parse, noun)
    counted = parse.lower(start - 1) == "of" and parse.lower(start - 2) in words("stretches")
    return phrase_start(parse, start - 2) if counted else start


def _ends_phrase(parse: Parse, index: int) -> bool:
    return parse.lower(index) == "," or _is_next_verb(parse, index)


def _start_of_cause(parse: Parse, first: int) -> int:
    """Where the nearest clause with a verb before token `first` starts: "Osei spoke, | leading to riots"."""
    start = parse.clause_range(first - 1)[0]
    while start and not any(_is_next_verb(parse, i) for i in range(start, first)):
        start = parse.clause_range(start - 1)[0]
    return 0 if parse.quoted[start] else start


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
        return not _is_open(parse, 0, first)
    ends = len(parse.tokens) - max(verb, subject[-1].last) < _SHORT_CLAUSE
    return ends and before < first - 1 and any(parse.is_finite(i) for i in range(before))


def _of_speech(parse: Parse, verb: int, subject: tuple[Placed[Entity], ...]) -> str:
    """The sentence; where it is cut before it tells who speaks, the speaker with what is said."""
    whole = _shorten(_capital(_slice(parse, 0, len(parse.tokens))))
    named = parse.text[parse.tokens[subject[0].first].start : parse.tokens[subject[0].last - 1].end]
    if named in whole or subject[0].value.name in whole or not _follows_speech(parse, verb, subject):
        return whole
    first = min(verb, phrase_start(parse, subject[0].first))
    names = " and ".join(entity.value.name for entity in subject)
    return _shorten(_capital(f"{names}: {_slice(parse, 0, first)}"))


def _without_subject(parse: Parse, first: int, last: int, mention: Mention) -> str:
    """The clause of a trigger whose subject is no entity; behind "that" with the noun that it describes."""
    anchor = mention.anchor
    if anchor.group is not None and has_unnamed_object(parse, anchor.left - 1):
        return _slice(parse, phrase_start(parse, anchor.left - 1), last)  # "insisting | the plan was dropped"
    opening = parse.clause.index(parse.clause[anchor.first])
    if anchor.group is not None and opening < first:
        head = parse.clause_range(opening)
        start = _skip_marks(parse, *head)
        return f"{_slice(parse, start, head[1])} {_slice(parse, anchor.left, last)}".strip()
    described = anchor.group is not None and 0 < first <= anchor.left <= first + 1
    if described and parse.lower(first) in {*words("relatives"), ","}:
        first -= parse.lower(first - 1) == ","
        noun = range(phrase_start(parse, first), first)
        end = next((i for i in range(anchor.last, last) if _is_next_verb(parse, i)), last)
        return f"{_slice(parse, noun.start, noun.stop)} {_slice(parse, anchor.left, end)}".strip()
    first = opening if anchor.group is None else first
    start = _skip_marks(parse, first, anchor.first)
    told = f"{_antecedent(parse, first)} {_slice(parse, start, last)}".strip()
    verb = Anchor(start, start + 1, verb_group(parse, start))
    goes_on = parse.is_finite(start) and parse.lower(start - 1) not in words("relatives")
    names = subject_of(parse, verb) if anchor.group is None and goes_on else ()
    doers = " and ".join(doer.value.name for doer in names)
    if doers.lower() not in told.lower():
        told = f"{doers} {told}"  # "and | released a joint statement"
    rest = parse.continuation(anchor.first) if anchor.group is None else range(0)
    return f"{told} {_slice(parse, rest.start, rest.stop)}".strip()


def _antecedent(parse: Parse, first: int) -> str:
    """The noun that a clause describes which "who" opens at token `first`; empty if none does."""
    if not first or parse.lower(first) not in {"who", "which"} or not parse.lower(first - 1).isalnum():
        return ""
    start, _ = parse.clause_range(first - 1)
    is_object = any(_is_next_verb(parse, i) for i in range(start, first))
    return _slice(
        parse, phrase_start(parse, first - 1) if is_object else _skip_marks(parse, start, first), first
    )


def _is_next_verb(parse: Parse, index: int) -> bool:
    return parse.is_finite(index) and parse.entity_at(index) is None and not parse.is_timed(index)


def _without_length(parse: Parse, last: int) -> int:
    """Where a clause ends before the time that parts it from the next: "quit | two days after the vote"."""
    parted = parse.lower(last) in words("time_subordinators")
    length = next((t for t in parse.timexes if t.last == last and t.value.interval is None), None)
    if not (length and parted):
        return last
    return length.first - parse.lower(length.first - 1).endswith("ly")  # "roughly an hour after"


def _end_of_quote(parse: Parse, first: int, last: int) -> int:
    """A line never stops inside a quotation, or right where one opens."""
    while last < len(parse.tokens) and _is_open(parse, first, last):
        last += 1
    return last


def _is_open(parse: Parse, first: int, last: int) -> bool:
    marks = [parse.tokens[i].text for i in range(first, last)]
    return marks.count("“") > marks.count("”") or marks.count('"') % 2 == 1


def _is_pronoun(parse: Parse, entity: Placed[Entity]) -> bool:
    return parse.lower(entity.first) in words("pronouns")


def _skip_marks(parse: Parse, first: int, trigger: int) -> int:
    skipped = words("subordinators") | words("conjunctions")
    while (
        first < trigger
        and not parse.is_timed(first)
        and (not parse.lower(first)[0].isalnum() or parse.lower(first) in skipped)
    ):
        first += 1
    return first


def _slice(parse: Parse, first: int, last: int, lead: str = "") -> str:
    """The words `[first, last)` on one line; a pronoun becomes its name where that does not stand yet."""
    last = _without_loose_end(parse, first, last)
    if first >= last:
        return ""
    told, at = "", parse.tokens[first].start
    for pronoun in entities_between(parse, first, last):
        if _is_unclear(parse, pronoun, first, lead + told):
            told += parse.text[at : parse.tokens[pronoun.first].start] + pronoun.value.name
            told += "'s" if is_possessor(parse, pronoun) else ""
            at = parse.tokens[pronoun.first].end
    told += parse.text[at : parse.tokens[last - 1].end]
    return _without_lone_mark(" ".join(told.split()).strip(" ,;:—–-."))


def _without_lone_mark(line: str) -> str:
    """Without a quotation mark at an end whose partner is not in the line."""
    if line.count('"') % 2 or line.count("“") != line.count("”"):
        return line.strip('"“” ,') if line[:1] in '"”' or line[-1:] in '"“”' else _opened(line)
    return line


def _opened(line: str) -> str:
    """With the mark before it that its first one closes: "friends of the treaty" met."""
    mark = re.search(r"[\"“”]", line)
    closes = mark is not None and not line[mark.start() - 1].isspace()
    return f"{'“' if mark[0] == '”' else mark[0]}{line}" if mark and closes else line


def _is_unclear(parse: Parse, entity: Placed[Entity], first: int, told: str) -> bool:
    """Whether it is a pronoun whose name `told` does not give, and none like it the words from `first`.

    Behind another name it reads as in its sentence: "Novak wrote that his country".
    """
    if parse.lower(entity.first) not in words("person_pronouns") | words("group_pronouns"):
        return False
    before = (e.value for e in entities_between(parse, first, entity.first))
    alike = any(value.kind == entity.value.kind or value.name == entity.value.name for value in before)
    return entity.value.name not in told and not alike


def _without_loose_end(parse: Parse, first: int, last: int) -> int:
    """Where a line ends that would otherwise stop at "in", "and" or "the"."""
    loose = words("prepositions") | words("conjunctions") | words("determiners") | words("relatives")
    while last > first and parse.lower(last - 1) in loose and parse.entity_at(last - 1) is None:
        last -= 1
    return last


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _shorten(line: str) -> str:
    if len(line) <= _HEADLINE:
        return line
    return line[: _HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
