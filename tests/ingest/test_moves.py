"""Plans that are moved to another day: the examples of moves.yml, and two sentences about one plan."""

from datetime import date
from typing import Any

import pytest

from events.interval import Interval
from events.model import Article, Event
from ingest.rule_extractor import RuleExtractor
from ingest.rulefiles import read_yaml

RULES = read_yaml("moves.yml")


def read(text: str) -> tuple[Event, ...]:
    article = Article(text=text, name="a.txt", published=date(2025, 12, 3), language="en")
    return RuleExtractor().extract(article)


@pytest.mark.parametrize("example", RULES["examples"], ids=lambda example: str(example["text"])[:40])
def test_the_plan_has_its_new_day_and_remembers_the_old(example: dict[str, Any]) -> None:
    (event,) = [event for event in read(example["text"]) if event.type == example["type"]]

    assert event.status == "planned"
    assert event.interval is not None
    assert str(event.interval.start) == example["start"]
    former = example.get("moved_from")
    assert event.moved_from == (Interval.of(former) if former else None)


@pytest.mark.parametrize("text", RULES["never"])
def test_what_is_not_moved_has_no_former_day(text: str) -> None:
    assert [event.moved_from for event in read(text) if event.moved_from] == []


def test_two_sentences_about_one_plan_are_one_event() -> None:
    (event,) = read(
        "Peru and Chile will hold talks in Lima on 5 December.\n\n"
        "The talks in Lima were postponed from 5 December to 12 December."
    )

    assert (event.interval, event.moved_from) == (Interval.of("2025-12-12"), Interval.of("2025-12-05"))
    assert event.actors == ("Peru", "Chile")
