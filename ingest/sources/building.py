"""Build an article of what a source tells: the story alone as its text, all else as fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from events.errors import SourceError
from events.model import Article
from ingest.cleaning import publisher_of, title_of
from ingest.dating import date_article
from ingest.sources.bodies import body_of

_SENTENCE_END = re.compile(r"[.!?…؟।][\"'”’)\]»*_]*(?=\s|$)|[。！？]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]{2,}")  # Chinese and Japanese part no words
_FEWEST_WORDS = 4
_LONGEST_TEXT = 1_000_000
_LONGEST_LINE = 50_000
_CONTROL = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]"
)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+\n")


def build_article(
    text: str,
    name: str,
    *,
    given: date | None = None,
    header: Sequence[str] = (),
    metadata: Sequence[str] = (),
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    section: str | None = None,
) -> Article:
    """The article of a text with what its source tells of it; the day that it does not give, its text may.

    `given`, `header` and `metadata` are as for `date_article`. SourceError where the text holds no sentence,
    or is too long for an article.
    """
    whole = tidy(text)
    _refuse_what_is_too_long(whole)
    published = date_article(whole, given=given, header=header, metadata=metadata, url=url)
    title = tidy(title) if title else title_of(whole)
    body = body_of(whole, title)
    _require_sentence(body)
    return Article(
        text=body,
        name=name,
        title=title,
        publisher=tidy(publisher) if publisher else publisher_of(whole),
        published=published.value,
        published_basis=published.basis,
        published_evidence=published.evidence,
        published_confidence=published.confidence,
        url=url,
        byline=tidy(byline) if byline else None,
        section=tidy(section) if section else None,
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


def _require_sentence(text: str) -> None:
    """Refuse, with SourceError, a story that holds no sentence: a list, a table, a page of links."""
    if not any(map(_holds_sentence, text.splitlines())):
        raise SourceError("holds no sentence, so it is no article")


def _refuse_what_is_too_long(text: str) -> None:
    """Raise SourceError for what would cost minutes to read, and is no article."""
    if len(text) > _LONGEST_TEXT:
        raise SourceError(f"is longer than {_LONGEST_TEXT:,} characters; split it into its articles")
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        raise SourceError(f"holds a line of more than {_LONGEST_LINE:,} characters, so it is no article")


def _holds_sentence(line: str) -> bool:
    ended = _SENTENCE_END.split(line)[:-1]
    return any(len(_WORD.findall(part)) >= _FEWEST_WORDS for part in ended)
