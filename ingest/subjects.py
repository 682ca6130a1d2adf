"""The subject of a verb: the names that do it, over what stands between."""

from __future__ import annotations

from events.model import Entity
from ingest.anchors import Anchor
from ingest.clauses import Parse, Placed
from ingest.language import cues, words
from ingest.nameless import (
    has_unnamed_subject,
    is_indefinite,
    is_quoted_name,
    is_stranger,
    is_unnamed,
    opens_its_clause,
)
from ingest.phrases import conjuncts, entities_between, governing_preposition, is_possessor, phrase_start
from ingest.verb_groups import verb_group

_RELATIVES = ("who", "which", "that")


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
    nameless = (has_unnamed_subject, is_indefinite, is_stranger, is_quoted_name)
    if is_unnamed(parse, anchor.left) or any(holds(parse, before) for holds in nameless):
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
        opens = preposition in words("subordinators") and opens_its_clause(parse, at, anchor.left)
        if (opens or not preposition) and not _is_apposed(parse, entity, anchor.left):
            return conjuncts(parse, entity)
    return ()


def _is_no_subject(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether it only owns something, is the object of a participle, or the land of a town."""
    return is_possessor(parse, entity) or is_of_gerund(parse, entity) or _is_land_of_town(parse, entity)


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


def is_of_gerund(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether a participle about the subject takes it as its object: "a boat carrying migrants sank"."""
    before = phrase_start(parse, entity.first) - 1
    opened = parse.lower(before - 1) in words("determiners") | {"'s"}  # "the ruling party"
    return before > 0 and parse.lower(before).endswith("ing") and not opened


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
