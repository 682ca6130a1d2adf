"""Build an article of what a source tells: the story alone as its text, all else as fields."""

from __future__ import annotations

import re

from events.errors import SourceError
from events.model import Article
from ingest.cleaning import publisher_of, title_of
from ingest.dating import Publication
from ingest.sources.bodies import body_of

_SENTENCE_END = re.compile(r"[.!?…؟।][\"'”’)\]»*_]*(?=\s|$)|[。！？]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]{2,}")  # Chinese and Japanese part no words
_FEWEST_WORDS = 4
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
    byline: str | None = None,
    section: str | None = None,
) -> Article:
    """The article of a record; the title and publisher that it does not give, its text may.

    SourceError where it holds no sentence.
    """
    whole = tidy(text)
    title = tidy(title) if title else title_of(whole)
    body = body_of(whole, title)
    require_sentence(body)
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


def require_sentence(text: str) -> None:
    """Refuse, with SourceError, a story that holds no sentence: a list, a table, a page of links."""
    if not any(map(_holds_sentence, text.splitlines())):
        raise SourceError("holds no sentence, so it is no article")


def _holds_sentence(line: str) -> bool:
    ended = _SENTENCE_END.split(line)[:-1]
    return any(len(_WORD.findall(part)) >= _FEWEST_WORDS for part in ended)
