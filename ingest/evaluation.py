"""How much of what people would log is read, how much of what is read they would log, and how rightly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from events.model import Article, Event
from ingest.gold import GoldArticle, GoldEvent
from ingest.pairing import Told, is_dated, is_near, pair, told_by_hand, told_by_us, words_of

LEVELS = ("found", "near", "dated", "full")
_STOPWORDS = frozenset({"the", "a", "an", "of"})
_BIN = 20  # per cent


@dataclass
class Tally:
    """Required gold events, events read that count, and right ones at each level."""

    gold: int = 0
    read: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def f1(self, level: str) -> float | None:
        """None where there was nothing to find and nothing was found."""
        asked = self.gold + self.read
        return 2 * self.right[level] / asked if asked else None

    def precision(self, level: str) -> float | None:
        """The share of what was read that is right."""
        return self.right[level] / self.read if self.read else None

    def recall(self, level: str) -> float | None:
        """The share of what was to find that was read rightly."""
        return self.right[level] / self.gold if self.gold else None


@dataclass
class Parts:
    """Right and asked, for each part of the matched hard events; for lists twice the right of all named."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def share(self, part: str) -> float | None:
        """The accuracy of a single part, or the F1 of a list."""
        return self.right[part] / self.asked[part] if self.asked[part] else None


class Bin(NamedTuple):
    """Events with a confidence in `[low, high)` per cent: how many, its mean, the share that is right."""

    low: int
    high: int
    events: int
    mean: float
    right: float


