"""Who did it to whom: which entities fill the slots around a trigger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from events.model import Entity
from ingest.anchors import Anchor
from ingest.clauses import Parse, Placed
from ingest.language import light_verbs, offices, words
from ingest.phrases import conjuncts, entities_between, governing_preposition, is_possessor, phrase_start
from ingest.subjects import is_of_gerund, subject_of
from ingest.verb_groups import verb_group

Filled = Mapping[str, tuple[Placed[Entity], ...]]
_SCENE_REACH = 15


def fill_slots(parse: Parse, anchor: Anchor) -> Filled:
    """The entities in each slot: agent, patient, and one slot for each preposition."""
    slots: dict[str, list[Placed[Entity]]] = defaultdict(list)
    for name, entity in _right_of(parse, anchor):
        slots[name].append(entity)
    slots["owner"] = list(_owners_of_object(parse, anchor))
    left = subject_of(parse, anchor) if anchor.group else _owners(parse, anchor)
    if anchor.passive:
        slots["patient"] = [*left, *slots["patient"]]
        slots["agent"] = slots["by"]
    elif anchor.group:
        slots["agent"] = list(left)
    else:
        slots["agent"] = [*left, *slots["by"]] or list(_light_verb_subject(parse, anchor))
        slots["patient"] = slots["of"]
        slots["subject"] = list(_scene_subject(parse, anchor))
    return {name: tuple(dict.fromkeys(found)) for name, found in slots.items() if found}


def _right_of(parse: Parse, anchor: Anchor) -> Iterator[tuple[str, Placed[Entity]]]:
    """(slot, entity) for each entity after the trigger in its clause, up to the next verb."""
    end = _right_edge(parse, anchor)
    for entity in entities_between(parse, anchor.last, end):
        if is_possessor(parse, entity):
            continue
        preposition, first = governing_preposition(parse, entity)
        if (
            not preposition
            and is_of_gerund(parse, entity)
            and phrase_start(parse, entity.first) > anchor.last
        ):
            continue
        if preposition and first >= anchor.last:
            yield preposition, entity
        elif (anchor.group and not preposition) or (preposition and first < anchor.last):
            yield "patient", entity
    if (holder := _holder_behind(parse, anchor, end)) is not None:
        yield "patient", holder


def _holder_behind(parse: Parse, anchor: Anchor, end: int) -> Placed[Entity] | None:
    """Who holds the office that a verb's clause ends with: "sacked the interior minister, Ana Osei"."""
    office = parse.lower(end - 1) in offices() and parse.entity_at(end - 1) is None
    behind = parse.entity_at(end + 1) if parse.lower(end) == "," else None
    direct = phrase_start(parse, end - 1) == anchor.last and parse.lower(anchor.last) in words("determiners")
    named = behind is not None and behind.first == end + 1 and behind.value.kind == "person"
    return behind if anchor.group is not None and office and direct and named else None


def _owners_of_object(parse: Parse, anchor: Anchor) -> Iterator[Placed[Entity]]:
    """Whose thing the trigger touches: "raided his home", "the raid of Osei's home"."""
    for entity in entities_between(parse, anchor.last, _right_edge(parse, anchor)):
        preposition, first = governing_preposition(parse, entity)
        direct = (
            anchor.group is not None and not preposition and phrase_start(parse, entity.first) <= anchor.last
        )
        touched = direct or (preposition == "of" and first == anchor.last)
        if touched and is_possessor(parse, entity) and owns_a_thing(parse, entity):
            yield entity


def is_existential(parse: Parse, index: int) -> bool:
    """Whether "there were" or "there has been" tells that what the noun at `index` names has happened."""
    verb = phrase_start(parse, index) - 1
    while parse.lower(verb) in {"been"} | words("adverbs_before_verb"):
        verb -= 1
    told = parse.lower(verb) in words("past_auxiliaries") | words("have") and parse.lower(verb - 1) == "there"
    return told and not any(parse.lower(i) in words("negations") for i in range(verb, index))


def owns_a_thing(parse: Parse, owner: Placed[Entity]) -> bool:
    """Whether a home, an office or the like follows: "his country house", not "his brother"."""
    first = owner.last + (parse.lower(owner.last) in {"'s", "'"})
    return any(parse.lower(i) in words("possessions") for i in range(first, first + 4))


