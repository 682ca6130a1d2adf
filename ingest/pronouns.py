"""Give each "he", "her" and "they" of the running text the name it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.model import Entity, Span
from ingest.clauses import Parse, Placed, parse
from ingest.language import words
from ingest.phrases import governing_preposition, is_possessor, phrase_start
from ingest.sentences import Sentence


def resolve_pronouns(
    text: str, sentences: Sequence[Sentence], entities: Sequence[Entity]
) -> tuple[Entity, ...]:
    """One entity for each pronoun outside quotations whose antecedent is known, spanning the pronoun.

    "He", "her" and the like stand for the person last in subject position, "they" for the last group or body.
    """
    found: list[Entity] = []
    person: Entity | None = None
    group: Entity | None = None
    for sentence in sentences:
        inside = [entity for entity in entities if sentence.span.contains(entity.span)]
        shape = parse(text, sentence, inside, ())
        for place, word in _pronouns(shape):
            antecedent = _before(shape, place, word) or _after(shape, place, word)
            if antecedent is None and word != "their":
                antecedent = person if word in words("person_pronouns") else group
            if antecedent:
                token = shape.tokens[place]
                span = Span(start=token.start, end=token.end)
                found.append(antecedent.model_copy(update={"span": span}))
        person = next(_subjects(shape, ("person",)), person)
        group = next(_subjects(shape, ("group", "organisation")), group)
    return tuple(found)


def _pronouns(shape: Parse) -> Iterator[tuple[int, str]]:
    for place, token in enumerate(shape.tokens):
        known = token.lower in words("person_pronouns") | words("group_pronouns")
        part = shape.lower(place - 1) == "of" and token.lower in {"them", "us"}  # "all of them"
        if known and not part and not shape.quoted[place]:
            yield place, token.lower


def _before(shape: Parse, place: int, word: str) -> Entity | None:
    kinds = ("person",) if word in words("person_pronouns") else ("group",)
    inside = [e for e in shape.entities if e.last <= place and _is_subject(shape, e, kinds)]
    return inside[-1].value if inside else None


def _after(shape: Parse, place: int, word: str) -> Entity | None:
    """The subject behind an opening phrase: "In his speech, Osei …"."""
    opens = word in words("possessive_pronouns") and shape.lower(0) in words("prepositions")
    if not opens or shape.clause[place] != 0:
        return None
    kinds = ("person",) if word in words("person_pronouns") else ("group",)
    return next((e.value for e in shape.entities if e.first > place and _is_subject(shape, e, kinds)), None)


def _subjects(shape: Parse, kinds: Sequence[str]) -> Iterator[Entity]:
    return (placed.value for placed in shape.entities if _is_subject(shape, placed, kinds))


def _is_subject(shape: Parse, placed: Placed[Entity], kinds: Sequence[str]) -> bool:
    owner = is_possessor(shape, placed) and placed.first > 1  # "Osei's trial" is about Osei
    if placed.value.kind not in kinds or shape.quoted[placed.first] or owner:
        return False
    first = phrase_start(shape, placed.first)
    governed = governing_preposition(shape, placed)[0] or shape.is_finite(first - 1)
    return not governed and not _is_after_infinitive(shape, first)


def _is_after_infinitive(shape: Parse, first: int) -> bool:
    """Whether a phrase is what an infinitive does something to: "to see the president"."""
    follows = shape.lower(first - 2) == "to" and shape.entity_at(first - 1) is None
    return follows and shape.tokens[first - 1].text.islower()
