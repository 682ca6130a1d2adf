"""Does a bare "Friday" look back or ahead? The tense of the nearest governing verb tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from ingest.inflection import verb_forms
from ingest.rulefiles import read_yaml

Tense = Literal["past", "future"]
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)*|[;:]")
_POSSESSIVE = re.compile(r"['’]s\b")
_REACH = 40


class Direction(NamedTuple):
    """Where an expression looks, and the word that told; None when nothing did."""

    tense: Tense | None
    cue: str


@cache
def _cues(name: str) -> frozenset[str]:
    return frozenset(read_yaml("times.yml")["direction"][name])


@cache
def _past_forms() -> frozenset[str]:
    irregular = read_yaml("language.yml")["irregular"]
    pasts = {past for past, _ in irregular.values()} - {
        form for lemma in irregular for form, _ in verb_forms(lemma)[:1]
    }
    return frozenset(pasts) | _cues("past")


def direction(sentence: str, start: int, end: int) -> Direction:
    """Read the direction of the expression at `[start, end)` of its sentence.

    The nearest verb to its left decides; without one, the nearest to its right.
    """
    left = _words(sentence[:start])[-_REACH:]
    right = _words(sentence[end:])[:_REACH]
    if left and left[-1] in _cues("future_before"):
        return Direction("future", left[-1])
    if left and left[-1] in _cues("weak_before") and not _POSSESSIVE.match(sentence[end:]):
        nearby = _scan_right(right) if len(left) == 1 else _scan_left(left[-2:-1])
        return nearby if nearby and _tells(left[-1], left) else Direction("future", left[-1])
    found = _scan_phrase(left) or _scan_left(left) or _scan_right(right)
    if found and found.cue in _cues("cancellable") and right and right[0] in _cues("cancelled"):
        return Direction("past", right[0])
    return found or Direction(None, "")


def _tells(cue: str, left: Sequence[str]) -> bool:
    """ "By Friday forty had been found" opens with its cue; "ran from Friday" has its verb before it."""
    return len(left) == 1 or cue == "from"


def _words(part: str) -> list[str]:
    """Words in lower case; "Met" and "Will" inside a sentence are names and no verbs."""
    found = [match for match in _WORD.finditer(part) if match.start() == 0 or not match.group().istitle()]
    return [match.group().lower() for match in found]


def _scan_phrase(words: Sequence[str]) -> Direction | None:
    """ "A deadline of", "set for": two words right before the expression."""
    phrase = " ".join(words[-2:])
    return Direction("future", phrase) if phrase in _cues("future_phrases") else None


def _scan_left(words: Sequence[str]) -> Direction | None:
    for place in range(len(words) - 1, -1, -1):
        found = _read(words, place)
        if found:
            return found
    return None


def _scan_right(words: Sequence[str]) -> Direction | None:
    return next((found for place in range(len(words)) if (found := _read(words, place))), None)


def _read(words: Sequence[str], place: int) -> Direction | None:
    word = words[place]
    if word in _cues("future") or word.endswith("'ll"):
        return Direction("future", word)
    if word == "to" and place and words[place - 1] in _cues("governors"):
        return Direction("future", f"{words[place - 1]} to")
    if word in _past_forms() or (word.endswith("ed") and len(word) > 4 and word not in _cues("not_past")):
        return Direction("past", word)
    return None
