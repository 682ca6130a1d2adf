"""Today's rules over stored articles: only differences are recorded, and nobody's hand is overruled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from events import timeline
from events.errors import DatelineError
from events.facts import EventExtracted
from events.interval import Interval
from events.log import Log
from events.model import Article, Event
from ingest import curation, pipeline
from ingest.curation import Changes
from ingest.printing_curation import difference_text
from ingest.rereading import Difference, Rereading, reread
from ingest.rule_extractor import RuleExtractor
from tests.conftest import DOCKERS, HARBOUR

PUBLISHED = date(2025, 3, 5)
STORY = Article(text=HARBOUR, name="harbour.txt", published=PUBLISHED, published_basis="header")
OTHER = Article(text=DOCKERS, name="dockers.txt", published=PUBLISHED, published_basis="header")
TODAY = RuleExtractor().extract(STORY)
WHY = "the editor says so"


def changed(event: Event, **changes: object) -> Event:
    return Event.model_validate(event.model_dump() | changes)


# What rules of yesterday made of the same article: the first event on another day, one that never was,
# and nothing of the rest.
MISDATED = changed(TODAY[0], interval=Interval.of("2025-01-01").model_dump())
INVENTED = changed(TODAY[0], type="incident", mode=None, evidence=[{"start": 0, "end": 7}], headline="A fire")


@pytest.fixture
def log(database: Path) -> Iterator[Log]:
    """A log that rules of yesterday filled with one article, and today's with another."""
    with Log.open(database, "write") as log:
        store(log, STORY, [MISDATED, INVENTED])
        store(log, OTHER, RuleExtractor().extract(OTHER), "rules@1")
        yield log


def store(log: Log, article: Article, events: Sequence[Event], extractor: str = "rules@0") -> None:
    log.record(article, [EventExtracted.of(event, article, extractor) for event in events])


def ids(events: Sequence[Event]) -> set[str]:
    return {event.event_id for event in events}


def standing(log: Log, article: Article = STORY) -> set[str]:
    return set(log.standing_events(article.article_id))


def run(
    log: Log, *names: str, is_dry_run: bool = False, workers: int = 1
) -> tuple[Rereading, list[Difference]]:
    shown: list[Difference] = []
    return reread(log, names, shown.append, is_dry_run=is_dry_run, workers=workers), shown


def test_only_what_the_rules_read_otherwise_is_recorded(log: Log) -> None:
    before = log.stream_version(f"article-{OTHER.article_id}")

    found, shown = run(log)

    assert standing(log) == ids(TODAY)
    assert log.stream_version(f"article-{OTHER.article_id}") == before
    assert [difference.article.name for difference in shown] == ["harbour.txt"]
    assert found == Rereading(same=1, different=1, added=len(TODAY) - 1, withdrawn=1, changed=1)


def test_difference_tells_what_is_added_withdrawn_and_changed(log: Log) -> None:
    _, (difference,) = run(log)

    assert ids(difference.added) == ids(TODAY[1:])
    assert ids(difference.withdrawn) == {INVENTED.event_id}
    assert difference.changed == ((MISDATED, TODAY[0]),)


def test_difference_for_people_has_date_headline_and_changed_fields(log: Log) -> None:
    _, (difference,) = run(log, is_dry_run=True)

    text = difference_text(difference)

    assert "harbour.txt (2025-03-05)" in text
    assert f"  - {INVENTED.event_id}  2025-03-03  incident, occurred: A fire" in text
    assert f"  ~ {TODAY[0].event_id}  2025-03-03" in text
    assert "interval: 2025-01-01 → 2025-03-03" in text
    assert all(f"  + {event.event_id}" in text for event in TODAY[1:])
    assert "headline:" not in text


def test_second_reading_records_nothing(log: Log) -> None:
    run(log)
    before = log.head()

    found, shown = run(log)

    assert (log.head(), shown) == (before, [])
    assert (found.same, found.different) == (2, 0)


