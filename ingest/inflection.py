"""Inflected forms of English verbs and nouns, made from their lemmas."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from ingest.rulefiles import read_yaml

FormTag = Literal["base", "s", "past", "participle", "ing"]
_VOWELS = "aeiou"


class VerbForm(NamedTuple):
    """One written form of a verb, and which form it is."""

    form: str
    tag: FormTag


@cache
def verb_forms(lemma: str) -> tuple[VerbForm, ...]:
    """All forms of a verb; past and participle may be written alike.

    >>> sorted({form for form, _ in verb_forms("carry")})
    ['carried', 'carries', 'carry', 'carrying']
    """
    past, participle = _irregular().get(lemma, (_regular_past(lemma),) * 2)
    return (
        VerbForm(lemma, "base"),
        VerbForm(_third_person(lemma), "s"),
        VerbForm(past, "past"),
        VerbForm(participle, "participle"),
        VerbForm(_gerund(lemma), "ing"),
    )


@cache
def plural(noun: str) -> str:
    """The plural of a noun.

    >>> plural("embargo"), plural("talk"), plural("ceremony")
    ('embargoes', 'talks', 'ceremonies')
    """
    irregular = read_yaml("language.yml")["plurals"]
    if noun in irregular:
        return str(irregular[noun])
    return _third_person(noun)


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    return {
        base: (past, participle)
        for base, (past, participle) in read_yaml("language.yml")["irregular"].items()
    }


@cache
def _doubling() -> frozenset[str]:
    return frozenset(read_yaml("language.yml")["doubling"])


def _third_person(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or (lemma.endswith("o") and lemma[-2] not in _VOWELS):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"


def _regular_past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in _doubling() else "") + "ed"


def _gerund(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if lemma in _doubling() else "") + "ing"
