"""The fields of an article under the many names that exports, headers and front matter give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ingest.rulefiles import read_yaml

_SEPARATORS = re.compile(r"[\s_\-.:]+")


def pick(record: Mapping[str, Any], field: str) -> str | None:
    """The value of a field under its best alias that holds words: of an object its name, of a list its first.

    >>> pick({"Publish_Date": "2024-03-05", "source": {"title": "Lake Herald"}}, "published")
    '2024-03-05'
    >>> pick({"Publish_Date": "2024-03-05", "source": {"title": "Lake Herald"}}, "publisher")
    'Lake Herald'
    """
    return next(iter(pick_all(record, field)), None)


def pick_all(record: Mapping[str, Any], field: str) -> list[str]:
    """Every value of a field that holds words, under its best alias first.

    >>> pick_all({"date": "2024-03-05", "published": "true"}, "published")
    ['true', '2024-03-05']
    """
    by_key = {_plain(key): value for key, value in record.items()}
    found = (_words(by_key.get(alias)) for alias in _aliases()[field])
    return [words for words in found if words]


def is_field(name: str) -> bool:
    """Whether a header line of this name tells something about the article.

    >>> is_field("Pub-Date"), is_field("Ingredients")
    (True, False)
    """
    return any(_plain(name) in aliases for field, aliases in _aliases().items() if field != "text")


def _words(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((words for words in map(_words, value) if words), None)
    if isinstance(value, dict):
        return next((words for words in (_words(value.get(key)) for key in _NAME_KEYS) if words), None)
    return None


_NAME_KEYS = ("name", "title", "domain", "uri", "url", "@id", "@value", "#text")


def _plain(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold()


@lru_cache(maxsize=1)
def _aliases() -> dict[str, list[str]]:
    fields = read_yaml("dating.yml")["fields"]
    return {field: [_plain(name) for name in names] for field, names in fields.items()}
