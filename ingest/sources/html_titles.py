"""Which words of a page are its headline: not the name of the site, nor what is told to social media."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.sources.html_page import BESIDE, Node, Page, meta_of
from ingest.sources.json_ld import words_of

_SITE_TAIL = re.compile(r"(?P<head>.*\S)\s+[|–—-]\s+(?P<site>[^|]+)")
_SEPARATOR = re.compile(r"\s[|–—•·»-]\s|:\s")
_HEADINGS = f"//*[self::h1 or self::h2 or self::h3][not({BESIDE})]"
_FEWEST_WORDS = 4  # of a headline; a shorter heading may name a section or the site


def title_of_page(page: Page) -> str | None:
    """The headline: in JSON-LD, else the page's only h1, else in its meta tags or title."""
    title = words_of(page.record.get("headline")) or _only_heading(page.tree) or meta_of(page, "title")
    heading = _text(_heading_in_title(page.tree)) or first_text(page.tree, "//h1")
    title = title or heading or first_text(page.tree, "//title")
    site = meta_of(page, "site") or site_in_title(page.tree)
    match = _SITE_TAIL.fullmatch(title) if title else None
    return match["head"] if match and site and match["site"].casefold() == site.casefold() else title


def headline_of(page: Page) -> Node | None:
    """The element that shows the headline, or None."""
    title = title_of_page(page)
    same = (node for node in page.tree.xpath(_HEADINGS) if _text(node) == title)
    return next(same, next(iter(page.tree.xpath("//h1")), None))


def site_in_title(tree: Node) -> str | None:
    """The site behind the page's own heading in its title ("Farmers block road | The Lake Herald")."""
    match = _SITE_TAIL.fullmatch(first_text(tree, "//title") or "")
    return match["site"].strip() if match and match["head"] == first_text(tree, "//h1") else None


def first_text(tree: Node, path: str) -> str | None:
    """The words of the first element at an XPath that holds any."""
    return next(filter(None, map(_text, tree.xpath(path))), None)


def _only_heading(tree: Node) -> str | None:
    """The page's h1, where it has one alone, long enough for a headline."""
    texts = [text for text in map(_text, tree.xpath("//h1")) if text]
    return texts[0] if len(texts) == 1 and len(texts[0].split()) >= _FEWEST_WORDS else None


def _heading_in_title(tree: Node) -> Node | None:
    """The longest heading that the page's title repeats beside the names of the site and its sections."""
    title = first_text(tree, "//title")
    parts = set(_stretches(title)) if title else set()
    found = [node for node in tree.xpath(_HEADINGS) if _text(node) in parts]
    fitting = [node for node in found if len((_text(node) or "").split()) >= _FEWEST_WORDS]
    return max(fitting, key=lambda node: len(_text(node) or ""), default=None)


def _stretches(title: str) -> Iterator[str]:
    """The title, and what stands before and behind each of its separators."""
    yield title
    for match in _SEPARATOR.finditer(title):
        yield title[: match.start()].strip()
        yield title[match.end() :].strip()


def _text(node: Node | None) -> str | None:
    return " ".join(node.text_content().split()) or None if node is not None else None
