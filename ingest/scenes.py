"""Where a mention happens: the place that its sentence ties to it."""

from __future__ import annotations

from typing import Any

from events.model import Entity
from ingest.clauses import Parse, Placed
from ingest.gazetteer import country_name, load_gazetteer
from ingest.language import words
from ingest.mentions import Mention
from ingest.phrases import entities_between, governing_preposition, is_possessor, phrase_start
from ingest.rulefiles import read_yaml
from ingest.slots import owns_a_thing
from ingest.tokens import tokenize

_OPENING = 2  # "In Lima, …" is the scene of the whole sentence


def _rule(name: str) -> Any:  # lists and mappings of assembly.yml
    return read_yaml("assembly.yml")[name]


def place_of(mention: Mention) -> str | None:
    """Where it happened: a place of its clause (behind a preposition, before the noun) or sentence."""
    parse, anchor = mention.parse, mention.anchor
    places = [e for e in parse.entities if e.last and _may_be_scene(parse, e, mention)]
    if anchor.group is None:
        places = [place for place in places if not _is_before_verb(parse, place, anchor.first)]
    inside = [e for e in places if parse.clause[e.first] in mention.clauses]
    rest = [e for e in places if e not in inside]
    others = [e for e in rest if not _is_of_other_verb(parse, e) and not _is_beyond_verb(mention, e)]
    land = _land_of_targets(mention)
    for candidates in (inside, others if mention.kind == "verb" and not land else []):
        ranked = sorted(
            (rank, abs(e.first - anchor.first), e.value.name)
            for e in candidates
            if (rank := _place_rank(parse, e, mention)) is not None
        )
        if ranked:
            return ranked[0][2]
    return land or _seat_of_doers(mention)


def needs_place(mention: Mention) -> bool:
    """Whether it has happened, and somewhere: a quake, a march, a raid by rebels."""
    return mention.rule.type in _rule("always_placed") and mention.reading.status in {"occurred", "ongoing"}


def scene_of(parse: Parse) -> str | None:
    """The first place that something in a sentence happens in."""
    places = (e for e in parse.entities if e.value.kind == "place" and not parse.quoted[e.first] and e.last)
    places = (e for e in places if not _is_part_named(parse, e))
    located = (e for e in places if _is_located(parse, e))
    return next((e.value.name for e in located), None)


def _is_located(parse: Parse, place: Placed[Entity]) -> bool:
    """Whether something is "in" a place, or in a part of it: "in the state of Ohio"."""
    preposition, at = governing_preposition(parse, place)
    part = preposition == "of" and parse.lower(at - 1) in _rule("place_parts")
    return part or preposition in _rule("place_prepositions")


def _land_of_targets(mention: Mention) -> str | None:
    """The country whose land or works are hit: "struck Ghana's power grid", "miles of Malian territory"."""
    parse, anchor = mention.parse, mention.anchor
    if mention.rule.type not in _rule("land_types"):
        return None
    for entity in entities_between(parse, anchor.last, parse.clause_range(anchor.first)[1]):
        value = entity.value
        owner = value.kind == "government" and is_possessor(parse, entity) and owns_a_thing(parse, entity)
        land = value.kind == "group" and value.country and _is_land(value)
        if owner or land:
            return value.name if owner else country_name(value.country or "")
    return None


def _is_land(group: Entity) -> bool:
    head = group.name.rsplit(" ", 1)[-1].lower()
    return head in load_gazetteer().lists["group_objects"]


def _seat_of_doers(mention: Mention) -> str | None:
    """The town or province that a body of the mention is named for: "a Texas court", "the Lagos police"."""
    if mention.rule.type not in _rule("seated_types"):
        return None
    for actor in (*mention.actors, *mention.targets):
        found = load_gazetteer().find(tokenize(actor.name), 0)
        kinds = {phrase.kind for phrase in found[1]} if found else set()
        if found and actor.kind in ("organisation", "group") and kinds and kinds <= {"place", "capital"}:
            return " ".join(actor.name.split()[: found[0]])
    return None


def _may_be_scene(parse: Parse, entity: Placed[Entity], mention: Mention) -> bool:
    """Whether it is a place, or a country that forces go to: "will send 1,000 officers to Haiti"."""
    goes_to = _rule("country_scene").get(mention.rule.type)
    country = entity.value.kind == "government" and governing_preposition(parse, entity)[0] == goes_to
    part_named = _is_part_named(parse, entity)
    country = country or (entity.value.kind == "government" and _is_struck(parse, entity, mention))
    return country or (entity.value.kind == "place" and not part_named)


