"""The closed classes of words of the language, as sets."""

from __future__ import annotations

from functools import cache
from typing import Any

from ingest.inflection import plural, verb_forms
from ingest.rulefiles import read_yaml


@cache
def words(group: str) -> frozenset[str]:
    """The words of one list in language.yml, lower case."""
    return frozenset(read_yaml("language.yml")[group])


@cache
def offices() -> frozenset[str]:
    """The words for what somebody is by office, from actors.yml."""
    return frozenset(read_yaml("actors.yml")["offices"])


@cache
def word_list(group: str) -> frozenset[str]:
    """The entries of one list in status.yml as they are written."""
    return frozenset(read_yaml("status.yml")[group])


@cache
def cues(group: str) -> frozenset[str]:
    """The words of one list in status.yml with all their inflected forms."""
    found: list[str] = read_yaml("status.yml")[group]
    forms = {form for cue in found for form, _ in verb_forms(cue)}
    return frozenset(found) | forms | {plural(cue) for cue in found}


@cache
def present_cues(group: str) -> frozenset[str]:
    """One list of verbs in status.yml in the forms of the present: "begin", "begins"."""
    found: list[str] = read_yaml("status.yml")[group]
    return frozenset(form for verb in found for form, tag in verb_forms(verb) if tag in {"base", "s"})


@cache
def verb_cues(group: str) -> frozenset[str]:
    """One list of verbs in status.yml in all inflections; "call off" becomes "called off" and so on."""
    found: list[str] = read_yaml("status.yml")[group]
    split = [cue.partition(" ") for cue in found]
    return frozenset(form + gap + rest for lemma, gap, rest in split for form, _ in verb_forms(lemma))


@cache
def light_verbs() -> frozenset[str]:
    """All forms of the verbs whose subject does what their object names."""
    return frozenset(form for lemma in words("light_verbs") for form, _ in verb_forms(lemma))


@cache
def auxiliaries() -> frozenset[str]:
    """Every word that may stand between a subject and its verb."""
    groups = ("be", "have", "do", "future", "conditional", "modals", "negations")
    return frozenset().union(*(words(group) for group in groups))


@cache
def irregular_participles() -> frozenset[str]:
    """The participles of irregular verbs: "held", "taken"."""
    irregular: dict[str, Any] = read_yaml("language.yml")["irregular"]
    return frozenset(participle for _, participle in irregular.values())


@cache
def finite_forms() -> frozenset[str]:
    """Auxiliaries and irregular past forms: words that are a verb wherever they stand."""
    irregular: dict[str, Any] = read_yaml("language.yml")["irregular"]
    return auxiliaries() | {past for past, _ in irregular.values()} - {
        "read",
        "set",
        "cut",
        "put",
        "hit",
        "split",
        "lay",
        "cost",
    }
