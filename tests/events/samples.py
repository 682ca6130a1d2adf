"""Invented articles and events that the tests of the ground floor share."""

from datetime import UTC, date, datetime

from events.facts import EventExtracted
from events.interval import Interval
from events.model import Article, Event, Quantity, Span

CLOCK = datetime(2025, 12, 3, 10, 30, tzinfo=UTC)


def clock() -> datetime:
    """A clock that stands still."""
    return CLOCK


def article(
    publisher: str = "Harbour Post", day: int = 2, text: str = "Grace Okoro resigned on Tuesday."
) -> Article:
    """An article of one sentence, published in December 2025."""
    published = date(2025, 12, day)
    return Article(
        text=text, name=f"{publisher}.txt", publisher=publisher, published=published, published_basis="given"
    )


def event(source: Article, **changes: object) -> Event:
    """A resignation on 2 December 2025 that rests on the whole text, or what `changes` make of it."""
    fields: dict[str, object] = {
        "article_id": source.article_id,
        "type": "resignation",
        "status": "occurred",
        "interval": Interval.of("2025-12-02"),
        "precision": "day",
        "basis": "relative",
        "actors": ("Grace Okoro",),
        "evidence": (Span(start=0, end=len(source.text)),),
        "headline": "Grace Okoro resigns",
        "rule": "resignation/resign",
    }
    return Event.model_validate(fields | changes)


def strike(source: Article, **changes: object) -> Event:
    """A strike with numbers, told in the whole text."""
    numbers = (Quantity(name="drones", value=41, qualifier="at least"), Quantity(name="killed", value=3))
    fields: dict[str, object] = {
        "type": "strike",
        "mode": "drone",
        "actors": ("Norland",),
        "targets": ("Sudria",),
        "place": "Port Ems",
        "quantities": numbers,
        "headline": "Norland fires 41 drones at Port Ems",
        "rule": "strike/fire",
    }
    return event(source, **(fields | changes))


def extracted(source: Article, found: Event) -> EventExtracted:
    """The fact that the rules found an event in an article."""
    return EventExtracted.of(found, source, "rules@1")
