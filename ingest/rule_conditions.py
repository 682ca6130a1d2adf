"""Whether the words and names around a trigger are those that its rule asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.model import Entity, Timex
from ingest.anchors import Anchor
from ingest.clauses import Parse, Placed
from ingest.language import words
from ingest.lexicon import Lexicon, Rule, Trigger
from ingest.phrases import dates_in, phrase_start
from ingest.slots import Filled, is_existential
from ingest.subjects import subject_of

_VERB_REACH = 3
_PLACE_REACH = 16


def described_in(parse: Parse, anchor: Anchor) -> frozenset[int]:
    """The clause of a trigger, and the one behind a noun that describes it: "storms | that hit Lima"."""
    own = parse.clause[anchor.first]
    if anchor.group is not None:
        return frozenset({own})
    if parse.lower(anchor.last) in {"that", "which"}:
        return frozenset({own, parse.clause[anchor.last]})
    comma = parse.clause_range(anchor.last - 1)[1]
    return frozenset({own, parse.clause[comma + 1]}) if _tells_when(parse, comma) else frozenset({own})


def _tells_when(parse: Parse, comma: int) -> bool:
    """Whether what follows tells when the noun before it took place: ", which began on Thursday"."""
    opened = (parse.lower(comma), parse.lower(comma + 1)) == (",", "which")
    verb = range(comma + 2, comma + 2 + _VERB_REACH)
    return opened and any(parse.lower(i) in words("taking_place") for i in verb)


def words_hold(parse: Parse, anchor: Anchor, trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether the words around the trigger are those that the rule asks for, and none that it forbids."""
    rule = trigger.rule
    if rule.voice and anchor.group and (rule.voice == "passive") != anchor.passive:
        return False
    first, last = parse.clause_range(anchor.first)
    described = phrase_start(parse, first - 1) if parse.lower(first) in words("relatives") else first
    if rule.unless and any_word(parse, range(max(0, described), last), rule.unless, lexicon):
        return False
    patient, agent = sides(parse, anchor)
    return (
        any_word(parse, patient, rule.object, lexicon)
        and (any_word(parse, agent, rule.subject, lexicon) or _is_named_so(parse, anchor, rule, lexicon))
        and any_word(parse, _around(parse, anchor), rule.needs, lexicon)
        and any_word(parse, range(max(0, anchor.first - 3), anchor.first), rule.before, lexicon)
        and not _follows(parse, anchor.last, rule.unless_next)
        and not _precedes(parse, anchor.first, rule.unless_before)
    )


def _is_named_so(parse: Parse, anchor: Anchor, rule: Rule, lexicon: Lexicon) -> bool:
    """Whether what a pronoun subject stands for holds a wanted word: "the army said it had struck"."""
    group = anchor.group
    if group is None or group.has("be") or parse.lower(anchor.left - 1) not in words("subject_pronouns"):
        return False
    doers = (range(doer.first, doer.last) for doer in subject_of(parse, anchor))
    return any(any_word(parse, doer, rule.subject, lexicon) for doer in doers)


def _around(parse: Parse, anchor: Anchor) -> range:
    """The clause of the trigger, with the one that describes a noun: "clashes that killed two soldiers".

    A noun behind "after" that has no verb has that of the clause before: "two were hurt after a shooting".
    """
    first, last = parse.clause_range(anchor.first)
    if anchor.group is not None:
        return range(first, last)
    described = len(described_in(parse, anchor)) > 1
    verbless = not any(parse.is_finite(i) for i in range(first, last))
    if first and verbless and parse.lower(first) in words("time_subordinators"):
        first, _ = parse.clause_range(first - 1)
    return range(first, parse.clause_range(anchor.last)[1] if described else last)


def slots_hold(parse: Parse, anchor: Anchor, trigger: Trigger, filled: Filled) -> bool:
    """Whether the arguments are of the kinds that the rule asks for, and a noun is tied to one happening."""
    rule = trigger.rule
    return (
        _kinds(filled, "patient", rule.object_kind)
        and _kinds(filled, "agent", rule.subject_kind)
        and (trigger.kind != "noun" or _is_anchored(parse, anchor, filled, rule))
        and (
            not rule.dated
            or any(parse.clause[t.first] == parse.clause[anchor.first] for t in dates_in(parse))
        )
    )


