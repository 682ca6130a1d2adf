"""What a number counts: the noun behind it, by units.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ingest.numbers import Number, following_words, number_pattern, units

_WORD_LISTS = ("helpers", "stops", "parts", "people", "measures", "of_the", "passives")
_BETWEEN = 3
_NATIONAL_ENDINGS = ("ans", "is", "ese", "iens", "ians", "eans")
_SHORT_NAME = 5


@dataclass(frozen=True)
class Rules:
    """units.yml, indexed: nouns to names, words after and before a number to what happened."""

    things: Mapping[str, str]
    states: Mapping[str, str]
    actions: Mapping[str, str]
    losses: Mapping[str, str]
    people: frozenset[str]
    words: Mapping[str, frozenset[str]]
    patterns: tuple[re.Pattern[str], ...]


@cache
def load_rules() -> Rules:
    raw = units()
    things = {noun: name for name, rule in raw["things"].items() for noun in rule["nouns"]}

    def by_word(key: str) -> dict[str, str]:
        return {word: name for name, rule in raw["states"].items() for word in rule[key]}

    patterns = tuple(
        re.compile(rule["pattern"].replace("NUM", number_pattern()), re.IGNORECASE)
        for rule in raw["patterns"]
    )
    words = {key: frozenset(raw[key]) for key in _WORD_LISTS}
    return Rules(
        things, by_word("states"), by_word("actions"), by_word("nouns"), words["people"], words, patterns
    )


def noun_after(text: str, number: Number, end: int) -> tuple[int, str] | None:
    """Where the first counted noun after the number ends, and the noun; two in a row count as the second."""
    words = following_words(text, number.end, end, _BETWEEN + 2)
    rules = load_rules()
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
        if _is_people_of(word[1]):
            return word.end(), "people"
        if index < 2 and lower in rules.words["of_the"] and _is_part_of(words, number):
            continue
        if index >= _BETWEEN or lower in rules.words["measures"] or lower in rules.words["stops"]:
            return None
    return None


def _is_people_of(word: str) -> bool:
    """Whether a word names people by where they come from: "24 Palestinians"."""
    return word[0].isupper() and word.endswith(_NATIONAL_ENDINGS) and len(word) > _SHORT_NAME


def _is_part_of(words: Sequence[re.Match[str]], number: Number) -> bool:
    """ "three of the men", "dozens of men": the number counts some of the group."""
    if words[0][1].lower() != "of" or len(words) == 1 or number.value == 1:
        return False
    return number.qualifier in units()["vague"] or words[1][1].lower() in load_rules().words["of_the"]


def counted_thing(text: str, number: Number, end: int) -> tuple[int, str] | None:
    """Where the thing counted ends, and its name: "22 cruise missiles" are missiles.

    >>> from ingest.numbers import find_numbers
    >>> text = "22 cruise missiles"
    >>> counted_thing(text, find_numbers(text, 0, 18)[0], 18)
    (18, 'missiles')
    """
    noun = noun_after(text, number, end) or _sign(text, number, end)
    if noun is None or noun[1] not in load_rules().things:
        return None
    name = load_rules().things[noun[1]]
    return (noun[0], name) if _is_meant(text, number, noun[0], units()["things"][name], end) else None


def _is_meant(text: str, number: Number, last: int, rule: Mapping[str, Sequence[str]], end: int) -> bool:
    """Whether neither the words between nor the next one say that something else is counted."""
    between = {word[1].lower() for word in following_words(text, number.end, last, _BETWEEN + 2)}
    following = {word[1].lower() for word in following_words(text, last, end, 1)}
    other = between.intersection(rule.get("unless_before", ())) or following.intersection(
        rule.get("unless_next", ())
    )
    return not other and number.value >= int(str(rule.get("least", 0)))


def _sign(text: str, number: Number, end: int) -> tuple[int, str] | None:
    return (number.end + 1, "%") if text[number.end : min(end, number.end + 1)] == "%" else None
