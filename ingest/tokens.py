"""Words, numbers and marks of a text, with their places."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest.rulefiles import read_yaml

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S.
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|m|bn|k)?\b"  # 1,200  3.5  21st  1990s
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # don't  Ukraine's
    r"|\S",
    re.UNICODE,
)


class Token(NamedTuple):
    """One word, number or mark; `start` and `end` are a half-open range of code points.

    `lower` is the word in small letters, except for an acronym that would then be another word ("WHO").
    """

    start: int
    end: int
    text: str
    lower: str


@lru_cache(maxsize=4096)  # each sentence is asked for more than once
def tokenize(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Split `text[start:end]` into tokens; offsets are those of the whole text.

    >>> [t.text for t in tokenize("The U.S. envoy's 28-point plan")]
    ['The', 'U.S.', 'envoy', "'s", '28', '-', 'point', 'plan']
    """
    stop = len(text) if end is None else end
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, stop):
        tokens.extend(_split_possessive(match.start(), match.group()))
    return tuple(tokens)


def _split_possessive(start: int, word: str) -> list[Token]:
    if len(word) > 2 and word[-2] in "'’" and word[-1] in "sS":
        cut = start + len(word) - 2
        return [_token(start, word[:-2]), _token(cut, word[-2:])]
    return [_token(start, word)]


def _token(start: int, word: str) -> Token:
    lower = word if word in read_yaml("language.yml")["acronyms"] else word.lower()
    return Token(start, start + len(word), word, lower.replace("’", "'"))
