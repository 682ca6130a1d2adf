"""Verb and noun forms, regular and irregular."""

import pytest

from ingest.inflection import plural, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("ban", ["ban", "bans", "banned", "banned", "banning"]),
        ("deny", ["deny", "denies", "denied", "denied", "denying"]),
        ("resign", ["resign", "resigns", "resigned", "resigned", "resigning"]),
        ("strike", ["strike", "strikes", "struck", "struck", "striking"]),
        ("veto", ["veto", "vetoes", "vetoed", "vetoed", "vetoing"]),
        ("flee", ["flee", "flees", "fled", "fled", "fleeing"]),
        ("tie", ["tie", "ties", "tied", "tied", "tying"]),
    ],
)
def test_verb_forms(lemma: str, forms: list[str]) -> None:
    assert [form for form, _ in verb_forms(lemma)] == forms


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("crisis", "crises"), ("treaty", "treaties"), ("clash", "clashes"), ("raid", "raids")],
)
def test_plural(noun: str, expected: str) -> None:
    assert plural(noun) == expected
