"""How the matches of a pattern can begin, so that it is tried only where one could.

Most words of a text open no time expression. Trying every pattern at every word takes most of the time of
reading; the first three characters rule nearly all of them out.
"""

from __future__ import annotations

import re
import re._constants as op  # type: ignore[import-not-found]  # private to `re`, and in no stubs
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

LENGTH = 3
_SMALL_RANGE = 40
_LOOK_ALIKES = {"\u017f": "s", "\u0130": "i", "\u0131": "i", "\u212a": "k"}  # as re.IGNORECASE takes them


class Opening(NamedTuple):
    """The first characters of a match, plain; when `closed`, anything may follow them."""

    text: str
    closed: bool


_ANYTHING = frozenset({Opening("", True)})
_NOTHING = frozenset({Opening("", False)})


def openings(pattern: re.Pattern[str]) -> frozenset[str]:
    """The plain first characters of all that a pattern can match; fewer than `LENGTH`: anything follows.

    >>> sorted(openings(re.compile(r"(?:late )?May|\\d+", re.IGNORECASE)))
    ['0', '00', '000', 'lat', 'may']
    """
    return frozenset(opening.text for opening in _sequence(parser.parse(pattern.pattern, pattern.flags)))


def could_open(known: frozenset[str], text: str) -> bool:
    """Whether a text of `LENGTH` plain characters begins like one of these."""
    return any(text[:length] in known for length in range(LENGTH + 1))


@cache
def plain(character: str) -> str:
    """One character as patterns see it: any digit is 0, any space a blank, any case lower."""
    if character.isdecimal():
        return "0"
    return " " if character.isspace() else _LOOK_ALIKES.get(character, character.lower())


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> frozenset[Opening]:
    found = _NOTHING
    for code, argument in nodes:
        if all(_is_full(opening) for opening in found):
            break
        found = _joined(found, _piece(code, argument))
    return found


def _joined(heads: frozenset[Opening], tails: frozenset[Opening]) -> frozenset[Opening]:
    full = {head for head in heads if _is_full(head)}
    longer = {
        Opening((head.text + tail.text)[:LENGTH], tail.closed) for head in heads - full for tail in tails
    }
    return frozenset(full | longer)


def _is_full(opening: Opening) -> bool:
    return opening.closed or len(opening.text) >= LENGTH


def _piece(code: Any, argument: Any) -> frozenset[Opening]:  # the parser's own constants
    if code in {op.ASSERT, op.ASSERT_NOT, op.AT}:
        return _NOTHING
    if code is op.LITERAL:
        return frozenset({Opening(plain(chr(argument)), False)})
    if code is op.IN:
        return _one_of(argument)
    if code is op.BRANCH:
        return frozenset().union(*map(_sequence, argument[1]))
    if code is op.SUBPATTERN:
        return _sequence(argument[3])
    if code in {op.MAX_REPEAT, op.MIN_REPEAT}:
        return _repeated(*argument)
    return _ANYTHING


def _one_of(members: Iterable[tuple[Any, Any]]) -> frozenset[Opening]:
    found: set[Opening] = set()
    for code, argument in members:
        if code is op.LITERAL:
            found.add(Opening(plain(chr(argument)), False))
        elif code is op.RANGE and argument[1] - argument[0] < _SMALL_RANGE:
            found.update(Opening(plain(chr(one)), False) for one in range(argument[0], argument[1] + 1))
        elif code is op.CATEGORY and argument is op.CATEGORY_DIGIT:
            found.add(Opening("0", False))
        else:
            return _ANYTHING
    return frozenset(found)


def _repeated(least: int, most: int, nodes: Iterable[tuple[Any, Any]]) -> frozenset[Opening]:
    body, found = _sequence(nodes), _NOTHING
    kept: set[Opening] = set(_NOTHING) if least == 0 else set()
    for count in range(1, min(int(most), LENGTH) + 1):
        found = _joined(found, body)
        if count >= min(least, LENGTH):
            kept |= found
    return frozenset(kept)
