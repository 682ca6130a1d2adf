"""Facts to the rows of articles, events and what belongs to them.

Every function works on the writer's connection, inside the transaction that the log has opened.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence

from events import copies, statements
from events.entry import Entry, entry_id_of
from events.errors import LogError
from events.facts import (
    ArticleRead,
    ArticleRedacted,
    ArticleSuperseded,
    EventExtracted,
    EventsRelated,
    EventWithdrawn,
    Record,
    article_stream,
)
from events.interval import Interval
from events.model import Event, Span
from events.names import key_of
from events.sameness import Report

SQL = statements.named("event_tables")
Row = tuple[object, ...]
Extraction = tuple[Record, EventExtracted]
Texts = Mapping[str, str | None]  # by digest; None where a text was redacted


def put_article(connection: sqlite3.Connection, record: Record, fact: ArticleRead) -> None:
    """Write an article's row, or bring it up to what was read last."""
    connection.execute(SQL["put_article"], {**fact.model_dump(mode="json"), "position": record.position})
    copies.put_sample(connection, fact.article_id, text_of(connection, fact.text_digest))


def supersede(connection: sqlite3.Connection, fact: ArticleSuperseded) -> None:
    """Mark an article as an older version."""
    connection.execute(SQL["mark_superseded"], (fact.superseded_by, fact.article_id))


def add_events(connection: sqlite3.Connection, extractions: Sequence[Extraction]) -> dict[int, Report]:
    """Add the events that are new, and let all of them stand from here on; return each under its position."""
    texts = {digest: text_of(connection, digest) for digest in {fact.text_digest for _, fact in extractions}}
    for _, fact in extractions:
        _require_evidence(fact, texts[fact.text_digest])
    sought = json.dumps([fact.event_id for _, fact in extractions])
    known: dict[str, int] = dict(connection.execute(SQL["positions"], (sought,)).fetchall())
    fresh = [(record, fact) for record, fact in extractions if fact.event_id not in known]
    connection.executemany(SQL["add_event"], (_event_row(record, fact, texts) for record, fact in fresh))
    connection.executemany(SQL["add_actor"], (row for _, fact in fresh for row in _actors(fact)))
    connection.executemany(SQL["add_quantity"], (row for _, fact in fresh for row in _quantities(fact)))
    connection.executemany(SQL["add_evidence"], (row for _, fact in fresh for row in _evidence(fact, texts)))
    connection.executemany(SQL["add_search"], (_search_row(record, fact, texts) for record, fact in fresh))
    connection.executemany(
        SQL["begin_standing"], ((fact.event_id, record.position) for record, fact in extractions)
    )
    connection.executemany(SQL["count_events"], ((1, fact.event_id) for _, fact in extractions))
    return {known.get(fact.event_id, record.position): _report(fact, texts) for record, fact in extractions}


def _require_evidence(fact: EventExtracted, text: str | None) -> None:
    """Raises LogError for evidence that no text holds, which nobody could ever quote."""
    if text is not None and any(span.end > len(text) for span in fact.event.evidence):
        raise LogError(f"the evidence of event {fact.event_id} lies outside the text of its article")


def _report(fact: EventExtracted, texts: Texts) -> Report:
    quote = _quote(fact.event.evidence[0], texts[fact.text_digest])
    return Report.model_construct(event_id=fact.event_id, event=fact.event, quote=quote)


def put_relations(connection: sqlite3.Connection, record: Record, fact: EventsRelated) -> None:
    """Write what an article says of its events in place of what it said before."""
    text = text_of(connection, fact.text_digest)
    connection.execute(SQL["remove_relations"], (fact.article_id,))
    for seq, relation in enumerate(fact.relations):
        ids = (fact.article_id, seq, relation.kind, relation.event_id, relation.other_id)
        connection.execute(SQL["add_relation"], (*ids, _quote(relation.evidence, text), record.position))


def end_standing(connection: sqlite3.Connection, record: Record, fact: EventWithdrawn) -> None:
    """Let an event hold no longer."""
    ended = connection.execute(SQL["end_standing"], (record.position, fact.replaced_by, fact.event_id))
    connection.execute(SQL["count_events"], (-ended.rowcount, fact.event_id))


