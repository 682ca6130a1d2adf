"""HTML pages: what schema.org's JSON-LD says first, then the meta tags, then what trafilatura finds."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import lxml.etree  # type: ignore[import-untyped]  # ships no types
import lxml.html  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from events.errors import SourceError
from events.model import Article
from ingest.cleaning import find_furniture, publisher_of
from ingest.dating import date_article, read_day
from ingest.rulefiles import read_yaml
from ingest.sources.building import build_article, tidy

_LOOKS_LIKE_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?(?P<name>[\w-]{2,30})", re.I)
_LD_WRAPPER = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_GRAPH_KEYS = ("@graph", "mainEntity", "mainEntityOfPage")
_UPDATED = re.compile(r"updat|modif|edited", re.I)
_DATED = re.compile(r"date|time|publish|posted|timestamp", re.I)
_BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "figcaption", "article", "section")
_LONGEST_DATE = 90
_ENOUGH = 0.6  # of the words that JSON-LD's articleBody has

Node = Any  # an lxml element: lxml ships no types
Json = dict[str, Any]  # a JSON object


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page does.

    >>> looks_like_html("<!DOCTYPE html><html>"), looks_like_html("Farmers <i>block</i> roads")
    (True, False)
    """
    return _LOOKS_LIKE_HTML.match(text[:4000]) is not None


def declared_charset(data: bytes) -> str | None:
    """The charset that a page names in its head, for pages that are no UTF-8."""
    match = _CHARSET.search(data[:4096])
    return match["name"].decode("ascii") if match else None


def read_page(text: str, name: str, given: date | None = None) -> Article:
    """The article of a page; SourceError where it holds none."""
    tree = _parse(text)
    record = _json_ld_article(tree)
    url = _canonical_url(tree, record)
    title = _title(tree, record)
    stamps = [*_stamps(tree, record), *_visible_dates(tree)]
    publisher = _publisher(tree, record)
    body = _body(tree, record)
    if not body:
        raise SourceError("holds no article text (a page of links, a wall, or built by scripts)")
    return build_article(
        _without_furniture(body, title),
        name,
        title=title,
        publisher=publisher or publisher_of(body),
        stamps=stamps or _stated_above(body),
        url=url,
        given=given,
    )


def text_of_fragment(markup: str) -> str:
    """The text of a piece of HTML, one line per paragraph.

    >>> text_of_fragment("<p>A ferry sank.</p><p>Nobody died &amp; all swam.</p>")
    'A ferry sank.\\nNobody died & all swam.'
    """
    return _text_of(_parse(f"<html><body>{markup}</body></html>"))


def _parse(text: str) -> Node:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceError(f"is no HTML that can be parsed ({error})") from error
    return tree


# -- JSON-LD


def _json_ld_article(tree: Node) -> Json:
    """The object of JSON-LD that describes this page's article; empty where none does.

    Of several, the one at the page's own address or under its own headline wins, else the first.
    """
    found = [item for script in tree.xpath("//script[contains(@type, 'ld+json')]") for item in _articles_of(script)]
    address, heading = _link(tree), _first_text(tree, "//h1")
    for item in found:
        if (address and address in _addresses(item)) or (heading and _string(item.get("headline")) == heading):
            return item
    return found[0] if found else {}


def _articles_of(script: Node) -> Iterator[Json]:
    source = _LD_WRAPPER.sub("", script.text_content() or "").strip()
    try:
        # strict=False: publishers leave line breaks in strings
        yield from _walk(json.loads(source, strict=False))
    except (ValueError, RecursionError):
        return  # broken JSON-LD is common; the meta tags say the same


def _walk(value: Any, depth: int = 0) -> Iterator[Json]:
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        if any(_ARTICLE_TYPE.search(kind) for kind in _types(value)):
            yield value
        for key in _GRAPH_KEYS:
            yield from _walk(value.get(key), depth + 1)


def _types(item: Json) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _addresses(item: Json) -> list[str]:
    page = item.get("mainEntityOfPage")
    values = [item.get("url"), item.get("@id"), page.get("@id") if isinstance(page, dict) else page]
    return [value for value in values if isinstance(value, str)]


def _string(value: Any) -> str | None:
    """The words of a JSON-LD value: a string, the name of an object, the first of a list."""
    if isinstance(value, list):
        return next((words for words in map(_string, value) if words), None)
    if isinstance(value, dict):
        return _string(value.get("name"))
    return html.unescape(value).strip() or None if isinstance(value, str) else None


# -- fields


def _canonical_url(tree: Node, record: Json) -> str | None:
    candidates = [_link(tree), *_addresses(record), _meta(tree, ["og:url"])]
    return next((url for url in candidates if url and url.startswith(("http://", "https://"))), None)


def _link(tree: Node) -> str | None:
    return next((str(href).strip() for href in tree.xpath("//link[@rel='canonical']/@href")), None)


def _title(tree: Node, record: Json) -> str | None:
    site = _meta(tree, _names("site"))
    whole = _string(record.get("headline")) or _meta(tree, _names("title")) or _first_text(tree, "//h1")
    whole = whole or _first_text(tree, "//title")
    return _without_site(whole, site) if whole else None


