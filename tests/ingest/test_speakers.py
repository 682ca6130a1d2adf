"""Who says what, and when: speakers, the day of their words, and the line that tells them."""

from datetime import date

import pytest

from events.model import Article, Event
from ingest.rule_extractor import RuleExtractor

PUBLISHED = date(2024, 5, 15)  # a Wednesday
LONG = "“Banks in the region have worked hard for long to keep every branch open, and to lend to all here,”"


def statements(text: str) -> list[Event]:
    """The statements that a text tells, in reading order."""
    article = Article(text=text, name="test", published=PUBLISHED, published_basis="given")
    return [event for event in RuleExtractor().extract(article) if event.type == "statement"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("“It is over for all of us”, said Rita Osei.", ("Rita Osei",)),
        ("Prices will fall, said Finance Minister Rita Osei.", ("Rita Osei",)),
        ("Prices will fall, said the finance minister, Rita Osei.", ("Rita Osei",)),
        ("Prices will fall, said Rita Osei and Paul Kent.", ("Rita Osei", "Paul Kent")),
        ("Rita Osei, after talks in Lima, warned of a shortage.", ("Rita Osei",)),
        ("The WHO warned of a shortage.", ("WHO",)),
        ("The prosecutor's office warned of a shortage.", ("prosecutor's office",)),
        ("G7 leaders warned of a shortage.", ("G7 leaders",)),
        ("World leaders warned of a shortage.", ("World leaders",)),
        ("Parliament warned of a shortage.", ("Parliament",)),
        ("Health Minister Rita Osei left Lima. The minister warned of a shortage.", ("Rita Osei",)),
        ("Rita Osei, the health minister, left Lima. The minister warned of a shortage.", ("Rita Osei",)),
        ("Rita Osei, Peru's health minister, left. The Peruvian minister warned us.", ("Rita Osei",)),
    ],
    ids=[
        "comma behind the mark",
        "no quotation",
        "office and name",
        "two",
        "behind an interruption",
        "acronym like a pronoun",
        "office that is a body",
        "short body and people",
        "world",
        "body without an article",
        "office in brief",
        "office behind the name",
        "office of a country behind the name",
    ],
)
def test_speaker_is_found(text: str, actors: tuple[str, ...]) -> None:
    assert [event.actors for event in statements(text)] == [actors]


@pytest.mark.parametrize(
    "text",
    [
        "Paul Kent, speaking in Lima, said Rita Osei would stay.",
        "Three ships sank, said the mayor.",
        "Rita Osei met Paul Kent, said the aide.",
        "Finance Minister Rita Osei met Health Minister Paul Kent. The minister warned us.",
    ],
    ids=["object behind an interruption", "nobody named", "name in what is said", "one of two"],
)
def test_name_nearby_is_no_speaker(text: str) -> None:
    assert ("Rita Osei",) not in [event.actors for event in statements(text)]
    assert ("Paul Kent",) not in [event.actors for event in statements(text)] or "speaking" in text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rita Osei, on television yesterday, offered her condolences.", "2024-05-14"),
        ("Rita Osei, speaking in Lima on Monday, said taxes would fall.", "2024-05-13"),
        ("“We won”, said Rita Osei, the finance minister, on Monday.", "2024-05-13"),
        ("Rita Osei, born in 1961, said taxes would fall.", "2024-05-15"),
        ("Rita Osei, a minister since Monday, said taxes would fall.", "2024-05-15"),
        ("Rita Osei vowed to rebuild the port by June.", "2024-05-15"),
        ("Rita Osei promised to reply by Friday.", "2024-05-15"),
        ("Rita Osei will address parliament on Friday.", "2024-05-17"),
    ],
    ids=[
        "inserted",
        "participle",
        "behind an apposition",
        "older",
        "since",
        "month to come",
        "day to come",
        "planned",
    ],
)
def test_day_of_speaking_is_no_day_spoken_of(text: str, day: str) -> None:
    assert [str(event.interval) for event in statements(text)] == [day]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("“It is over,” said Rita Osei in a statement.", "“It is over,” said Rita Osei in a statement"),
        ("“It is over for us,” Rita Osei told parliament.", "“It is over for us,” Rita Osei told parliament"),
        (f"{LONG} said the deputy minister of finance, Rita Osei, on Monday.", f"Rita Osei: {LONG}"),
    ],
    ids=["short", "told", "long"],
)
def test_headline_tells_who_says_what(text: str, headline: str) -> None:
    assert [event.headline for event in statements(text)] == [headline]


def test_nobody_outside_a_quotation_speaks_within_it() -> None:
    told = statements("Rita Osei told reporters: “I urge all the workers to return by Monday.”")

    assert [(event.actors, event.mode) for event in told] == [(("Rita Osei",), "comment")]