def test_dry_run_shows_the_same_and_writes_nothing(log: Log) -> None:
    before = log.head()

    dry = run(log, is_dry_run=True)

    assert log.head() == before
    assert dry == run(log)


def test_difference_is_shown_before_it_is_written(log: Log) -> None:
    heads: list[str] = []
    before = log.head()

    reread(log, [], lambda _: heads.append(log.head()))

    assert heads == [before]


def test_only_named_articles_are_read(log: Log) -> None:
    found, shown = run(log, "dockers.txt")

    assert (found, shown) == (Rereading(same=1), [])
    assert standing(log) == {MISDATED.event_id, INVENTED.event_id}


def test_article_named_twice_is_read_once(log: Log) -> None:
    assert run(log, "dockers.txt", OTHER.article_id)[0] == Rereading(same=1)


def test_unknown_article_is_an_error_before_anything_is_read(log: Log) -> None:
    before = log.head()

    with pytest.raises(DatelineError, match=r"gone\.txt"):
        run(log, "harbour.txt", "gone.txt")

    assert log.head() == before


def test_what_a_hand_recorded_or_withdrew_stays(log: Log) -> None:
    right = curation.correct(log, MISDATED.event_id, Changes(start=date(2025, 3, 2)), WHY, "ana").event
    by_hand = changed(INVENTED, headline="A flood")
    store(log, STORY, [by_hand], "hand@ana")
    curation.withdraw(log, [INVENTED.event_id], WHY, "ana")

    run(log)

    assert standing(log) == {right.event_id, by_hand.event_id} | ids(TODAY[1:])


def test_redacted_article_is_skipped_and_counted(log: Log) -> None:
    curation.redact(log, "harbour.txt", WHY, "ana")
    before = log.head()

    found, shown = run(log)

    assert (found, shown) == (Rereading(same=1, redacted=1), [])
    assert log.head() == before


def test_article_that_somebody_else_changes_meanwhile_fails_alone(log: Log) -> None:
    store(log, Article(text="Nothing happens here.", name="quiet.txt"), [])

    found = reread(log, [], lambda _: curation.withdraw(log, [INVENTED.event_id], WHY, "ana"))

    assert [(failed.name, "another writer" in failed.reason) for failed in found.failed] == [
        ("harbour.txt", True)
    ]
    assert (found.same, found.different) == (2, 0)
    assert standing(log) == {MISDATED.event_id}
    assert run(log)[0].failed == ()


def test_article_that_is_dated_anew_while_it_is_read_keeps_its_new_date(log: Log) -> None:
    """Of two articles in one batch, the second is dated while the first is shown."""
    first, second = sorted((STORY, OTHER), key=lambda article: article.article_id)
    store(
        log, first, [changed(event, article_id=first.article_id) for event in (MISDATED, INVENTED)], "rules@1"
    )
    dated = second.model_copy(update={"published": date(2025, 3, 12), "published_basis": "given"})

    found = reread(log, [], lambda _: log.record(dated), workers=2)

    assert [failed.name for failed in found.failed] == [second.name]
    stored = log.article(second.article_id)
    assert stored is not None
    assert stored.published == date(2025, 3, 12)


def test_worker_processes_read_the_same(log: Log) -> None:
    assert run(log, is_dry_run=True, workers=2) == run(log, is_dry_run=True)


def test_ingest_after_rereading_knows_everything(articles: Path, database: Path) -> None:
    with Log.open(database, "write") as log:
        pipeline.ingest([articles / "harbour.txt"], log)
        article = log.article(str(timeline.articles(log)[0]["article_id"]))
        assert article is not None
        store(log, article, [changed(MISDATED, article_id=article.article_id)], "rules@1")

        run(log)
        before = log.head()
        pipeline.ingest([articles / "harbour.txt"], log)

        assert log.head() == before


def test_more_articles_than_one_page_of_ids_are_all_read(database: Path) -> None:
    with Log.open(database, "write") as log:
        with log.writing():
            for number in range(515):
                log.record(Article(text=f"Number {number}.", name=f"{number}.txt"))

        assert run(log)[0] == Rereading(same=515)