def sides(parse: Parse, anchor: Anchor) -> tuple[range, range]:
    """(tokens of the patient side, tokens of the agent side) within the clause."""
    first, last = parse.clause_range(anchor.first)
    left, right = range(_reach_left(parse, anchor, first), anchor.left), range(anchor.last, last)
    if anchor.group is None:
        return right, range(first, anchor.first)
    if anchor.passive and not anchor.group_words and parse.lower(anchor.last) != "by":
        return _described(parse, anchor, left), right
    return (range(left.start, last), right) if anchor.passive else (right, left)


def _described(parse: Parse, anchor: Anchor, left: range) -> range:
    """What a bare participle describes: the plain noun right before it, else whatever stands to its left."""
    before = anchor.left - 1
    plain = parse.lower(before).isalpha() and parse.entity_at(before) is None and not parse.is_timed(before)
    return range(max(left.start, before - 1), anchor.left) if plain else left


def _reach_left(parse: Parse, anchor: Anchor, first: int) -> int:
    """A clause that opens with a relative or a comma, or goes on, takes the words before it along."""
    opening = parse.clause.index(parse.clause[first])
    if opening < first:
        return opening
    if not first or parse.lower(first) not in {*words("relatives"), "where", "whose", ","}:
        return first
    before = first - 1 - (parse.lower(first - 1) == "," and first > 1)
    return parse.clause_range(before)[0]


def any_word(parse: Parse, places: range, wanted: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a wanted word or phrase stands there, in any inflection; true when none is wanted."""
    if not wanted:
        return True
    singles = {word for word in wanted if " " not in word and "-" not in word}
    if any(lexicon.lemmas_of(parse.lower(i)) & singles for i in places):
        return True
    stretch = " " + " ".join(parse.lower(i) for i in places).replace(" - ", "-") + " "
    return any(f" {phrase} " in stretch for phrase in wanted if phrase not in singles)


def _follows(parse: Parse, index: int, phrases: Sequence[str]) -> bool:
    timed = parse.is_timed(index) and parse.lower(index + 1) not in words("day_names")
    if not phrases or timed:  # "protested that night"; but "it is her view that Monday"
        return False
    stretch = " ".join(parse.lower(i) for i in range(index, index + 6)) + " "
    return any(stretch.startswith(phrase + " ") for phrase in phrases)


def _precedes(parse: Parse, index: int, phrases: Sequence[str]) -> bool:
    if not phrases:
        return False
    stretch = " " + " ".join(parse.lower(i) for i in range(max(0, index - 6), index))
    return any(stretch.endswith(" " + phrase) for phrase in phrases)


def _kinds(filled: Filled, slot: str, kinds: Sequence[str]) -> bool:
    return not kinds or any(placed.value.kind in kinds for placed in filled.get(slot, ()))


def _is_anchored(parse: Parse, anchor: Anchor, filled: Filled, rule: Rule) -> bool:
    """Whether a noun is tied to one happening, in one of the ways the rule allows."""
    clauses = described_in(parse, anchor)
    slots = set(filled) - ({"owner"} if anchor.group else set())
    entities = [placed for slot in slots for placed in filled[slot]]
    checks = {
        "date": lambda: any(
            parse.clause[t.first] in clauses or _is_fronted(parse, t, anchor) for t in dates_in(parse)
        ),
        "place": lambda: any(placed.value.kind == "place" for placed in _near_places(parse, anchor)),
        "actor": lambda: any(placed.value.kind != "place" for placed in entities),
        "definite": lambda: any(
            parse.lower(i) in words("definite") for i in range(max(0, anchor.first - 4), anchor.first)
        ),
        "told": lambda: is_existential(parse, anchor.first),
        "quantity": lambda: any(
            parse.lower(i)[:1].isdigit() for i in range(max(0, anchor.first - 3), anchor.first)
        ),
    }
    return any(checks[name]() for name in rule.anchor)


def _is_fronted(parse: Parse, timex: Placed[Timex], anchor: Anchor) -> bool:
    """Whether the date stands before the sentence's first verb: "At dawn on Monday, a quake struck"."""
    return timex.last <= anchor.first and not any(parse.is_finite(i) for i in range(timex.last))


def _near_places(parse: Parse, anchor: Anchor) -> Iterator[Placed[Entity]]:
    """Places in the words before a noun and behind it: "the Oslo talks", "a quake that struck off Chile"."""
    return (e for e in parse.entities if e.last and anchor.first - 5 <= e.first < anchor.last + _PLACE_REACH)
