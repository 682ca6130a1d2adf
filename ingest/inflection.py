"""Inflected forms of English verbs and nouns, made from their lemmas."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from ingest.rulefiles import read_yaml

FormTag = Literal["base", "s", "past", "participle", "ing"]
_VOWELS = "aeiou"
_SHORT_VERB = 6  # "rise" and "prize" have no other spelling


class VerbForm(NamedTuple):
    """One written form of a verb, and which form it is."""

    form: str
    tag: FormTag


@cache
def verb_forms(lemma: str) -> tuple[VerbForm, ...]:
    """All forms of a verb in British and American spelling; past and participle may be written alike.

    >>> sorted({form for form, _ in verb_forms("carry")})
    ['carried', 'carries', 'carry', 'carrying']
    >>> [form for form, tag in verb_forms("travel") if tag == "past"]
    ['traveled', 'travelled']
    """
    return tuple(dict.fromkeys(form for spelling in _spellings(lemma) for form in _forms(spelling)))


def _spellings(lemma: str) -> tuple[str, ...]:
    """The lemma, and how the other side of the Atlantic writes it: "organise", "organize"."""
    for british, american in (("ise", "ize"), ("yse", "yze")):
        for one, other in ((british, american), (american, british)):
            if lemma.endswith(one) and len(lemma) > _SHORT_VERB:
                return lemma, lemma.removesuffix(one) + other
    return (lemma,)


def _forms(lemma: str) -> tuple[VerbForm, ...]:
    past, participle = _irregular().get(lemma, (_regular_past(lemma),) * 2)
    return (
        VerbForm(lemma, "base"),
        VerbForm(_third_person(lemma), "s"),
        VerbForm(past, "past"),
        VerbForm(participle, "participle"),
        VerbForm(_gerund(lemma), "ing"),
        *_doubled_l(lemma),
    )


def _doubled_l(lemma: str) -> tuple[VerbForm, ...]:
    """British "travelled" beside American "traveled"."""
    if not lemma.endswith("l") or lemma in _doubling() or lemma[-2] not in _VOWELS or lemma[-3] in _VOWELS:
        return ()
    return (
        VerbForm(lemma + "led", "past"),
        VerbForm(lemma + "led", "participle"),
        VerbForm(lemma + "ling", "ing"),
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
