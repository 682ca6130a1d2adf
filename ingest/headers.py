"""What stands above a text in a file: header lines ("Title: …") or YAML front matter."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from ingest.fields import is_field

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_HEADER_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z _-]{1,24}):[ \t]*(?P<value>\S.*)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MOST_LINES = 25


class Headers(NamedTuple):
    """The fields as written, and `end`: where the text below them begins (0 where there are none)."""

    fields: dict[str, str]
    end: int


NO_HEADERS = Headers({}, 0)


def read_headers(text: str) -> Headers:
    r"""Read the header lines or the front matter of a text.

    Header lines stand at the very top and end at the first blank or other line; one of them at least must be
    a field of an article, so that "Question: who won?" stays text.

    >>> read_headers("Title: Ferry sinks\nDate: 2024-03-05\n\nA ferry sank.")
    Headers(fields={'title': 'Ferry sinks', 'date': '2024-03-05'}, end=36)
    >>> read_headers("A ferry sank: nobody died.").end
    0
    """
    match = _FRONT_MATTER.match(text)
    if match is not None:
        fields = _front_matter(match["yaml"])
        if fields:
            return Headers(fields, match.end())
    return _header_lines(text)


def _front_matter(source: str) -> dict[str, str]:
    try:
        # BaseLoader: every scalar stays the string that was written; it builds no objects
        loaded = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return _header_lines(source).fields  # hand-written front matter is often no YAML ("title: A: b")
    if not isinstance(loaded, dict):
        return {}
    words = {str(key).lower(): value.strip() for key, value in loaded.items() if isinstance(value, str)}
    return {key: value for key, value in words.items() if value}


def _header_lines(text: str) -> Headers:
    fields: dict[str, str] = {}
    end = 0
    for number, line in enumerate(_LINE.finditer(text)):
        match = _HEADER_LINE.fullmatch(line.group().strip())
        if match is None or number >= _MOST_LINES:
            break
        fields.setdefault(match["name"].strip().lower(), match["value"].strip())
        end = line.end()
    known = any(is_field(name) for name in fields)
    return Headers(fields, end) if known else NO_HEADERS
