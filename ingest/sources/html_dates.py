"""When a page says it was published: in its metadata, in what it shows, or wherever htmldate finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
from htmldate import find_date

from ingest.dating import read_day
from ingest.sources.html_page import BESIDE, Node, Page, meta_names
from ingest.sources.json_ld import words_of

_UPDATED = re.compile(r"updat|modif|edited", re.IGNORECASE)
_DATED = re.compile(r"(?<![A-Za-z])(?:date|time|publish|posted|pub)|Date|Time|Publish|Posted")
_TIMES = f"//*[self::article or self::main or self::header]//time[not({BESIDE})]"
_NAMED = f"//body//*[(@class or @id) and not({BESIDE})]"
_LONGEST_DATE = 90


def stated_dates(page: Page) -> list[str]:
    """The stamps of first publication, best first; those of updates are left out."""
    stated = [
        words_of(page.record.get("datePublished")),
        *(page.meta.get(name) for name in meta_names("published")),
        *(str(value) for value in page.tree.xpath("//*[@itemprop='datePublished']/@content")),
        *(str(value) for value in page.tree.xpath("//*[@itemprop='datePublished' or @pubdate]/@datetime")),
        words_of(page.record.get("dateCreated")),
    ]
    return [words for words in stated if words]


def visible_dates(tree: Node) -> Iterator[str]:
    """Dates that the page shows: its first time element, and a short element whose class calls it a date."""
    times = (node for node in tree.xpath(_TIMES) if not _is_update(node))
    named = (node for node in tree.xpath(_NAMED) if _is_date(node))
    first = [node for node in (next(times, None), next(named, None)) if node is not None]
    yield from (str(node.get("datetime") or node.text_content()).strip() for node in first)


def _is_update(node: Node) -> bool:
    """Whether a time element, or what stands right before it, says that it is the time of an update."""
    parent, before = node.getparent(), node.getprevious()
    names = [item.get(key, "") for item in (node, parent) for key in ("class", "itemprop")]
    lead = (before.text_content() or "") + (before.tail or "") if before is not None else parent.text or ""
    words = lead[-_LONGEST_DATE:] + (node.text_content() or "")[:_LONGEST_DATE]
    return _UPDATED.search(" ".join([*names, words])) is not None and "publi" not in words.lower()


def _is_date(node: Node) -> bool:
    name = f"{node.get('class', '')} {node.get('id', '')}"
    if not _DATED.search(name) or _UPDATED.search(name):
        return False
    words = (node.text_content() or "").strip()
    return len(words) <= _LONGEST_DATE and not _UPDATED.search(words) and read_day(words) is not None


def searched_date(text: str) -> list[str]:
    """The date that htmldate finds where the page states none in any of the usual ways."""
    try:
        found = find_date(text, original_date=True, extensive_search=False)
    except (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return []
    return [found] if found else []
