"""Triggers and who fills their slots."""

import pytest

from tests.ingest.reading import mentions, rule

DISMISS = rule(type="resignation", verbs=["dismiss"], actors=["patient"], targets=["agent"])
MEET = rule(verbs=["meet"], actors=["agent", "patient", "with"])
FIRE = rule(type="strike", verbs=["fire"], object=["missile"], actors=["agent"], targets=["at", "on"])
RAID = rule(type="legal_action", nouns=["raid"], actors=["agent"], targets=["on"])


def names(text: str, *rules: object) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [
        (tuple(e.name for e in m.actors), tuple(e.name for e in m.targets))
        for m in mentions(text, *rules)  # type: ignore[arg-type]  # rules of this module
    ]


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("President Amina Diallo dismissed Prime Minister Jonas Lund.", "Jonas Lund", "Amina Diallo"),
        ("Prime Minister Jonas Lund was dismissed by President Amina Diallo.", "Jonas Lund", "Amina Diallo"),
        (
            "Prime Minister Jonas Lund, who was dismissed by President Amina Diallo, left.",
            "Jonas Lund",
            "Amina Diallo",
        ),
    ],
)
def test_roles_follow_voice(text: str, actors: str, targets: str) -> None:
    assert names(text, DISMISS) == [((actors,), (targets,))]


def test_joined_subjects_both_act() -> None:
    text = "President Amina Diallo and Prime Minister Jonas Lund met Norwegian officials in Oslo."

    assert names(text, MEET) == [(("Amina Diallo", "Jonas Lund", "Norwegian officials"), ())]


def test_an_apposition_is_not_the_subject() -> None:
    text = "Prime Minister Jonas Lund, the head of the Labour Party, met President Amina Diallo."

    assert names(text, MEET) == [(("Jonas Lund", "Amina Diallo"), ())]


def test_a_required_object_decides_the_sense() -> None:
    assert names("Kenyan police fired two missiles at Lagos.", FIRE) == [(("Kenyan police",), ("Lagos",))]
    assert names("The president fired two ministers on Friday.", FIRE) == []


def test_a_noun_without_anchor_is_a_topic() -> None:
    assert names("A raid could follow.", RAID) == []
    assert names("Kenyan police carried out a raid on Monday.", RAID) == [(("Kenyan police",), ())]


def test_words_in_a_long_quotation_set_nothing_off() -> None:
    assert names('"The ministers met the bishops and then they left again," said Jonas Lund.', MEET) == []
