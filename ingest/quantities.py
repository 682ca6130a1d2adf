"""Numbers with what they count: "at least 464 drones", "seven people were killed", "voted 312 to 220"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from events.model import Quantity, Span
from ingest.numbers import Number, find_numbers, following_words, number_pattern, read_number, units

_WORD_LISTS = ("helpers", "stops", "parts", "people", "measures", "of_the", "passives")
_BETWEEN = 3
_HELPERS = 5
_ASIDE = re.compile(
    r",? (?:including|among them|most of them|mostly|all of them|many of them)\b[^,;.]{0,80}?"
    r"(?:,|(?= (?:are|were|was|have|had)\b))"
)
_WHERE = re.compile(
    r" (?:in|at|from|on|near|aboard)\b[^;.]{0,50}?,?(?= (?:are|were|was|have been|had been|has been)\b)"
)
_SENTENCED = re.compile(r"\bsentence[sd]?\b[^.;]{0,80} to$")
_DETERMINER = re.compile(r"\s+(?:the|a|an|his|her|their|its|\d|[A-Z])")


@dataclass(frozen=True)
class _Rules:
    """units.yml, indexed: nouns to names, words after and before a number to what happened."""

    things: Mapping[str, str]
    states: Mapping[str, str]
    actions: Mapping[str, str]
    losses: Mapping[str, str]
    people: frozenset[str]
    words: Mapping[str, frozenset[str]]
    patterns: tuple[re.Pattern[str], ...]


@cache
def _rules() -> _Rules:
    raw = units()
    things = {noun: name for name, rule in raw["things"].items() for noun in rule["nouns"]}

    def by_word(key: str) -> dict[str, str]:
        return {word: name for name, rule in raw["states"].items() for word in rule[key]}

    patterns = tuple(
        re.compile(rule["pattern"].replace("NUM", number_pattern()), re.IGNORECASE)
        for rule in raw["patterns"]
    )
    words = {key: frozenset(raw[key]) for key in _WORD_LISTS}
    return _Rules(
        things, by_word("states"), by_word("actions"), by_word("nouns"), words["people"], words, patterns
    )


def find_quantities(text: str, start: int, end: int) -> tuple[tuple[Span, Quantity], ...]:
    """The quantities of `text[start:end]`, in order; each span covers the number and the thing counted.

    Sums of money are full amounts with an ISO 4217 unit. Vague words count for the least that they mean
    ("dozens" is 24) and stand in the qualifier. Dates, years, ages and labels ("Article 5") give nothing.

    >>> text = "Seven people were killed and about 30 injured by 22 missiles."
    >>> [(q.name, int(q.value), q.qualifier) for _, q in find_quantities(text, 0, len(text))]
    [('killed', 7, None), ('wounded', 30, 'about'), ('missiles', 22, None)]
    """
    numbers = find_numbers(text, start, end)
    if not numbers:
        return ()
    found = _by_pattern(text, start, end)
    taken = [span for span, _ in found]
    for number in numbers:
        if not any(span.start < number.end and number.start < span.end for span in taken):
            read = _count(text, number, start, end)
            found += [read] if read else []
    return tuple(sorted(found, key=lambda pair: pair[0].start))


def _by_pattern(text: str, start: int, end: int) -> list[tuple[Span, Quantity]]:
    found: list[tuple[Span, Quantity]] = []
    for pattern in _rules().patterns:
        match = pattern.search(text, start, end)
        for name, words in match.groupdict().items() if match else ():
            span = Span(start=match.start(name), end=match.end(name)) if match else None
            value = read_number(words)
            if span and value is not None and not any(span.overlaps(other) for other, _ in found):
                found.append((span, Quantity(name=name, value=_plain(value))))
    return found


def _count(text: str, number: Number, start: int, end: int) -> tuple[Span, Quantity] | None:
    return (
        _money(text, number, end)
        or _term(text, number, start, end)
        or _magnitude(text, number, start)
        or _fate(text, number, start, end)
        or _thing(text, number, start, end)
    )


def _quantity(number: Number, last: int, name: str, unit: str | None = None) -> tuple[Span, Quantity]:
    quantity = Quantity(name=name, value=_plain(number.value), unit=unit, qualifier=number.qualifier)
    return Span(start=number.from_, end=max(last, number.end)), quantity


def _plain(value: Decimal) -> Decimal:
    """Without an exponent or needless zeros: 3500000000, 61.5."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _money(text: str, number: Number, end: int) -> tuple[Span, Quantity] | None:
    if number.sign:
        return _quantity(number, number.end, "amount", units()["currency_signs"][number.sign])
    words = following_words(text, number.end, end, 3)
    if words and words[0][1].lower() == "of":
        words = words[1:]
    skipped = words[1:] if words and words[0][1][0].isupper() else []
    for many, kept in ((2, words), (1, words), (1, skipped)):
        if len(kept) >= many:
            phrase = " ".join(word[1] for word in kept[:many])
            if unit := units()["currency_words"].get(phrase.lower() if phrase.islower() else phrase):
                return _quantity(number, kept[many - 1].end(), "amount", unit)
    return None


def _term(text: str, number: Number, start: int, end: int) -> tuple[Span, Quantity] | None:
    """A term of imprisonment: the unit, and a word of punishment on either side."""
    words = following_words(text, number.end, end, 1)
    for name, rule in units()["terms"].items():
        if not words or words[0][1].lower() not in rule["nouns"]:
            continue
        after = text[words[0].end() : min(end, words[0].end() + 24)].lower().lstrip(" -’'")
        before = text[max(start, number.from_ - 90) : number.from_].lower().rstrip()
        sentenced = before.endswith(tuple(rule["before"])) or _SENTENCED.search(before)
        if sentenced or after.startswith(tuple(rule["after"])):
            return _quantity(number, words[0].end(), name)
    return None


