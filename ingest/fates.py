"""What happened to the people, or weapons, that a number counts: killed, arrested, shot down."""

from __future__ import annotations

import re
from functools import cache

from ingest.counted import load_rules, noun_after
from ingest.numbers import Number, following_words, units

_BETWEEN = 3
_HELPERS = 5
_ASIDE = re.compile(
    r",? (?:including|among them|most of them|mostly|all of them|many of them)\b[^,;.]{0,80}?"
    r"(?:,|(?= (?:are|were|was|have|had)\b))"
    r"| and (?:an?|one) [^,;.\d]{0,40}?(?= (?:are|were|have been|had been)\b)"
)
_WHERE = re.compile(
    r" (?:in|at|from|on|near|aboard)\b[^;.]{0,50}?,?(?= (?:are|were|was|have been|had been|has been)\b)"
)
_DETERMINER = re.compile(r"\s+(?:the|a|an|his|her|their|its|\d|[A-Z])")


def fate_of(text: str, number: Number, start: int, end: int) -> tuple[int, str] | None:
    """Where the people counted end, and what happened to them: "killing at least 12" are killed.

    >>> from ingest.numbers import find_numbers
    >>> text = "Nine people were killed"
    >>> fate_of(text, find_numbers(text, 0, 23)[0], 0, 23)
    (11, 'killed')
    """
    rules, noun = load_rules(), noun_after(text, number, end)
    before = text[max(start, number.from_ - 30) : number.from_].lower().rstrip()
    if before.endswith(tuple(rules.words["parts"])):
        return None
    if noun and noun[1] in rules.losses and noun[1] not in rules.people:
        return noun[0], rules.losses[noun[1]]
    last = noun[0] if noun else number.end
    name = _state_between(text, number.end, last) or _state_after(text, last, end)
    if name and _fits(name, noun):
        return last, name
    if name := _action_before(before):
        alone = noun is None and _stands_alone(text, number.end, end)
        if (alone and not _things_of(name)) or (noun and _fits(name, noun)):
            return last, name
    return None


@cache
def _things_of(name: str) -> frozenset[str]:
    """Nouns of the things that may come to this end; none where only people may."""
    return frozenset(
        noun for thing in units()["states"][name].get("of", ()) for noun in units()["things"][thing]["nouns"]
    )


def _fits(name: str, noun: tuple[int, str] | None) -> bool:
    if noun is None:
        return True
    return noun[1] in (_things_of(name) or load_rules().people)


def _state_after(text: str, start: int, end: int) -> str | None:
    """The state that follows ("were reportedly killed"), over helping words and an aside between commas."""
    if aside := _ASIDE.match(text, start, end) or _WHERE.match(text, start, end):
        start = aside.end()
    rules = load_rules()
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
    return next((name for word in words if (name := load_rules().states.get(word[1].lower()))), None)


def _action_before(before: str) -> str | None:
    words = before.replace("’", "'").split()
    for many in (2, 1):
        name = load_rules().actions.get(" ".join(words[-many:]))
        if len(words) >= many and name:
            return name
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    words = following_words(text, start, end, 1)
    return not words or words[0][1].lower() in load_rules().words["stops"]