def _right_edge(parse: Parse, anchor: Anchor) -> int:
    _, end = parse.clause_range(anchor.last - 1)
    for index in range(anchor.last, end):
        if _opens_infinitive(parse, index) or (index > anchor.last and _parts_phrases(parse, index)):
            return index
        inside = parse.entity_at(index) is not None
        if not inside and parse.is_finite(index) and parse.lower(index - 1) not in words("prepositions"):
            return index
    return end


def _parts_phrases(parse: Parse, index: int) -> bool:
    """Whether what follows happened at another time: "will meet Osei after talks with Kenya"."""
    return parse.lower(index) in (words("scene_prepositions") | {"before"}) - {"from"}


def _opens_infinitive(parse: Parse, index: int) -> bool:
    """Whether "to" behind a name leads to a verb with objects of its own: "named Osei to lead the party"."""
    bidden = parse.entity_at(index - 1)
    if bidden is None or bidden.value.kind == "place":
        return False
    after = parse.tokens[index + 1].text if index + 1 < len(parse.tokens) else ""
    noun = parse.entity_at(index + 1) is not None or after in words("determiners") or not after.isalpha()
    return parse.lower(index) == "to" and after.islower() and not noun


def _owners(parse: Parse, anchor: Anchor) -> tuple[Placed[Entity], ...]:
    """Whose noun it is: "Kenya's raid", "the Kenyan police raid", "talks" of "US-Cuba talks"."""
    first = anchor.first
    reach = 0
    while first > 0 and reach < 5:
        entity = parse.entity_at(first - 1) or (
            parse.entity_at(first - 2) if parse.lower(first - 1) in {"'s", "'"} else None
        )
        if entity and entity.value.kind != "place":
            return conjuncts(parse, entity)
        word = parse.lower(first - 1)
        if word in words("state_possessives"):
            return _state_before(parse, first - 1)
        opened = word in words("determiners") or parse.is_finite(first - 1)
        parted = not word[:1].isalnum() and word != "-"
        if opened or parted or word in words("prepositions") | words("conjunctions"):
            break
        first, reach = first - 1, reach + 1
    return ()


def _state_before(parse: Parse, pronoun: int) -> tuple[Placed[Entity], ...]:
    """The government that "its" stands for: the nearest one or body named before, if that is a government."""
    named = [
        e for e in parse.entities if 0 < e.last <= pronoun and e.value.kind in ("government", "organisation")
    ]
    return (named[-1],) if named and named[-1].value.kind == "government" else ()


def _light_verb_subject(parse: Parse, anchor: Anchor) -> tuple[Placed[Entity], ...]:
    """The subject of the light verb that the noun completes: "police carried out a raid"."""
    start, _ = parse.clause_range(anchor.first)
    for index in range(anchor.first - 1, max(start, anchor.first - 7) - 1, -1):
        led_to = parse.lower(index + 1) == "to" or parse.lower(index - 1) == "-"  # "led to", "US-led"
        if parse.lower(index) in light_verbs() and not led_to and parse.entity_at(index) is None:
            if _names_it(parse, index):
                return ()
            return subject_of(parse, Anchor(index, index + 1, verb_group(parse, index)))
    return ()


def _scene_subject(parse: Parse, anchor: Anchor) -> tuple[Placed[Entity], ...]:
    """Who does something during or for what a noun names: "during a visit to Chad, Osei said"."""
    if parse.lower(phrase_start(parse, anchor.first) - 1) not in words("attended_by_prepositions"):
        return ()
    ahead = range(anchor.last, min(anchor.last + _SCENE_REACH, len(parse.tokens)))
    for index in (*range(anchor.first - 1, -1, -1), *ahead):
        if parse.is_finite(index) and parse.entity_at(index) is None and not parse.quoted[index]:
            return subject_of(parse, Anchor(index, index + 1, verb_group(parse, index)))
    return ()


def _names_it(parse: Parse, index: int) -> bool:
    """Whether "call" only gives a name to what is known: "called the talks a success"."""
    called = parse.lower(index) in words("naming_verbs")
    return called and parse.lower(index + 1) in words("definite")
