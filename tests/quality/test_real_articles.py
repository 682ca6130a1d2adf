"""The five real articles and their traps. Skipped where they are absent."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from events.interval import Interval
from events.model import Article, Event
from ingest import pipeline
from ingest.extractors import load
from ingest.pipeline import date_article
from ingest.sources import read_articles

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="../shared/articles is absent")


def read(number: str, published: date | None = None) -> tuple[Article, tuple[Event, ...]]:
    """The article whose file name starts with `number`, and its events."""
    (path,) = (SHARED / "articles").glob(f"{number}_*.txt")
    (article,) = read_articles(path, published)
    assert isinstance(article, Article)
    return article, load().extract(article)


def telling(read_: tuple[Article, tuple[Event, ...]], words: str) -> list[Event]:
    """The events whose main evidence holds the words."""
    article, events = read_
    return [event for event in events if words in event.evidence[0].of(article.text)]


def test_an_upbeat_tone_is_no_strike() -> None:
    assert not [e for e in telling(read("003"), "struck an upbeat") if e.type == "strike"]


def test_a_resignation_in_protest_is_no_protest() -> None:
    found = {event.type for event in telling(read("002"), "in protest after")}

    assert "resignation" in found
    assert "protest" not in found


def test_a_strike_gathers_its_numbers_from_two_sentences() -> None:
    _, events = read("003", date(2025, 11, 26))
    (strike,) = [event for event in events if event.type == "strike"]

    assert strike.interval is not None
    assert str(strike.interval) == "2025-11-25"
    assert {q.name: int(q.value) for q in strike.quantities} == {"missiles": 22, "drones": 464, "killed": 7}


def test_a_plan_is_revised_on_the_day_of_the_talks() -> None:
    (revision,) = [e for e in telling(read("002"), "19 points") if e.type == "plan_revision"]

    assert str(revision.interval) == "2025-11-23"
    assert {q.name: int(q.value) for q in revision.quantities} == {"points_after": 19}


def test_a_weekday_behind_is_set_to_looks_ahead() -> None:
    planned = [e for e in telling(read("001"), "is set to meet") if e.status == "planned"]

    assert [(e.type, str(e.interval)) for e in planned] == [("meeting", "2025-12-02")]


def test_a_bare_past_month_is_the_latest_one() -> None:
    found = telling(read("003", date(2025, 11, 26)), "summit in August")

    assert "2025-08-01/2025-08-31" in {str(event.interval) for event in found}


@pytest.mark.parametrize(
    ("number", "value", "first", "last"),
    [("002", "2025-11-28", "2025-11-27", "2025-11-28"), ("003", "2025-11-26", "2025-11-25", "2025-11-27")],
)
def test_the_others_tell_the_day_of_an_article_that_states_none(
    number: str, value: str, first: str, last: str
) -> None:
    (path,) = (SHARED / "articles").glob(f"{number}_*.txt")
    (undated,) = read_articles(path)
    assert isinstance(undated, Article)

    article = date_article(undated, path)

    assert (article.published, article.published_basis) == (date.fromisoformat(value), "inferred")
    assert (article.published_from, article.published_to) == tuple(map(date.fromisoformat, (first, last)))
    assert (undated.published, undated.published_basis) == (None, "unknown")


# What several of the articles tell: the happening, and in which of them it must be found as one entry.
HAPPENINGS: dict[str, tuple[Callable[[Event], bool], set[str]]] = {
    "talks in Geneva": (lambda e: e.type == "meeting" and e.place == "Geneva", {"001", "002", "004"}),
    "planned trip to Moscow": (
        lambda e: e.status == "planned" and e.place == "Moscow" and "Steve Witkoff" in e.actors,
        {"000", "001", "002", "003"},
    ),
    "summit in Alaska": (lambda e: e.type == "meeting" and e.place == "Alaska", {"002", "003"}),
    "plan of 28 points drafted": (
        lambda e: e.mode == "drafted" and "Kirill Dmitriev" in e.actors,
        {"001", "003"},
    ),
    "plan cut to 19 points": (
        lambda e: e.type == "plan_revision" and any(q.name == "points_after" for q in e.quantities),
        {"002"},
    ),
    "strikes of 25 November": (
        lambda e: e.type == "strike" and e.interval == Interval.of("2025-11-25"),
        {"003"},
    ),
    "could serve as a basis": (
        lambda e: e.type == "statement" and "Vladimir Putin" in e.actors and "basis" in e.headline,
        {"002"},
    ),
    "chief of staff resigns": (
        lambda e: e.type == "resignation" and any("Yermak" in name for name in e.actors),
        {"001"},
    ),
}


@pytest.fixture(scope="module")
def together() -> dict[str, list[tuple[str, Event]]]:
    """For each entry of the timeline its reports: the number of the article, and what it tells."""
    readings = [*pipeline.extract(pipeline.files_in([SHARED / "articles"]))]
    entries = pipeline.entries_of(readings)
    found: dict[str, list[tuple[str, Event]]] = {}
    for reading in readings:
        assert isinstance(reading, pipeline.Extraction)
        for event in reading.events:
            found.setdefault(entries[event.event_id], []).append((reading.article.name[:3], event))
    return found


@pytest.mark.parametrize("happening", HAPPENINGS)
def test_a_happening_is_one_entry_with_the_right_reports(
    together: dict[str, list[tuple[str, Event]]], happening: str
) -> None:
    tells, articles = HAPPENINGS[happening]

    reports = [entry for entry in together.values() if any(tells(event) for _, event in entry)]

    assert articles in [{number for number, _ in entry} for entry in reports]
    assert sum(len(entry) > 1 for entry in reports) <= 1
