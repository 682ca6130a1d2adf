"""The five real articles and their traps. Skipped where they are absent."""

from datetime import date
from pathlib import Path

import pytest

from events.model import Article, Event
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
