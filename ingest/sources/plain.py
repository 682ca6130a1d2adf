"""Plain text and Markdown: header lines or front matter tell about the story below them."""

from __future__ import annotations

from datetime import date

from events.model import Article
from ingest.cleaning import url_of
from ingest.fields import pick, pick_all
from ingest.headers import read_headers
from ingest.sources.building import build_article

_WEB = ("http://", "https://")


def read_text(text: str, name: str, given: date | None = None, address: str | None = None) -> Article:
    """The article of a text, from `address` if that is known; SourceError where it holds no sentence."""
    fields = read_headers(text).fields
    publisher = pick(fields, "publisher")
    source = publisher if publisher and publisher.startswith(_WEB) else None  # "Source: https://…"
    url = pick(fields, "url") or source or url_of(text) or address
    return build_article(
        text,
        name,
        given=given,
        header=pick_all(fields, "published"),
        title=pick(fields, "title"),
        publisher=None if source else publisher,
        url=url,
        byline=pick(fields, "byline"),
        section=pick(fields, "section"),
    )