def erase_text(connection: sqlite3.Connection, article_id: str) -> None:
    """Erase every text that an article was read from; other articles with the same text lose it too."""
    connection.execute(SQL["erase_texts"], (article_stream(article_id),))


def standing_in_texts(connection: sqlite3.Connection, fact: ArticleRedacted) -> list[int]:
    """The positions of standing events that rest on the erased texts."""
    concerned = connection.execute(SQL["events_of_texts"], (article_stream(fact.article_id),))
    return [position for _, position, stands in concerned if stands]


def erase_quotes(connection: sqlite3.Connection, fact: ArticleRedacted) -> None:
    """Erase all quotes from erased texts, what copies were found by, and mark the article."""
    connection.execute(SQL["mark_redacted"], (fact.because, fact.article_id))
    for (article_id,) in _articles_of(connection, fact):
        copies.put_sample(connection, article_id, None)
    concerned = connection.execute(SQL["events_of_texts"], (article_stream(fact.article_id),)).fetchall()
    for event_id, position, _ in concerned:
        connection.execute(SQL["erase_quote"], (position,))
        connection.execute(SQL["erase_evidence"], (event_id,))
        connection.execute(SQL["erase_relations"], (event_id,))
        connection.execute(SQL["erase_search"], (position,))


def _articles_of(connection: sqlite3.Connection, fact: ArticleRedacted) -> list[tuple[str]]:
    """The articles with an erased text."""
    return connection.execute(SQL["articles_of_texts"], (article_stream(fact.article_id),)).fetchall()


def position_of(connection: sqlite3.Connection, event_id: str) -> int | None:
    """The position of an event's row; None when it was never recorded."""
    row = connection.execute(SQL["position"], (event_id,)).fetchone()
    return None if row is None else int(row[0])


def text_of(connection: sqlite3.Connection, digest: str) -> str | None:
    """The stored text with that digest; None when it was redacted or never stored."""
    row = connection.execute(SQL["text"], (digest,)).fetchone()
    return zlib.decompress(row[0]).decode() if row and row[0] is not None else None


def days(interval: Interval | None) -> tuple[str | None, str | None]:
    """First and last day as ISO text."""
    return (interval.start.isoformat(), interval.end.isoformat()) if interval else (None, None)


def cast(item: Event | Entry) -> list[tuple[int, str, str, str]]:
    """Actors, then targets, as (place in the order, role, name, what all spellings of it have in common)."""
    names = [("actor", name) for name in item.actors] + [("target", name) for name in item.targets]
    return [(seq, role, name, key_of(name)) for seq, (role, name) in enumerate(names)]


def _event_row(record: Record, fact: EventExtracted, texts: Texts) -> Row:
    event = fact.event
    return (
        record.position,
        fact.event_id,
        entry_id_of(fact.event_id),
        event.article_id,
        event.type,
        event.mode,
        event.status,
        event.attribution,
        *days(event.interval),
        event.precision,
        event.basis,
        event.place,
        event.headline,
        _quote(event.evidence[0], texts[fact.text_digest]),
        event.rule,
        event.confidence,
        fact.extractor,
        fact.text_digest,
    )


def _actors(fact: EventExtracted) -> Iterator[Row]:
    return ((fact.event_id, *row) for row in cast(fact.event))


def _quantities(fact: EventExtracted) -> Iterator[Row]:
    for seq, item in enumerate(fact.event.quantities):
        number = (f"{item.value:f}", float(item.value))
        yield (fact.event_id, seq, item.name, *number, item.unit, item.qualifier)


def _evidence(fact: EventExtracted, texts: Texts) -> Iterator[Row]:
    for seq, span in enumerate(fact.event.evidence):
        yield (fact.event_id, seq, span.start, span.end, _quote(span, texts[fact.text_digest]))


def _search_row(record: Record, fact: EventExtracted, texts: Texts) -> Row:
    event = fact.event
    quote = _quote(event.evidence[0], texts[fact.text_digest])
    names = "; ".join((*event.actors, *event.targets))
    return (record.position, event.headline, quote, names, event.place)


def _quote(span: Span, text: str | None) -> str | None:
    return None if text is None else span.of(text)
