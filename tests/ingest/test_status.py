"""Whether it happened, decided by the words around the trigger."""

import pytest

from tests.ingest.reading import mentions, rule

VERB = rule(verbs=["visit"], actors=["agent"])
NOUN = rule(nouns=["talk"], anchor=["place", "actor", "definite"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("President Amina Diallo visited Peru.", "occurred"),
        ("President Amina Diallo has visited Peru.", "occurred"),
        ("President Amina Diallo is visiting Peru.", "ongoing"),
        ("President Amina Diallo will visit Peru.", "planned"),
        ("President Amina Diallo is set to visit Peru.", "planned"),
        ("President Amina Diallo is to visit Peru.", "planned"),
        ("President Amina Diallo plans to visit Peru.", "planned"),
        ("Aides said President Amina Diallo would visit Peru.", "planned"),
        ("President Amina Diallo may visit Peru.", "possible"),
        ("President Amina Diallo offered to visit Peru.", "possible"),
        ("President Amina Diallo did not visit Peru.", "denied"),
        ("President Amina Diallo refused to visit Peru.", "denied"),
        ("President Amina Diallo managed to visit Peru.", "occurred"),
    ],
)
def test_status_of_a_verb(text: str, status: str) -> None:
    assert [m.reading.status for m in mentions(text, VERB)] == [status]


@pytest.mark.parametrize(
    "text",
    ["If President Amina Diallo visits Peru, prices will fall.", "Few asked whether Diallo visited Peru."],
)
def test_a_hypothesis_is_no_event(text: str) -> None:
    assert mentions(text, VERB) == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The Lima talks ended without a deal.", "occurred"),
        ("The Lima talks were called off.", "denied"),
        ("Talks in Lima were postponed.", "denied"),
        ("Talks in Lima will continue.", "planned"),
        ("Talks in Lima continue.", "ongoing"),
        ("Upcoming talks in Lima worry Chile.", "planned"),
        ("Chile proposed talks in Lima.", "possible"),
    ],
)
def test_status_of_a_noun(text: str, status: str) -> None:
    assert [m.reading.status for m in mentions(text, NOUN)] == [status]
