"""The story alone: what is stored as an article's text is the same from whatever file it was read."""

from __future__ import annotations

import re

from ingest.cleaning import find_furniture
from ingest.headers import read_headers
from ingest.sources.markdown import plain_words

_LEAST_WRAPPED = 45  # characters; a line that some tool broke at a column is at least this long
_LONGEST_WRAPPED = 100
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]»*_]*$")
_BULLET = re.compile(r"(?:[•*▪●‣–-]|\d{1,2}[.)])\s")


def body_of(text: str, title: str | None = None) -> str:
    r"""The paragraphs of a text, one a line, without header lines, headline, captions and page furniture.

    A dateline stays with its sentence. Lines that a tool broke at a column are joined again.

    >>> body_of("Title: Ferry sinks\n\nFerry sinks\n\nA ferry sank off **Moss**.\n\nShare this article")
    'A ferry sank off Moss.'
    """
    start = read_headers(text).end
    found = find_furniture(text)
    cut = [(item.start, item.end) for item in found if _is_line(text, item.start, item.end)]
    kept = [
        "" if any(a <= at < b for a, b in cut) or _is_title(line, title) else line
        for at, line in _lines(text)
        if at >= start
    ]
    return "\n".join(filter(None, map(plain_words, _unwrapped([line.strip() for line in kept]))))


def _lines(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, str]] = []
    start = 0
    for line in text.split("\n"):
        lines.append((start, line))
        start += len(line) + 1
    return lines


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether the stretch takes whole lines: only blanks stand beside it."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    close = text.find("\n", end)
    return not (before + text[end : close if close >= 0 else len(text)]).strip()


def _is_title(line: str, title: str | None) -> bool:
    return title is not None and line.strip(" #*").casefold() == title.strip().casefold()


def _unwrapped(lines: list[str]) -> list[str]:
    """The lines that hold something, those of one sentence joined where a tool had broken it."""
    joined: list[str] = []
    last = ""  # the line before, as it stood
    for line in lines:
        if line and last and _goes_on(last, line):
            joined[-1] = f"{joined[-1]} {line}"
        elif line:
            joined.append(line)
        last = line
    return joined


def _goes_on(last: str, line: str) -> bool:
    """Whether a line ends within a sentence at a column, and the next one is no item of a list."""
    narrow = len(line) <= _LONGEST_WRAPPED and _LEAST_WRAPPED <= len(last) <= _LONGEST_WRAPPED
    at_column = narrow and not _SENTENCE_END.search(last)
    wraps = line[0].islower() or line[0].isdigit() or len(last) > _LEAST_WRAPPED + 15
    return at_column and wraps and not _BULLET.match(line)
