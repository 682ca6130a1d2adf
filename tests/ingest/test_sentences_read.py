"""Whole sentences through the real rules: which events they tell, with which status, place and numbers."""

import pytest

from ingest.sentences import split_sentences
from tests.ingest.reading import events_of, read


def test_what_somebody_denies_is_denied() -> None:
    assert read("Peru denied on Sunday that it had supplied missiles to Chad.", "aid").status == "denied"


@pytest.mark.parametrize(
    ("text", "type", "place"),
    [
        ("A ferry sank off the coast of Zanzibar on Monday.", "incident", "Zanzibar"),
        ("An air strike hit a school in Beirut's northern suburbs on Monday.", "strike", "Beirut"),
    ],
)
def test_place_stands_behind_a_part_or_before_one(text: str, type: str, place: str) -> None:
    assert read(text, type).place == place


def test_possessive_makes_no_verb_of_a_noun() -> None:
    assert [
        event.rule
        for event in events_of("Members backed the president's veto of the bill.")
        if event.type == "decision"
    ] == []


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("A knife attack at a market in Brussels in May 2017 killed two people.", "strike", "occurred"),
        ("Flights were cancelled on Monday due to a strike by pilots in Lyon.", "protest", "occurred"),
        ("Fighting broke out in Gao on Monday between the army and rebels.", "fighting", "occurred"),
    ],
    ids=["May the month", "due to a noun", "past that is no participle"],
)
def test_word_that_looks_like_another_decides_nothing(text: str, type: str, status: str) -> None:
    assert read(text, type).status == status


def test_no_behind_a_preposition_denies_nothing() -> None:
    assert read("A bus with no brakes crashed near Quito on Friday.", "incident").status == "occurred"


def test_sentence_ends_at_a_plain_word() -> None:
    text = "Canada is moving troops to Latvia for drills next month. Chad sent 200 soldiers to Mali."

    assert [span.of(text) for span, *_ in split_sentences(text)] == [
        "Canada is moving troops to Latvia for drills next month.",
        "Chad sent 200 soldiers to Mali.",
    ]


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("Defence minister Petra Holm ruled out sending troops to Mali on Monday.", "deployment", "denied"),
        ("Petra Holm considered sending troops to Mali on Monday.", "deployment", "possible"),
        ("Chile said it would begin withdrawing its troops from Haiti on Sunday.", "deployment", "planned"),
        ("Nurses in Leeds suspended a planned strike on Tuesday.", "protest", "denied"),
        ("Finland and Sweden are holding military drills in the Baltic Sea.", "deployment", "ongoing"),
        ("The judge adjourned the hearing until 12 June.", "legal_action", "planned"),
    ],
    ids=[
        "ruled out",
        "considered",
        "would begin",
        "suspended a planned",
        "are holding",
        "until a day to come",
    ],
)
def test_governing_verb_decides_the_status(text: str, type: str, status: str) -> None:
    assert read(text, type).status == status


def test_main_clause_goes_on_behind_what_interrupts_it() -> None:
    text = (
        "The trial of former president Alvaro Mendez, who is accused of bribery, begins on 3 June in Bogota."
    )

    event = read(text, "legal_action")

    assert (str(event.interval), event.status, event.place) == ("2024-06-03", "planned", "Bogota")
    assert event.headline == "The trial of former president Alvaro Mendez begins on 3 June in Bogota"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("The bloc agreed on Tuesday to extend sanctions on Belarus.", ["sanction"]),
        ("Germany pledged 200 million euros in aid for Sudan on Monday.", ["aid"]),
        (
            "At least 30 soldiers were killed in an ambush by militants in Burkina Faso on Thursday.",
            ["fighting"],
        ),
        ("Mayor Karl Brandt quit on Monday after the council voted to oust him.", ["resignation", "vote"]),
        (
            "Mayor Karl Brandt quit on Monday, two years after Karl Brandt was sacked as governor in 2022.",
            ["resignation", "resignation"],
        ),
    ],
    ids=[
        "agreed to do it",
        "pledge is the deed",
        "killed in an ambush",
        "ousted and so resigned",
        "left two offices",
    ],
)
def test_one_happening_is_told_once(text: str, types: list[str]) -> None:
    assert [event.type for event in events_of(text)] == types


