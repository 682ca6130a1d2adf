"""In which language a text is written; only English is read into events."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

READ = "en"
_ENOUGH = 2000  # characters; more of one article tells nothing new
_LEAST = 20  # characters
_CLEAR = 0.5  # how much likelier per character another language must be than English


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language; None for a text that is too short to tell.

    py3langid is small, its model lies in its package, and it takes a third of a millisecond (lingua: 90 MB).
    Names of people and places look foreign: a text is English unless another language is clearly likelier.

    >>> language_of("The ferry sank off Moss on Monday."), language_of("Der Minister trat am Montag zurück.")
    ('en', 'de')
    """
    sample = text[:_ENOUGH]
    if len(sample.strip()) < _LEAST:
        return None
    ranked = _rank(sample)
    (best, likelihood), english = ranked[0], dict(ranked)[READ]
    return best if likelihood - english >= _CLEAR * len(sample) else READ


def is_read(language: str | None) -> bool:
    """Whether events are read from texts in that language; unknown ones are tried."""
    return language in {None, READ}


@cache
def _identifier() -> Any:  # ships no types
    return import_module("py3langid")  # when first needed: loading its model takes most of a second


def _rank(sample: str) -> list[tuple[str, float]]:
    return list(_identifier().rank(sample))
