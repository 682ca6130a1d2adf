"""IPTC's ninjs, versions 1 to 3: what news agencies send as JSON, under the names that other records have."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from events.errors import SourceError

Json = Mapping[str, Any]  # a JSON object

_MARKS = {"versioncreated", "firstcreated", "contentcreated", "bodies", "headlines", "infosources"}
_BODY_KEY = re.compile(r"body(?:text|xhtml|html\w*)?")
_TEXT_TYPES = {"text", "composite"}
_MAIN = re.compile(r"main|full|body|story", re.IGNORECASE)


def is_item(record: Json) -> bool:
    """Whether a JSON object is an item of ninjs, by names that no other record has.

    >>> is_item({"uri": "urn:x", "versioncreated": "2024-03-05"}), is_item({"uri": "urn:x", "body": "A."})
    (True, False)
    """
    return "uri" in record and not _MARKS.isdisjoint(_by_plain_name(record))


def flatten(record: Json) -> dict[str, Any]:
    """The item as a record with one title, text, publisher and url; SourceError where it is a picture.

    Of several bodies and headlines the main one counts, of its stamps that of the first creation.

    >>> flatten({"uri": "urn:x", "headlines": [{"value": "Ferry sinks"}], "bodies": [{"value": "It sank."}]})
    {'title': 'Ferry sinks', 'text': 'It sank.'}
    """
    item = _by_plain_name(record)
    kind = item.get("type")
    if isinstance(kind, str) and kind.lower() not in _TEXT_TYPES:
        raise SourceError(f"is no text but a ninjs item of type {kind}")
    found = {
        "title": _main(item.get("headlines")) or item.get("headline") or item.get("title"),
        "text": _main(item.get("bodies")) or _body(item),
        "date_published": item.get("firstcreated"),
        "date": item.get("versioncreated") or item.get("contentcreated"),
        "publisher": _publisher(item),
        "url": _address(item),
        "byline": item.get("byline") or item.get("by"),
    }
    return {name: value for name, value in found.items() if value}


def _by_plain_name(record: Json) -> dict[str, Any]:
    """By names without case and underscores: version 3 writes firstCreated for firstcreated."""
    return {key.replace("_", "").lower(): value for key, value in record.items()}


def _main(values: Any) -> str | None:
    """The value of the main headline or body, else of the first; plain text before XHTML."""
    items = [item for item in values if _holds_words(item)] if isinstance(values, list) else []
    ranked = sorted(items, key=lambda item: (not _is_main(item), "plain" not in str(_content_type(item))))
    return str(ranked[0]["value"]) if ranked else None


def _holds_words(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("value"), str) and bool(item["value"].strip())


def _is_main(item: Json) -> bool:
    return _MAIN.search(str(item.get("role", "main"))) is not None


def _content_type(item: Json) -> Any:
    return _by_plain_name(item).get("contenttype")


def _body(item: Json) -> str | None:
    keys: Sequence[str] = ("bodytext", "bodyxhtml", *(key for key in item if _BODY_KEY.fullmatch(key)))
    return next((item[key] for key in keys if isinstance(item.get(key), str) and item[key].strip()), None)


def _publisher(item: Json) -> Any:
    sources = item.get("infosources") or item.get("infosource")
    return item.get("provider") or item.get("source") or sources or item.get("copyrightholder")


def _address(item: Json) -> str | None:
    stated = (item.get(key) for key in ("url", "href", "canonical", "uri"))
    return next(
        (url for url in stated if isinstance(url, str) and url.startswith(("http://", "https://"))), None
    )
