"""The word lists of times.yml and times_holidays.yml, each read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from ingest.rulefiles import read_yaml


def _lists(section: str) -> Mapping[str, Any]:
    """The lists of one section, of the general words and of the holidays."""
    return {**read_yaml("times.yml")[section], **read_yaml("times_holidays.yml")[section]}


@cache
def word_list(name: str) -> Mapping[str, str]:
    """{lower-case word: meaning} of one list."""
    found: Mapping[str, str] = _lists("words")[name]
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
    return frozenset(_lists("traps")[name])


@cache
def around(name: str) -> re.Pattern[str]:
    """What stands right before or after an expression and tells what it is."""
    return re.compile(read_yaml("times.yml")["around"][name])
