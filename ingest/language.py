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
def cues(group: str) -> frozenset[str]:
    """The words of one list in status.yml with all their inflected forms."""
    found: list[str] = read_yaml("status.yml")[group]
    forms = {form for cue in found for form, _ in verb_forms(cue)}
    return frozenset(found) | forms | {plural(cue) for cue in found}


@cache
def lemmas_of_cues(group: str) -> dict[str, str]:
    """{inflected form: lemma} of one list in status.yml."""
    found: list[str] = read_yaml("status.yml")[group]
    return {form: cue for cue in found for form in (cue, plural(cue), *(f for f, _ in verb_forms(cue)))}


@cache
def auxiliaries() -> frozenset[str]:
    """Every word that may stand between a subject and its verb."""
    groups = ("be", "have", "do", "future", "conditional", "modals", "negations")
    return frozenset().union(*(words(group) for group in groups))


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