def test_sentence_in_the_middle_of_a_quotation_tells_no_event() -> None:
    text = "Rita Osei said: “We had no choice. Police arrested nine men on Monday. It was hard.”"
    assert [event.type for event in events_of(text)] == ["statement"]


@pytest.mark.parametrize(
    ("text", "type", "status", "targets"),
    [
        (
            "Rita Osei was tried in absentia and sentenced on Saturday.",
            "legal_action",
            "occurred",
            "Rita Osei",
        ),
        ("Rita Osei will be recalled and charged on Saturday.", "legal_action", "planned", "Rita Osei"),
        (
            "Chile handed Rita Osei over to Peruvian police on Friday.",
            "legal_action",
            "occurred",
            "Rita Osei",
        ),
    ],
    ids=["passive shared", "future shared", "particle behind the object"],
)
def test_verb_shares_what_stands_before_another(text: str, type: str, status: str, targets: str) -> None:
    event = read(text, type)

    assert (event.status, ", ".join(event.targets)) == (status, targets)


@pytest.mark.parametrize(
    ("text", "killed", "missing"),
    [
        ("A helicopter crashed off Haiti on Thursday. All 10 aboard are missing.", None, "10"),
        ("A blaze hit a mill in Lagos on Saturday. Rain fell. The blaze killed three.", "3", None),
        ("A bus crashed near Lima on Monday. In 1986 a similar crash killed 40 people.", None, None),
        ("A bus crashed near Lima on Monday. Mayor Rosa Blanco resigned. Nine people are dead.", None, None),
    ],
    ids=["missing", "definite subject", "older days", "another happening between"],
)
def test_toll_of_a_later_sentence_joins(text: str, killed: str | None, missing: str | None) -> None:
    event = read(text, "incident")

    tolls = {quantity.name: str(quantity.value) for quantity in event.quantities}
    assert (tolls.get("killed"), tolls.get("missing")) == (killed, missing)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("During the storm, six sailors received non-life-threatening burns.", "statement"),
        ("Lima police have not commented on the report.", "statement"),
        ("Nine men drove through the US state of Ohio on Monday.", "statement"),
    ],
    ids=["hyphen", "silence", "noun like a verb"],
)
def test_what_only_looks_like_a_statement_is_none(text: str, type: str) -> None:
    with pytest.raises(StopIteration):
        read(text, type)


@pytest.mark.parametrize(
    "text",
    [
        "Envoys promised an updated and refined draft of the plan.",
        "Ministers proposed a loan secured on Chile's frozen assets.",
    ],
)
def test_participle_that_only_describes_tells_no_event(text: str) -> None:
    assert not {"plan_revision", "sanction"} & {event.type for event in events_of(text)}


def test_few_dozens_are_more_than_one() -> None:
    told = read("A few dozen people demonstrated with flags on Monday.", "protest")

    assert [f"{item.qualifier}: {item.value}" for item in told.quantities] == ["a few dozen: 24"]


def test_clause_of_the_thing_that_exploded_tells_what_it_was() -> None:
    text = "A court in Lima jailed six men on Monday over the truck bomb that exploded in Oslo in 2022."
    assert {event.type for event in events_of(text)} == {"legal_action", "strike"}


def test_place_of_another_main_clause_is_no_scene() -> None:
    text = "A second summit, in Oslo, was called off, and on Monday Chile imposed sanctions on the bank."

    assert read(text, "sanction").place is None


