"""schema.org's JSON-LD: the object that describes the article of a page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

Json = dict[str, Any]  # a JSON object

_WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_TRAILING_COMMA = re.compile(r",\s*(?P<close>[}\]])")
_ARTICLE_WORD = re.compile(r'"@type"\s*:\s*\[?\s*"[A-Za-z]*(?:Article|Posting)"')
_FIELD = re.compile(r'"(?P<name>headline|datePublished)"\s*:\s*"(?P<words>[^"\\\n]{4,300})"')
_INNER_KEYS = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 4


def read_article(scripts: Sequence[str], address: str | None = None, heading: str | None = None) -> Json:
    """The object that describes the page's article, its publisher resolved; empty where there is none.

    Of several, the one at the page's own address or under its own heading wins, else the first.

    >>> read_article(['{"@type": "NewsArticle", "headline": "Ferry sinks"}'])["headline"]
    'Ferry sinks'
    """
    values = [value for value in map(_parse, scripts) if value is not None]
    found = list(_articles(values))
    own = (item for item in found if _is_own(item, address, heading))
    article = next(own, found[0] if found else {})
    return {**article, "publisher": _resolve(article.get("publisher"), values)}


def words_of(value: Any) -> str | None:
    """The words of a value: a string, the name of an object, the first that a list holds.

    >>> words_of([{"@type": "Organization", "name": "Lake &amp; Hill Herald"}])
    'Lake & Hill Herald'
    """
    if isinstance(value, list):
        return next((words for words in map(words_of, value) if words), None)
    if isinstance(value, dict):
        return words_of(value.get("name"))
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def addresses(article: Json) -> list[str]:
    """The addresses under which an article gives itself."""
    page = article.get("mainEntityOfPage")
    values = [article.get("url"), article.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [value for value in values if isinstance(value, str)]


def _parse(script: str) -> Any:  # any JSON value
    source = _WRAPPER.sub("", script).strip()
    for mended in (source, _TRAILING_COMMA.sub(r"\g<close>", source)):
        try:
            return json.loads(mended, strict=False)  # publishers leave line breaks in strings
        except (ValueError, RecursionError):
            continue
    return _salvage(source)


def _salvage(source: str) -> Json | None:
    """What can be made out of broken JSON-LD about an article: its headline and first publication."""
    if _ARTICLE_WORD.search(source) is None:
        return None
    found = {match["name"]: match["words"] for match in _FIELD.finditer(source)}
    return {"@type": "NewsArticle", **found} if found else None


def _articles(value: Any, depth: int = 0) -> Iterator[Json]:
    for item in _objects(value, depth):
        if any(_ARTICLE_TYPE.search(kind) for kind in _types(item)):
            yield item


def _objects(value: Any, depth: int = 0) -> Iterator[Json]:
    """The objects of a document that stand for themselves; teasers in lists of links are no part of it."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _INNER_KEYS:
            yield from _objects(value.get(key), depth + 1)


def _types(item: Json) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _is_own(item: Json, address: str | None, heading: str | None) -> bool:
    at_address = address is not None and address in addresses(item)
    return at_address or (heading is not None and words_of(item.get("headline")) == heading)


def _resolve(value: Any, values: Sequence[Any]) -> Any:
    """The object that `{"@id": …}` points to, as graphs of several plugins write it."""
    if not isinstance(value, dict) or "name" in value or not isinstance(value.get("@id"), str):
        return value
    same = (item for item in _objects(list(values)) if item.get("@id") == value["@id"] and "name" in item)
    return next(same, value)
