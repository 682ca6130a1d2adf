"""Who did it to whom: which entities fill the slots around a trigger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from events.model import Entity
from ingest.clauses import Parse, Placed
from ingest.language import cues, light_verbs, offices, words
from ingest.phrases import conjuncts, entities_between, governing_preposition, is_possessor, phrase_start
from ingest.verb_groups import VerbGroup, verb_group

Filled = Mapping[str, tuple[Placed[Entity], ...]]
_SCENE_REACH = 15
_NAME = 8  # tokens of a name in quotation marks
_RELATIVES = ("who", "which", "that")


@dataclass(frozen=True)
class Anchor:
    """Where a trigger stands: tokens `[first, last)`; for a verb also its group and voice."""

    first: int
    last: int
    group: VerbGroup | None = None
    passive: bool = False

    @property
    def group_words(self) -> tuple[str, ...]:
        """The auxiliaries and adverbs of a verb's group; none for a noun or a bare participle."""
        return self.group.words if self.group else ()

    @property
    def left(self) -> int:
        """The first token of the trigger with its auxiliaries."""
        return self.group.first if self.group else self.first


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
            and _is_of_gerund(parse, entity)
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


def subject_of(parse: Parse, anchor: Anchor) -> tuple[Placed[Entity], ...]:
    """The entities that are the subject of a verb: through "who", over appositions, from the main clause."""
    before = anchor.left - 1
    speakers = _speaker_behind(parse, anchor)
    if speakers is not None:
        return speakers
    while before > 0 and _is_adverb(parse, before):
        before -= 1
    if parse.lower(before) in _RELATIVES:
        antecedent = _antecedent(parse, before)
        return (antecedent,) if antecedent else ()
    if parse.lower(anchor.first) in words("saying_gerunds") and parse.lower(before) == ",":
        return _main_subject(parse, anchor)
    if (main := _verb_of_gerund(parse, anchor)) is not None:
        return subject_of(parse, Anchor(main, main + 1, verb_group(parse, main)))
    nameless = (_has_unnamed_subject, _is_indefinite, _is_stranger, _is_quoted_name)
    if _is_unnamed(parse, anchor.left) or any(holds(parse, before) for holds in nameless):
        return ()
    return _names_before(parse, anchor, goes_on=parse.lower(before) in words("conjunctions"))


def _names_before(parse: Parse, anchor: Anchor, *, goes_on: bool) -> tuple[Placed[Entity], ...]:
    """The nearest name to the left that may be the subject, with those joined to it.

    Where a verb goes on behind "and", the object of the verb before it is not: that one tells the subject.
    """
    barrier = max(_barrier(parse, anchor.left), _reported_from(parse, anchor.left))
    for entity in reversed(_before_interruption(parse, barrier, anchor.left)):
        if parse.is_aside(entity.first, anchor.left) or parse.quoted[entity.first]:
            continue
        if _is_bidden(parse, entity, anchor):
            return conjuncts(parse, entity)
        if _is_no_subject(parse, entity):
            continue
        if goes_on and (verb := _verb_before(parse, entity)):
            return subject_of(parse, Anchor(verb, verb + 1, verb_group(parse, verb)))
        preposition, at = governing_preposition(parse, entity)
        if preposition in {"from", "of"} and _are_delegates(parse, entity, at):
            return conjuncts(parse, entity)
        opens = preposition in words("subordinators") and _opens_its_clause(parse, at, anchor.left)
        if (opens or not preposition) and not _is_apposed(parse, entity, anchor.left):
            return conjuncts(parse, entity)
    return ()


