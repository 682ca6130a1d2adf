"""Build an article whose text was cut out of a page or a record, rather than stored as a file."""

from __future__ import annotations

import re

from events.model import Article
from ingest.cleaning import publisher_of, title_of
from ingest.dating import Publication
from ingest.sources.plain import require_sentence

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\u00ad]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def build_article(
    text: str,
    name: str,
    *,
    published: Publication,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Article:
    """The article of a record; the title and publisher that it does not give, its text may.

    SourceError where it holds no sentence.
    """
    body = tidy(text)
    require_sentence(body)
    return Article(
        text=body,
        name=name,
        title=tidy(title) if title else title_of(body),
        publisher=tidy(publisher) if publisher else publisher_of(body),
        published=published.value,
        published_basis=published.basis,
        published_evidence=published.evidence,
        published_confidence=published.confidence,
        url=url,
    )


def tidy(text: str) -> str:
    r"""One kind of line end, one blank line at most, no control characters, and only what UTF-8 can hold.

    >>> tidy(" A ferry\x00 sank.\r\n\r\n\r\n\r\nNobody died. ")
    'A ferry sank.\n\nNobody died.'
    """
    # half of a surrogate pair is legal in JSON but in no file
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = _LINE_END.sub("\n", _CONTROL.sub("", whole))
    return _BLANK_LINES.sub("\n\n", lines).strip()
