"""Plain text and Markdown: the text stays exactly as decoded; headers and page lines tell about it."""

from __future__ import annotations

import re
from datetime import date

from events.errors import SourceError
from events.model import Article
from ingest.cleaning import furniture_spans, publisher_of, title_of, url_of
from ingest.dating import date_article
from ingest.fields import pick, pick_all
from ingest.headers import read_headers

_SENTENCE_END = re.compile(r"[.!?…؟।][\"'”’)\]»*_]*(?=\s|$)|[。！？]")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]{2,}")  # Chinese and Japanese part no words
_FEWEST_WORDS = 4
_WEB = ("http://", "https://")


def read_text(text: str, name: str, given: date | None = None) -> Article:
    """The article of a text file; SourceError where it holds no sentence."""
    require_sentence(text)
    fields = read_headers(text).fields
    publisher = pick(fields, "publisher")
    source = publisher if publisher and publisher.startswith(_WEB) else None  # "Source: https://…"
    url = pick(fields, "url") or source or url_of(text)
    published = date_article(text, given=given, header=pick_all(fields, "published"), url=url)
    return Article(
        text=text,
        name=name,
        title=pick(fields, "title") or title_of(text),
        publisher=publisher if publisher and not source else publisher_of(text),
        published=published.value,
        published_basis=published.basis,
        published_evidence=published.evidence,
        published_confidence=published.confidence,
        url=url,
    )


def require_sentence(text: str) -> None:
    """Refuse, with SourceError, a text whose story holds no sentence: a list, a table, a page of links."""
    if not any(map(_holds_sentence, _story(text).splitlines())):
        raise SourceError("holds no sentence, so it is no article")


def _holds_sentence(line: str) -> bool:
    ended = _SENTENCE_END.split(line)[:-1]
    return any(len(_WORD.findall(part)) >= _FEWEST_WORDS for part in ended)


def _story(text: str) -> str:
    """The text with its furniture blanked."""
    parts: list[str] = []
    end = 0
    for span in furniture_spans(text):
        parts += [text[end : span.start], "\n"]
        end = span.end
    return "".join([*parts, text[end:]])
