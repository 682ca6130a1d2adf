"""What an article, a time expression and an event are. Words as in the codebook and in TimeML."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from events.canonical import digest
from events.interval import Interval, Precision
from events.value import Value

EventType = Literal[
    "meeting", "statement", "plan_revision", "agreement", "strike", "fighting", "deployment", "resignation",
    "appointment", "vote", "decision", "legal_action", "sanction", "aid", "protest", "incident", "deadline",
]  # fmt: skip
Status = Literal["occurred", "ongoing", "planned", "possible", "denied"]
Basis = Literal["explicit", "relative", "context", "published"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
PublishedBasis = Literal["given", "header", "metadata", "dateline", "url", "inferred", "unknown"]
Confidence = Literal["likely", "guess"]  # of a day that was inferred
RelationKind = Literal["led_to", "follows", "part_of"]
EntityKind = Literal["person", "organisation", "government", "group", "place"]


class Span(Value):
    """Half-open range `[start, end)` of code points in `Article.text`."""

    start: int = Field(ge=0)
    end: int

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"span {self.start}:{self.end} is empty")
        return self

    def of(self, text: str) -> str:
        """The slice of `text` that it stands for."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies in it."""
        return self.start <= other.start and other.end <= self.end


class Article(Value):
    """One immutable reading of a text. Another text, or another publisher of it, is another article.

    `name` is the file or feed item it was read from, for people; it never enters an id. A day of publication
    that is only inferred has the first and last day that fit as well, and how sure it is. `url` is for
    people, `address` its canonical form by which a page is known; `language` is an ISO 639-1 code.
    """

    text: str
    name: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_basis: PublishedBasis = "unknown"
    published_evidence: str | None = None
    published_from: date | None = None
    published_to: date | None = None
    published_confidence: Confidence | None = None
    url: str | None = None
    address: str | None = None
    language: str | None = None
    byline: str | None = None
    section: str | None = None

    @cached_property
    def text_digest(self) -> str:
        """SHA-256 of the text as stored, hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def article_id(self) -> str:
        """Sixteen hexadecimal digits for the words and their publisher; line breaks do not matter."""
        return digest({"words": self.text.split(), "publisher": (self.publisher or "").casefold()})[:16]


class Timex(Value):
    """A time expression: its words, its TIMEX3 type and value, and the days it stands for.

    `interval` is None where no day can be named (durations, sets, "now"). `why` tells people how it was
    resolved.
    """

    span: Span
    text: str
    type: TimexType
    value: str
    interval: Interval | None = None
    precision: Precision = "day"
    basis: Literal["explicit", "relative"] = "relative"
    rule: str = ""
    why: str = ""


class Entity(Value):
    """A named thing at one place in the text; `name` is its full form in this article."""

    span: Span
    name: str
    kind: EntityKind
    country: str | None = None


class Quantity(Value):
    """A number that belongs to an event: "at least 464 drones" is drones, 464, qualifier "at least"."""

    name: str
    value: Decimal
    unit: str | None = None
    qualifier: str | None = None


class Event(Value):
    """What one article says happens, dated, with the spans that say so (the main evidence first).

    `moved_from` are the days for which it was planned before it was put off or brought forward.
    """

    article_id: str
    type: EventType
    mode: str | None = None
    status: Status
    attribution: str | None = None
    interval: Interval | None = None
    moved_from: Interval | None = None
    precision: Precision
    basis: Basis
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    quantities: tuple[Quantity, ...] = ()
    evidence: tuple[Span, ...] = Field(min_length=1)
    headline: str = Field(max_length=120)
    rule: str
    confidence: int | None = Field(default=None, ge=0, le=100)

    @cached_property
    def event_id(self) -> str:
        """Sixteen hexadecimal digits: the digest of all that it says, not of how sure we are (per cent)."""
        told = self.model_dump(mode="json", exclude={"confidence"})
        if self.moved_from is None:
            del told["moved_from"]  # so that events from before there was this field keep their ids
        return digest(told)[:16]


class Relation(Value):
    """What one event has to do with another, as their article says: it led to, follows or is part of it."""

    kind: RelationKind
    event_id: str
    other_id: str
    evidence: Span
