"""What stands in quotation marks, over sentence ends: a quotation often runs through several sentences."""

from __future__ import annotations

import re
from functools import lru_cache

from events.model import Span

_PARAGRAPH = re.compile(r"[^\n\r]+")
_LONG_QUOTE = 5  # words; shorter ones only cite an expression


@lru_cache(maxsize=8)
def quotations(text: str) -> tuple[Span, ...]:
    """The quotations of more than a few words, without their marks, in order.

    A quotation that a paragraph leaves open ends with the paragraph.

    >>> text = 'He said: "It is over. We all go home." Then he left.'
    >>> [span.of(text) for span in quotations(text)]
    ['It is over. We all go home.']
    """
    return tuple(span for line in _PARAGRAPH.finditer(text) for span in _of_paragraph(text, line))


def _of_paragraph(text: str, line: re.Match[str]) -> list[Span]:
    found: list[Span] = []
    opened: int | None = None
    for place in range(line.start(), line.end()):
        mark = text[place]
        if mark == "“" or (mark == '"' and opened is None):
            opened = place + 1
        elif mark in '"”' and opened is not None:
            found.extend(_long(text, opened, place))
            opened = None
    if opened is not None:
        found.extend(_long(text, opened, line.end()))
    return found


def _long(text: str, start: int, end: int) -> list[Span]:
    return [Span(start=start, end=end)] if len(text[start:end].split()) >= _LONG_QUOTE else []
