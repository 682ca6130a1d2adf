"""Does a bare "Friday" look back or ahead? The tense of the nearest governing verb tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from ingest.rulefiles import read_yaml

Tense = Literal["past", "future"]
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)*|[;:]")
_POSSESSIVE = re.compile(r"['’]s\b")
_REACH = 40
_FAR = 1_000  # characters, in which so many words surely lie
_SHARED_REACH = 3  # words before "from" in which its verb stands: "rose in September from August"


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
    forms = {form for pair in irregular.values() for form in pair}
    return frozenset(forms - set(irregular)) | _cues("past")


@cache
def _unchanged_forms() -> frozenset[str]:
    """Verbs whose past is their plain form: "hit", "quit"."""
    irregular = read_yaml("language.yml")["irregular"]
    return frozenset(lemma for lemma, (past, _) in irregular.items() if past == lemma)


def direction(sentence: str, start: int, end: int) -> Direction:
    """Read the direction of the expression at `[start, end)` of its sentence.

    The nearest verb to its left decides; without one, the nearest to its right.
    """
    left = _words(sentence[max(0, start - _FAR) : start])[-_REACH:]
    right = _words(sentence[end : end + _FAR])[:_REACH]
    if left and left[-1] in _cues("future_before"):
        return Direction("future", left[-1])
    if left and left[-1] in _cues("weak_before") and not _POSSESSIVE.match(sentence[end:]):
        reach = _SHARED_REACH if left[-1] in _cues("shared") else 1
        nearby = _scan_right(right) if len(left) == 1 else _scan_left(left[-1 - reach : -1])
        return nearby if nearby and _tells(left[-1], left) else Direction("future", left[-1])
    found = _scan_phrase(left) or _scan_left(left) or _scan_right(right)
    if found and found.cue in _cues("cancellable") and right and right[0] in _cues("cancelled"):
        return Direction("past", right[0])
    return found or Direction(None, "")


def _tells(cue: str, left: Sequence[str]) -> bool:
    """ "By Friday forty had been found" opens with its cue; "ran from Friday" has its verb before it."""
    return len(left) == 1 or cue in _cues("shared")


def _words(part: str) -> list[str]:
    """Words in lower case; "Met" and "Will" inside a sentence are names and no verbs."""
    found = [match for match in _WORD.finditer(part) if match.start() == 0 or not match.group().istitle()]
    return [match.group().lower() for match in found]


def _scan_phrase(words: Sequence[str]) -> Direction | None:
    """ "A deadline of", "set for", "delayed to", "called a vote for": words before the expression."""
    phrase = " ".join(words[-2:])
    for verbs, preposition in (("postponed", "moved_to"), ("fixed", "fixed_for")):
        found = [word for word in words[-8:] if word in _cues(verbs)]
        if found and words[-1] in _cues(preposition):
            return Direction("future", f"{found[-1]} {words[-1]}")
    return Direction("future", phrase) if phrase in _cues("future_phrases") else None


def _scan_left(words: Sequence[str]) -> Direction | None:
    for place in range(len(words) - 1, -1, -1):
        found = _read(words, place)
        if found:
            return found
    return None


def _scan_right(words: Sequence[str]) -> Direction | None:
    for place, word in enumerate(words):
        if word in _cues("orders"):  # "in a speech Friday he vowed to": the order looks ahead, its day not
            return Direction("past", word)
        found = _read(words, place)
        if found:
            return found
    return None


def _read(words: Sequence[str], place: int) -> Direction | None:
    word, before = words[place], words[place - 1] if place else ""
    following = words[place + 1 : place + 6]
    if word in _cues("future") or word.endswith("'ll"):
        perfect = word in _cues("modals") and _cues("perfect") & set(following[:2])
        return Direction("past", f"{word} have") if perfect else Direction("future", word)
    if word.endswith("ing") and before in _cues("progressive"):
        return Direction("future", f"{before} {word}")
    if before in _cues("passive") and place > 1 and words[place - 2] in _cues("modals"):
        return Direction("future", f"{words[place - 2]} be")
    if word in _cues("orders") and _is_infinitive_ahead(following):
        return Direction("future", f"{word} to")
    if word in _cues("infinitive") and place and words[place - 1] in _cues("governors"):
        return Direction("future", f"{words[place - 1]} to")
    if word in _past_forms() or (word.endswith("ed") and len(word) > 4 and word not in _cues("not_past")):
        return Direction("past", word)
    if word in _unchanged_forms() and before not in _cues("modals"):
        return Direction("past", word)
    return None


def _is_infinitive_ahead(words: Sequence[str]) -> bool:
    """Whether "to" and a verb follow: "ordered him to appear", but not "agreed to a truce"."""
    verb = next((after for to, after in pairwise(words) if to in _cues("infinitive")), None)
    return verb is not None and verb not in _cues("no_verb_after_to")