def _without_site(title: str, site: str | None) -> str:
    """A page title without the site's name behind it ("Farmers block road | The Lake Herald")."""
    head, mark, tail = _last_cut(title)
    return head if mark and site and tail.casefold() == site.casefold() else title


def _last_cut(title: str) -> tuple[str, str, str]:
    match = re.match(r"(?P<head>.*\S)\s+(?P<mark>[|–—-])\s+(?P<tail>[^|]+)$", title)
    return (match["head"], match["mark"], match["tail"].strip()) if match else (title, "", "")


def _publisher(tree: Node, record: Json) -> str | None:
    for words in (_string(record.get("publisher")), _meta(tree, _names("site")), _meta(tree, _names("publisher"))):
        if words and not words.startswith(("http://", "https://", "@")):
            return words
    return None


def _stamps(tree: Node, record: Json) -> list[str]:
    """The stamps of first publication, best first; those of updates are left out."""
    return [
        *filter(None, [_string(record.get("datePublished"))]),
        *filter(None, (_meta(tree, [name]) for name in _names("published"))),
        *(str(value) for value in tree.xpath("//*[@itemprop='datePublished']/@content")),
        *(str(value) for value in tree.xpath("//*[@itemprop='datePublished' or @pubdate]/@datetime")),
        *filter(None, [_string(record.get("dateCreated"))]),
    ]


def _visible_dates(tree: Node) -> list[str]:
    """Dates that the page shows at its head: time elements, then short elements that their class calls a date."""
    times = tree.xpath("(//article//time | //main//time | //header//time)[not(ancestor::aside or ancestor::nav or ancestor::footer)]")
    first = [str(node.get("datetime") or node.text_content()) for node in times if not _is_update(node)][:1]
    named = (node for node in tree.xpath("//body//*[@class or @id][not(ancestor-or-self::aside or ancestor::nav)]") if _is_dated(node))
    return [*first, *(node.text_content().strip() for node in list(named)[:1])]


def _is_update(node: Node) -> bool:
    around = [node, node.getparent()]
    names = " ".join(f"{n.get('class', '')} {n.get('itemprop', '')}" for n in around if n is not None)
    words = " ".join((n.text_content() or "")[:_LONGEST_DATE] for n in around if n is not None)
    return _UPDATED.search(f"{names} {words}") is not None and "publi" not in words.lower()


def _is_dated(node: Node) -> bool:
    name = f"{node.get('class', '')} {node.get('id', '')}"
    if not _DATED.search(name) or _UPDATED.search(name):
        return False
    words = (node.text_content() or "").strip()
    return len(words) <= _LONGEST_DATE and not _UPDATED.search(words) and read_day(words) is not None


def _stated_above(body: str) -> Sequence[str]:
    """The words of the date line that stood in the body, before it is cleaned away."""
    published = date_article(body)
    return [published.evidence] if published.basis == "header" and published.evidence else []


def _meta(tree: Node, names: Sequence[str]) -> str | None:
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            nodes = tree.xpath(f"//meta[translate(@{attribute}, $upper, $lower) = $name]/@content", **_CASES, name=name)
            words = next((str(value).strip() for value in nodes if str(value).strip()), None)
            if words:
                return words
    return None


_CASES = {"upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "lower": "abcdefghijklmnopqrstuvwxyz"}


def _names(field: str) -> list[str]:
    names: list[str] = read_yaml("dating.yml")["meta"][field]
    return names


def _first_text(tree: Node, path: str) -> str | None:
    texts = (" ".join(node.text_content().split()) for node in tree.xpath(path))
    return next((text for text in texts if text), None)


# -- body


def _body(tree: Node, record: Json) -> str:
    """trafilatura's text, unless it lost most of what JSON-LD gives as the body."""
    said = text_of_fragment(_string(record.get("articleBody")) or "") if record.get("articleBody") else ""
    found = _extract(tree)
    return found if len(found.split()) >= _ENOUGH * len(said.split()) else said


def _extract(tree: Node) -> str:
    try:
        document = bare_extraction(tree, include_comments=False, include_tables=False)
    except (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"is a page that cannot be taken apart ({type(error).__name__})") from error
    text = getattr(document, "text", None)
    return tidy(text) if isinstance(text, str) else ""


def _text_of(tree: Node) -> str:
    for node in tree.iter(*_BLOCKS):
        node.tail = "\n" + (node.tail or "")
        if node.tag != "br":
            node.text = "\n" + (node.text or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _without_furniture(body: str, title: str | None) -> str:
    """The body without whole lines of furniture and without its own headline; a dateline stays with its sentence."""
    cut = [(item.start, item.end) for item in find_furniture(body) if _is_line(body, item.start, item.end)]
    kept = (line for start, line in _numbered(body) if not any(a <= start < b for a, b in cut))
    return "\n".join(line for line in kept if title is None or line.strip().casefold() != title.casefold())


def _is_line(body: str, start: int, end: int) -> bool:
    return body[start - 1 : start] in ("", "\n") and body[end : end + 1] in ("", "\n")


def _numbered(body: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in body.split("\n"):
        yield start, line
        start += len(line) + 1
