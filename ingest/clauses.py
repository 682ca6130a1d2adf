"""The shape of one sentence: tokens, clauses, verb groups, and which entity stands in which slot.

A light grammar over closed word classes and the forms of trigger verbs; no model, no download.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from events.model import Entity, Span, Timex
from ingest.language import auxiliaries, finite_forms, offices, words
from ingest.quotes import quotations
from ingest.sentences import Sentence
from ingest.tokens import Token, tokenize

T = TypeVar("T")

_GROUP_REACH = 8


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A thing that covers the tokens `[first, last)` of its sentence."""

    first: int
    last: int
    value: T


@dataclass(frozen=True)
class Parse:
    """One sentence, cut into tokens and clauses; `clause[i]` is the clause number of token i."""

    sentence: Sentence
    text: str
    tokens: tuple[Token, ...]
    entities: tuple[Placed[Entity], ...]
    timexes: tuple[Placed[Timex], ...]
    clause: tuple[int, ...]
    quoted: tuple[bool, ...]

    def lower(self, index: int) -> str:
        """The lower-case word at `index`; empty beyond either end."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` up to, not including, token `last`."""
        return Span(start=self.tokens[first].start, end=self.tokens[last - 1].end)

    def clause_range(self, index: int) -> tuple[int, int]:
        """The tokens `[first, last)` of the clause that token `index` lies in."""
        number, first, last = self.clause[index], index, index + 1
        while first > 0 and self.clause[first - 1] == number:
            first -= 1
        while last < len(self.clause) and self.clause[last] == number:
            last += 1
        return first, last

    def continuation(self, index: int) -> range:
        """The tokens in which the clause of token `index` goes on after an interruption; empty if none."""
        _, last = self.clause_range(index)
        number = self.clause[index]
        first = next((i for i in range(last, len(self.clause)) if self.clause[i] == number), None)
        return range(0) if first is None else range(*self.clause_range(first))

    def is_timed(self, index: int) -> bool:
        """Whether token `index` belongs to a time expression: "May" in "in May 2017"."""
        return any(placed.first <= index < placed.last for placed in self.timexes)

    def entity_at(self, index: int) -> Placed[Entity] | None:
        """The entity that covers token `index`."""
        return next((e for e in self.entities if e.first <= index < e.last), None)


def parse(text: str, sentence: Sentence, entities: Sequence[Entity], timexes: Sequence[Timex]) -> Parse:
    """Cut a sentence into tokens and clauses and place its entities and time expressions among them."""
    tokens = tokenize(text, sentence.span.start, sentence.span.end)
    named = tuple(_place(tokens, entity.span, entity) for entity in entities)
    dated = tuple(_place(tokens, timex.span, timex) for timex in timexes)
    quoted = _quoted(text, tokens, sentence.span)
    fixed = {i for first, last in _ranges(named, dated) for i in range(first + 1, last)}
    starts = {placed.first for placed in dated}
    return Parse(sentence, text, tokens, named, dated, _clauses(tokens, fixed, starts, quoted), quoted)


def _ranges(*lists: Sequence[Placed[Any]]) -> Iterator[tuple[int, int]]:
    return ((placed.first, placed.last) for placed_list in lists for placed in placed_list)


def _place(tokens: Sequence[Token], span: Span, value: T) -> Placed[T]:
    inside = [i for i, token in enumerate(tokens) if token.end > span.start and token.start < span.end]
    return Placed(inside[0], inside[-1] + 1, value) if inside else Placed(0, 0, value)


def _quoted(text: str, tokens: Sequence[Token], span: Span) -> tuple[bool, ...]:
    """Whether each token stands inside a quotation of more than a few words."""
    inside = [quotation for quotation in quotations(text) if quotation.overlaps(span)]
    return tuple(any(q.start <= token.start < q.end for q in inside) for token in tokens)


def _clauses(
    tokens: Sequence[Token], fixed: set[int], timex_starts: set[int], quoted: Sequence[bool]
) -> tuple[int, ...]:
    numbers: list[int] = []
    verbs = [False]  # whether each clause has a finite verb yet
    current = 0
    for index in range(len(tokens)):
        turns = index > 0 and quoted[index] != quoted[index - 1]
        if turns or (
            index and index not in fixed and _is_boundary(tokens, index, fixed, timex_starts, verbs[current])
        ):
            if tokens[index - 1].lower == ",":
                verbs[current] = True  # a mere comma before "who" waits for nothing
            resumed = None if turns else _resumed(tokens, index, verbs)
            verbs += [] if resumed is not None else [False]
            current = len(verbs) - 1 if resumed is None else resumed
        verbs[current] = verbs[current] or (index not in fixed and is_finite(tokens, index))
        numbers.append(current)
    return tuple(numbers)


def _resumed(tokens: Sequence[Token], index: int, verbs: Sequence[bool]) -> int | None:
    """The clause that goes on behind a comma with its verb: "The trial of Osei, who …, | begins"."""
    goes_on = (
        tokens[index].lower == ","
        and verbs[-1]
        and index + 1 < len(tokens)
        and _is_predicate(tokens, index + 1)
    )
    waiting = [number for number, has_verb in enumerate(verbs[:-1]) if not has_verb]
    return waiting[-1] if goes_on and waiting else None


