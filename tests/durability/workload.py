"""What the writers of these tests append: it follows from a number, so that anybody can say what is due."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from events import projections
from events.facts import (
    CURATION,
    ArticleRead,
    EntriesMerged,
    EventExtracted,
    EventWithdrawn,
    Fact,
    Record,
    article_stream,
)
from events.log import Log
from events.model import Article, Quantity, Span
from tests.events.samples import article, event, extracted, strike

Row = tuple[str, str, str]  # stream, type and data of a record: what a writer wanted remembered
SIZES = (30, 150, 1_000, 4_500, 20_000)  # of the texts, in random bytes: in one page, and over many
CLOCK = datetime(2025, 12, 3, 10, 30, tzinfo=UTC)


class Append(NamedTuple):
    """One call of `Log.append`; all of it must be kept, or nothing."""

    stream: str
    facts: tuple[Fact, ...]
    texts: Mapping[str, str]

    @property
    def rows(self) -> list[Row]:
        """What the log holds of it."""
        return [(self.stream, fact.type, fact.data()) for fact in self.facts]


def clock() -> datetime:
    """A clock that stands still, also in other processes."""
    return CLOCK


def opened(path: Path) -> Log:
    """A log to write to."""
    return Log.open(path, "write", clock, run="run-of-the-tests")


@cache
def append_number(number: int) -> Append:
    """Mostly an article with up to eight events; some appends merge or revise what those before them said."""
    match number % 10:
        case 5:
            return _merge(number - 1, number - 2)
        case 9:
            return _revision(number - 1)
    return reading(number)


def reading(number: int) -> Append:
    """An article with its events, in its own stream."""
    source = article_number(number)
    facts = (ArticleRead.of(source), *_extractions(source, number))
    return Append(article_stream(source.article_id), facts, {source.text_digest: source.text})


def article_number(number: int) -> Article:
    """An article as long as its number says, which hardly compresses."""
    chance = random.Random(number)
    filler = chance.randbytes(chance.choice(SIZES)).hex()
    return article(f"Paper {number}", 1 + number % 28, f"Report {number}: {filler}")


def appended(log: Log, number: int) -> tuple[Record, ...]:
    """Append what is due under `number`; return the new records."""
    stream, facts, texts = append_number(number)
    return log.append(stream, facts, texts=texts)


def rows_due(numbers: Iterable[int]) -> list[Row]:
    """What the log must hold after these appends, in order."""
    return [row for number in numbers for row in append_number(number).rows]


def stored_rows(log: Log) -> list[Row]:
    """What the log holds."""
    return [(record.stream, record.type, record.data) for record in log.records()]


def tables_of(log: Log) -> dict[str, str]:
    """The digest of each projected table."""
    return projections.digests(log.connection)


def _extractions(source: Article, number: int) -> tuple[EventExtracted, ...]:
    """None to eight events, some longer than a page; a neighbour's may tell the same happening."""
    count = 1 if number % 10 in {3, 4, 8} else random.Random(-number).choice([0, 1, 2, 8])
    kinds = itertools.cycle([event, strike])
    return tuple(
        extracted(source, kind(source, **_told(source, number, seq)))
        for seq, kind in zip(range(count), kinds, strict=False)
    )


def _told(source: Article, number: int, seq: int) -> dict[str, object]:
    about = f"{number // 2}-{seq}"
    return {
        "actors": (f"Actor {about}",),
        "targets": (),
        "place": f"Place {about}",
        "quantities": (Quantity(name="drones", value=10 * number + seq),),
        "headline": f"Report {about}",
        "attribution": source.text[:6_000] if seq == number % 3 else None,
        "evidence": (Span(start=0, end=len(f"Report {number}")),),
    }


def _merge(*numbers: int) -> Append:
    ids = tuple(_extractions(article_number(number), number)[0].event_id for number in numbers)
    return Append(CURATION, (EntriesMerged(event_ids=ids, because="the same day", by="hand@ana"),), {})


def _revision(number: int) -> Append:
    source = article_number(number)
    old = _extractions(source, number)[0]
    new = extracted(source, event(source, actors=("Grace Okoro",), headline="Better"))
    gone = EventWithdrawn(
        event_id=old.event_id, because="better rules", replaced_by=new.event_id, by="rules@2"
    )
    return Append(article_stream(source.article_id), (new, gone), {})
