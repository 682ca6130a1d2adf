"""A parsed page, and what its head says."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from ingest.rulefiles import read_yaml
from ingest.sources.json_ld import Json

BESIDE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::figure"  # XPath: not the story
_BOLD_LINK = (  # "<p><strong><a>Read this as well</a></strong></p>", which no sentence is
    "//p[a/strong or strong//a][string-length(normalize-space(.)) > 15][count(.//a) = 1]"
    "[normalize-space(.) = normalize-space(.//a)]"
    "[not(contains('.!?”', substring(normalize-space(.), string-length(normalize-space(.)))))]"
)
_MOST_OF_PAGE = 0.2  # of its words; a box that holds more is the story
Node = Any  # an lxml element; lxml ships no types


class Page(NamedTuple):
    """A parsed page: its tree, its meta tags by name, and what JSON-LD says of its article."""

    tree: Node
    meta: dict[str, str]
    record: Json


def meta_of(page: Page, field: str) -> str | None:
    """The content of the first meta tag that may give a field (`meta` in dating.yml)."""
    return next((page.meta[name] for name in meta_names(field) if name in page.meta), None)


def without_boxes(tree: Node) -> Node:
    """The tree without the boxes within a story, and without paragraphs that are one bold link.

    Their classes are in furniture.yml; what holds a heading of the page or much of its words stays.
    """
    most = _MOST_OF_PAGE * len((tree.text_content() or "").split())
    named = [node for node in tree.xpath("//body//*[@class or @data-module]") if _is_box(node)]
    for node in [*named, *tree.xpath(_BOLD_LINK)]:
        if node.getparent() is not None and len((node.text_content() or "").split()) <= most:
            node.drop_tree()
    return tree


def _is_box(node: Node) -> bool:
    name = f"{node.get('class', '')} {node.get('data-module', '')}"
    return _boxes().search(name) is not None and not node.xpath("self::body or self::main or .//h1")


@lru_cache(maxsize=1)
def _boxes() -> re.Pattern[str]:
    return re.compile(read_yaml("furniture.yml")["boxes"]["pattern"])


@lru_cache(maxsize=8)
def meta_names(field: str) -> tuple[str, ...]:
    """The meta tags that may give a field, best first, in lower case."""
    return tuple(read_yaml("dating.yml")["meta"][field])
