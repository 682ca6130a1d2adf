"""Invented news with the skew of real news: few actors do most, statements abound, some days are full.

A day has some happenings of a few stories; each is told by one or many papers, which name its actors, place
and numbers each in their own way. A longer chronicle has more days, not fuller ones.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from bench.stories import Telling
from events.facts import EventExtracted
from events.interval import Interval, Precision
from events.model import Article, Event, EventType, Quantity, Span, Status

FIRST_DAY = date(1990, 1, 1)
HAPPENINGS_A_DAY = 70  # on most days; a day in ten has three times as many
STORIES = 12
ACTORS_OF_STORY = 60
PLACES_OF_STORY = 25
PUBLISHERS = 80
EVENTS_AN_ARTICLE = 9
TYPES: dict[EventType, int] = {
    "statement": 38, "meeting": 14, "strike": 12, "plan_revision": 5, "decision": 6, "incident": 5,
    "legal_action": 4, "agreement": 3, "fighting": 3, "aid": 2, "sanction": 2, "deployment": 2,
    "vote": 1, "protest": 1, "resignation": 1, "appointment": 1,
}  # fmt: skip
STATUSES: dict[Status, int] = {"occurred": 75, "planned": 13, "ongoing": 5, "possible": 5, "denied": 2}
NUMBERS = ("killed", "wounded", "drones", "missiles")
T = TypeVar("T")
SYLLABLES = ("ka", "lo", "mer", "vin", "sta", "dor", "ul", "be", "rith", "on", "sal", "tev", "gra", "min")


class Happening(NamedTuple):
    """What a paper may tell; `words` are those that the sentences about it share."""

    type: EventType
    status: Status
    day: date
    actors: tuple[str, ...]
    place: str
    numbers: tuple[tuple[str, int], ...]
    words: tuple[str, ...]


def chronicle(events: int) -> Iterator[Telling]:
    """Articles that hold `events` events together; the same ones at every call."""
    told = day = 0
    while told < events:
        for telling in articles_of(day):
            yield telling
            told += len(telling.facts)
            if told >= events:
                return
        day += 1


def days_of(events: int) -> int:
    """About how many days that many events fill."""
    return max(1, events // (HAPPENINGS_A_DAY * 12 // 10 * 2))


def articles_of(day: int) -> Iterator[Telling]:
    """What the papers of one day print, day 0 being the first."""
    chance = random.Random(day)
    busy = 3 if chance.random() < 0.1 else 1
    reports = [
        happening
        for happening in (_happening(chance, day) for _ in range(HAPPENINGS_A_DAY * busy))
        for _ in range(_papers(chance))
    ]
    chance.shuffle(reports)
    for number, start in enumerate(range(0, len(reports), EVENTS_AN_ARTICLE)):
        held = dict.fromkeys(reports[start : start + EVENTS_AN_ARTICLE])
        yield _telling(chance, day, number, tuple(held))


def _papers(chance: random.Random) -> int:
    """How many papers tell one happening: mostly one, seldom many."""
    return min(30, int(chance.paretovariate(1.6)))


def _happening(chance: random.Random, day: int) -> Happening:
    story = _skewed(chance, STORIES)
    actors = {_name(story * 1_000 + _skewed(chance, ACTORS_OF_STORY)) for _ in range(chance.randrange(1, 4))}
    type = _drawn(chance, TYPES)
    if type in ("resignation", "appointment"):
        actors = {_name(chance.randrange(10**9))}  # nobody resigns every week
    numbers = tuple((name, chance.randrange(1, 400)) for name in NUMBERS if chance.random() < 0.1)
    return Happening(
        type=type,
        status=_drawn(chance, STATUSES),
        day=FIRST_DAY + timedelta(day + int(chance.gauss(0, 2))),
        actors=tuple(sorted(actors)),
        place=_name(500_000 + story * 1_000 + _skewed(chance, PLACES_OF_STORY), words=1),
        numbers=numbers,
        words=tuple(_word(chance) for _ in range(8)),
    )


def _telling(chance: random.Random, day: int, number: int, held: Sequence[Happening]) -> Telling:
    sentences = [_sentence(chance, happening) for happening in held]
    published = FIRST_DAY + timedelta(day + 1)
    article = Article(
        text=f"Report {number} of {published}. " + " ".join(sentences),
        name=f"{published}-{number}.txt",
        title=f"Report {number}",
        publisher=f"Paper {_skewed(chance, PUBLISHERS)}",
        published=published,
        published_basis="given",
        language="en",
    )
    events = [
        _event(chance, article, happening, sentence)
        for happening, sentence in zip(held, sentences, strict=True)
    ]
    distinct = {event.event_id: event for event in events}.values()
    return Telling(article, tuple(EventExtracted.of(event, article, "rules@1") for event in distinct))


def _sentence(chance: random.Random, happening: Happening) -> str:
    shared = [word for word in happening.words if chance.random() < 0.7]
    own = [_word(chance) for _ in range(8)]
    return " ".join((*shared, *own)).capitalize() + "."


def _event(chance: random.Random, article: Article, happening: Happening, sentence: str) -> Event:
    start = article.text.index(sentence)
    interval, precision = _dated(chance, happening.day)
    named = [name for name in happening.actors if chance.random() < 0.85] or happening.actors[:1]
    return Event(
        article_id=article.article_id,
        type=happening.type,
        status=happening.status,
        interval=interval,
        precision=precision,
        basis="relative",
        actors=tuple(named),
        place=happening.place if chance.random() < 0.5 else None,
        quantities=tuple(
            Quantity(name=name, value=Decimal(value + (chance.random() < 0.2)))
            for name, value in happening.numbers
        ),
        evidence=(Span(start=start, end=start + len(sentence)),),
        headline=f"{named[0]} {sentence[:60]}",
        rule="bench/bench",
        confidence=chance.randrange(40, 99),
    )


def _dated(chance: random.Random, day: date) -> tuple[Interval | None, Precision]:
    """The day as a paper gives it: mostly the day, sometimes its week or month, seldom none."""
    drawn = chance.random()
    if drawn < 0.85:
        return Interval.day(day), "day"
    if drawn < 0.92:
        monday = day - timedelta(day.weekday())
        return Interval(start=monday, end=monday + timedelta(6)), "week"
    if drawn < 0.96:
        first = day.replace(day=1)
        return Interval(start=first, end=(first + timedelta(31)).replace(day=1) - timedelta(1)), "month"
    return None, "vague"


def _skewed(chance: random.Random, count: int) -> int:
    """A number below `count`; the n-th is drawn about 1/n as often as the first (Zipf's law)."""
    totals = _zipf(count)
    return bisect(totals, chance.random() * totals[-1])


@cache
def _zipf(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))


def _drawn(chance: random.Random, weights: dict[T, int]) -> T:
    return chance.choices([*weights], [*weights.values()])[0]


@cache
def _name(number: int, words: int = 2) -> str:
    chance = random.Random(number)
    return " ".join("".join(_word(chance) for _ in range(2)).capitalize() for _ in range(words))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randrange(2, 4)))
