"""Only differences are recorded, and nobody's hand is overruled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.facts import ArticleRead, ArticleRedacted, EventExtracted, EventWithdrawn, Fact
from events.interval import Interval
from events.model import Article, Event, EventType, Span
from ingest.reconcile import known_from, recall, reconcile

TEXT = "The harbour chief resigned on Monday. Dockers met the mayor on Tuesday."
ARTICLE = Article(text=TEXT, name="harbour.txt", published=date(2025, 3, 5), published_basis="header")
RULES = "rules@1"


def event(
    type_: EventType = "resignation",
    start: int = 0,
    end: int = 37,
    day: str = "2025-03-03",
    **changes: object,
) -> Event:
    fields: dict[str, object] = {
        "article_id": ARTICLE.article_id,
        "type": type_,
        "status": "occurred",
        "interval": Interval.of(day),
        "precision": "day",
        "basis": "relative",
        "evidence": (Span(start=start, end=end),),
        "headline": "Harbour chief resigns",
        "rule": f"{type_}/test",
    }
    return Event.model_validate(fields | changes)


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


# --- what a person decided ------------------------------------------------------------------------------


def withdrawn(event: Event, replaced_by: Event | None = None, by: str = "hand@ana") -> EventWithdrawn:
    successor = replaced_by and replaced_by.event_id
    return EventWithdrawn(event_id=event.event_id, because="it is not so", replaced_by=successor, by=by)


def corrected(old: Event, new: Event) -> tuple[Fact, ...]:
    return EventExtracted.of(new, ARTICLE, "hand@ana"), withdrawn(old, new)


def added(facts: Sequence[Fact]) -> list[Event]:
    return [fact.event for fact in facts if isinstance(fact, EventExtracted)]


BETTER_READINGS = {
    "another day": {"interval": Interval.of("2025-02-24")},
    "another headline": {"headline": "The harbour chief goes"},
    "another mode": {"mode": "retired"},
    "another status": {"status": "planned"},
    "an actor": {"actors": ("Marta Lindqvist",)},
    "more evidence": {"evidence": (Span(start=0, end=37), Span(start=38, end=71))},
    "another rule": {"rule": "resignation/better", "place": "Halversund"},
}


@pytest.mark.parametrize("changes", BETTER_READINGS.values(), ids=BETTER_READINGS)
def test_event_that_a_person_withdrew_stays_withdrawn_however_it_is_read_anew(
    changes: dict[str, Any],
) -> None:
    known = (*read([], [RESIGNATION]), withdrawn(RESIGNATION))

    assert read(known, [event(**changes)], "rules@2") == ()


def test_correction_stands_alone_when_the_rules_read_its_sentence_anew() -> None:
    known = (*read([], [RESIGNATION]), *corrected(RESIGNATION, REDATED))

    facts = (*known, *read(known, [event(day="2025-03-10")], "rules@2"))

    assert set(known_from(facts).standing) == {REDATED.event_id}


def test_correction_to_another_type_answers_for_both_types() -> None:
    appointment = event("appointment")
    known = (*read([], [RESIGNATION]), *corrected(RESIGNATION, appointment))

    assert read(known, [event(headline="He goes")], "rules@2") == ()
    assert read(known, [event("appointment", headline="He comes")], "rules@2") == ()


def test_withdrawal_holds_for_the_earlier_versions_of_an_event() -> None:
    first = read([], [RESIGNATION])
    second = (*first, *read(first, [REDATED], "rules@2"))

    assert read((*second, withdrawn(REDATED)), [RESIGNATION], "rules@3") == ()


def test_withdrawal_leaves_events_of_other_words_and_types_alone() -> None:
    statement = event("statement")
    known = (*read([], [RESIGNATION]), withdrawn(RESIGNATION))

    assert added(read(known, [MEETING, statement], "rules@2")) == [MEETING, statement]


def of(person: str, day: str = "2025-03-03", mode: str | None = None) -> Event:
    """One of several resignations that the same sentence tells."""
    return event(
        day=day, mode=mode, actors=(person,), headline=f"{person} resigns", place=f"{person}'s office"
    )


def anew(known: Event) -> Event:
    """A better reading of the same resignation."""
    return Event.model_validate(known.model_dump() | {"mode": "resigned"})


ANA, OLE = of("Ana Fjord"), of("Ole Brandt")


def test_event_that_stood_beside_a_withdrawn_one_is_read_anew() -> None:
    known = (*read([], [ANA, OLE]), withdrawn(ANA))
    fresh = [anew(OLE), anew(ANA)]

    facts = read(known, fresh, "rules@2")

    assert added(facts) == fresh[:1]
    assert withdrawn(OLE, fresh[0]).event_id in {f.event_id for f in facts if isinstance(f, EventWithdrawn)}


def test_event_that_stood_beside_a_withdrawn_one_is_read_anew_alone() -> None:
    known = (*read([], [ANA, OLE]), withdrawn(ANA))
    fresh = anew(OLE)

    assert added(read(known, [fresh], "rules@2")) == [fresh]


def test_event_that_stood_beside_a_withdrawn_one_is_read_anew_after_it_was_lost() -> None:
    known = (*read([], [ANA, OLE]), withdrawn(ANA))
    known = (*known, *read(known, []))

    assert added(read(known, [anew(OLE)], "rules@2")) == [anew(OLE)]


def test_event_that_came_beside_a_withdrawn_one_later_is_read_anew() -> None:
    known = (*read([], [ANA]), withdrawn(ANA))
    known = (*known, *read(known, [OLE, ANA]))

    assert added(read(known, [anew(OLE)], "rules@2")) == [anew(OLE)]


def test_one_correction_refuses_one_event_of_a_sentence() -> None:
    known = (*read([], [ANA]), *corrected(ANA, of("Ana Fjord", "2025-02-24")))

    assert added(read(known, [OLE, anew(ANA)], "rules@2")) == [OLE]


def test_one_withdrawal_refuses_one_event_of_a_sentence() -> None:
    known = (*read([], [ANA]), withdrawn(ANA))

    assert added(read(known, [OLE, anew(ANA)], "rules@2")) == [OLE]


def test_successor_is_the_likest_event_of_the_same_words() -> None:
    known = read([], [ANA, OLE])
    fresh = [anew(ANA), anew(OLE)]

    facts = read(known, fresh, "rules@2")

    assert [fact.replaced_by for fact in facts if isinstance(fact, EventWithdrawn)] == [
        one.event_id for one in fresh
    ]


people = st.sampled_from(["Ana Fjord", "Ole Brandt", "Marta Lindqvist"])
versions = st.builds(
    of, people, st.sampled_from(["2025-03-03", "2025-02-24"]), st.sampled_from([None, "resigned"])
)
sentences = st.lists(versions, max_size=3, unique_by=lambda one: one.actors)


@given(sentences.filter(bool), st.data(), st.lists(sentences, max_size=5))
def test_whom_a_person_withdrew_never_comes_back_beside_the_others(
    first: list[Event], data: st.DataObject, readings: list[list[Event]]
) -> None:
    refused = data.draw(st.sampled_from(first))
    known = read([], first)
    facts = (*known, withdrawn(refused))
    others = {one.actors for one in first} - {refused.actors}

    for fresh in readings:
        facts = (*facts, *read(facts, fresh, "rules@2"))
        standing = {fact.event.actors for fact in known_from(facts).standing.values()}

        if {one.actors for one in fresh} <= {refused.actors} | others:
            assert standing == {one.actors for one in fresh} - {refused.actors}
        assert read(facts, fresh, "rules@2") == ()


@given(sentences, sentences)
def test_what_a_hand_recorded_always_stands(first: list[Event], fresh: list[Event]) -> None:
    known = (*read([], [RESIGNATION, *first]), *corrected(RESIGNATION, REDATED))

    facts = (*known, *read(known, fresh, "rules@2"))

    assert REDATED.event_id in known_from(facts).standing


# --- what must not be read again ------------------------------------------------------------------------


@pytest.mark.parametrize("text", [TEXT, TEXT.replace(". ", ".\n")], ids=["the same", "other line breaks"])
def test_redacted_article_is_never_recorded_again(text: str) -> None:
    redaction = ArticleRedacted(article_id=ARTICLE.article_id, because="a court said so", by="hand@ana")
    known = known_from((*read([], [RESIGNATION]), redaction))
    again = ARTICLE.model_copy(
        update={"text": text, "published": date(2025, 4, 1), "published_basis": "given"}
    )

    assert reconcile(recall(again, known), known, [MEETING], RULES) == ()
