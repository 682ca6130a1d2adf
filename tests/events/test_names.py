"""One person, body or place under several names; and names that only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.names import full_names, is_same_name, key_of, name_of
from events.variants import rules, spelled, standard

PAIRS = rules()["examples"]
STRANGERS = rules()["never"]
names = st.lists(st.text("abdeghiklmnoruvyz", min_size=1, max_size=12), min_size=1, max_size=3).map(
    lambda words: " ".join(word.capitalize() for word in words)
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert is_same_name(one, other)


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_names_that_look_alike_are_two(one: str, other: str) -> None:
    assert not is_same_name(one, other)


@given(names, names)
def test_sameness_has_no_direction(one: str, other: str) -> None:
    assert is_same_name(one, other) == is_same_name(other, one)


@given(names)
def test_name_is_itself_and_its_standard_is_final(name: str) -> None:
    assert is_same_name(name, name)
    assert standard(standard(name)) == standard(name)
    assert key_of(name) == key_of(standard(name))


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_spelling_ignores_accents_and_case(word: str) -> None:
    assert spelled(word.upper()) == spelled(word)


def test_alias_stands_for_one_thing_only() -> None:
    aliases = [alias.casefold() for name, others in rules()["aliases"].items() for alias in (name, *others)]

    assert len(aliases) == len(set(aliases))


def test_full_form_is_kept_as_written() -> None:
    assert full_names(["Mubarek", "Hosni Mubarak", "Calcutta"]) == ("Mubarek", "Hosni Mubarak", "Calcutta")


def test_group_keeps_its_kin_under_an_alias() -> None:
    assert name_of("U.S.").kin == name_of("United States").kin