@dataclass
class Evaluation:
    """Tallies of "hard", "statement" and each type, parts of matched events, confidences with the truth."""

    tallies: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    parts: Parts = field(default_factory=Parts)
    trusted: list[tuple[int, bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def figures(self) -> Mapping[str, float]:
        """The figures that a floor may hold, by name."""
        hard, statement = self.tallies["hard"], self.tallies["statement"]
        found = {f"hard_{level}": hard.f1(level) for level in ("found", "dated", "full")}
        found |= {"statements_found": statement.f1("found")}
        found |= {part: self.parts.share(part) for part in ("place", "actors", "quantities")}
        return {name: figure for name, figure in found.items() if figure is not None}

    def bins(self) -> Sequence[Bin]:
        """The events read by their confidence: calibrated is where `mean` and `right` are alike."""
        return [b for low in range(0, 100, _BIN) if (b := self._bin(low))]

    def _bin(self, low: int) -> Bin | None:
        top = low + _BIN + (low + _BIN == 100)
        inside = [(figure, right) for figure, right in self.trusted if low <= figure < top]
        if not inside:
            return None
        mean = sum(figure for figure, _ in inside) / len(inside)
        return Bin(low, low + _BIN, len(inside), mean, sum(right for _, right in inside) / len(inside))


def evaluate(readings: Iterable[tuple[GoldArticle, Article, Sequence[Event]]]) -> Evaluation:
    """Compare what was read of each article with what was made by hand.

    An optional gold event that is matched leaves the count with its match; one that is not is no miss.
    """
    evaluation = Evaluation()
    for gold, article, events in readings:
        _count_article(evaluation, gold, article, events)
    return evaluation


def _count_article(
    evaluation: Evaluation, gold: GoldArticle, article: Article, events: Sequence[Event]
) -> None:
    words = words_of(article.text)
    wanted = [told_by_hand(event, words) for event in gold.events]
    read = [told_by_us(event, words) for event in events]
    pairs = pair(wanted, read)
    matched = {one.read: one.gold for one in pairs}
    for told in wanted:
        _count(evaluation, told, gold=not told.optional)
    for place, told in enumerate(read):
        right = place in matched
        _count(evaluation, told, read=not (right and wanted[matched[place]].optional))
        confidence = events[place].confidence
        if confidence is not None:
            evaluation.trusted.append((confidence, right))
        if not right:
            evaluation.errors.append(f"spurious  {gold.article} {told.type}: {events[place].headline}")
    for one in pairs:
        if not wanted[one.gold].optional:
            _count_levels(evaluation, wanted[one.gold], read[one.read])
            if wanted[one.gold].type != "statement":
                _count_parts(evaluation.parts, gold.events[one.gold], events[one.read])
    found = set(matched.values())
    evaluation.errors += [
        f"missed    {gold.article} {event.type}: {event.evidence[0]}"
        for place, event in enumerate(gold.events)
        if place not in found and not event.optional
    ]


def _rows(told: Told) -> set[str]:
    return {"statement" if told.type == "statement" else "hard", told.type}


def _count(evaluation: Evaluation, told: Told, *, gold: bool = False, read: bool = False) -> None:
    for row in _rows(told):
        evaluation.tallies[row].gold += gold
        evaluation.tallies[row].read += read


def _count_levels(evaluation: Evaluation, gold: Told, read: Told) -> None:
    dated = is_dated(gold, read)
    levels = {"found": True, "near": is_near(gold, read), "dated": dated}
    levels["full"] = dated and gold.said[0] == read.said[0]
    for row in _rows(gold):
        evaluation.tallies[row].right.update(level for level in LEVELS if levels[level])


def _count_parts(parts: Parts, gold: GoldEvent, read: Event) -> None:
    for part in ("mode", "status", "precision"):
        _single(parts, part, getattr(gold, part) == getattr(read, part))
    if gold.place or read.place:
        _single(parts, "place", is_same_place(gold.place or "", read.place or ""))
    _list(parts, "actors", _agreeing(gold.actors, read.actors), len(gold.actors) + len(read.actors))
    _list(parts, "targets", _agreeing(gold.targets, read.targets), len(gold.targets) + len(read.targets))
    values = {quantity.name: quantity.value for quantity in read.quantities}
    hits = sum(str(values.get(name)) == str(value) for name, value in gold.quantities.items())
    _list(parts, "quantities", hits, len(values) + len(gold.quantities))


def _single(parts: Parts, part: str, right: bool) -> None:
    parts.right[part] += right
    parts.asked[part] += 1


def _list(parts: Parts, part: str, hits: int, named: int) -> None:
    parts.right[part] += 2 * hits
    parts.asked[part] += named


def _agreeing(gold: Sequence[str], read: Sequence[str]) -> int:
    """How many names of one list have an agreeing name of their own in the other."""
    free, hits = list(read), 0
    for name in gold:
        best = max(free, key=lambda other: agreement(name, other), default=None)
        if best is not None and agreement(name, best):
            free.remove(best)
            hits += 1
    return hits


def agreement(a: str, b: str) -> int:
    """3 for the same words, 2 where one holds the other's in a row, 1 for the same proper last word, else 0.

    >>> agreement("President Osei", "Rita Osei"), agreement("Kenyan officials", "Malian officials")
    (1, 0)
    """
    x, y = _name_words(a), _name_words(b)
    if not x or not y:
        return 0
    if x == y or _holds(x, y) or _holds(y, x):
        return 3 if x == y else 2
    proper = all(re.sub(r"['’]s\b", "", name).split()[-1][:1].isupper() for name in (a, b))
    return int(x[-1] == y[-1] and proper)


def is_same_place(a: str, b: str) -> bool:
    """Whether a part of one, parted by ";", holds a part of the other in a row."""
    ours, theirs = ([_name_words(part) for part in place.split(";") if part.strip()] for place in (a, b))
    return any(_holds(x, y) or _holds(y, x) for x in ours for y in theirs)


def _name_words(name: str) -> tuple[str, ...]:
    folded = words_of(re.sub(r"['’]s\b", "", name)).folded
    return tuple(word for word in folded if word not in _STOPWORDS) or folded


def _holds(longer: Sequence[str], shorter: Sequence[str]) -> bool:
    size = len(shorter)
    return bool(size) and any(longer[i : i + size] == shorter for i in range(len(longer) - size + 1))


def below_floor(figures: Mapping[str, float], floor: Mapping[str, float]) -> list[str]:
    """What falls short of its floor, one line each; a floor without a figure does too."""
    return [
        f"{name} is {figures.get(name, 0):.3f}, below its floor of {least:.3f}"
        for name, least in floor.items()
        if figures.get(name, 0) < least
    ]