def _is_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a finite verb stands here that no subject follows: ", collapsed on", not ", had he known"."""
    word = tokens[index].lower
    bare = (
        word.endswith("s")
        and len(word) > 3
        and tokens[index].text.islower()
        and word not in words("closed_in_s")
    )
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    preposed = bare and after in words("prepositions") | words("determiners")
    return (is_finite(tokens, index) or preposed) and after not in words("subject_pronouns")


def _is_boundary(
    tokens: Sequence[Token], index: int, fixed: set[int], timex_starts: set[int], has_verb: bool
) -> bool:
    """Whether a clause starts here; "and" parts clauses only when the one before it has a verb already."""
    word = tokens[index].lower
    if index in timex_starts and word not in words("hard_marks"):
        return False
    if word in words("hard_marks"):
        return True
    if word == ",":
        return _is_clause_comma(tokens, index)
    if has_verb and _is_reported(tokens, index, _before_timex(tokens, index, fixed, timex_starts)):
        return True
    if word == "as" and not _opens_clause(tokens, index + 1):
        return False
    if word in words("subordinators"):
        return index + 1 not in timex_starts and tokens[index - 1].lower not in words("subordinators")
    return word in words("conjunctions") and has_verb and _starts_predicate(tokens, index + 1)


def _before_timex(tokens: Sequence[Token], index: int, fixed: set[int], timex_starts: set[int]) -> int:
    """The token before `index`, and before a date that ends there: "said on Monday | it would pay"."""
    before = last = index - 1
    while before in fixed:
        before -= 1
    if before not in timex_starts:
        return last
    return before - 1 - (tokens[before - 1].lower in words("prepositions"))


def _is_reported(tokens: Sequence[Token], index: int, before: int) -> bool:
    """Whether what is said starts here without "that": "said | growth would slow", "said Monday | it was"."""
    if tokens[index].lower in words("subject_pronouns"):
        near = {token.lower for token in tokens[max(0, index - 5) : index]}
        return bool(near & words("reporting_verbs")) and is_finite(tokens, min(index + 1, len(tokens) - 1))
    opens = tokens[index].text[0].isalnum() and tokens[index].lower not in words("prepositions")
    if tokens[before].lower not in words("reporting_verbs") or not opens:
        return False
    return any(is_finite(tokens, i) for i in _until_mark(tokens, index, 9))


def _until_mark(tokens: Sequence[Token], index: int, reach: int) -> Iterator[int]:
    """The tokens from `index` up to a comma, a preposition that opens a phrase, or the reach."""
    for place in range(index, min(index + reach, len(tokens))):
        if not tokens[place].text[0].isalnum() and tokens[place].lower not in {"'s", "'", "-"}:
            return
        yield place


def _opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name or a finite verb follows soon: "as Peru voted", not "as finance minister"."""
    ahead = range(index, min(index + 6, len(tokens)))
    return any(tokens[i].text[0].isupper() for i in ahead[:3]) or any(is_finite(tokens, i) for i in ahead)


def _is_clause_comma(tokens: Sequence[Token], index: int) -> bool:
    """A comma parts clauses unless it stands in a list ("Oslo, Bergen and Moss") or a date."""
    before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.text[0].isdigit():
        return after is None
    return not (after.text[0].isupper() and before.text[0].isupper() and _list_goes_on(tokens, index + 1))


def _list_goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether names go on up to another comma before a name, or an "and"."""
    while index < len(tokens) and tokens[index].text[0].isupper():
        index += 1
    return index < len(tokens) and tokens[index].lower in {"and", "or", ","}


def _starts_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb follows at once, or after a name: "and resigned", "and Osei resigned"."""
    limit = index
    while limit < len(tokens) and limit < index + 4 and tokens[limit].text[0].isupper():
        limit += 1
    return any(i < len(tokens) and is_finite(tokens, i) for i in (index, limit, index + 1))


