"""The word lists of times.yml, each read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ingest.rulefiles import read_yaml


@cache
def word_list(name: str) -> Mapping[str, str]:
    """{lower-case word: meaning} of one list of times.yml."""
    found: Mapping[str, str] = read_yaml("times.yml")["words"][name]
    return found


@cache
def sense(name: str) -> frozenset[str]:
    """The words of times.yml that share one meaning, such as all that look backward.

    >>> "ago" in sense("backward")
    True
    """
    return frozenset(read_yaml("times.yml")["senses"][name])


@cache
def traps(name: str) -> frozenset[str]:
    """One list of words around what is no date."""
    return frozenset(read_yaml("times.yml")["traps"][name])


@cache
def around(name: str) -> re.Pattern[str]:
    """What stands right before or after an expression and tells what it is."""
    return re.compile(read_yaml("times.yml")["around"][name])
