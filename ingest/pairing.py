"""Which event that was read is which event that was made by hand, by the words of their evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from events.model import Event
from ingest.gold import GoldEvent

LEAST_SHARE = 0.5  # of the words of the shorter quote
_WORD = re.compile(r"[^\W_]+")


class Words(NamedTuple):
    """The words of an article, folded, and where each ends."""

    folded: tuple[str, ...]
    ends: tuple[int, ...]


class Told(NamedTuple):
    """An event as evaluation sees it: half-open word ranges of its quotes, its inclusive days, the rest."""

    type: str
    quotes: tuple[tuple[int, int], ...]
    start: date | None
    end: date | None
    optional: bool
    said: tuple[str, ...]  # status first, then mode, place, actors and numbers, to compare


class Pair(NamedTuple):
    """The places of a gold event and of the event read for it."""

    gold: int
    read: int


def words_of(text: str) -> Words:
    """Runs of letters and digits, without case and accents.

    >>> words_of("Málaga's 3").folded
    ('malaga', 's', '3')
    """
    found = list(_WORD.finditer(text))
    return Words(tuple(_fold(match.group()) for match in found), tuple(match.end() for match in found))


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def told_by_hand(event: GoldEvent, words: Words) -> Told:
    """A gold event with each quote at the first place where its words stand in a row."""
    quotes = tuple(spot for quote in event.evidence if (spot := _spot(words_of(quote).folded, words.folded)))
    numbers = ((name, str(value)) for name, value in event.quantities.items())
    said = _said(event.status, event.mode, event.place, event.actors, numbers)
    return Told(event.type, quotes, event.start, event.end, event.optional, said)


def _said(
    status: str,
    mode: str | None,
    place: str | None,
    actors: Iterable[str],
    numbers: Iterable[tuple[str, str]],
) -> tuple[str, ...]:
    return status, str(mode), str(place), str(list(actors)), str(sorted(numbers))


def _spot(quote: Sequence[str], text: Sequence[str]) -> tuple[int, int] | None:
    size = len(quote)
    starts = (i for i in range(len(text) - size + 1) if tuple(text[i : i + size]) == tuple(quote))
    first = next(starts, None) if size else None
    return None if first is None else (first, first + size)


def told_by_us(event: Event, words: Words) -> Told:
    """An event that was read, with its evidence as words."""
    quotes = tuple(_range(span.start, span.end, words) for span in event.evidence)
    start, end = (event.interval.start, event.interval.end) if event.interval else (None, None)
    numbers = ((quantity.name, str(quantity.value)) for quantity in event.quantities)
    said = _said(event.status, event.mode, event.place, event.actors, numbers)
    return Told(event.type, quotes, start, end, False, said)


def _range(start: int, end: int, words: Words) -> tuple[int, int]:
    inside = [i for i, stop in enumerate(words.ends) if start < stop <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def is_dated(gold: Told, read: Told) -> bool:
    """Whether both have the same days; undated equals undated."""
    return (gold.start, gold.end) == (read.start, read.end)


def is_near(gold: Told, read: Told) -> bool:
    """Whether their days overlap and start at most a day apart."""
    if is_dated(gold, read) or not (gold.start and gold.end and read.start and read.end):
        return is_dated(gold, read)
    return gold.start <= read.end and read.start <= gold.end and abs((gold.start - read.start).days) <= 1


def pair(gold: Sequence[Told], read: Sequence[Told]) -> list[Pair]:
    """The one-to-one pairing with the most pairs; of those the most with equal days, then near days.

    Only events of one type whose quotes share half of the shorter one's words may be paired. It is exact:
    pairs that cannot compete for an event are decided apart, and among those that can all ways are compared.
    """
    weights = {
        Pair(g, r): weight
        for g, one in enumerate(gold)
        for r, other in enumerate(read)
        if (weight := _weight(one, other))
    }
    return sorted(chosen for group in _rivals(list(weights)) for chosen in _best(group, weights))


Weight = tuple[int, ...]


def _weight(gold: Told, read: Told) -> Weight | None:
    """Ranks from the most important to the least; None where the two may not be paired."""
    share = max((_share(a, b) for a in gold.quotes for b in read.quotes), default=0.0)
    if gold.type != read.type or share < LEAST_SHARE:
        return None
    alike = sum(a == b for a, b in zip(gold.said, read.said, strict=True))
    return (1, is_dated(gold, read), is_near(gold, read), not gold.optional, round(share * 1000), alike)


def _share(a: tuple[int, int], b: tuple[int, int]) -> float:
    shorter = min(a[1] - a[0], b[1] - b[0])
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / shorter if shorter else 0.0


def _rivals(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The possible pairs in groups; those of different groups share no event."""
    groups: list[list[Pair]] = []
    for one in pairs:
        joined = [g for g in groups if any(one.gold == other.gold or one.read == other.read for other in g)]
        groups = [g for g in groups if g not in joined]
        groups.append([one, *(other for group in joined for other in group)])
    return groups


def _best(group: Sequence[Pair], weights: dict[Pair, Weight]) -> list[Pair]:
    """The pairs of one group whose weights add up to the most."""
    rows = sorted({one.gold for one in group})

    @cache
    def best(row: int, taken: frozenset[int]) -> tuple[Weight, tuple[Pair, ...]]:
        if row == len(rows):
            return (0,) * len(next(iter(weights.values()))), ()
        options = [best(row + 1, taken)]
        for one in group:
            if one.gold == rows[row] and one.read not in taken:
                weight, chosen = best(row + 1, taken | {one.read})
                total = tuple(a + b for a, b in zip(weight, weights[one], strict=True))
                options.append((total, (*chosen, one)))
        return max(options, key=lambda option: option[0])

    return list(best(0, frozenset())[1])
