"""What else a sentence says of a mention: place, numbers, and who vouches for it."""

from __future__ import annotations

from collections.abc import Sequence

from events.model import Entity, Quantity
from ingest.boundaries import is_finite
from ingest.clauses import Parse, Placed
from ingest.gazetteer import load_gazetteer
from ingest.mentions import Mention
from ingest.phrases import governing_preposition, is_possessor, phrase_start
from ingest.quantities import find_quantities
from ingest.rulefiles import read_yaml
from ingest.tokens import tokenize


def place_of(mention: Mention) -> str | None:
    """Where it happened: a place of its clause (behind a preposition, before the noun) or sentence."""
    parse, anchor = mention.parse, mention.anchor
    places = [e for e in parse.entities if e.last and _may_be_scene(parse, e, mention)]
    inside = [e for e in places if parse.clause[e.first] == parse.clause[anchor.first]]
    rest = [e for e in places if e not in inside]
    others = [e for e in rest if not _is_of_other_verb(parse, e)]
    for candidates in (inside, others if mention.kind == "verb" else []):
        ranked = sorted(
            (rank, abs(e.first - anchor.first), e.value.name)
            for e in candidates
            if (rank := _place_rank(parse, e, mention)) is not None
        )
        if ranked:
            return ranked[0][2]
    return _seat_of_doers(mention)


def _seat_of_doers(mention: Mention) -> str | None:
    """The town or province that a body of the mention is named for: "a Texas court", "the Lagos police"."""
    if mention.rule.type not in read_yaml("assembly.yml")["seated_types"]:
        return None
    for actor in (*mention.actors, *mention.targets):
        found = load_gazetteer().find(tokenize(actor.name), 0)
        kinds = {phrase.kind for phrase in found[1]} if found else set()
        if found and actor.kind in ("organisation", "group") and kinds and kinds <= {"place", "capital"}:
            return " ".join(actor.name.split()[: found[0]])
    return None


def _may_be_scene(parse: Parse, entity: Placed[Entity], mention: Mention) -> bool:
    """Whether it is a place, or a country that forces go to: "will send 1,000 officers to Haiti"."""
    goes_to = read_yaml("assembly.yml")["country_scene"].get(mention.rule.type)
    country = entity.value.kind == "government" and governing_preposition(parse, entity)[0] == goes_to
    return entity.value.kind == "place" or country


def _is_of_other_verb(parse: Parse, place: Placed[Entity]) -> bool:
    """Whether its clause has a verb of its own: "a plan drafted …, drew anger in Bonn"."""
    first, last = parse.clause_range(place.first)
    return any(is_finite(parse.tokens, i) for i in range(first, last))


def _place_rank(parse: Parse, place: Placed[Entity], mention: Mention) -> int | None:
    """How well a place fits as the scene; None when it cannot be the scene."""
    preposition, at = governing_preposition(parse, place)
    toward = read_yaml("assembly.yml")["toward_place"].get(mention.rule.type)
    part = preposition == "of" and parse.lower(at - 1) in read_yaml("assembly.yml")["place_parts"]
    if part or preposition in read_yaml("assembly.yml")["place_prepositions"]:
        return 1
    if parse.lower(place.first - 1) in read_yaml("assembly.yml")["singling_words"]:
        return 3
    if is_possessor(parse, place):
        return None
    if (
        mention.kind == "noun"
        and phrase_start(parse, mention.anchor.first) <= place.first < mention.anchor.first
    ):
        return 0
    if mention.rule.type in read_yaml("assembly.yml")["direct_place"] and _is_object(
        parse, place, preposition, mention
    ):
        return 0
    reached = preposition == toward or place.value in mention.targets
    return 2 if toward and reached else None


def _is_object(parse: Parse, place: Placed[Entity], preposition: str, mention: Mention) -> bool:
    """Whether it is what the verb did something to: "captured Goma", "a typhoon hit eastern Luzon"."""
    anchor = mention.anchor
    if anchor.group is None or preposition or place.first < anchor.last:
        return False
    return phrase_start(parse, place.first) <= anchor.last


def quantities_of(mention: Mention) -> tuple[Quantity, ...]:
    """The numbers of its sentence that belong to its type; of two of one name the nearer to the trigger."""
    wanted = set(read_yaml("assembly.yml")["quantities"].get(mention.rule.type, ()))
    sentence = mention.parse.sentence.span
    if not wanted:
        return ()
    trigger = mention.parse.tokens[mention.anchor.first].start
    found = [
        (abs(span.start - trigger), quantity)
        for span, quantity in find_quantities(mention.parse.text, sentence.start, sentence.end)
        if quantity.name in wanted
    ]
    nearest: dict[str, Quantity] = {}
    for _, quantity in sorted(found, key=lambda pair: pair[0]):
        nearest.setdefault(quantity.name, quantity)
    return tuple(nearest.values())


def attribution_of(mention: Mention, others: Sequence[Mention]) -> str | None:
    """Who vouches for it: the speaker of a verb of saying in its sentence, or whom "according to" names."""
    if mention.rule.type == read_yaml("assembly.yml")["attributing_type"]:
        return None
    named = _according_to(mention.parse)
    if named:
        return named
    for other in others:
        if other.rule.type == read_yaml("assembly.yml")["attributing_type"] and _governs(other, mention):
            speakers = [actor.name for actor in other.actors if actor not in mention.actors]
            return ", ".join(speakers) or None
    return None


def _governs(saying: Mention, mention: Mention) -> bool:
    """Whether the mention lies in what is said, not in the clause of the verb of saying."""
    clause = mention.parse.clause
    return saying.kind == "verb" and clause[saying.anchor.first] != clause[mention.anchor.first]


def _according_to(parse: Parse) -> str | None:
    for index in range(len(parse.tokens) - 2):
        if (
            f"{parse.lower(index)} {parse.lower(index + 1)}"
            in read_yaml("assembly.yml")["attributing_phrases"]
        ):
            named = (
                e for e in parse.entities if index + 2 <= e.first <= index + 6 and not is_possessor(parse, e)
            )
            entity = next(named, None)
            return entity.value.name if entity else None
    return None
