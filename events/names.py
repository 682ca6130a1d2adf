"""When two names stand for one: spellings, surnames, initials, a country and its officials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from events.variants import complete, left_out, spelled, standard

STEM = 4  # letters; two words of one kin share at least these
LONG_SURNAME = 8  # letters; in a shorter one a letter makes another name: "Kerry", "Kelly"


class Name(NamedTuple):
    """A name as it is compared: its words in small letters, and for a group what it is derived from."""

    words: tuple[str, ...]
    is_group: bool
    kin: tuple[str, ...]
    stems: frozenset[str]
    is_complete: bool = False


@lru_cache(maxsize=100_000)
def name_of(text: str) -> Name:
    """Take a name apart, under its standard form; names recur, so each is taken apart once."""
    text = standard(text)
    kin = tuple(word.casefold() for word in _proper_words(text))
    words = _spelled_words(text)
    return Name(
        words, _is_group(text), kin, frozenset(word[:STEM] for word in kin), text.casefold() in complete()
    )


def is_same_name(one: str, other: str) -> bool:
    """Whether one name is the other in another spelling, or its last words ("Okoro", "Grace Okoro").

    >>> is_same_name("Okoro", "Grace Okoro"), is_same_name("Grace Okoro", "Daniel Okoro")
    (True, False)
    """
    return is_same(name_of(one), name_of(other))


def is_same(one: Name, other: Name) -> bool:
    """The same for names that were taken apart."""
    a, b = one.words, other.words
    if not a or not b:
        return False
    if a[-1] != b[-1]:
        return _is_misspelled(a, b)
    if len(a) != len(b) and min((one, other), key=lambda name: len(name.words)).is_complete:
        return False
    shorter = min(len(a), len(b))
    return a[-shorter:] == b[-shorter:] or _same_person(a, b)


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether full names of one surname differ only in what stands between: "Anna K. Berg"."""
    return min(len(a), len(b)) > 1 and a[0] == b[0] and abs(len(a) - len(b)) == 1 and _is_initial(a, b)


def _is_initial(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    longer = max(a, b, key=len)
    return len(longer) == 3 and len(longer[1]) == 1


def _is_misspelled(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether full names agree but for a letter within one long surname."""
    if len(a) != len(b) or len(a) < 2 or a[:-1] != b[:-1] or a[-1][:STEM] != b[-1][:STEM]:
        return False
    shorter = min(len(a[-1]), len(b[-1]))
    return shorter >= LONG_SURNAME and Levenshtein.distance(a[-1], b[-1], score_cutoff=1) <= 1


def key_of(text: str) -> str:
    """What all spellings of a name have in common, to look it up by.

    >>> key_of("Sergei Petrovskyy") == key_of("Sergey Petrovsky"), key_of("Calcutta") == key_of("Kolkata")
    (True, True)
    """
    return " ".join(name_of(text).words)


def _spelled_words(text: str) -> tuple[str, ...]:
    """The words in their common spelling, without those that some leave out, unless there is no other."""
    words = re.findall(r"\w+", re.sub(r"['’]", "", text.casefold()))
    told = [word for word in words if word not in left_out()] or words
    return tuple(spelled(word) for word in told)


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