def is_finite(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word looks like a finite verb: an auxiliary, a known past form, or -ed after no article."""
    word = tokens[index].lower
    before = tokens[index - 1].lower if index else ""
    if word == "'s":
        return before in words("pronouns") | words("relatives")  # else it owns what comes next
    if word in finite_forms():
        return True
    return len(word) > 3 and word.endswith("ed") and before not in words("determiners") - words("relatives")


@dataclass(frozen=True)
class VerbGroup:
    """A verb with the words before it that give tense, voice, modality and negation: `[first, verb]`."""

    first: int
    verb: int
    words: tuple[str, ...]

    @property
    def infinitive(self) -> bool:
        """Whether it is a "to" infinitive."""
        return "to" in self.words

    def has(self, group: str) -> bool:
        """Whether a word of that class of language.yml stands in it."""
        return any(word in words(group) for word in self.words)


def verb_group(parse: Parse, verb: int) -> VerbGroup:
    """The auxiliaries and adverbs in front of the verb at token `verb`; inverted questions are not read."""
    first = verb
    while first > max(0, verb - _GROUP_REACH) and _is_group_word(parse, first - 1):
        first -= 1
        if parse.lower(first) == "to":
            break
    while first < verb and parse.lower(first) not in auxiliaries() | {"to"}:
        first += 1
    return VerbGroup(first, verb, tuple(parse.lower(i) for i in range(first, verb)))


def _is_group_word(parse: Parse, index: int) -> bool:
    word = parse.lower(index)
    known = word in auxiliaries() or word in words("adverbs_before_verb") or word == "to"
    return known or (word.endswith("ly") and len(word) > 4 and parse.entity_at(index) is None)


def phrase_start(parse: Parse, index: int) -> int:
    """The first token of the noun phrase around token `index`, back over adjectives and articles."""
    first = index
    while first > 0 and index - first < _GROUP_REACH and _is_phrase_word(parse, first - 1):
        first -= 1
        if parse.lower(first) in words("articles") and parse.lower(first - 1) not in words("predeterminers"):
            break
    return first


def _is_phrase_word(parse: Parse, index: int) -> bool:
    word = parse.lower(index)
    if word in {"'s", "'", "-"}:
        return True
    stops = word in words("prepositions") or word in words("conjunctions") or word in words("subordinators")
    verbal = is_finite(parse.tokens, index) and parse.lower(index - 1) not in words("determiners")
    return not (
        stops or verbal or not word[0].isalnum() or (word.endswith("ing") and not parse.entity_at(index))
    )


def governing_preposition(parse: Parse, entity: Placed[Entity]) -> tuple[str, int]:
    """The preposition before the entity's noun phrase and its token; ("", first token) when there is none.

    In a list ("with Osei, Lund and Costa") the preposition before the first name governs all.
    """
    first = phrase_start(parse, entity.first)
    before = parse.lower(first - 1)
    if before == "of" and _is_titled(parse, entity):
        while parse.lower(first - 1) == "of" and first > 1:
            first = phrase_start(parse, first - 2)
        before = parse.lower(first - 1)
    if before in words("prepositions"):
        return before, first - 1
    neighbour = _left_conjunct(parse, first)
    return governing_preposition(parse, neighbour) if neighbour else ("", first)


def _is_titled(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether a person stands right behind a title: "governor of the Bank Ana Osei", "Secretary of State"."""
    first = phrase_start(parse, entity.first)
    body = parse.entity_at(entity.first - 1) if entity.first else None
    behind_body = body is not None and body.value.kind == "organisation"
    behind_office = first < entity.first and parse.lower(first - 2) in offices()
    return entity.value.kind == "person" and (behind_body or behind_office)


def _left_conjunct(parse: Parse, first: int) -> Placed[Entity] | None:
    """The entity to the left that "and" or a list comma joins to the phrase that starts at `first`."""
    index = first - 1
    while parse.lower(index) in {"and", "or", ","}:
        index -= 1
    joined = index < first - 1 and (parse.lower(first - 1) in {"and", "or"} or _in_list(parse, first))
    same = parse.clause[max(index, 0)] == parse.clause[first]
    return parse.entity_at(index) if joined and same else None


def _in_list(parse: Parse, first: int) -> bool:
    """Whether a comma before `first` is one of a list that ends in "and <name>"."""
    after = parse.entity_at(first) or next((e for e in parse.entities if e.first >= first), None)
    if after is None or after.last >= len(parse.tokens):
        return False
    last = after.last + (parse.lower(after.last) == ",")
    nxt = parse.lower(last)
    return nxt in {"and", "or"} and parse.entity_at(phrase_end(parse, last + 1)) is not None


def phrase_end(parse: Parse, index: int) -> int:
    """From token `index`, the next token that an entity covers within a few words, else `index`."""
    return next((i for i in range(index, min(index + 6, len(parse.tokens))) if parse.entity_at(i)), index)


def conjuncts(parse: Parse, entity: Placed[Entity]) -> tuple[Placed[Entity], ...]:
    """The entity with those that are joined to its left by "and" or commas, in reading order."""
    neighbour = _left_conjunct(parse, phrase_start(parse, entity.first))
    return (*conjuncts(parse, neighbour), entity) if neighbour else (entity,)


def is_possessor(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether the entity owns what comes next: an "'s" follows, or it is "his" or "her" before a noun."""
    if parse.lower(entity.last) in {"'s", "'"}:
        return True
    if parse.lower(entity.first) not in words("possessive_pronouns"):
        return False
    after = parse.lower(entity.last)
    closed = ("prepositions", "determiners", "subordinators", "conjunctions")
    return after[:1].isalnum() and not any(after in words(group) for group in closed)


def entities_between(parse: Parse, first: int, last: int) -> Iterator[Placed[Entity]]:
    """The entities that lie within the tokens `[first, last)`."""
    return (
        entity for entity in parse.entities if first <= entity.first and entity.last <= last and entity.last
    )
