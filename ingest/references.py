"""From where each time expression counts: the publication day, another date in the text, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from events.model import Timex
from ingest.timex_normalization import read_timexes

ReferenceKind = Literal["publication", "text", "none"]


class Referring(NamedTuple):
    """A time expression and that without which it would be read otherwise."""

    timex: Timex
    reference: ReferenceKind


def read_references(text: str, dct: date | None) -> tuple[Referring, ...]:
    """All time expressions of a text as `read_timexes` finds them, each with its reference.

    Found by trial, so that it is true of every rule: read once more without the publication day, and
    once for each expression with all others blanked out. For people; a text is read many times.

    >>> text = "It closed on May 2, 2024 and reopened two days later."
    >>> [(found.timex.text, found.reference) for found in read_references(text, date(2024, 5, 15))]
    [('May 2, 2024', 'none'), ('two days later', 'text')]
    """
    timexes = read_timexes(text, dct)
    undated = read_timexes(text, None)
    return tuple(Referring(timex, _reference(text, dct, timex, timexes, undated)) for timex in timexes)


def _reference(
    text: str, dct: date | None, timex: Timex, timexes: Sequence[Timex], undated: Sequence[Timex]
) -> ReferenceKind:
    if not _holds(timex, read_timexes(_without_others(text, timex, timexes), dct)):
        return "text"
    return "none" if _holds(timex, undated) else "publication"


def _holds(timex: Timex, others: Sequence[Timex]) -> bool:
    """Whether the same words mean the same in another reading."""
    return any(
        (other.span, other.value, other.interval) == (timex.span, timex.value, timex.interval)
        for other in others
    )


def _without_others(text: str, timex: Timex, timexes: Sequence[Timex]) -> str:
    """The text with all other expressions blanked out, and every place where it was."""
    kept = list(text)
    for other in timexes:
        if other.span != timex.span:
            kept[other.span.start : other.span.end] = " " * (other.span.end - other.span.start)
    return "".join(kept)
