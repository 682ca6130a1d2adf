"""The last step of every source: refuse what is no article, and say in which language and where it stands."""

from __future__ import annotations

from events.model import Article
from ingest.identity import canonical_url
from ingest.language_detection import language_of
from ingest.sources.unreadable import Unreadable
from ingest.walls import wall_of


def accept(reading: Article | Unreadable) -> Article | Unreadable:
    """The article with its language and canonical address; Unreadable where a wall stands in its place."""
    if isinstance(reading, Unreadable):
        return reading
    if reason := wall_of(reading.text, reading.title):
        return Unreadable(name=reading.name, reason=reason)
    told = {"language": language_of(reading.text), "address": canonical_url(reading.url)}
    return reading.model_copy(update=told)