@pytest.mark.parametrize(
    ("text", "type", "place"),
    [
        ("A mob looted shops in Peru's capital Lima on Monday.", "protest", "Lima"),
        ("A mill burned in the state of Ohio. A blast on Monday destroyed a silo.", "incident", "Ohio"),
        ("A fire hit Gao on Monday. Rita Osei lives in Lima. The fire killed two.", "incident", "Gao"),
    ],
    ids=["capital", "scene told before", "of the last of its type"],
)
def test_scene_of_the_story_is_told_before(text: str, type: str, place: str) -> None:
    assert {e.place for e in events_of(text) if e.type == type} == {place}


def test_number_of_two_words_counts_a_group() -> None:
    assert read("Three thousand students marched in Lima on Monday.", "protest").actors == (
        "Three thousand students",
    )


def test_visit_for_a_round_of_talks_is_one_meeting() -> None:
    text = "Rita Osei arrived in Muscat on Friday for a new round of nuclear talks with Chad."
    assert [event.type for event in events_of(text)] == ["meeting"]


def test_network_named_by_a_letter_ends_a_sentence() -> None:
    text = "It is over, Rita Osei wrote on X. Chad sent 200 soldiers to Mali."

    assert [span.of(text) for span, *_ in split_sentences(text)] == [
        "It is over, Rita Osei wrote on X.",
        "Chad sent 200 soldiers to Mali.",
    ]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The cabinet meets every Tuesday.", "meeting"),
        ("The city marked the 80th anniversary of the bombing on Monday.", "strike"),
    ],
    ids=["habit", "anniversary"],
)
def test_what_returns_is_no_happening(text: str, type: str) -> None:
    with pytest.raises(StopIteration):
        read(text, type)


@pytest.mark.parametrize(
    ("text", "type", "actors", "day"),
    [
        ("March 3: Rebels seize Goma.", "fighting", "Rebels", "2024-03-03"),
        ("March 4: Police arrest two men in Lima.", "legal_action", "Police", "2024-03-04"),
        ("March 5: Lawmakers approve the budget.", "decision", "Lawmakers", "2024-03-05"),
        ("March 6: Kenya and Chad sign a truce.", "agreement", "Kenya, Chad", "2024-03-06"),
        ("March 7: Rita Osei resigns.", "resignation", "Rita Osei", "2024-03-07"),
    ],
    ids=["seize", "collective", "behind a colon", "two names", "one name"],
)
def test_present_of_a_timeline_is_read(text: str, type: str, actors: str, day: str) -> None:
    event = read(text, type)

    assert (", ".join(event.actors), event.status, str(event.interval)) == (actors, "occurred", day)


@pytest.mark.parametrize(
    ("text", "type", "amount"),
    [
        ("Police told of a fraud worth $9 million and arrested two men.", "legal_action", None),
        (
            "The union, which has imposed sanctions on Peru, is arguing about 9 billion euros.",
            "sanction",
            None,
        ),
        ("The union is arguing about 9 billion euros that were frozen in 2022.", "sanction", None),
        ("A court in Lima fined the bank $9 million on Monday.", "legal_action", "9000000"),
        ("The assets of the bank, 9 billion euros, were frozen on Monday.", "sanction", "9000000000"),
    ],
)
def test_sum_belongs_to_the_verb_that_no_other_parts_from_it(
    text: str, type: str, amount: str | None
) -> None:
    sums = [str(q.value) for event in events_of(text) if event.type == type for q in event.quantities]

    assert [value for value in sums if len(value) > 4] == ([amount] if amount else [])


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Pirates were usually tried in Kenya.", []),
        ("Mayor Jonas Lund has often said that taxes would fall.", []),
        ("The gang, often tried in Kenya, was jailed in Peru on Monday.", ["legal_action"]),
    ],
)
def test_what_happens_many_times_is_no_event(text: str, types: list[str]) -> None:
    assert [event.type for event in events_of(text)] == types


def test_noun_that_the_news_has_already_is_no_second_happening() -> None:
    text = (
        "A mill caught fire in Moss on Saturday. No cause has been given for the fire by the police in Oslo."
    )

    assert [(event.type, event.place) for event in events_of(text)] == [("incident", "Moss")]
