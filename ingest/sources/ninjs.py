"""IPTC ninjs, the JSON in which news agencies send their articles (versions 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from events.errors import SourceError
from events.model import Article
from ingest.dating import date_article
from ingest.sources.building import build_article
from ingest.sources.html import text_of_fragment

Item = Mapping[str, Any]
_MARKS = (
    "headline",
    "headlines",
    "body_text",
    "body_xhtml",
    "body_html",
    "bodies",
    "versioncreated",
    "pubstatus",
)
_DATES = (
    "firstcreated",
    "firstCreated",
    "versioncreated",
    "versionCreated",
    "contentcreated",
    "contentCreated",
)
_HTML = ("html", "xhtml", "xml")


def is_ninjs(record: Any) -> bool:
    """Whether a JSON object is a ninjs item: it names a `uri` and two of the standard's own fields.

    >>> is_ninjs({"uri": "urn:a", "headline": "Ferry sinks", "body_text": "A ferry sank."})
    True
    >>> is_ninjs({"url": "https://l.example/a", "title": "Ferry sinks", "text": "A ferry sank."})
    False
    """
    return isinstance(record, dict) and "uri" in record and sum(mark in record for mark in _MARKS) > 1


def read_item(item: Item, name: str, given: date | None = None) -> Article:
    """The article of one item; SourceError where it has no body."""
    text = _body(item)
    if not text.strip():
        raise SourceError("is a ninjs item without a body (body_text, body_xhtml or bodies)")
    stamps = [item[key] for key in _DATES if isinstance(item.get(key), str)]
    url = next((link for link in _links(item) if link.startswith(("http://", "https://"))), None)
    return build_article(
        text,
        name,
        published=date_article(text, given=given, metadata=stamps, url=url),
        title=_first(item.get("headline"), item.get("headlines"), item.get("title")),
        publisher=_first(
            item.get("provider"), item.get("infosources"), item.get("source"), item.get("copyrightholder")
        ),
        url=url,
        byline=_first(item.get("byline"), item.get("by"), item.get("authors"), item.get("people")),
        section=_first(item.get("subject"), item.get("subjects")),
    )


def _body(item: Item) -> str:
    """The plain text, else the words of the marked-up one."""
    bodies = item.get("bodies")
    parts = [part for part in bodies if isinstance(part, dict)] if isinstance(bodies, list) else []
    ranked = sorted(
        parts,
        key=lambda part: any(
            mark in str(part.get("contentType", part.get("contenttype", ""))) for mark in _HTML
        ),
    )
    for words in (
        item.get("body_text"),
        item.get("body_xhtml"),
        item.get("body_html"),
        *(part.get("value") for part in ranked),
    ):
        if isinstance(words, str) and words.strip():
            return text_of_fragment(words) if "</" in words else words
    return ""


def _links(item: Item) -> Iterator[str]:
    for key in ("url", "link", "canonicalurl", "altids", "uri"):
        yield from _words(item.get(key))


def _first(*values: Any) -> str | None:
    return next((words for value in values for words in _words(value)), None)


def _words(value: Any) -> Iterator[str]:
    """The words in a value: itself, of an object its name or value, of a list those of each item."""
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, dict):
        yield from (words for key in ("name", "value", "literal") for words in _words(value.get(key)))
    elif isinstance(value, list):
        yield from (words for part in value for words in _words(part))
