"""The auxiliaries of a verb: what gives it tense, voice, modality and negation."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.clauses import Parse
from ingest.language import auxiliaries, irregular_participles, words

_GROUP_REACH = 8
_SHARED_REACH = 16


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
    """The auxiliaries and adverbs in front of the verb at token `verb`; inverted questions are not read.

    Behind "and" a verb shares those of the verb before it: "was charged and jailed", "will meet and sign".
    """
    first = verb
    while first > max(0, verb - _GROUP_REACH) and _is_group_word(parse, first - 1):
        first -= 1
        if parse.lower(first) == "to":
            break
    while first < verb and parse.lower(first) not in auxiliaries() | {"to"}:
        first += 1
    own = tuple(parse.lower(i) for i in range(first, verb))
    return VerbGroup(first, verb, own) if own else _shared_group(parse, verb) or VerbGroup(verb, verb, ())


def _shared_group(parse: Parse, verb: int) -> VerbGroup | None:
    """The group of the verb before "and", if the form of this verb goes with its auxiliaries."""
    joiner = verb - 1
    while joiner > 0 and _is_group_word(parse, joiner):
        joiner -= 1
    if parse.lower(joiner) not in {"and", "or"}:
        return None
    for place in range(joiner - 1, max(-1, joiner - _SHARED_REACH), -1):
        if parse.lower(place) in words("hard_marks") | words("relatives"):
            return None
        if _is_helper(parse, place):
            head = place + 1
            while head < joiner and _is_group_word(parse, head):
                head += 1
            group = verb_group(parse, head) if head < joiner else None
            return (
                VerbGroup(group.first, verb, group.words)
                if group and _goes_with(parse, verb, group)
                else None
            )
    return None


def _is_helper(parse: Parse, index: int) -> bool:
    """Whether it is an auxiliary, or a "to" before a verb rather than before a place or a noun."""
    if parse.entity_at(index) is not None:
        return False
    if parse.lower(index) != "to":
        return parse.lower(index) in auxiliaries() - words("negations")
    after = index + 1
    noun = parse.entity_at(after) is not None or parse.lower(after) in words("determiners")
    return not noun and parse.lower(after).isalpha()


def _goes_with(parse: Parse, verb: int, group: VerbGroup) -> bool:
    """Whether the form of the verb fits the auxiliaries: "was … jailed", "will … sign", "is … meeting"."""
    word, other = parse.lower(verb), parse.lower(group.verb)
    if word.endswith("ing"):
        return other.endswith("ing")
    if word.endswith("ed") or word in irregular_participles():
        return _is_participle(other) and (group.has("be") or group.has("have"))
    bare = group.infinitive or group.has("future") or group.has("modals") or group.has("conditional")
    return bare and not word.endswith("s") and not _is_participle(other)


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in irregular_participles()


def _is_group_word(parse: Parse, index: int) -> bool:
    word = parse.lower(index)
    known = word in auxiliaries() or word in words("adverbs_before_verb") or word == "to"
    return known or (word.endswith("ly") and len(word) > 4 and parse.entity_at(index) is None)
