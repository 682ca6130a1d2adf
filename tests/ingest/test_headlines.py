"""One line for each event: readable alone, of its own clause, with its doer."""

import pytest

from tests.ingest.reading import read


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "A bus that crashed near Quito on Friday was carrying 40 pupils.",
            "incident",
            "A bus crashed near Quito on Friday",
        ),
        ("The truce, brokered by Qatar, took effect on Sunday.", "agreement", "The truce brokered by Qatar"),
        (
            "Governor Eva Stern said the levy was “a mistake that nobody should ever repeat” on Monday.",
            "statement",
            "Governor Eva Stern said the levy was “a mistake that nobody should ever repeat” on Monday",
        ),
        (
            "A spokeswoman for the port authority said the accounts had been audited twice.",
            "statement",
            "A spokeswoman for the port authority said the accounts had been audited twice",
        ),
    ],
    ids=["relative clause", "reduced clause", "quotation", "what is said"],
)
def test_headline_is_readable_alone(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline.removeprefix("Governor ") == headline.removeprefix("Governor ")


def test_headline_keeps_a_pronoun_behind_another_name() -> None:
    text = "Governor Eva Stern resigned. Mayor Jonas Lund wrote that her country had changed."

    assert read(text, "statement").headline == "Mayor Jonas Lund wrote that her country had changed"


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "Before he spoke he held a telephone call with Ana Lund.",
            "meeting",
            "He held a telephone call with Ana Lund",
        ),
        (
            "Envoys who had flown to Lima for a summit with the African Union signed the treaty on Monday.",
            "agreement",
            "Envoys signed the treaty on Monday",
        ),
        (
            "Envoys who led talks held in Lima on Monday left.",
            "meeting",
            "Envoys led talks held in Lima on Monday",
        ),
        (
            "Chad says its forces captured that town on Tuesday.",
            "fighting",
            "Forces captured that town on Tuesday",
        ),
        (
            "Peru's prime minister, Bart Banda, refused his consent at a summit in Oslo on May 2.",
            "meeting",
            "Peru's prime minister, Bart Banda, refused his consent at a summit in Oslo on May 2",
        ),
        (
            "Envoys cut the draft by half during talks in Oslo on Monday.",
            "meeting",
            "Talks in Oslo on Monday",
        ),
        (
            "The army said it had targeted depots in reply to Peruvian attacks on civilian objects in Chile.",
            "strike",
            "Peruvian attacks on civilian objects in Chile",
        ),
        ("That evening the minister resigned.", "resignation", "The minister resigned"),
    ],
    ids=[
        "fronted clause",
        "behind a relative clause",
        "participle behind a noun",
        "that town",
        "explained subject",
        "scene",
        "cause",
        "that evening",
    ],
)
def test_headline_tells_the_event_and_no_other(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline == headline


@pytest.mark.parametrize(
    ("text", "type", "headline", "actors"),
    [
        (
            "The energy firm Volta said 40,000 homes in Lima lost power.",
            "incident",
            "40,000 homes in Lima lost power",
            (),
        ),
        (
            "Prosecutors had charged the eight; all of them pleaded not guilty.",
            "legal_action",
            "Prosecutors had charged the eight",
            ("Prosecutors",),
        ),
        (
            "A transcript shows the envoy advising Banda, in a telephone call on May 2, how Peru might win.",
            "meeting",
            "Telephone call on May 2",
            (),
        ),
        ("The tour comes after a third day of talks in Lima.", "meeting", "Third day of talks in Lima", ()),
        (
            "A court jailed two men over the truck bomb that exploded in Oslo in 2022.",
            "strike",
            "Truck bomb that exploded in Oslo in 2022",
            (),
        ),
    ],
    ids=["reported", "part of a group", "no verb of its own", "days of talks", "described"],
)
def test_headline_and_doers_are_those_of_its_own_clause(
    text: str, type: str, headline: str, actors: tuple[str, ...]
) -> None:
    told = read(text, type)

    assert (told.headline, told.actors) == (headline, actors)


def test_headline_begins_with_the_noun_of_which_it_tells() -> None:
    told = read("Rita Osei was in Lima, insisting the plan was drafted by Peru in May.", "plan_revision")

    assert told.headline == "The plan was drafted by Peru in May"


def test_headline_of_a_gerund_tells_whose_deed_it_is() -> None:
    told = read("After capturing the town, rebels left.", "fighting")

    assert told.headline == "After capturing the town, rebels left"


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "Ministers met in Bern and released a joint statement.",
            "agreement",
            "Ministers released a joint statement",
        ),
        ("Rita Osei quit two days after police raided her office.", "resignation", "Rita Osei quit"),
    ],
    ids=["doer of the verb before", "length of time"],
)
def test_headline_has_a_subject_and_no_loose_end(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline == headline


@pytest.mark.parametrize(
    ("text", "type", "headline"),
    [
        (
            "Rita Osei left in June, after the Conservative group suspended her in April.",
            "resignation",
            "Conservative group suspended Rita Osei in April",
        ),
        (
            "Rita Osei said “all of those who stood in the way have gone”, prompting protests in Lima.",
            "protest",
            "Rita Osei said “all of those who stood in the way have gone”, prompting protests in Lima",
        ),
    ],
    ids=["body without a name", "quotation before"],
)
def test_headline_tells_who_and_why(text: str, type: str, headline: str) -> None:
    assert read(text, type).headline == headline
