"""What an extractor is, how one is found, and the gate that everything it returns must pass."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Protocol

from events.errors import ExtractorError
from events.model import Article, Event, Relation
from ingest.lexicon import load_lexicon

GROUP = "dateline.extractors"


class Extractor(Protocol):
    """Reads an article into events. Third parties register theirs under the entry-point group."""

    @property
    def name(self) -> str:
        """Its name and version, as recorded with each event: "rules@1"."""

    def extract(self, article: Article) -> tuple[Event, ...]:
        """The events of an article, in reading order; the same article gives the same events."""

    def relate(self, article: Article, events: tuple[Event, ...]) -> tuple[Relation, ...]:
        """What the article says that its events have to do with each other; none for one that cannot tell."""


def load(name: str = "rules") -> Extractor:
    """The extractor registered under `name`. Raises ExtractorError that lists the known names."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if name not in found:
        known = ", ".join(sorted(found)) or "none; reinstall dateline"
        raise ExtractorError(f'no extractor "{name}" is installed. Known: {known}')
    extractor: Extractor = found[name].load()()
    return extractor


def gate(article: Article, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events, each once.

    Raises ExtractorError for an event of another article, a mode that its type does not have, and a span
    beyond the text.
    """
    for event in events:
        if event.article_id != article.article_id:
            raise ExtractorError(
                f"{article.name}: event {event.event_id} belongs to article {event.article_id}"
            )
        _check_mode(article, event)
        for span in event.evidence:
            if span.end > len(article.text):
                raise ExtractorError(
                    f"{article.name}: evidence {span.start}:{span.end} of event {event.event_id} "
                    f"lies outside the text of {len(article.text)} characters"
                )
    return tuple({event.event_id: event for event in events}.values())


def gate_relations(
    article: Article, events: tuple[Event, ...], relations: tuple[Relation, ...]
) -> tuple[Relation, ...]:
    """Return the relations; raises ExtractorError for one of unknown events or beyond the text."""
    known = {event.event_id for event in events}
    for relation in relations:
        if not {relation.event_id, relation.other_id} <= known:
            raise ExtractorError(f"{article.name}: a relation ({relation.kind}) names an unknown event")
        if relation.evidence.end > len(article.text):
            raise ExtractorError(f"{article.name}: the evidence of a relation lies outside the text")
    return relations


def _check_mode(article: Article, event: Event) -> None:
    declared = load_lexicon().modes[event.type]
    if event.mode is not None and event.mode not in declared:
        known = ", ".join(sorted(declared))
        raise ExtractorError(f'{article.name}: "{event.mode}" is no mode of {event.type}; known: {known}')
