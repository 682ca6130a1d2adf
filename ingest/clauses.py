"""The shape of one sentence: its tokens and clauses, and where its names and dates stand among them.

A light grammar over closed word classes and the forms of trigger verbs; no model, no download.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby
from typing import Any, Generic, TypeVar

from events.model import Entity, Span, Timex
from ingest.boundaries import is_finite
from ingest.clause_numbers import clause_numbers
from ingest.quotes import quotations
from ingest.sentences import Sentence
from ingest.tokens import Token, tokenize

T = TypeVar("T")


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A thing that covers the tokens `[first, last)` of its sentence."""

    first: int
    last: int
    value: T


@dataclass(frozen=True)
class Parse:
    """One sentence, cut into tokens and clauses; `clause[i]` is the clause number of token i."""

    sentence: Sentence
    text: str
    tokens: tuple[Token, ...]
    entities: tuple[Placed[Entity], ...]
    timexes: tuple[Placed[Timex], ...]
    clause: tuple[int, ...]
    quoted: tuple[bool, ...]

    @cached_property
    def _lowers(self) -> tuple[str, ...]:
        return (*(token.lower for token in self.tokens), "", "")

    def lower(self, index: int) -> str:
        """The lower-case word at `index`; empty beyond either end."""
        return self._lowers[index] if -1 < index < len(self._lowers) else ""

    @cached_property
    def _finite(self) -> tuple[bool, ...]:
        return tuple(is_finite(self.tokens, index) for index in range(len(self.tokens)))

    def is_finite(self, index: int) -> bool:
        """Whether the word at `index` looks like a finite verb; false beyond either end."""
        return -1 < index < len(self._finite) and self._finite[index]

    def span(self, first: int, last: int) -> Span:
        """The characters from token `first` up to, not including, token `last`."""
        return Span(start=self.tokens[first].start, end=self.tokens[last - 1].end)

    @cached_property
    def _ranges(self) -> tuple[tuple[int, int], ...]:
        runs = [(number, len(tuple(run))) for number, run in groupby(self.clause)]
        ends = accumulate(size for _, size in runs)
        return tuple(
            (end - size, end) for (_, size), end in zip(runs, ends, strict=True) for _ in range(size)
        )

    def clause_range(self, index: int) -> tuple[int, int]:
        """The tokens `[first, last)` around token `index` that lie in its clause."""
        return self._ranges[index]

    def continuation(self, index: int) -> range:
        """The tokens in which the clause of token `index` goes on after an interruption; empty if none."""
        _, last = self.clause_range(index)
        number = self.clause[index]
        first = next((i for i in range(last, len(self.clause)) if self.clause[i] == number), None)
        return range(0) if first is None else range(*self.clause_range(first))

    @cached_property
    def _asides(self) -> tuple[tuple[int, int], ...]:
        pairs = (("(", ")"), ("[", "]"), ("–", "–"), ("—", "—"))
        return tuple(span for opener, closer in pairs for span in _paired(self._lowers, opener, closer))

    def is_aside(self, index: int, other: int) -> bool:
        """Whether brackets or dashes part token `index` from token `other`: "nations – Peru, Chile – met"."""
        return any(first < index < last and not first < other < last for first, last in self._asides)

    def is_timed(self, index: int) -> bool:
        """Whether token `index` belongs to a time expression: "May" in "in May 2017"."""
        return any(placed.first <= index < placed.last for placed in self.timexes)

    @cached_property
    def _covering(self) -> Mapping[int, Placed[Entity]]:
        return {i: entity for entity in reversed(self.entities) for i in range(entity.first, entity.last)}

    def entity_at(self, index: int) -> Placed[Entity] | None:
        """The entity that covers token `index`."""
        return self._covering.get(index)


def _paired(lowers: Sequence[str], opener: str, closer: str) -> Iterator[tuple[int, int]]:
    """Each stretch from an opening mark to the next closing one."""
    opened: int | None = None
    for index, word in enumerate(lowers):
        if word == closer and opened is not None:
            yield opened, index
            opened = None
        elif word == opener:
            opened = index


def parse(text: str, sentence: Sentence, entities: Sequence[Entity], timexes: Sequence[Timex]) -> Parse:
    """Cut a sentence into tokens and clauses and place its entities and time expressions among them."""
    tokens = tokenize(text, sentence.span.start, sentence.span.end)
    named = tuple(_place(tokens, entity.span, entity) for entity in entities)
    dated = tuple(_place(tokens, timex.span, timex) for timex in timexes)
    quoted = _quoted(text, tokens, sentence.span)
    fixed = {i for first, last in _ranges(named, dated) for i in range(first + 1, last)}
    fixed |= {
        comma for one in named for other in named if (comma := _comma_between(tokens, one, other)) is not None
    }
    starts = {placed.first for placed in dated}
    return Parse(sentence, text, tokens, named, dated, clause_numbers(tokens, fixed, starts, quoted), quoted)


def _comma_between(tokens: Sequence[Token], one: Placed[Entity], other: Placed[Entity]) -> int | None:
    """The comma of "Lima, Peru", which parts no clauses."""
    places = one.value.kind == "place" and other.value.kind in {"place", "government"}
    beside = places and one.last and one.last + 1 == other.first and tokens[one.last].text == ","
    return one.last if beside else None


def _ranges(*lists: Sequence[Placed[Any]]) -> Iterator[tuple[int, int]]:
    return ((placed.first, placed.last) for placed_list in lists for placed in placed_list)


def _place(tokens: Sequence[Token], span: Span, value: T) -> Placed[T]:
    inside = [i for i, token in enumerate(tokens) if token.end > span.start and token.start < span.end]
    return Placed(inside[0], inside[-1] + 1, value) if inside else Placed(0, 0, value)


def _quoted(text: str, tokens: Sequence[Token], span: Span) -> tuple[bool, ...]:
    """Whether each token stands inside a quotation of more than a few words."""
    inside = [quotation for quotation in quotations(text) if quotation.overlaps(span)]
    return tuple(any(q.start <= token.start < q.end for q in inside) for token in tokens)
