"""Invented news at a steady density, so that a long log is longer, not fuller: a hundred articles a day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from events.facts import EventExtracted
from events.interval import Interval
from events.model import Article, Event, Quantity, Span

FIRST_DAY = date(2001, 1, 1)
ARTICLES_A_DAY = 100
EVENTS_AN_ARTICLE = 9  # with the reading of the article itself ten facts
HAPPENINGS_A_DAY = 600  # of which an article tells some: one in three is told more than once
PUBLISHERS = 40
TYPES = ("meeting", "strike", "vote", "protest", "agreement", "sanction", "resignation", "decision")
SYLLABLES = ("ka", "lo", "mer", "vin", "sta", "dor", "ul", "be", "rith", "on", "sal", "tev")


class Telling(NamedTuple):
    """An article and the facts about its events."""

    article: Article
    facts: tuple[EventExtracted, ...]


def tellings(count: int) -> Iterator[Telling]:
    """The first `count` articles; the same ones at every call."""
    for number in range(count):
        yield _telling(number)


def _telling(number: int) -> Telling:
    chance = random.Random(number)
    day = number // ARTICLES_A_DAY
    happenings = chance.sample(range(HAPPENINGS_A_DAY), EVENTS_AN_ARTICLE)
    sentences = [_sentence(day, happening) for happening in happenings]
    published = FIRST_DAY + timedelta(day + 1)
    text = f"Report {number} of {published}. " + " ".join(sentences)
    article = Article(
        text=text,
        name=f"{number}.txt",
        publisher=f"Paper {number % PUBLISHERS}",
        published=published,
        published_basis="given",
    )
    events = (_event(article, day, happening) for happening in happenings)
    return Telling(article, tuple(EventExtracted.of(event, article, "rules@1") for event in events))


def _sentence(day: int, happening: int) -> str:
    chance = random.Random(day * HAPPENINGS_A_DAY + happening)
    return " ".join(_word(chance) for _ in range(18)).capitalize() + f" {happening}."


def _event(article: Article, day: int, happening: int) -> Event:
    chance = random.Random(day * HAPPENINGS_A_DAY + happening)
    sentence = _sentence(day, happening)
    start = article.text.index(sentence)
    numbers = (
        (Quantity(name="injured", value=Decimal(chance.randrange(400))),) if chance.random() < 0.4 else ()
    )
    return Event(
        article_id=article.article_id,
        type=chance.choice(TYPES),  # type: ignore[arg-type]  # each is one of the literals
        status="occurred",
        interval=Interval.day(FIRST_DAY + timedelta(day)),
        precision="day",
        basis="relative",
        actors=tuple(_name(chance.randrange(3_000)) for _ in range(chance.randrange(1, 3))),
        targets=(_name(chance.randrange(3_000)),) if chance.random() < 0.3 else (),
        place=_name(chance.randrange(900), words=1),
        quantities=numbers,
        evidence=(Span(start=start, end=start + len(sentence)),),
        headline=sentence[:80],
        rule="bench/bench",
    )


def _name(number: int, words: int = 2) -> str:
    chance = random.Random(number)
    return " ".join(_word(chance).capitalize() for _ in range(words)) + ("" if words > 1 else f" {number}")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(1, 4)))