def _magnitude(text: str, number: Number, start: int) -> tuple[Span, Quantity] | None:
    rule = units()["things"]["magnitude"]
    before = text[max(start, number.from_ - 16) : number.from_].lower().rstrip(" -of")
    if before.endswith(tuple(rule["before"])) or text[number.end :].lower().startswith(tuple(rule["nouns"])):
        return _quantity(number, number.end, "magnitude")
    return None


def _noun(text: str, number: Number, end: int) -> tuple[int, str] | None:
    """Where the first counted noun after the number ends, and the noun; two in a row count as the second."""
    words = following_words(text, number.end, end, _BETWEEN + 2)
    rules = _rules()
    for index, word in enumerate(words):
        lower = word[1].lower()
        pair = f"{lower} {words[index + 1][1].lower()}" if index + 1 < len(words) else ""
        if pair in rules.things:
            return words[index + 1].end(), pair
        if lower in rules.things or lower in rules.people or lower in rules.losses:
            following = words[index + 1][1].lower() if index + 1 < len(words) else ""
            if following in rules.things or following in rules.people or following in rules.losses:
                return words[index + 1].end(), following
            return word.end(), lower
        if index < 2 and lower in rules.words["of_the"] and _is_part_of(words, number):
            continue
        if index >= _BETWEEN or lower in rules.words["measures"] or lower in rules.words["stops"]:
            return None
    return None


def _is_part_of(words: Sequence[re.Match[str]], number: Number) -> bool:
    """ "three of the men", "dozens of men": the number counts some of the group."""
    if words[0][1].lower() != "of" or len(words) == 1 or number.value == 1:
        return False
    return number.qualifier in units()["vague"] or words[1][1].lower() in (
        "the",
        "its",
        "his",
        "her",
        "their",
    )


def _fate(text: str, number: Number, start: int, end: int) -> tuple[Span, Quantity] | None:
    """What happened to the people counted; only people, or nothing named, may be counted so."""
    rules, noun = _rules(), _noun(text, number, end)
    before = text[max(start, number.from_ - 30) : number.from_].lower().rstrip()
    if before.endswith(tuple(rules.words["parts"])):
        return None
    if noun and noun[1] in rules.losses and noun[1] not in rules.people:
        return _quantity(number, noun[0], rules.losses[noun[1]])
    last = noun[0] if noun else number.end
    name = _state_between(text, number.end, last) or _state_after(text, last, end)
    if name and _fits(name, noun):
        return _quantity(number, last, name)
    if name := _action_before(before):
        alone = noun is None and _stands_alone(text, number.end, end)
        if (alone and not _is_thing_state(name)) or (noun and _fits(name, noun)):
            return _quantity(number, last, name)
    return None


@cache
def _targets() -> frozenset[str]:
    """Nouns of things that can be shot down."""
    things = units()["things"]
    weapons = ("missiles", "drones", "rockets", "aircraft", "shells")
    return frozenset(noun for name in weapons for noun in things[name]["nouns"])


def _is_thing_state(name: str) -> bool:
    return bool(units()["states"][name].get("of") == "things")


def _fits(name: str, noun: tuple[int, str] | None) -> bool:
    if noun is None:
        return True
    return noun[1] in (_targets() if _is_thing_state(name) else _rules().people)


def _state_after(text: str, start: int, end: int) -> str | None:
    """The state that follows ("were reportedly killed"), over helping words and an aside between commas."""
    if aside := _ASIDE.match(text, start, end) or _WHERE.match(text, start, end):
        start = aside.end()
    rules = _rules()
    words = following_words(text, start, end, _HELPERS + 1)
    helped = False
    for index, word in enumerate(words):
        lower = word[1].lower()
        pair = f"{lower} {words[index + 1][1].lower()}" if index + 1 < len(words) else ""
        for state, last in ((pair, words[min(index + 1, len(words) - 1)].end()), (lower, word.end())):
            if state in rules.states:
                active = not helped and state in rules.actions and _DETERMINER.match(text, last, end)
                return None if active else rules.states[state]
        if lower not in rules.words["helpers"]:
            return None
        helped = helped or lower in rules.words["passives"]
    return None


def _state_between(text: str, start: int, end: int) -> str | None:
    """ "nine injured inmates"."""
    words = following_words(text, start, end, _BETWEEN)[:-1]
    return next((name for word in words if (name := _rules().states.get(word[1].lower()))), None)


def _action_before(before: str) -> str | None:
    words = before.replace("’", "'").split()
    for many in (2, 1):
        name = _rules().actions.get(" ".join(words[-many:]))
        if len(words) >= many and name:
            return name
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    words = following_words(text, start, end, 1)
    return not words or words[0][1].lower() in _rules().words["stops"]


def _thing(text: str, number: Number, start: int, end: int) -> tuple[Span, Quantity] | None:
    noun = _noun(text, number, end) or _sign(text, number, end)
    if noun is None or noun[1] not in _rules().things:
        return None
    name = _rules().things[noun[1]]
    rule = units()["things"][name]
    words = [word[1].lower() for word in following_words(text, number.end, noun[0], _BETWEEN + 2)]
    following = following_words(text, noun[0], end, 1)
    if number.value < int(rule.get("least", 0)) or any(
        word in rule.get("unless_before", ()) for word in words
    ):
        return None
    if following and following[0][1].lower() in rule.get("unless_next", ()):
        return None
    return _quantity(number, noun[0], name)


def _sign(text: str, number: Number, end: int) -> tuple[int, str] | None:
    return (number.end + 1, "%") if text[number.end : min(end, number.end + 1)] == "%" else None
