"""Triggers and arguments: what one sentence says happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from events.model import Entity
from ingest.anchors import Anchor
from ingest.clauses import Parse
from ingest.language import words
from ingest.lexicon import Lexicon, Rule, Trigger
from ingest.rule_conditions import any_word, described_in, sides, slots_hold, words_hold
from ingest.slots import Filled, fill_slots
from ingest.status import Reading, noun_status, verb_status
from ingest.verb_groups import verb_group
from ingest.word_classes import is_noun, is_passive, is_verb

_PARTICLE_REACH = 4


@dataclass(frozen=True)
class Mention:
    """One trigger with its arguments in one sentence."""

    rule: Rule
    parse: Parse
    anchor: Anchor
    kind: str
    reading: Reading
    mode: str | None
    actors: tuple[Entity, ...]
    targets: tuple[Entity, ...]

    @property
    def definite(self) -> bool:
        """Whether it may point back to something told: "the talks", "these attacks", "the ferry sank"."""
        first = self.anchor.left
        near = [self.parse.lower(i) for i in range(max(0, first - 3), first)]
        named = self.kind in {"noun", "phrase"} or bool(self.rule.subject and not self.actors)
        return named and any(word in words("definite") for word in near)

    @property
    def clauses(self) -> frozenset[int]:
        """The clause of the trigger, and the one right behind a noun that describes it: "storms that hit"."""
        return described_in(self.parse, self.anchor)


def is_consequence(mention: Mention) -> bool:
    """Whether a gerund tells what came of the verb before it: "hit a bus, killing nine"."""
    group = mention.anchor.group
    return group is not None and not group.words and mention.parse.lower(group.verb).endswith("ing")


def is_prompted(mention: Mention) -> bool:
    """Whether a noun names what came of the verb before it: "demanded an answer, prompting clashes"."""
    parse = mention.parse
    start, _ = parse.clause_range(mention.anchor.first)
    verb = parse.lower(start + 1)
    gerund = verb.endswith("ing") and verb not in words("prepositions")
    return mention.kind == "noun" and parse.lower(start) == "," and gerund


def find_mentions(parse: Parse, lexicon: Lexicon) -> tuple[Mention, ...]:
    """All mentions of a sentence, left to right; of two rules of a type on the same words the first wins."""
    found: list[Mention] = []
    for index in range(len(parse.tokens)):
        for trigger in lexicon.triggers.get(parse.lower(index), ()):
            mention = _read(parse, index, trigger, lexicon)
            if mention and not _is_known(mention, found):
                found.append(mention)
    return tuple(found)


def _is_known(mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether a mention of the same type already covers these words."""
    return any(
        other.rule.type == mention.rule.type
        and other.anchor.first < mention.anchor.last
        and mention.anchor.first < other.anchor.last
        for other in found
    )


def _read(parse: Parse, index: int, trigger: Trigger, lexicon: Lexicon) -> Mention | None:
    last = _match_rest(parse, index, trigger)
    if last is None or (parse.quoted[index] and trigger.rule.type != "statement"):
        return None
    if _inside_name(parse, index, trigger):
        return None
    anchor = _anchor(parse, index, last, trigger)
    if anchor is None:
        return None
    if not words_hold(parse, anchor, trigger, lexicon):
        return None
    filled = fill_slots(parse, anchor)
    if parse.quoted[index] and parse.quoted[index - 1] and _is_spoken_by_another(parse, filled):
        return None
    if not slots_hold(parse, anchor, trigger, filled):
        return None
    reading = _status(parse, anchor, trigger)
    if reading is None or reading.status in trigger.rule.unless_status or _is_habit(parse, anchor, reading):
        return None
    return Mention(
        trigger.rule,
        parse,
        anchor,
        trigger.kind,
        reading,
        _mode(parse, anchor, trigger.rule, lexicon),
        _fill(filled, trigger.rule.actors, False),
        _targets(filled, trigger.rule),
    )


def _is_habit(parse: Parse, anchor: Anchor, reading: Reading) -> bool:
    """Whether it is told of many times: "the cabinet meets every Tuesday", "pirates were usually tried"."""
    inside = range(*parse.clause_range(anchor.first))
    times = [timex.value for timex in parse.timexes if timex.last and timex.first in inside]
    if reading.present and reading.status == "occurred":
        return any(time.type == "SET" for time in times)
    usual = any(parse.lower(i) in words("habit_adverbs") for i in inside)
    return usual and not any(time.interval is not None for time in times)


