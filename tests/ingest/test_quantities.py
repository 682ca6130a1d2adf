"""Numbers and what they count: every example in units.yml, and sentences of our own."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.model import Quantity
from events.variants import numerals
from ingest.numbers import units
from ingest.quantities import find_quantities


def _found(text: str) -> list[Quantity]:
    return [quantity for _, quantity in find_quantities(text, 0, len(text))]


def _brief(text: str) -> dict[str, str]:
    return {
        q.name: f"{q.qualifier + ' ' if q.qualifier else ''}{q.value}{' ' + q.unit if q.unit else ''}"
        for q in _found(text)
    }


def _named_rules() -> Iterator[tuple[str, Any]]:
    raw = units()
    for heading in ("states", "things", "terms"):
        yield from raw[heading].items()
    yield "amount", raw["money"]


EXAMPLES = [(name, example) for name, rule in _named_rules() for example in rule["examples"]]
NEVER = [(name, text) for name, rule in _named_rules() for text in rule["never"]]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}: {e['text']}" for n, e in EXAMPLES])
def test_each_example_of_a_rule_is_read(name: str, example: dict[str, str]) -> None:
    wanted = Quantity(
        name=name,
        value=Decimal(example["value"]),
        unit=example.get("unit"),
        qualifier=example.get("qualifier"),
    )

    assert wanted in _found(example["text"])


@pytest.mark.parametrize(("name", "text"), NEVER)
def test_no_counter_example_of_a_rule_is_read(name: str, text: str) -> None:
    assert name not in {quantity.name for quantity in _found(text)}


PATTERNS = [(example, rule) for rule in units()["patterns"] for example in rule["examples"]]


@pytest.mark.parametrize(("example", "rule"), PATTERNS, ids=[e["text"] for e, _ in PATTERNS])
def test_each_example_of_a_pattern_is_read(example: dict[str, str], rule: dict[str, Any]) -> None:
    found = {quantity.name: quantity.value for quantity in _found(example["text"])}

    assert {name: found.get(name) for name in example if name != "text"} == {
        name: Decimal(value) for name, value in example.items() if name != "text"
    }
    assert not any(name in _brief(text) for text in rule["never"] for name in example)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Seven people were killed when the dam burst.", {"killed": "7"}),
        ("The storm killed at least 12 and injured 30.", {"killed": "at least 12", "wounded": "30"}),
        ("Two officers were shot dead and three were hurt.", {"killed": "2", "wounded": "3"}),
        ("A strike left 12 dead and dozens injured.", {"killed": "12", "wounded": "dozens 24"}),
        ("Nine miners, including two brothers, were killed.", {"killed": "9"}),
        ("The fire claimed 41 lives.", {"killed": "41"}),
        ("Rescuers pulled 14 bodies from the mud.", {"killed": "14"}),
        ("More than 1.2 million people were displaced.", {"displaced": "more than 1200000"}),
        ("Riot police detained some 200 marchers.", {"arrested": "some 200"}),
        ("Agents arrested five men in dawn raids.", {"arrested": "5"}),
        ("A grand jury indicted two bankers and a clerk.", {}),
        ("The court sentenced six officers to 15 years in prison.", {"sentenced": "6", "years": "15"}),
        ("He received an eight-year jail term.", {"years": "8"}),
        ("The council voted 9 to 4 against the mayor.", {"votes_for": "9", "votes_against": "4"}),
        ("Senators approved the treaty 67-33 on Monday.", {"votes_for": "67", "votes_against": "33"}),
        ("Deputies passed the bill by 245 votes to 88.", {"votes_for": "245", "votes_against": "88"}),
        ("There were 88 votes in favour, 12 against and five abstentions.", {"votes_abstained": "5"}),
        ("Norway gave $250 million.", {"amount": "250000000 USD"}),
        ("The fund is worth €1.5bn.", {"amount": "1500000000 EUR"}),
        ("It cost tens of billions of dollars.", {"amount": "tens of billions 20000000000 USD"}),
        ("Voters backed a 3 trillion yen budget.", {"amount": "3000000000000 JPY"}),
        ("The tariff rises to 30 per cent.", {"percent": "30"}),
        ("Turnout was 54.2%.", {"percent": "54.2"}),
        ("The army took about 40 square miles.", {"area_sq_mi": "about 40"}),
        ("Fires burned 12,500 hectares.", {"area_ha": "12500"}),
        ("A 5.9-magnitude quake shook the coast.", {"magnitude": "5.9"}),
        ("Mediators presented a 14-point plan.", {"points": "14"}),
        ("The plan was cut from 20 to 16 points.", {"points_before": "20", "points_after": "16"}),
        ("It will send 4,000 soldiers and 31 tanks.", {"troops": "4000", "tanks": "31"}),
        ("Envoys of 22 countries signed.", {"countries": "22"}),
        ("The purge removed three ministers.", {"ministers": "3"}),
        ("Crews shot down 17 drones.", {"intercepted": "17"}),
        ("Half a million people fled.", {"displaced": "500000"}),
        ("About a dozen hostages were freed.", {"released": "about 12"}),
        ("Twenty-five nurses walked out.", {"workers": "25"}),
        ("The firm will cut 1,900 jobs.", {"jobs": "1900"}),
        ("The party won 61 of 120 seats.", {"seats": "120"}),
        ("The number of dead rose to 88.", {"killed": "88"}),
        ("Up to 300 homes were destroyed.", {"homes": "up to 300"}),
        ("Some 26 survivors were pulled alive from the wreck.", {"rescued": "some 26"}),
        ("Doctors confirmed 310 cases.", {"infected": "310"}),
        ("The junta has 48 hours to leave.", {"hours": "48"}),
        ("No fewer than 60 flights were cancelled.", {"flights": "no fewer than 60"}),
        ("The ship carried 30,000 tonnes of grain.", {"tonnes": "30000"}),
    ],
)  # fmt: skip
def test_numbers_are_tied_to_what_they_count(text: str, wanted: dict[str, str]) -> None:
    assert wanted.items() <= _brief(text).items()


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed on May 4, 2021.",
        "They met on 23 November.",
        "The 2022 invasion changed it.",
        "She is 62 years old.",
        "A 19-year-old man fell.",
        "Article 5 was invoked.",
        "Resolution 1701 was adopted.",
        "It began at 8:30 and ended at 10 p.m.",
        "Flight 610 vanished.",
        "He walked 20 kilometres.",
        "The Five Eyes alliance met.",
        "One of the men laughed.",
    ],
)
def test_dates_ages_labels_and_measures_count_nothing(text: str) -> None:
    assert _found(text) == []


def test_a_span_covers_number_and_thing() -> None:
    text = "The navy fired at least 22 cruise missiles."

    [(span, _)] = find_quantities(text, 0, len(text))

    assert span.of(text) == "at least 22 cruise missiles"


def test_only_the_asked_stretch_is_read() -> None:
    text = "Nine people died. Four ships sank."

    assert [q.name for _, q in find_quantities(text, 0, 17)] == ["killed"]


@given(st.text(alphabet="0123456789 ,.-$€%abkmo", max_size=40))
def test_any_text_is_read_without_failing(text: str) -> None:
    spans = [span for span, _ in find_quantities(text, 0, len(text))]

    assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_every_number_without_a_figure_is_known_as_a_least() -> None:
    assert numerals() == set(units()["vague"])
