"""HTML pages: what schema.org's JSON-LD says first, then the meta tags, then what trafilatura finds."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from events.errors import SourceError
from events.model import Article
from ingest.sources.building import build_article, tidy
from ingest.sources.html_dates import searched_date, stated_dates, visible_dates
from ingest.sources.html_page import BESIDE, Node, Page, meta_of, without_boxes
from ingest.sources.html_titles import first_text, headline_of, site_in_title, title_of_page
from ingest.sources.json_ld import addresses, read_article, words_of

_PAGE = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?(?P<name>[\w-]{2,30})", re.IGNORECASE)
_LARGE_TAG = re.compile(r"<[^<>]{5000,}>?")  # of a fragment, which is read outside the worker
_CONTROL_REFERENCE = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[1245-9]|2\d|3[01]));?", re.I)
_HUGE_TAG = re.compile(r"<[^<>]{100000,}>?")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = ("p", "div", "br", "li", "blockquote", "tr", "figcaption", "article", "section", *_HEADINGS)
_PARAGRAPHS = f"//*[self::article or self::main]//p[not({BESIDE})]"
_ENOUGH = 0.6  # of the words that JSON-LD's articleBody has


def looks_like_html(text: str) -> bool:
    """Whether a text begins as an HTML page does.

    >>> looks_like_html("<!DOCTYPE html><html>"), looks_like_html("Farmers <i>block</i> roads")
    (True, False)
    """
    return _PAGE.match(text[:4000]) is not None


def declared_charset(data: bytes) -> str | None:
    """The charset that a page names in its head, for pages that are no UTF-8.

    >>> declared_charset(b'<meta charset="windows-1252">')
    'windows-1252'
    """
    match = _CHARSET.search(data[:4096])
    return match["name"].decode("ascii") if match else None


def read_page(text: str, name: str, given: date | None = None, address: str | None = None) -> Article:
    """The article of a page, fetched from `address` if that is known; SourceError where it holds none."""
    text = _HUGE_TAG.sub("", text)  # libxml2's time grows with the square of a tag's attributes
    page = _open(text)
    url, title, publisher = _url(page) or address, title_of_page(page), _publisher(page)
    stamps = [*stated_dates(page), *visible_dates(page.tree, headline_of(page))]
    told = _words_in_paragraphs(page.tree)
    body = _body(page)  # last: trafilatura takes the tree apart
    if len(body.split()) < _ENOUGH * told:
        body = max(body, _extract(without_boxes(_parse(text)), favor_recall=True), key=len)
    if not body:
        raise SourceError("holds no article text (a page of links, a wall, or a page built by scripts)")
    build = partial(
        build_article,
        body,
        name,
        given=given,
        title=title,
        publisher=publisher,
        url=url,
        byline=words_of(page.record.get("author")) or meta_of(page, "byline"),
        section=words_of(page.record.get("articleSection")) or meta_of(page, "section"),
    )
    article = build(metadata=stamps)
    return article if article.published else build(metadata=searched_date(text))


def text_of_fragment(markup: str) -> str:
    r"""The text of a piece of HTML, one line per paragraph; SourceError where no parser takes it.

    >>> text_of_fragment("<p>A ferry sank.</p><p>Nobody died &amp; all swam.</p>")
    'A ferry sank.\nNobody died & all swam.'
    """
    clean = _CONTROL_REFERENCE.sub("", _LARGE_TAG.sub("", tidy(markup)))
    tree = _parse(f"<html><body>{clean}</body></html>")
    try:
        for node in tree.iter(*_BLOCKS):
            node.tail = "\n" + (node.tail or "")
            if node.tag != "br":
                node.text = "\n" + (node.text or "")
    except ValueError as error:  # a character that no XML may hold, written as &#1;
        raise SourceError(f"holds markup that cannot be read ({error})") from error
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)


def _parse(text: str) -> Node:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise SourceError(f"is no HTML that can be parsed ({error})") from error


def _open(text: str) -> Page:
    tree = _parse(text)
    scripts = [node.text_content() or "" for node in tree.xpath("//script[contains(@type, 'ld+json')]")]
    record = read_article(scripts, _canonical_link(tree), first_text(tree, "//h1"))
    return Page(tree, _metas(tree), record)


def _metas(tree: Node) -> dict[str, str]:
    """The contents of meta tags by their name in lower case; the first of several wins."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        content = (node.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = node.get(attribute)
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


# -- fields


def _url(page: Page) -> str | None:
    candidates = [_canonical_link(page.tree), *addresses(page.record), page.meta.get("og:url")]
    return next((url for url in candidates if url and url.startswith(("http://", "https://"))), None)


def _canonical_link(tree: Node) -> str | None:
    return next((str(href).strip() for href in tree.xpath("//link[@rel='canonical']/@href")), None)


def _publisher(page: Page) -> str | None:
    stated = (words_of(page.record.get("publisher")), meta_of(page, "site"), meta_of(page, "publisher"))
    names = (words for words in stated if words and not words.startswith(("http://", "https://", "@")))
    return next(names, None) or site_in_title(page.tree)


# -- body


def _body(page: Page) -> str:
    """trafilatura's text, unless it lost most of what JSON-LD gives as the body."""
    said = text_of_fragment(words_of(page.record.get("articleBody")) or "")
    found = _extract(without_boxes(page.tree))
    return found if len(found.split()) >= _ENOUGH * len(said.split()) else said


def _words_in_paragraphs(tree: Node) -> int:
    """How many words the paragraphs of the article or main element hold."""
    return sum(len((node.text_content() or "").split()) for node in tree.xpath(_PARAGRAPHS))


def _extract(tree: Node, *, favor_recall: bool = False) -> str:
    try:
        document = bare_extraction(
            tree, include_comments=False, include_tables=False, favor_recall=favor_recall
        )
    except (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"is a page that cannot be taken apart ({type(error).__name__})") from error
    text = getattr(document, "text", None)
    return tidy(text) if isinstance(text, str) else ""