def _is_part_named(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether only a part of it is meant: "the US state of Ohio"."""
    return parse.lower(entity.last) in _rule("place_parts") and parse.lower(entity.last + 1) == "of"


def _is_aimed_at(parse: Parse, place: Placed[Entity], mention: Mention) -> bool:
    """Whether a purpose stands between: "presented a plan aimed at ending the war in Sudan"."""
    between = range(mention.anchor.last, place.first)
    aims = (i for i in between if parse.lower(i) in {"at", "to"} and parse.entity_at(i + 1) is None)
    return any(parse.lower(i + 1).endswith("ing") for i in aims)


def _is_struck(parse: Parse, place: Placed[Entity], mention: Mention) -> bool:
    """Whether a verb such as "hit" stands right before what a quake or a march happens in."""
    described = parse.lower(place.first - 1) in load_gazetteer().lists["place_adjectives"]  # "northern Peru"
    before = parse.lower(place.first - 1 - described)
    return mention.rule.type in _rule("always_placed") and before in _rule("striking_verbs")


def _is_before_verb(parse: Parse, place: Placed[Entity], noun: int) -> bool:
    """Whether a verb parts it from the noun behind: "a court in Lima jailed two men for the blast"."""
    between = range(place.last, noun) if place.first > _OPENING else range(0)
    return any(parse.is_finite(i) and parse.entity_at(i) is None for i in between)


def _is_of_other_verb(parse: Parse, place: Placed[Entity]) -> bool:
    """Whether its clause has a verb of its own: "a plan drafted …, drew anger in Bonn"."""
    first, last = parse.clause_range(place.first)
    return any(parse.is_finite(i) for i in range(first, last))


def _is_beyond_verb(mention: Mention, place: Placed[Entity]) -> bool:
    """Whether another main clause parts them: "the talks, in Lima, failed, and Peru imposed sanctions"."""
    parse, left = mention.parse, mention.anchor.left
    if place.last > left or place.first <= _OPENING:
        return False
    between = (i for i in range(place.last, left) if parse.is_finite(i) and parse.entity_at(i) is None)
    return any(_is_main(parse, i) and parse.clause[i] != parse.clause[left] for i in between)


def _is_main(parse: Parse, verb: int) -> bool:
    first, _ = parse.clause_range(verb)
    return parse.lower(first) not in words("subordinators") | words("relatives")


def _place_rank(parse: Parse, place: Placed[Entity], mention: Mention) -> int | None:
    """How well a place fits as the scene; None when it cannot be the scene."""
    preposition, _ = governing_preposition(parse, place)
    toward = _rule("toward_place").get(mention.rule.type)
    if _is_aimed_at(parse, place, mention) or parse.lower(place.last) in _rule("foreign_ground"):
        return None
    if is_possessor(parse, place) and _names_its_town(parse, place):
        return None
    if _is_located(parse, place):
        return 1
    if parse.lower(place.first - 1) in _rule("singling_words"):
        return 3
    if parse.lower(place.last) in _rule("facilities"):
        return 3
    if is_possessor(parse, place):
        return None
    if _is_struck(parse, place, mention):
        return 0
    if (
        mention.kind == "noun"
        and phrase_start(parse, mention.anchor.first) <= place.first < mention.anchor.first
    ):
        return 0
    if mention.rule.type in _rule("direct_place") and _is_object(parse, place, preposition, mention):
        return 0
    reached = preposition == toward or place.value in mention.targets
    return 2 if toward and reached else None


def _names_its_town(parse: Parse, land: Placed[Entity]) -> bool:
    """Whether the place itself follows: "in Peru's capital Lima"."""
    ahead = (e for e in parse.entities if land.last < e.first <= land.last + 4 and e.value.kind == "place")
    return any(phrase_start(parse, town.first) <= land.first for town in ahead)


def _is_object(parse: Parse, place: Placed[Entity], preposition: str, mention: Mention) -> bool:
    """Whether it is what the verb did something to: "captured Goma", "a typhoon hit eastern Luzon"."""
    anchor = mention.anchor
    if anchor.group is None or preposition or place.first < anchor.last:
        return False
    return phrase_start(parse, place.first) <= anchor.last
