"""Noun phrases around the entities of a sentence: where they start, what governs and what joins them."""

from __future__ import annotations

from collections.abc import Iterator

from events.model import Entity, Timex
from ingest.clauses import Parse, Placed
from ingest.language import offices, words

_REACH = 8


def phrase_start(parse: Parse, index: int) -> int:
    """The first token of the noun phrase around token `index`, back over adjectives and articles."""
    first = index
    while first > 0 and index - first < _REACH and _is_phrase_word(parse, first - 1):
        first -= 1
        if parse.lower(first) in words("articles") and parse.lower(first - 1) not in words("predeterminers"):
            break
    return first


def _is_phrase_word(parse: Parse, index: int) -> bool:
    word = parse.lower(index)
    if word in {"'s", "'", "-"}:
        return True
    stops = word in words("prepositions") or word in words("conjunctions") or word in words("subordinators")
    verbal = parse.is_finite(index) and parse.lower(index - 1) not in words("determiners")
    described = parse.lower(index - 1) in words("articles")  # "the ruling party"
    gerund = word.endswith("ing") and not parse.entity_at(index) and not described
    return not (stops or verbal or not word[0].isalnum() or gerund)


def governing_preposition(parse: Parse, entity: Placed[Entity]) -> tuple[str, int]:
    """The preposition before the entity's noun phrase and its token; ("", first token) when there is none.

    In a list ("with Osei, Lund and Costa") the preposition before the first name governs all.
    """
    first = phrase_start(parse, entity.first)
    if parse.is_timed(entity.first - 1) and parse.lower(entity.first - 1) not in {"'s", "-"}:
        return "", entity.first  # "On Monday Peru …"
    before = parse.lower(first - 1)
    if before == "of" and _is_titled(parse, entity):
        while parse.lower(first - 1) == "of" and first > 1:
            first = phrase_start(parse, first - 2)
        before = parse.lower(first - 1)
    if before in words("prepositions"):
        return before, first - 1
    if before == "," and entity.value.kind == "place" and parse.lower(first - 2) in words("place_words"):
        return governing_preposition(
            parse, Placed(first - 2, first - 1, entity.value)
        )  # "in the capital, Lima"
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
    first = _role_start(parse, first)
    index = first - 1
    while parse.lower(index) in {"and", "or", ","}:
        index -= 1
    index = _before_bracket(parse, index)
    joined = index < first - 1 and (parse.lower(first - 1) in {"and", "or"} or _in_list(parse, first))
    if not joined:
        return None
    same = parse.clause[max(index, 0)] == parse.clause[first]
    return _explained(parse, index) or (parse.entity_at(index) if same else None)


def _role_start(parse: Parse, first: int) -> int:
    """Where the role before a name starts: "and his aide, Joe Banda"; else `first`."""
    if parse.lower(first - 1) != "," or not parse.lower(first - 2).isalpha():
        return first
    start = phrase_start(parse, first - 2)
    plain = all(parse.entity_at(i) is None for i in range(start + 1, first - 1))
    opened = parse.lower(start) in words("articles") | words("possessive_pronouns")
    return start if plain and opened and parse.lower(start - 1) == "and" else first


def _explained(parse: Parse, index: int) -> Placed[Entity] | None:
    """The person whom a phrase that ends at token `index` explains: "Ron Salter, the mayor of Lusaka, …"."""
    for comma in range(index - 1, max(0, index - _REACH), -1):
        if parse.is_finite(comma) and parse.entity_at(comma) is None:
            return None
        head = parse.entity_at(comma - 1)
        if parse.lower(comma) == "," and parse.lower(comma + 1) in words("articles") and head is not None:
            return head if head.value.kind == "person" else None
    return None


def _before_bracket(parse: Parse, index: int) -> int:
    """Token `index`, or where it closes a short bracket the one before that: "the League (AL) and"."""
    if parse.lower(index) != ")":
        return index
    opening = next((i for i in range(index - 1, max(0, index - 5), -1) if parse.lower(i) == "("), None)
    return opening - 1 if opening else index


def _in_list(parse: Parse, first: int) -> bool:
    """Whether a comma before `first` is one of a list that ends in "and <name>"."""
    after = parse.entity_at(first) or next((e for e in parse.entities if e.first >= first), None)
    if after is None or after.last >= len(parse.tokens):
        return False
    last = after.last + (parse.lower(after.last) == ",")
    if parse.lower(last) in {"and", "or"}:
        return parse.entity_at(phrase_end(parse, last + 1)) is not None
    following = last > after.last and parse.entity_at(last) is not None
    return following and _in_list(parse, last)


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


def dates_in(parse: Parse) -> tuple[Placed[Timex], ...]:
    """The time expressions of the sentence that name days; a mere hour does where none beside it does."""
    named = [placed for placed in parse.timexes if placed.value.interval is not None and placed.last]
    days = {parse.clause[placed.first] for placed in named if placed.value.type != "TIME"}
    return tuple(p for p in named if p.value.type != "TIME" or parse.clause[p.first] not in days)