def _is_spoken_by_another(parse: Parse, filled: Filled) -> bool:
    """Whether the doer of a verb within a quotation would stand outside: Osei told reporters "I urge you"."""
    return any(not parse.quoted[agent.first] for agent in filled.get("agent", ()))


def _match_rest(parse: Parse, index: int, trigger: Trigger) -> int | None:
    """The token after the trigger's last word; None when its further words do not follow."""
    for offset, word in enumerate(trigger.rest, 1):
        if parse.lower(index + offset) != word:
            return index + 1 if _is_parted(parse, index, trigger) else None
    return index + 1 + len(trigger.rest)


def _is_parted(parse: Parse, index: int, trigger: Trigger) -> bool:
    """Whether the particle of a verb stands behind its object: "handed him over", "called the strike off"."""
    if trigger.kind != "verb" or len(trigger.rest) != 1 or trigger.rest[0] not in words("particles"):
        return False
    reach = range(index + 2, min(index + 2 + _PARTICLE_REACH, len(parse.tokens)))
    particle = next((i for i in reach if parse.lower(i) == trigger.rest[0]), None)
    between = range(index + 1, particle or index + 1)
    parting = words("prepositions") | words("conjunctions") | words("subordinators") | {","}
    return particle is not None and not any(parse.lower(i) in parting for i in between)


def _inside_name(parse: Parse, index: int, trigger: Trigger) -> bool:
    """Whether the word belongs to a proper name ("Strike Force", "March for Life")."""
    entity = parse.entity_at(index)
    if entity is not None and (trigger.kind == "verb" or not parse.tokens[index].text[0].islower()):
        return True
    return trigger.tag == "ing" and parse.lower(index - 1) == "-"  # "life-threatening"


def _anchor(parse: Parse, index: int, last: int, trigger: Trigger) -> Anchor | None:
    if trigger.kind != "verb":
        described = (
            parse.lower(last - 1).endswith("ing")
            and parse.tokens[min(last, len(parse.tokens) - 1)].text[0].isupper()
        )
        noun = is_noun(parse, index) and not described  # "the ruling Mombo party"
        return Anchor(index, last) if trigger.kind == "phrase" or noun else None
    group = verb_group(parse, index)
    if not is_verb(parse, index, trigger, group):
        return None
    return Anchor(index, last, group, is_passive(parse, index, last, trigger, group.words))


def _status(parse: Parse, anchor: Anchor, trigger: Trigger) -> Reading | None:
    if trigger.kind == "phrase":
        reading: Reading | None = Reading("occurred", "phrase")
    elif anchor.group:
        reading = verb_status(parse, anchor.group, trigger.tag or "base")
    else:
        reading = noun_status(parse, anchor.first, anchor.last)
    if reading and trigger.rule.status:
        return Reading(trigger.rule.status, f"rule {trigger.rule.name}")
    return reading


def _mode(parse: Parse, anchor: Anchor, rule: Rule, lexicon: Lexicon) -> str | None:
    first, last = parse.clause_range(anchor.first)
    _, agent = sides(parse, anchor)
    places = range(min(first, agent.start), max(last, agent.stop))
    return next(
        (mode for word, mode in rule.modes.items() if any_word(parse, places, (word,), lexicon)), rule.mode
    )


def _fill(filled: Filled, slots: Sequence[str], keep_places: bool) -> tuple[Entity, ...]:
    """The entities of the slots, in the slots' order, each name once; a bare place is no actor."""
    placeds = [placed.value for slot in slots for placed in filled.get(slot, ())]
    found = [entity for entity in placeds if keep_places or entity.kind != "place"]
    return tuple({entity.name: entity for entity in reversed(found)}.values())[::-1]


def _targets(filled: Filled, rule: Rule) -> tuple[Entity, ...]:
    """Whom it was done to; where that is a mere thing, its owner."""
    owners = ("owner",) if {"patient", "of"} & set(rule.targets) else ()
    return _fill(filled, rule.targets, True) or _fill(filled, owners, True)
