"""RSS and Atom: one article for each entry that holds a sentence."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import ParseError

import feedparser  # type: ignore[import-untyped]  # ships no types
from defusedxml import ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from events.errors import SourceError
from events.model import Article
from ingest.sources.building import build_article, tidy
from ingest.sources.html import text_of_fragment
from ingest.sources.unreadable import Unreadable

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_PROLOG = re.compile(
    r"(?:\s++|<\?[^>]{0,2000}\?>|<!--.{0,5000}?-->|<!doctype\b[^\[>]{0,500}(?:\[.{0,20000}?\]\s*)?>)*+"
    r"<(?:\w+:)?(?P<root>[\w.-]{1,60})",
    re.IGNORECASE | re.DOTALL,
)
_ROOTS = {"rss", "feed", "rdf"}
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]*>|&#?\w{2,8};")
_BROKEN = (ValueError, AttributeError, TypeError, LookupError, RecursionError)
_NOBODY = "has no text, only a title and a link"
Parsed = Any  # feedparser's dictionaries


def looks_like_feed(text: str) -> bool:
    """Whether a text is RSS or Atom, by its outermost element.

    >>> looks_like_feed('<?xml version="1.0"?><rss version="2.0"><channel>'), looks_like_feed("<html><rss>")
    (True, False)
    """
    match = _PROLOG.match(text.lstrip("\ufeff"))
    return match is not None and match["root"].lower() in _ROOTS


def read_feed(text: str, name: str, given: date | None = None) -> Iterator[Article | Unreadable]:
    """The article of each entry, named "feed.xml#3"; its whole text goes before its summary.

    SourceError where the feed declares entities or has no entry.
    """
    _refuse_entities(text)
    feed = _parse(text)
    if not feed.entries:
        raise SourceError("is a feed without entries")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield _read_entry(entry, feed, f"{name}#{number}", given)
        except SourceError as error:
            yield Unreadable(name=f"{name}, item {number}", reason=str(error))


def _parse(text: str) -> Parsed:
    source = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    try:
        # as a file: feedparser would open a string that looks like a path or an address
        return feedparser.parse(io.BytesIO(source))
    except _BROKEN as error:
        raise SourceError(f"is a feed that cannot be taken apart ({error})") from error


def _refuse_entities(text: str) -> None:
    try:
        ElementTree.fromstring(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    except DefusedXmlException as error:
        raise SourceError(
            "is XML that declares entities of its own, which no feed needs; remove its DOCTYPE first"
        ) from error
    except ParseError:
        return  # many feeds are not quite XML, and feedparser drops what they declare


def _read_entry(entry: Parsed, feed: Parsed, name: str, given: date | None) -> Article:
    stamps = [entry[key] for key in ("published", "created") if entry.get(key)]
    updated = entry["updated"] if dict.get(entry, "updated") else None
    article = build_article(
        _body(entry),
        name,
        given=given,
        metadata=stamps or ([updated] if updated else []),
        title=_text(entry.get("title_detail")),
        publisher=_publisher(entry, feed.feed),
        url=_address(entry),
        byline=entry.get("author"),
        section=next((tag.get("term") for tag in entry.get("tags") or ()), None),
    )
    # Atom may give the last update alone; RSS 1.0 has its date of publication under that name
    is_update = not stamps and article.published_basis == "metadata" and feed.version.startswith("atom")
    return article.model_copy(update={"published_confidence": "likely"}) if is_update else article


def _body(entry: Parsed) -> str:
    """The longest of its contents; without any, its summary."""
    whole = max((_text(item) for item in entry.get("content", ())), key=len, default="")
    body = whole or _text(entry.get("summary_detail"))
    if not body:
        raise SourceError(_NOBODY)
    return body


def _text(detail: Parsed) -> str:
    """The words of one of feedparser's values."""
    value = (detail or {}).get("value") or ""
    return text_of_fragment(value) if _MARKUP.search(value) else tidy(value)


def _address(entry: Parsed) -> str | None:
    links = (entry.get("feedburner_origlink"), entry.get("link"), entry.get("id"))
    return next((link for link in links if link and link.startswith(("http://", "https://"))), None)


def _publisher(entry: Parsed, feed: Parsed) -> str | None:
    named = ((entry.get("source") or {}).get("title"), entry.get("publisher"), feed.get("publisher"))
    names = (name for name in (*named, feed.get("title")) if name and name.strip())
    return next((text_of_fragment(name) for name in names), None)
