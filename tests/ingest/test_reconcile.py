"""Only differences are recorded, and nobody's hand is overruled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from events.facts import ArticleRead, EventExtracted, EventWithdrawn, Fact
from events.interval import Interval
from events.model import Article, Event, EventType, Span
from ingest.reconcile import known_from, recall, reconcile

TEXT = "The harbour chief resigned on Monday. Dockers met the mayor on Tuesday."
ARTICLE = Article(text=TEXT, name="harbour.txt", published=date(2025, 3, 5), published_basis="header")
RULES = "rules@1"


def event(type_: EventType = "resignation", start: int = 0, end: int = 37, day: str = "2025-03-03") -> Event:
    return Event(
        article_id=ARTICLE.article_id,
        type=type_,
        status="occurred",
        interval=Interval.of(day),
        precision="day",
        basis="relative",
        evidence=(Span(start=start, end=end),),
        headline="Harbour chief resigns",
        rule=f"{type_}/test",
    )


RESIGNATION = event()
REDATED = event(day="2025-02-24")
MEETING = event("meeting", 38, 71, "2025-03-04")


def read(known: Sequence[Fact], fresh: Sequence[Event], extractor: str = RULES) -> tuple[Fact, ...]:
    return reconcile(ARTICLE, known_from(known), fresh, extractor)


def test_new_article_is_read_before_its_events() -> None:
    facts = read([], [RESIGNATION, MEETING])

    assert [fact.type for fact in facts] == ["ArticleRead", "EventExtracted", "EventExtracted"]


def test_same_reading_again_records_nothing() -> None:
    known = read([], [RESIGNATION, MEETING])

    assert read(known, [MEETING, RESIGNATION]) == ()


def test_event_that_is_read_otherwise_is_withdrawn_in_favour_of_its_successor() -> None:
    known = read([], [RESIGNATION, MEETING])

    facts = read(known, [REDATED, MEETING], "rules@2")

    assert [fact.type for fact in facts] == ["EventExtracted", "EventWithdrawn"]
    assert facts[1] == EventWithdrawn(
        event_id=RESIGNATION.event_id,
        because="no longer found by rules@2",
        replaced_by=REDATED.event_id,
        by="rules@2",
    )


def test_event_that_is_no_longer_found_has_no_successor() -> None:
    facts = read(read([], [RESIGNATION, MEETING]), [MEETING])

    assert isinstance(facts[0], EventWithdrawn)
    assert facts[0].replaced_by is None


def test_withdrawn_event_that_is_found_again_is_recorded_again() -> None:
    first = read([], [RESIGNATION])
    second = (*first, *read(first, []))

    assert [fact.type for fact in read(second, [RESIGNATION])] == ["EventExtracted"]


def test_event_by_a_hand_is_never_withdrawn() -> None:
    by_hand = EventExtracted.of(MEETING, ARTICLE, "hand@desk")

    assert read([ArticleRead.of(ARTICLE), by_hand], []) == ()


def test_event_by_another_extractor_is_not_ours_to_withdraw() -> None:
    by_model = EventExtracted.of(MEETING, ARTICLE, "llm@3")

    assert read([ArticleRead.of(ARTICLE), by_model], []) == ()


def test_event_that_a_person_withdrew_stays_withdrawn() -> None:
    known = read([], [RESIGNATION])
    refused = EventWithdrawn(
        event_id=RESIGNATION.event_id, because="the director only offered to go", by="hand@ana"
    )

    assert read([*known, refused], [RESIGNATION]) == ()


def test_another_file_name_is_no_news() -> None:
    known = known_from(read([], [RESIGNATION]))
    renamed = ARTICLE.model_copy(update={"name": "copy.txt"})

    assert reconcile(recall(renamed, known), known, [RESIGNATION], RULES) == ()


def test_copy_with_other_line_breaks_in_another_file_is_no_news() -> None:
    known = known_from(read([], [RESIGNATION]))
    wrapped = Article(text=TEXT.replace(". ", ".\n"), name="copy.txt")

    assert reconcile(wrapped, known, [RESIGNATION, MEETING], RULES) == ()


def test_better_date_is_recorded() -> None:
    known = known_from(read([], [RESIGNATION]))
    given_date = ARTICLE.model_copy(update={"published": date(2025, 3, 6), "published_basis": "given"})

    facts = reconcile(recall(given_date, known), known, [RESIGNATION], RULES)

    assert facts == (ArticleRead.of(given_date),)


def test_date_given_by_a_person_outlives_a_reading_without_it() -> None:
    dated = ARTICLE.model_copy(update={"published": date(2025, 3, 6), "published_basis": "given"})
    known = known_from([ArticleRead.of(dated)])

    assert recall(ARTICLE, known).published == date(2025, 3, 6)
    assert recall(dated.model_copy(update={"published": date(2025, 3, 7)}), known).published == date(
        2025, 3, 7
    )


def test_copy_that_knows_no_date_takes_the_known_one() -> None:
    known = known_from([ArticleRead.of(ARTICLE)])
    undated = Article(text=TEXT, name="copy.txt")

    assert recall(undated, known).published == ARTICLE.published


events = st.lists(st.sampled_from([RESIGNATION, REDATED, MEETING]), max_size=5)


@given(st.lists(events, max_size=6))
def test_what_stands_is_always_what_was_read_last(readings: list[list[Event]]) -> None:
    facts: tuple[Fact, ...] = ()
    for fresh in readings:
        facts = (*facts, *read(facts, fresh))

        assert set(known_from(facts).standing) == {item.event_id for item in fresh}
        assert read(facts, fresh) == ()
