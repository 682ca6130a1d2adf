"""Sentences of an article, with headings, lists and page furniture kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from nupunkt import sent_spans

from events.model import Span
from ingest.language import words

SentenceKind = Literal["prose", "heading", "item"]

_LINE = re.compile(r"[^\n\r]+")
_BULLET = re.compile(r"\s*(?:[•*▪●‣–-]|\d{1,2}[.)])\s+")
_MARK = re.compile(
    r"\s*(?:[•*▪●‣–-]\s+)?(?:\d{1,2}:\d\d(?:\s?[ap]\.?m\.?)?\s+(?=[\"“‘']?[A-Z]))?"
)  # "14:20 "
_TOLD = re.compile(r"\s*[•*▪●‣–-]\s+[\"“‘']?[A-Z].*[.!?][\"”’)]*$")
_TOLD_WORDS = 6  # fewer are a caption or a point of a plan
_TERMINAL = re.compile(r"[.!?…:;,][\"'”’)\]]*$|[\"”]$")
_HEADING_WORDS = 14
_GLUED = re.compile(
    r"(?<=[a-z][.!?][”\"])(?=[A-Z])|(?<=[a-z]{3}\.)(?=[A-Z][a-z])|(?<=[a-z]{4}\.)(?= [A-Z“])"
    r"|(?<= on X\.)(?= [A-Z“\"])"  # the network, and no initial
)


class Sentence(NamedTuple):
    """One sentence: its span, the number of its paragraph, and whether it is running prose."""

    span: Span
    paragraph: int
    kind: SentenceKind


def split_sentences(text: str, furniture: Sequence[Span] = ()) -> tuple[Sentence, ...]:
    """Cut a text into sentences, leaving out page furniture.

    A line break always ends a sentence. A short line without an end mark is a heading; a line behind a bullet an item,
    unless it is a whole sentence that tells news, as in a live summary; its bullet and the time of day before it are left out.

    >>> [s.span.of("Talks stall\\nThey met on Monday. No deal.") for s in split_sentences("Talks stall\\nThey met on Monday. No deal.")]
    ['Talks stall', 'They met on Monday.', 'No deal.']
    """  # noqa: E501 - a doctest cannot wrap its text
    sentences: list[Sentence] = []
    for number, block in enumerate(_blocks(text, furniture)):
        kind = _kind(block.of(text))
        spans = (
            [block] if kind == "heading" else _cut(text, _unmarked(text, block) if kind == "prose" else block)
        )
        sentences.extend(Sentence(span, number, kind) for span in spans)
    return tuple(sentences)


def _blocks(text: str, furniture: Sequence[Span]) -> Iterator[Span]:
    """Lines without furniture, trimmed of white space."""
    gaps = sorted(furniture, key=lambda span: span.start)
    for line in _LINE.finditer(text):
        start = line.start()
        for gap in gaps:
            if gap.end > start and gap.start < line.end():
                yield from _trimmed(text, start, gap.start)
                start = max(start, gap.end)
        yield from _trimmed(text, start, line.end())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start=start, end=end)


def _unmarked(text: str, block: Span) -> Span:
    """A line of prose without the bullet and the time of day that stand before it."""
    mark = _MARK.match(block.of(text))
    return Span(start=block.start + mark.end(), end=block.end) if mark else block


def _kind(line: str) -> SentenceKind:
    if _BULLET.match(line) and not _tells_news(line):
        return "item"
    short = len(line.split()) <= _HEADING_WORDS
    return "heading" if short and not _TERMINAL.search(line) else "prose"


def _tells_news(item: str) -> bool:
    """Whether a bulleted line is a whole sentence, and no point of a plan: "The army shall have 600 men." """
    told = {word.lower() for word in re.findall(r"\w+", item)}
    whole = _TOLD.match(item) and len(item.split()) > _TOLD_WORDS
    return bool(whole) and (told.isdisjoint(words("plan_modals")) or not told.isdisjoint(words("day_names")))


def _cut(text: str, block: Span) -> list[Span]:
    line = block.of(text)
    cuts: list[Span] = []
    for start, end in sent_spans(line):
        inner = [
            start,
            *(m.start() for m in _GLUED.finditer(line, start, end) if start < m.start() < end),
            end,
        ]
        for left, right in pairwise(inner):
            cuts.extend(_trimmed(text, block.start + left, block.start + right))
    return cuts
