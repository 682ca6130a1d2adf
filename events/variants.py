"""One name under several spellings: aliases, given names and transliterations, from variants.yml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

_LONG = 5  # letters; a shorter word is too easily another one: "Lee", "Li"
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d"})


@cache
def rules() -> Mapping[str, Any]:
    """What variants.yml holds."""
    text = files("events").joinpath("variants.yml").read_text("utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


@lru_cache(maxsize=100_000)
def standard(name: str) -> str:
    """The standard name of what has several, else the name as it is, without "the".

    >>> standard("Calcutta"), standard("the EU"), standard("Grace Okoro")
    ('Kolkata', 'European Union', 'Grace Okoro')
    """
    bare = " ".join(name.removeprefix("the ").removeprefix("The ").split())
    return _aliases().get(bare.casefold(), bare)


@cache
def _aliases() -> Mapping[str, str]:
    pairs = rules()["aliases"].items()
    return {alias.casefold(): name for name, aliases in pairs for alias in (name, *aliases)}


@lru_cache(maxsize=100_000)
def spelled(word: str) -> str:
    """A word as all its spellings have in common; given names in their first form.

    >>> spelled("Petrovskyy") == spelled("Petrovsky"), spelled("Mohamed"), spelled("Østergaard")
    (True, 'muhamad', 'ostergard')
    """
    plain = _plain(word)
    plain = _given().get(plain, plain)
    if len(plain) < _LONG:
        return plain
    for pattern, becomes in _spellings():
        plain = pattern.sub(becomes, plain)
    return plain


def _plain(word: str) -> str:
    """Small letters without accents and apostrophes; "ü" is written "ue" by some, which the rules undo."""
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return re.sub(r"[^\w]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))


@cache
def _given() -> Mapping[str, str]:
    return {form: forms[0] for forms in rules()["given"] for form in forms}


@cache
def _spellings() -> Sequence[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), becomes) for pattern, becomes in rules()["spellings"]]


@cache
def complete() -> frozenset[str]:
    """Names in small letters that are no short form of a longer one."""
    return frozenset(name.casefold() for name in rules()["complete"])


@cache
def left_out() -> frozenset[str]:
    """Words of a name that some write and some do not."""
    return frozenset(rules()["particles"]) | frozenset(rules()["suffixes"])


@cache
def bounds(side: Literal["least", "most", "about"]) -> frozenset[str | None]:
    """The words before a number that make it a lower bound, an upper bound or a rough one."""
    return frozenset(rules()["bounds"][side]) | (numerals() if side == "least" else frozenset())


@cache
def numerals() -> frozenset[str | None]:
    """Words that are a number by themselves: "dozens"."""
    return frozenset(rules()["numerals"])


@cache
def common_words() -> frozenset[str]:
    """Words that stand in the news of any day, and tell no sentence from another."""
    return frozenset(rules()["common"])
