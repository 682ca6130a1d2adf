"""What the text says that two happenings have to do with each other: read, recorded once, shown per entry."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events import projections
from events.errors import ExtractorError
from events.facts import EventsRelated, EventWithdrawn
from events.log import Log
from events.model import Article, Relation, Span
from events.verification import verify
from ingest import pipeline
from ingest.extractors import gate_relations
from ingest.rule_extractor import RuleExtractor
from ingest.rulefiles import read_yaml

RULES = read_yaml("relations.yml")
RESIGNED = "Norway's finance minister Kari Berg resigned on Monday after police raided her home."


def article(text: str) -> Article:
    return Article(
        text=text, name="a.txt", published=date(2025, 12, 3), published_basis="given", language="en"
    )


def related(text: str) -> list[tuple[str, str, str]]:
    """Each relation of a text as its kind and the types of its two events."""
    told = article(text)
    events = RuleExtractor().extract(told)
    types = {event.event_id: event.type for event in events}
    return [(r.kind, types[r.event_id], types[r.other_id]) for r in RuleExtractor().relate(told, events)]


@pytest.mark.parametrize("example", RULES["examples"], ids=lambda example: str(example["text"])[:40])
def test_the_sentence_says_how_two_happenings_belong_together(example: dict[str, Any]) -> None:
    assert related(example["text"]) == [(example["kind"], example["from"], example["to"])]


@pytest.mark.parametrize("text", RULES["never"])
def test_what_only_stands_side_by_side_is_not_related(text: str) -> None:
    assert related(text) == []


def shown(log: Log) -> list[tuple[str, str, str, str]]:
    columns = "relation, headline, other_headline, quote"
    return log.connection.execute(f"select {columns} from relations order by 1, 2, 3").fetchall()


def test_a_relation_is_a_row_with_the_sentence_that_says_it(tmp_path: Path) -> None:
    with Log.open(tmp_path / "a.db", "write") as log:
        pipeline.record([article(RESIGNED)], log)

        assert shown(log) == [
            ("follows", "Kari Berg resigned on Monday", "Police raided Kari Berg's home", RESIGNED)
        ]


def test_reading_it_again_records_nothing(tmp_path: Path) -> None:
    with Log.open(tmp_path / "a.db", "write") as log:
        pipeline.record([article(RESIGNED)], log)
        head = log.head()

        pipeline.record([article(RESIGNED)], log)

        assert log.head() == head


def test_what_is_no_longer_read_is_recorded_as_such(tmp_path: Path) -> None:
    told = article(RESIGNED)
    with Log.open(tmp_path / "a.db", "write") as log:
        pipeline.record([told], log)
        nothing = EventsRelated(
            article_id=told.article_id, relations=(), extractor="rules@2", text_digest=told.text_digest
        )

        log.append(f"article-{told.article_id}", [nothing])

        assert shown(log) == []


def test_a_withdrawn_event_is_related_to_nothing(tmp_path: Path) -> None:
    told = article(RESIGNED)
    with Log.open(tmp_path / "a.db", "write") as log:
        pipeline.record([told], log)
        events = RuleExtractor().extract(told)

        gone = EventWithdrawn(event_id=events[0].event_id, because="misread", by="hand@ana")
        log.append(f"article-{told.article_id}", [gone])

        assert shown(log) == []


def test_rebuilt_and_redacted_relations_hold(tmp_path: Path) -> None:
    told = article(RESIGNED)
    with Log.open(tmp_path / "a.db", "write") as log:
        pipeline.record([told], log)
        before = shown(log)
        projections.rebuild(log)
        assert shown(log) == before

        log.redact(told.article_id, "asked to", "hand@ana")

        assert [quote for *_, quote in shown(log)] == [None]
    assert list(verify(tmp_path / "a.db").findings) == []


def test_an_extractor_may_not_name_unknown_events() -> None:
    told = article(RESIGNED)
    wrong = Relation(kind="follows", event_id="0" * 16, other_id="1" * 16, evidence=Span(start=0, end=3))

    with pytest.raises(ExtractorError, match="unknown event"):
        gate_relations(told, RuleExtractor().extract(told), (wrong,))


def test_a_plan_made_of_28_points_revises_the_one_that_has_them(tmp_path: Path) -> None:
    leaked = article("A peace plan with 28 points was leaked to reporters on Monday.")
    cut = article(
        "Negotiators from Peru and Chile cut the disputed plan from 28 points to 19 on Tuesday."
    ).model_copy(update={"publisher": "Ledger"})
    with Log.open(tmp_path / "a.db", "write") as log:
        pipeline.record([leaked, cut], log)

        assert [(relation, quote) for relation, _, _, quote in shown(log)] == [("revises", cut.text)]
