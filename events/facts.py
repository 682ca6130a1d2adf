"""What we commit to remember, and the record that gives a fact its place in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from pydantic import Field

from events.canonical import encode
from events.model import Article, Confidence, Event, PublishedBasis, Relation
from events.value import Value


class Fact(Value):
    """Something that was established. Its meaning never changes: see "The log" in the conventions."""

    schema_version: ClassVar[int] = 1

    @property
    def type(self) -> str:
        """The name under which it is stored."""
        return type(self).__name__

    def data(self) -> str:
        """Its canonical JSON, as stored and hashed."""
        return encode(self.model_dump(mode="json"))


class ArticleRead(Fact):
    """An article was read; a later one in the same stream tells more about it, such as its date."""

    article_id: str
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
    words: int = Field(ge=0)
    text_digest: str

    @classmethod
    def of(cls, article: Article) -> Self:
        """The fact that `article` was read; its text is kept outside the log, by its digest."""
        return cls(
            article_id=article.article_id,
            words=len(article.text.split()),
            text_digest=article.text_digest,
            **article.model_dump(exclude={"text"}),
        )


class EventExtracted(Fact):
    """An extractor ("rules@1", "hand@NAME") found an event in the text with that digest."""

    event_id: str
    event: Event
    extractor: str
    text_digest: str

    @classmethod
    def of(cls, event: Event, article: Article, extractor: str) -> Self:
        """The fact that `extractor` found `event` in `article`."""
        return cls(event_id=event.event_id, event=event, extractor=extractor, text_digest=article.text_digest)


class EventWithdrawn(Fact):
    """An event holds no longer; `replaced_by` is the id of the one that says it better.

    `by` is the extractor that no longer finds it ("rules@2"), or the person who knows better ("hand@NAME").
    """

    schema_version = 2

    event_id: str
    because: str = Field(min_length=1)
    replaced_by: str | None = None
    by: str


class EventsRelated(Fact):
    """What an article says that its events have to do with each other; a later one takes its place."""

    article_id: str
    relations: tuple[Relation, ...]
    extractor: str
    text_digest: str


class ArticleRedacted(Fact):
    """An article's text must be readable no longer: the text and its quotes are erased, the digest stays."""

    article_id: str
    because: str = Field(min_length=1)
    by: str


class CopyFound(Fact):
    """An article prints the same words as another one: so many per cent of the smaller one's sample."""

    article_id: str
    copy_of: str
    shared: int = Field(ge=0, le=100)


class ArticleSuperseded(Fact):
    """A newer version of an article stands at its address; its events hold no longer, its text stays."""

    article_id: str
    superseded_by: str


class EntriesMerged(Fact):
    """A person judged that these reports tell one happening; their entries are one from here on."""

    event_ids: tuple[str, ...] = Field(min_length=2)
    because: str = Field(min_length=1)
    by: str


class EntrySplit(Fact):
    """A person judged that these reports tell a happening of their own; they leave the entry they were in."""

    event_ids: tuple[str, ...] = Field(min_length=1)
    because: str = Field(min_length=1)
    by: str


FACTS: dict[str, type[Fact]] = {
    fact.__name__: fact
    for fact in (
        *(ArticleRead, CopyFound, ArticleSuperseded, ArticleRedacted),
        *(EventExtracted, EventWithdrawn, EventsRelated, EntriesMerged, EntrySplit),
    )
}
CURATION = "curation"
HAND = "hand"


def by_hand(person: str) -> str:
    """The extractor that stands for a person.

    >>> by_hand("ana"), is_by_hand("hand@ana"), is_by_hand("rules@1")
    ('hand@ana', True, False)
    """
    return f"{HAND}@{person}"


def is_by_hand(extractor: str) -> bool:
    """Whether a person recorded it, not a program."""
    return family(extractor) == HAND


def family(extractor: str) -> str:
    """An extractor's name without its version: what one version found, another may withdraw."""
    return extractor.split("@", maxsplit=1)[0]


class Record(Value):
    """A fact with its place in the log; `data` is the fact's JSON as stored, of `schema_version`.

    `correlation` names the run that recorded it, `causation` the position of the record that it follows from.
    """

    position: int
    stream: str
    version: int
    type: str
    schema_version: int
    data: str
    recorded_at: str
    correlation: str | None = None
    causation: int | None = None
    previous_hash: bytes
    hash: bytes

    @classmethod
    def of(cls, row: Sequence[object]) -> Self:
        """The record in a row of the table, with all of its columns in their order."""
        return cls.model_validate(dict(zip(cls.model_fields, row, strict=True)))

    @property
    def head(self) -> str:
        """What `verify` prints and `--expect` takes: "position:hash"."""
        return f"{self.position}:{self.hash.hex()}"


def article_stream(article_id: str) -> str:
    """The stream that holds an article's facts.

    >>> article_stream("0a1b")
    'article-0a1b'
    """
    return f"article-{article_id}"


def parse(type: str, data: str | dict[str, Any]) -> Fact:
    """Build the fact of a known type from data of its current version, JSON text or parsed."""
    fact = FACTS[type]
    return fact.model_validate_json(data) if isinstance(data, str) else fact.model_validate(data)