def _is_no_subject(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether it only owns something, is the object of a participle, or the land of a town."""
    return is_possessor(parse, entity) or _is_of_gerund(parse, entity) or _is_land_of_town(parse, entity)


def _is_bidden(parse: Parse, entity: Placed[Entity], anchor: Anchor) -> bool:
    """Whether a verb such as "urge" or "prompting" stands before who is to act: "urged Osei to resign"."""
    if anchor.group is None or not anchor.group.infinitive or entity.last != anchor.left:
        return False
    verb = parse.lower(phrase_start(parse, entity.first) - 1)
    return any(verb in cues(f"{kind}_governors") for kind in ("planned", "possible", "occurred"))


def _is_land_of_town(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether it is the second of "Lima, Peru": no subject."""
    town = parse.entity_at(entity.first - 2) if parse.lower(entity.first - 1) == "," else None
    return town is not None and town.value.kind == entity.value.kind == "place"


def _verb_of_gerund(parse: Parse, anchor: Anchor) -> int | None:
    """The verb whose subject does what a gerund tells: "won by buying votes", "after taking Lima he left"."""
    bare = anchor.left == anchor.first and parse.lower(anchor.first).endswith("ing")
    if not bare or parse.lower(anchor.first - 1) not in words("gerund_openers"):
        return None
    verbs = [i for i in range(len(parse.tokens)) if parse.is_finite(i) and parse.entity_at(i) is None]
    verbs = [i for i in verbs if not parse.quoted[i] and parse.lower(i - 1) not in words("determiners")]
    before = [i for i in verbs if i < anchor.first]
    if not before:
        return verbs[0] if verbs else None
    start, _ = parse.clause_range(before[-1])
    return next(i for i in before if i >= start)


def _verb_before(parse: Parse, entity: Placed[Entity]) -> int:
    """The verb whose object a name is: "he thanked Osei and said", where Osei does not speak; 0 if none."""
    verb = phrase_start(parse, entity.first) - 1
    return verb if verb > 0 and parse.is_finite(verb) and parse.entity_at(verb) is None else 0


def _before_interruption(parse: Parse, first: int, verb: int) -> list[Placed[Entity]]:
    """The names before a verb; where another clause or an apposition interrupts its own, none of that.

    "Osei, who decided who met the king, resigned": not the king. "Osei, brother of Lund, resigned": not Lund.
    """
    found = list(entities_between(parse, first, verb))
    number = parse.clause[verb]
    own = [entity for entity in found if parse.clause[entity.first] == number]
    begun, resumed = parse.clause.index(number), parse.clause_range(verb)[0]
    if begun < resumed and parse.lower(parse.clause_range(begun)[1] + 1) in words("listing_words"):
        return own  # "two aides, including Osei, resigned"
    inserted = range(own[-1].last, resumed) if own else range(0)
    told = any(parse.clause[index] != number and parse.is_finite(index) for index in inserted)
    return own if told or (inserted and _is_explained(parse, own[-1])) else found


def _is_explained(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether a comma and who it is follow a name: "Osei, brother of Lund"; not "Osei's aide, Lund"."""
    own = is_possessor(parse, entity) or governing_preposition(parse, entity)[0]
    named = parse.tokens[entity.last - 1].text[0].isupper() and entity.value.kind != "place"
    last = entity.last
    if parse.lower(last) == "(":  # "Ana Osei (Lab.), sister of Lund,"
        last = next((i + 1 for i in range(last, last + 6) if parse.lower(i) == ")"), last)
    return parse.lower(last) == "," and named and not own


def _are_delegates(parse: Parse, entity: Placed[Entity], preposition: int) -> bool:
    """Whether people stand for the governments they come from: "envoys from Peru and Chile met"."""
    return entity.value.kind == "government" and parse.lower(preposition - 1) in words("delegates")


def _main_subject(parse: Parse, anchor: Anchor) -> tuple[Placed[Entity], ...]:
    """Who speaks in ", warning that …": the subject of the sentence's first verb."""
    verb = next((i for i in range(anchor.first) if parse.is_finite(i) and parse.entity_at(i) is None), None)
    return subject_of(parse, Anchor(verb, verb + 1, verb_group(parse, verb))) if verb else ()


def _is_adverb(parse: Parse, index: int) -> bool:
    word = parse.lower(index)
    return word in words("adverbs_before_verb") or (word.endswith("ly") and parse.entity_at(index) is None)


def _speaker_behind(parse: Parse, anchor: Anchor) -> tuple[Placed[Entity], ...] | None:
    """Who speaks where the verb follows what is said: "It is over," said Mayor Osei; None where it does not.

    Nobody where a speaker without a name stands there: "It is over," said the mayor.
    """
    inverted = parse.lower(anchor.first) in words("inverting_verbs") and anchor.first == anchor.left
    if not inverted or not is_behind_speech(parse, anchor.first):
        return None
    opened = parse.lower(anchor.last) in words("determiners")
    speaker = next((e for e in parse.entities if e.first >= anchor.last), None)
    if speaker is None or is_possessor(parse, speaker):
        return () if opened else None
    parting = (
        words("prepositions") - {"of", "for"} | words("subordinators") | words("hard_marks") | {",", "to"}
    )
    explained = opened and parse.lower(speaker.first - 1) == ","  # "said the mayor, Ana Osei"
    between = range(anchor.last, speaker.first - explained)
    clear = not any(parse.lower(i) in parting or parse.is_finite(i) for i in between)
    if clear and not parse.is_finite(speaker.last):
        return _with_conjuncts_behind(parse, speaker)
    return () if opened else None


def _with_conjuncts_behind(parse: Parse, entity: Placed[Entity]) -> tuple[Placed[Entity], ...]:
    """The entity with those that are joined to its right: "said Osei and Lund"."""
    lists = (conjuncts(parse, other) for other in parse.entities if other.first > entity.first)
    return max((found for found in lists if found[0] == entity), key=len, default=(entity,))


def is_behind_speech(parse: Parse, verb: int) -> bool:
    """Whether a quotation, or a clause and a comma, ends right before the verb; not a mere interruption.

    "Osei, speaking in Lima, said Brandt …" goes on with the clause of Osei.
    """
    if parse.lower(verb - 1) in words("quote_marks"):
        return True
    number = parse.clause[verb]
    return parse.lower(verb - 1) == "," and parse.clause.index(number) == verb - 1


def _is_unnamed(parse: Parse, verb: int) -> bool:
    """Whether a noun without a name right before the verb is its subject: ", state television said"."""
    first = phrase_start(parse, verb - 1) if verb else 0
    named = any(e.first < verb and e.last > first for e in parse.entities if e.last)
    alone = parse.lower(first - 1) == "," and parse.lower(verb - 1).isalpha()
    if parse.lower(first) in words("articles") and parse.entity_at(first - 2) is not None:
        return False  # "Ana Osei, the mayor said"
    closed = words("relatives") | words("adverbs_before_verb") | words("prepositions") | words("conjunctions")
    return alone and first < verb and not named and parse.lower(first) not in closed | words("pronouns")


def _is_indefinite(parse: Parse, index: int) -> bool:
    """Whether a subject that names no one stands here: "and others resigned", "no one was hurt"."""
    one = parse.lower(index) == "one" and parse.lower(index - 1) in {"no", "every", "any"}
    part = parse.lower(index) in {"them", "us"} and parse.lower(index - 1) == "of"  # "all of them"
    return (
        one or part or (parse.lower(index) in words("indefinite_pronouns") and parse.entity_at(index) is None)
    )


def _is_stranger(parse: Parse, index: int) -> bool:
    """Whether a name that nobody is known by stands here: "told Xand to meet", where nobody else meets."""
    named = parse.tokens[index].text[:1].isupper() and parse.entity_at(index) is None
    alone = parse.lower(index - 1) not in words("conjunctions") and parse.entity_at(index - 1) is None
    known = parse.is_timed(index) or parse.lower(index) in words("pronouns")
    return index > 0 and named and alone and not known


def _is_quoted_name(parse: Parse, index: int) -> bool:
    """Whether an unknown name in quotation marks ends here: the "friends of the treaty" met."""
    if not _is_quote_mark(parse, index) or parse.entity_at(index - 1) is not None:
        return False
    opening = next((i for i in range(index - 1, max(-1, index - _NAME), -1) if _is_quote_mark(parse, i)), 0)
    return parse.lower(opening - 1) in words("articles")


def _is_quote_mark(parse: Parse, index: int) -> bool:
    return parse.lower(index) in words("quote_marks") - {"'", "‘", "’"}


def _has_unnamed_subject(parse: Parse, head: int) -> bool:
    """Whether a noun without a name begins a clause: "Osei was sued, and the mayor's aide resigned"."""
    if has_unnamed_object(parse, head):
        return True
    first = phrase_start(parse, head)
    verb = next((i for i in range(first - 1, -1, -1) if parse.is_finite(i)), first)
    goes_on = any(parse.lower(i) in words("conjunctions") for i in range(verb, first))
    free = parse.lower(first - 1) not in words("prepositions")
    return goes_on and free and _is_unnamed_phrase(parse, first, head)


def has_unnamed_object(parse: Parse, head: int) -> bool:
    """Whether a noun without a name follows a verb or "that": "heard her son left", "that the plan is"."""
    first = phrase_start(parse, head)
    opener = parse.lower(first - 1) in words("subordinators") and _opens_its_clause(parse, first - 1, head)
    verb = parse.is_finite(first - 1) or parse.lower(first - 1).endswith("ing")
    return (verb or opener) and _is_unnamed_phrase(parse, first, head)


def _is_unnamed_phrase(parse: Parse, first: int, head: int) -> bool:
    """Whether the tokens `[first, head]` are a noun phrase with a determiner and without a name."""
    opened = parse.lower(first) in words("determiners")
    word = parse.tokens[head].text
    plain = first < head and word.isalpha() and word.islower() and parse.entity_at(head) is None
    return opened and plain and not parse.is_timed(head)


def _is_of_gerund(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether a participle about the subject takes it as its object: "a boat carrying migrants sank"."""
    before = phrase_start(parse, entity.first) - 1
    opened = parse.lower(before - 1) in words("determiners") | {"'s"}  # "the ruling party"
    return before > 0 and parse.lower(before).endswith("ing") and not opened


def _opens_its_clause(parse: Parse, at: int, verb: int) -> bool:
    """Whether "after" or "as" at token `at` opens the clause of the verb: "after Osei resigned"."""
    same = parse.clause[at] == parse.clause[verb]
    return same and (at == 0 or parse.clause[at - 1] != parse.clause[at])


def _is_apposed(parse: Parse, entity: Placed[Entity], verb: int) -> bool:
    """Whether it explains the name before it: "Rita Osei, the minister, …"; never right before the verb."""
    first = entity.first
    if entity.last == verb:
        return False
    while first and parse.lower(first - 1) not in {",", ""} and entity.first - first < 5:
        first -= 1
    opened = parse.lower(first - 1) == "," and parse.lower(first) in {"the", "a", "an", "his", "her", "its"}
    return opened and parse.entity_at(first - 2) is not None


def _antecedent(parse: Parse, relative: int) -> Placed[Entity] | None:
    """What "who" stands for: the nearest name; "that" and "which": a name right before them."""
    nearest = next((e for e in reversed(parse.entities) if e.last and e.last <= relative), None)
    if nearest is None:
        return None
    between = [parse.lower(index) for index in range(nearest.last, relative)]
    if between and "," not in between:
        return None  # "two former Lund Lines managers who": the name only describes them
    return nearest if parse.lower(relative) == "who" or len(between) < 2 else None


def _reported_from(parse: Parse, verb: int) -> int:
    """Where the clause of a verb starts that is reported without "that": "Osei said | nine men were held"."""
    first, _ = parse.clause_range(verb)
    named = first < verb and parse.lower(first) not in words("pronouns")
    goes_on = parse.lower(first).endswith("ing") or parse.lower(verb - 1) in words("conjunctions")
    reported = named and not goes_on and parse.lower(first - 1) in words("reporting_verbs")
    return first if reported else 0


def _barrier(parse: Parse, index: int) -> int:
    """The nearest subordinator or hard mark that has an entity between itself and `index`; else the start.

    None within what interrupts the clause of the verb: "Osei, after talks in Lima, said".
    """
    own = parse.clause[index]
    begun = parse.clause.index(own)
    for place in range(index - 1, -1, -1):
        word = parse.lower(place)
        if begun < place and parse.clause[place] != own:
            continue
        opens = word in words("subordinators") and word not in _RELATIVES[:2] and word != "but"
        hard = word in words("hard_marks") and parse.clause[place] != parse.clause[max(0, place - 1)]
        named = any(not parse.is_aside(e.first, index) for e in entities_between(parse, place, index))
        if (opens or hard) and named and not parse.is_aside(place, index):
            return place
    return 0


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
