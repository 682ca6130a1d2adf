"""RSS and Atom: one article for each entry that holds a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import defusedxml.ElementTree  # type: ignore[import-untyped]  # ships no types
import feedparser  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from events.errors import SourceError
from events.model import Article
from ingest.dating import date_article
from ingest.sources.building import build_article
from ingest.sources.html import text_of_fragment
from ingest.sources.unreadable import Unreadable

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]{0,5000}>", re.IGNORECASE)
_HEAD = 10_000  # characters
_DATES = ("published", "created", "issued", "date", "updated")  # the first publication, before any update
Entry = Any  # feedparser's dictionary


def looks_like_feed(text: str) -> bool:
    """Whether a text is RSS or Atom, by its outermost element.

    >>> looks_like_feed('<?xml version="1.0"?><rss version="2.0"><channel>'), looks_like_feed("<html><rss>")
    (True, False)
    """
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    match = _FEED.search(head)
    before = re.sub(
        r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?>",
        "",
        head[: match.start()] if match else "",
        flags=re.S,
    )
    return match is not None and not before.strip()


def read_feed(text: str, name: str, given: date | None = None) -> Iterator[Article | Unreadable]:
    """The article of each entry, named "feed.xml#3"; the whole text of an entry goes before its summary.

    The day is that of the date as written, in the publisher's zone. SourceError for XML that has
    entities of its own, and where there is no entry.
    """
    _refuse_entities(text)
    parsed = feedparser.parse(
        text.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.entries:
        raise SourceError("is a feed without entries")
    publisher = parsed.feed.get("title")
    for number, entry in enumerate(parsed.entries, start=1):
        try:
            yield _read_entry(entry, publisher, f"{name}#{number}", given)
        except SourceError as error:
            yield Unreadable(name=f"{name}, entry {number}", reason=str(error))


def entry_address(entry: Entry) -> str | None:
    """The web address of an entry's page."""
    link = entry.get("link") or entry.get("id") or ""
    return link if link.startswith(("http://", "https://")) else None


def _read_entry(entry: Entry, publisher: str | None, name: str, given: date | None) -> Article:
    text, url = _text(entry), entry_address(entry)
    stamps = [entry[key] for key in _DATES if isinstance(entry.get(key), str)]
    source = entry.get("source") or {}
    return build_article(
        text,
        name,
        published=date_article(text, given=given, metadata=stamps, url=url),
        title=text_of_fragment(entry.get("title") or "") or None,
        publisher=source.get("title") or publisher,
        url=url,
        byline=entry.get("author"),
        section=next((tag.get("term") for tag in entry.get("tags") or ()), None),
    )


def _text(entry: Entry) -> str:
    """The longest of what the entry gives as its text."""
    bodies = [part.get("value") or "" for part in entry.get("content") or ()]
    texts = [text_of_fragment(body) for body in (*bodies, entry.get("summary") or "") if body.strip()]
    return max(texts, key=len, default="")


def _refuse_entities(text: str) -> None:
    """Raise SourceError for a document type that declares entities; other faults are feedparser's to mend."""
    if "<!ENTITY" not in text and "<!DOCTYPE" not in text:
        return
    try:
        defusedxml.ElementTree.fromstring(text.encode("utf-8", "replace"), forbid_dtd=False)
    except DefusedXmlException as error:
        raise SourceError("declares XML entities, which are not expanded; remove its DOCTYPE") from error
    except defusedxml.ElementTree.ParseError:
        if "<!ENTITY" in text:
            raise SourceError("declares XML entities, which are not expanded; remove its DOCTYPE") from None
