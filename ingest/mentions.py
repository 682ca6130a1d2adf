"""Triggers and arguments: what one sentence says happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.model import Entity, Timex
from ingest.clauses import Parse, Placed
from ingest.gazetteer import load_gazetteer
from ingest.language import auxiliaries, irregular_participles, words
from ingest.lexicon import Lexicon, Rule, Trigger
from ingest.phrases import conjuncts, phrase_start
from ingest.slots import Anchor, Filled, fill_slots, is_existential, subject_of
from ingest.status import Reading, noun_status, verb_status
from ingest.verb_groups import VerbGroup, verb_group

_PARTICLE_REACH = 4
_VERB_REACH = 3
_PLACE_REACH = 16


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
        return _described_in(self.parse, self.anchor)


def _described_in(parse: Parse, anchor: Anchor) -> frozenset[int]:
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
    if not _words_hold(parse, anchor, trigger, lexicon):
        return None
    filled = fill_slots(parse, anchor)
    if parse.quoted[index] and parse.quoted[index - 1] and _is_spoken_by_another(parse, filled):
        return None
    if not _slots_hold(parse, anchor, trigger, filled):
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
    """Whether it is told in the present of a repeated time: "the cabinet meets every Tuesday"."""
    number = parse.clause[anchor.first]
    repeated = any(t.value.type == "SET" and parse.clause[t.first] == number for t in parse.timexes if t.last)
    return reading.present and reading.status == "occurred" and repeated


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
        noun = _is_noun(parse, index) and not described  # "the ruling Mombo party"
        return Anchor(index, last) if trigger.kind == "phrase" or noun else None
    group = verb_group(parse, index)
    if not _is_verb(parse, index, trigger, group):
        return None
    return Anchor(index, last, group, _is_passive(parse, index, last, trigger, group.words))


def _is_noun(parse: Parse, index: int) -> bool:
    """Not a verb: no "to", auxiliary or pronoun stands before it; "related to storms" is none."""
    before, plural = parse.lower(index - 1), parse.lower(index).endswith("s")
    if (before == "to" and plural) or is_existential(parse, index):
        return True
    return before not in auxiliaries() - words("negations") - {"'s"} and before not in {
        "to",
        "they",
        "we",
        "i",
        "he",
        "she",
        "who",
    }


def _is_verb(parse: Parse, index: int, trigger: Trigger, group: VerbGroup) -> bool:
    """Whether this form stands as a verb here, by the word before it."""
    before, tag = parse.lower(index - 1), trigger.tag
    if group.words:
        return group.words[0] != "'s" or parse.is_finite(group.first)  # not "the president's frozen assets"
    nominal = (
        before in words("determiners")
        or before in {"'s", "'"}
        or before in words("prepositions") - {"after", "before", "by", "without"}
    )
    if tag in {"past", "participle"}:
        return not _is_attributive(parse, index) or trigger.rule.attributive
    if tag == "ing":
        return not nominal or (before in {"for", "of", "from", "at", "in"} and not _noun_like(parse, index))
    if nominal:
        return False
    return _finite_present(parse, index, before, trigger)


def _is_attributive(parse: Parse, index: int) -> bool:
    """Whether a participle only describes the noun behind it: "the revised plan", "frozen assets"."""
    before, after = parse.lower(index - 1), parse.lower(index + 1)
    if not parse.lower(index).endswith(("d", "n", "t")):
        return False  # "broke" is no participle: "fighting broke out"
    opened = before in words("determiners") | words("prepositions") | {"'s", "'", ""} or before.endswith(
        "ing"
    )
    opened = opened or parse.lower(index - 2) == "to"  # "to cede occupied land"
    opened = opened or (before == "and" and _is_joined_adjective(parse, index - 2))
    return opened and after not in words("prepositions") | words("determiners") | {",", "."}


def _is_joined_adjective(parse: Parse, index: int) -> bool:
    """Whether a participle behind an article is the first of two: "an updated and refined text"."""
    word = parse.lower(index)
    participle = word.endswith("ed") or word in irregular_participles()
    return participle and parse.lower(index - 1) in words("articles") | {"'s"}


def _noun_like(parse: Parse, index: int) -> bool:
    return parse.lower(index + 1) in words("prepositions")


def _finite_present(parse: Parse, index: int, before: str, trigger: Trigger) -> bool:
    """ "Kenya signs", "they meet", "who accuse": a subject directly before; not a noun of a compound."""
    subject = parse.entity_at(index - 1) is not None or before in words("pronouns") or before in {",", "and"}
    if _is_demonym(parse, index - 1):
        return False  # "Chilean attacks on the port"
    if trigger.tag == "s":
        plain = not parse.tokens[index - 1].text[0].isupper()
        return subject or (plain and (_object_follows(parse, index) or _is_only_verb(parse, index)))
    plural = (before.endswith("s") and not parse.tokens[index - 1].text.isupper()) or before in {
        "they",
        "we",
        "you",
        "i",
        "who",
        "and",
        "people",
    }
    return subject and (plural or _are_several(parse, index - 1))


def _are_several(parse: Parse, index: int) -> bool:
    """Whether the name that ends at a token is a group, or joined to another: "police", "Peru and Chad"."""
    named = parse.entity_at(index)
    return named is not None and (named.value.kind == "group" or len(conjuncts(parse, named)) > 1)


def _is_demonym(parse: Parse, index: int) -> bool:
    """Whether it is only an adjective of a country: "Chilean", not "Chile"."""
    found = load_gazetteer().find(parse.tokens, index) if index >= 0 else None
    kinds = {phrase.kind for phrase in found[1]} if found and found[0] == index + 1 else set()
    return kinds == {"demonym"}


def _is_only_verb(parse: Parse, index: int) -> bool:
    """Whether it can only be the verb of its clause: "the truce ends on Friday", not "the raids on Gao"."""
    first, last = parse.clause_range(index)
    start = phrase_start(parse, index - 1)
    opened = first == start and parse.lower(start) in words("articles") and start < index - 1
    ends = index + 1 >= last or parse.is_timed(index + 1) or parse.is_timed(index + 2)
    return opened and ends and not any(parse.is_finite(i) for i in range(first, last) if i != index)


def _object_follows(parse: Parse, index: int) -> bool:
    after = parse.lower(index + 1)
    return after in words("determiners") or parse.entity_at(index + 1) is not None


def _is_passive(parse: Parse, index: int, last: int, trigger: Trigger, group: tuple[str, ...]) -> bool:
    if trigger.tag not in {"past", "participle"}:
        return "being" in group or ("be" in group and trigger.tag == "participle")
    if group:
        return any(word in words("be") for word in group) and not _only_have(group)
    if any(word == trigger.rule.voice for word in ("active",)):
        return False
    return _is_reduced(parse, index, last, trigger.rule)


def _only_have(group: tuple[str, ...]) -> bool:
    return "been" not in group and not any(word in words("be") - {"'s"} for word in group)


def _is_reduced(parse: Parse, index: int, last: int, rule: Rule) -> bool:
    """A participle without auxiliary: "a plan drafted by", "the leaked draft", "ministers removed in May"."""
    after, before = parse.lower(last), parse.lower(index - 1)
    if after == "by" or before in words("determiners") - words("relatives"):
        return True
    transitive = bool(rule.targets or rule.object or rule.object_kind or "patient" in rule.actors)
    finite_elsewhere = _has_other_finite(parse, index)
    bare = (
        after in words("prepositions")
        or after in {",", ".", ""}
        or parse.clause[min(last, len(parse.clause) - 1)] != parse.clause[index]
    )
    return transitive and bare and finite_elsewhere and before not in words("pronouns")


def _has_other_finite(parse: Parse, index: int) -> bool:
    first, last = parse.clause_range(index)
    return any(i != index and parse.is_finite(i) for i in range(first, last))


def _words_hold(parse: Parse, anchor: Anchor, trigger: Trigger, lexicon: Lexicon) -> bool:
    """Whether the words around the trigger are those that the rule asks for, and none that it forbids."""
    rule = trigger.rule
    if rule.voice and anchor.group and (rule.voice == "passive") != anchor.passive:
        return False
    first, last = parse.clause_range(anchor.first)
    described = phrase_start(parse, first - 1) if parse.lower(first) in words("relatives") else first
    if rule.unless and _any_word(parse, range(max(0, described), last), rule.unless, lexicon):
        return False
    patient, agent = _sides(parse, anchor)
    return (
        _any_word(parse, patient, rule.object, lexicon)
        and (_any_word(parse, agent, rule.subject, lexicon) or _is_named_so(parse, anchor, rule, lexicon))
        and _any_word(parse, _around(parse, anchor), rule.needs, lexicon)
        and _any_word(parse, range(max(0, anchor.first - 3), anchor.first), rule.before, lexicon)
        and not _follows(parse, anchor.last, rule.unless_next)
        and not _precedes(parse, anchor.first, rule.unless_before)
    )


def _is_named_so(parse: Parse, anchor: Anchor, rule: Rule, lexicon: Lexicon) -> bool:
    """Whether what a pronoun subject stands for holds a wanted word: "the army said it had struck"."""
    group = anchor.group
    if group is None or group.has("be") or parse.lower(anchor.left - 1) not in words("subject_pronouns"):
        return False
    doers = (range(doer.first, doer.last) for doer in subject_of(parse, anchor))
    return any(_any_word(parse, doer, rule.subject, lexicon) for doer in doers)


def _around(parse: Parse, anchor: Anchor) -> range:
    """The clause of the trigger, with the one that describes a noun: "clashes that killed two soldiers"."""
    first, last = parse.clause_range(anchor.first)
    described = anchor.group is None and len(_described_in(parse, anchor)) > 1
    return range(first, parse.clause_range(anchor.last)[1] if described else last)


def _slots_hold(parse: Parse, anchor: Anchor, trigger: Trigger, filled: Filled) -> bool:
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


def _sides(parse: Parse, anchor: Anchor) -> tuple[range, range]:
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


def _any_word(parse: Parse, places: range, wanted: Sequence[str], lexicon: Lexicon) -> bool:
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
    clauses = _described_in(parse, anchor)
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
    _, agent = _sides(parse, anchor)
    places = range(min(first, agent.start), max(last, agent.stop))
    return next(
        (mode for word, mode in rule.modes.items() if _any_word(parse, places, (word,), lexicon)), rule.mode
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


def dates_in(parse: Parse) -> tuple[Placed[Timex], ...]:
    """The time expressions of the sentence that name days; a mere hour does where none beside it does."""
    named = [placed for placed in parse.timexes if placed.value.interval is not None and placed.last]
    days = {parse.clause[placed.first] for placed in named if placed.value.type != "TIME"}
    return tuple(p for p in named if p.value.type != "TIME" or parse.clause[p.first] not in days)
