"""When a page says it was published: in its metadata, in what it shows, or wherever htmldate finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
from htmldate import find_date

from ingest.dating import read_day
from ingest.rulefiles import read_yaml
from ingest.sources.html_page import BESIDE, Node, Page, meta_names
from ingest.sources.json_ld import words_of

_UPDATED = re.compile(r"updat|modif|edited", re.IGNORECASE)
_OF_UPDATE = re.compile(r"(?:updat|modif|edited).*?(?=publi|posted|$)", re.IGNORECASE | re.DOTALL)
_DATED = re.compile(
    r"(?<![A-Za-z])(?:date|time|publish|posted|pub|created|submitted)|Date|Time|Publish|Posted|Created"
)
_OF_TODAY = re.compile(r"today|current|clock", re.IGNORECASE)
_CAPTION = re.compile(r"caption|credit|comment", re.IGNORECASE)
_SECONDS = re.compile(r"(?P<seconds>[12]\d{9})(?:\d{3})?")
_TIMES = f"//*[self::article or self::main or self::header]//time[not({BESIDE})]"
_NAMED = f"//body//*[(@class or @id) and not({BESIDE})]"
_NO_DATE_LINE = f"{BESIDE} or ancestor-or-self::a or self::aside or self::nav or self::footer or self::figure"
_MOST_PARTS = 12  # elements in a short one
_ABOVE, _BELOW = 8, 30  # elements around the headline among which its date stands
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
    return [_counted(words) for words in stated if words]


def visible_dates(tree: Node, heading: Node | None = None) -> Iterator[str]:
    """Dates that the page shows: in a time element, and in a short one called a date or near the headline.

    Of several of a kind, the one nearest to the headline dates the story; others may be those of teasers.
    """
    places = {node: place for place, node in enumerate(tree.iter())}
    day_first = (tree.get("lang") or "").lower() in read_yaml("dating.yml")["day_first"]
    times = [node for node in tree.xpath(_TIMES) if not _is_update(node)]
    named = [node for node in tree.xpath(_NAMED) if _is_date(node, day_first)]
    for nodes in (times, named + _undressed(places, heading, day_first)):
        if nodes:
            yield from _shown(_nearest(nodes, heading, places), day_first)


def _nearest(nodes: list[Node], heading: Node | None, places: dict[Node, int]) -> Node:
    start = places[heading] if heading is not None else 0
    return min(nodes, key=lambda node: abs(places[node] - start))


def _undressed(places: dict[Node, int], heading: Node | None, day_first: bool) -> list[Node]:
    """The short elements around the headline that show a day, or tell it to those who cannot see."""
    if heading is None:
        return []
    start = places[heading]
    near = list(places)[max(0, start - _ABOVE) : start] + list(places)[start + 1 : start + _BELOW]
    return [
        node
        for node in near
        if isinstance(node.tag, str) and not node.xpath(_NO_DATE_LINE)
        if _CAPTION.search(node.get("class", "")) is None and _shows_day(node, day_first)
    ]


def _shown(node: Node, day_first: bool) -> Iterator[str]:
    """The stamps of an element: what readers see, in the publisher's own zone, then what machines read."""
    words = _words(node, day_first)
    if read_day(words) is not None:
        yield words
    yield _counted(str(node.get("datetime") or words).strip())


def _words(node: Node, day_first: bool = False) -> str:
    """What an element says of the first publication; "05/11/2025" is in November where days come first."""
    shown = " ".join(" ".join(node.itertext()).split()) if len(node) <= _MOST_PARTS else ""
    whole = shown or node.get("aria-label", "")
    words = _OF_UPDATE.sub("", whole).strip() if len(whole) <= _LONGEST_DATE else ""
    return re.sub(r"(?<=\d)/(?=\d)", ".", words) if day_first else words


def _counted(stamp: str) -> str:
    """A stamp that counts seconds or milliseconds since 1970 as a written one; others as they are.

    >>> _counted("1764093660000"), _counted("2025-11-25")
    ('2025-11-25T18:01:00+00:00', '2025-11-25')
    """
    match = _SECONDS.fullmatch(stamp)
    return datetime.fromtimestamp(int(match["seconds"]), UTC).isoformat() if match else stamp


def _is_update(node: Node) -> bool:
    """Whether a time element, or what stands right before it, says that it is the time of an update."""
    parent, before = node.getparent(), node.getprevious()
    names = [item.get(key, "") for item in (node, parent) for key in ("class", "itemprop")]
    lead = (before.text_content() or "") + (before.tail or "") if before is not None else parent.text or ""
    words = lead[-_LONGEST_DATE:] + (node.text_content() or "")[:_LONGEST_DATE]
    return _UPDATED.search(" ".join([*names, words])) is not None and "publi" not in words.lower()


def _is_date(node: Node, day_first: bool) -> bool:
    name = f"{node.get('class', '')} {node.get('id', '')}"
    if not _DATED.search(name) or _UPDATED.search(name) or _OF_TODAY.search(name):
        return False
    return _shows_day(node, day_first)


def _shows_day(node: Node, day_first: bool) -> bool:
    return read_day(_words(node, day_first)) is not None


def searched_date(text: str) -> list[str]:
    """The date that htmldate finds where the page states none in any of the usual ways."""
    try:
        found = find_date(text, original_date=True, extensive_search=False)
    except (lxml.etree.LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return []
    return [found] if found else []
