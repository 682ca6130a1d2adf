"""JSON Lines and JSON: one object per article, under the field names of the usual exports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from events.errors import SourceError
from events.model import Article
from ingest.fields import pick, pick_all
from ingest.sources.building import build_article, tidy
from ingest.sources.decoding import LIMIT, LIMIT_MB, decode
from ingest.sources.html import text_of_fragment
from ingest.sources.ninjs import flatten, is_item
from ingest.sources.unreadable import Unreadable

_MARKUP = re.compile(r"</?(?:p|br|div|span|a|strong|em|h[1-6]|ul|li|figure|img)\b[^<>]{0,2000}>", re.I)
_JSON = re.compile(r"[\s\ufeff]*(?:\[\s*)?\{\s*[\"}]")
_LIST_KEYS = ("articles", "results", "items", "data", "documents", "stories")


def read_lines(
    lines: Iterable[bytes], name: str, given: date | None = None
) -> Iterator[Article | Unreadable]:
    """The article of each line, named "file.jsonl#3" after it; a broken line is Unreadable, others go on."""
    held = False
    for number, line in enumerate(lines, start=1):
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        held = True
        try:
            yield _read_record(_parse(_decode_line(line)), f"{name}#{number}", given)
        except SourceError as error:
            yield Unreadable(name=f"{name}, line {number}", reason=str(error))
    if not held:
        yield Unreadable(name=name, reason="is empty")


def read_json(text: str, name: str, given: date | None = None) -> Iterator[Article | Unreadable]:
    """The articles of a JSON document: one object, a list of them, or an export that holds such a list."""
    records = list(_records(_parse(text)))
    if not records:
        raise SourceError("holds no articles (looked for an object or a list of objects)")
    for number, record in enumerate(records, start=1):
        label = name if len(records) == 1 else f"{name}#{number}"
        try:
            yield _read_record(record, label, given)
        except SourceError as error:
            yield Unreadable(name=name if len(records) == 1 else f"{name}, item {number}", reason=str(error))


def looks_like_lines(text: str) -> bool:
    r"""Whether the first line that holds something is a whole JSON object and is not the only one.

    >>> looks_like_lines('{"title": "A"}\n{"title": "B"}'), looks_like_lines('{\n"title": "A"}')
    (True, False)
    """
    lines = text.lstrip("\ufeff \t\r\n").split("\n", 1)
    if not lines[0].startswith("{") or len(lines) == 1 or not lines[1].lstrip().startswith("{"):
        return False
    return lines[0].rstrip().endswith("}")


def looks_like_json(text: str) -> bool:
    """Whether a text is a JSON object, or a list of objects, by its first characters.

    >>> looks_like_json(' [{"title": "A"}]'), looks_like_json("[Lusaka] Farmers came.")
    (True, False)
    """
    return _JSON.match(text) is not None


def _decode_line(line: bytes) -> str:
    if len(line) > LIMIT:
        raise SourceError(f"is longer than {LIMIT_MB} MB")
    return decode(line)


def _parse(text: str) -> Any:  # any JSON value
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise SourceError(f"is not valid JSON ({error.msg.lower()} at {where})") from error
    except RecursionError as error:
        raise SourceError("is JSON nested too deeply to be an article") from error
    except ValueError as error:  # a number of thousands of digits
        raise SourceError(f"is not readable JSON ({error})") from error


def _records(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects that may be articles: of a list its items, of an export what its list key holds."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))
    elif isinstance(value, dict):
        inner = next((value[key] for key in _LIST_KEYS if isinstance(value.get(key), list | dict)), None)
        if inner is None or depth > 2 or pick(value, "text"):
            yield value
        else:
            yield from _records(inner, depth + 1)


def _read_record(record: Any, name: str, given: date | None) -> Article:
    if not isinstance(record, dict):
        raise SourceError("is no JSON object")
    if is_item(record):
        record = flatten(record)
    text = pick(record, "text")
    if text is None:
        fields = ", ".join(sorted(str(key) for key in record)[:8]) or "none"
        raise SourceError(f'has no text ("text", "body", "content", "maintext" …); its fields are: {fields}')
    body = tidy(text_of_fragment(text) if _MARKUP.search(text) else text)
    url = pick(record, "url")
    return build_article(
        body,
        name,
        given=given,
        metadata=pick_all(record, "published"),
        title=pick(record, "title"),
        publisher=pick(record, "publisher"),
        url=url,
        byline=pick(record, "byline"),
        section=pick(record, "section"),
    )
