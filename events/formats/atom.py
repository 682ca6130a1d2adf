"""The rows as an Atom feed (RFC 4287), its pages linked as RFC 5005 has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedgen.entry import FeedEntry  # type: ignore[import-untyped]  # ships no types
from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]  # ships no types

from events.formats.details import as_html, headline
from events.formats.rows import (
    Feed,
    Row,
    about,
    address,
    identified,
    line,
    published,
    publishers,
    recorded,
    uri,
    uuid_of,
    words,
)

AUTHOR = "dateline"
SCHEMES = {"type": "urn:dateline:type", "status": "urn:dateline:status"}


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The feed in one piece. Ids are of the entries alone, so that they outlive a move of the site."""
    generator = FeedGenerator()
    generator.id(f"urn:uuid:{uuid_of(feed.html_url)}")
    generator.title(line(feed.title) or AUTHOR)
    generator.updated(feed.updated)
    generator.author(name=AUTHOR)
    generator.generator(AUTHOR)
    generator.subtitle(about(feed) or None)
    for link in _links(feed):
        generator.link(link)
    for name, row in identified(rows):
        generator.add_entry(_entry(feed, name, row), order="append")
    yield generator.atom_str(pretty=True).decode("utf-8")


def _links(feed: Feed) -> Iterator[dict[str, str]]:
    yield {"href": uri(feed.self_url), "rel": "self", "type": "application/atom+xml"}
    yield {"href": uri(feed.html_url), "rel": "alternate", "type": "text/html"}
    if feed.next_url:
        yield {"href": uri(feed.next_url), "rel": "next", "type": "application/atom+xml"}


def _entry(feed: Feed, name: str, row: Row) -> FeedEntry:
    entry = FeedEntry()
    entry.id(f"urn:uuid:{uuid_of(name)}")
    entry.title(headline(row))
    entry.updated(recorded(feed, row))
    if reported := published(row):
        entry.published(reported)
    entry.author([{"name": author} for author in publishers(row) or [AUTHOR]])
    if page := address(feed, row):
        entry.link(href=page, rel="alternate", type="text/html")
    entry.content(as_html(row), type="html")
    for column, scheme in SCHEMES.items():
        if term := line(row.get(column)):
            entry.category(term=term, scheme=scheme, label=words(term))
    return entry
