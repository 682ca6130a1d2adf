"""When two names stand for one: surnames, initials, a country and its officials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

STEM = 4  # letters; two words of one kin share at least these


class Name(NamedTuple):
    """A name as it is compared: its words in small letters, and for a group what it is derived from."""

    words: tuple[str, ...]
    is_group: bool
    kin: tuple[str, ...]
    stems: frozenset[str]


@lru_cache(maxsize=100_000)
def name_of(text: str) -> Name:
    """Take a name apart; names recur, so each is taken apart once."""
    kin = tuple(word.casefold() for word in _proper_words(text))
    words = tuple(re.findall(r"\w+", text.casefold()))
    return Name(words, _is_group(text), kin, frozenset(word[:STEM] for word in kin))


def is_same_name(one: str, other: str) -> bool:
    """Whether one name is the other, or its last words ("Okoro", "Grace Okoro").

    >>> is_same_name("Okoro", "Grace Okoro"), is_same_name("Grace Okoro", "Daniel Okoro")
    (True, False)
    """
    return is_same(name_of(one), name_of(other))


def is_same(one: Name, other: Name) -> bool:
    """The same for names that were taken apart."""
    a, b = one.words, other.words
    if not a or not b or a[-1] != b[-1]:
        return False
    shorter = min(len(a), len(b))
    return a[-shorter:] == b[-shorter:]


def is_akin(one: Name, other: Name) -> bool:
    """Whether two names that differ stand for one side: a country, its officials, its initials.

    >>> is_akin(name_of("Ukrainian officials"), name_of("Ukraine"))
    True
    >>> is_akin(name_of("U.S. envoys"), name_of("United States"))
    True
    >>> is_akin(name_of("Maria Okoro"), name_of("Mario Silva"))
    False
    """
    if not (one.is_group or other.is_group) or one.stems.isdisjoint(other.stems) or is_same(one, other):
        return False
    return any(_is_kin(a, b) for a in one.kin for b in other.kin)


def shared(ones: Sequence[Name], others: Sequence[Name]) -> int:
    """How many of `ones` are also among `others`."""
    return len([one for one in ones if any(is_same(one, other) for other in others)])


def akin_to(ones: Sequence[Name], others: Sequence[Name]) -> int:
    """How many of `ones` stand for the same side as another name among `others`."""
    return len([one for one in ones if any(is_akin(one, other) for other in others)])


def full_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in its longest form, in order of first appearance.

    >>> full_names(["Okoro", "Norland", "Grace Okoro"])
    ('Grace Okoro', 'Norland')
    """
    kept: list[str] = []
    for name in names:
        same = next((index for index, known in enumerate(kept) if is_same_name(name, known)), None)
        if same is None:
            kept.append(name)
        elif len(name) > len(kept[same]):
            kept[same] = name
    return tuple(kept)


def _is_group(name: str) -> bool:
    """One word, or a noun in small letters at the end: no full name of a person."""
    words = name.split()
    return len(words) == 1 or (len(words) > 1 and words[-1][0].islower())


def _proper_words(name: str) -> list[str]:
    """The words with a capital, and the initials of all of them."""
    proper = [word.replace(".", "") for word in name.split() if word[0].isupper()]
    initials = "".join(word[0] for word in proper if word)
    return [*proper, initials] if len(proper) > 1 else proper


def _is_kin(one: str, other: str) -> bool:
    """The same word, or one and what is derived from it: "sudria", "sudrian"."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) > STEM and longer.startswith(shorter[:-1]))
