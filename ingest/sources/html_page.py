"""A parsed page, and what its head says."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from ingest.rulefiles import read_yaml
from ingest.sources.json_ld import Json

BESIDE = "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::figure"  # XPath: not the story
Node = Any  # an lxml element; lxml ships no types


class Page(NamedTuple):
    """A parsed page: its tree, its meta tags by name, and what JSON-LD says of its article."""

    tree: Node
    meta: dict[str, str]
    record: Json


def meta_of(page: Page, field: str) -> str | None:
    """The content of the first meta tag that may give a field (`meta` in dating.yml)."""
    return next((page.meta[name] for name in meta_names(field) if name in page.meta), None)


@lru_cache(maxsize=8)
def meta_names(field: str) -> tuple[str, ...]:
    """The meta tags that may give a field, best first, in lower case."""
    return tuple(read_yaml("dating.yml")["meta"][field])
