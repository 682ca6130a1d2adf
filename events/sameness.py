"""Whether two reports of different articles tell one happening, and under which keys they find each other."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from events.interval import Interval
from events.model import Event, EventType
from events.names import Name, akin_to, key_of, name_of, shared
from events.value import Value

ENOUGH = 4  # points that make two reports one happening
REACHES = (
    7,
    31,
    366,
    36_600,
    3_660_000,
)  # days; a key holds intervals up to its reach, so that a search stays narrow
FEW_DAYS = 3
SENTENCE = 6  # words; a shorter one may stand in two stories

# The doer of these is the happening: a person resigns once, a plan is named once a day.
NAMED_BY_ACTOR: frozenset[EventType] = frozenset({"resignation", "appointment"})
# Different modes of these are different happenings; elsewhere "talks" and "summit" are words for one.
NAMED_BY_MODE: frozenset[EventType] = frozenset({"plan_revision", "legal_action", "agreement", "deadline"})
# Different numbers under these names belong to different happenings; others may rise from report to report.
NAMED_BY_NUMBER = frozenset({"points_before", "points_after"})


class Report(Value):
    """One standing event, with its main quote (None when the text was redacted)."""

    event_id: str
    event: Event
    quote: str | None = None

    @cached_property
    def marks(self) -> Marks:
        """What is compared of it, worked out once."""
        return _marks(self)


class Marks(NamedTuple):
    """What `judge` compares of a report; days are counted from 1 January of the year 1."""

    keys: tuple[str, ...]
    article_id: str
    type: EventType
    mode: str | None
    first: int | None
    last: int
    actors: tuple[Name, ...]
    actor_ends: frozenset[str]
    actor_stems: frozenset[str]
    targets: tuple[Name, ...]
    places: frozenset[str]
    numbers: frozenset[tuple[str, Decimal]]
    points_of_plan: tuple[tuple[str, Decimal], ...]
    words: frozenset[str]
    sentence: str | None = None


class Verdict(Value):
    """Whether two reports tell one happening, how many points speak for it, and why, for people."""

    joined: bool
    points: int = 0
    reasons: tuple[str, ...] = ()
    contradiction: bool = False


def judge(one: Report, other: Report) -> Verdict:
    """Decide whether two reports tell one happening; the order of the two does not matter."""
    a, b = _in_order(one, other)
    obstacle = _obstacle(a, b)
    if obstacle:
        return Verdict(joined=False, reasons=(obstacle,), contradiction=True)
    points = dict(_points(a, b))
    total = sum(points.values())
    reasons = tuple(f"{reason} ({value:+d})" for reason, value in points.items())
    joined = _suffices(a, points, total)
    return Verdict(joined=joined, points=total, reasons=(*reasons, f"{total} points, {ENOUGH} are needed"))


def strength(one: Report, other: Report) -> int:
    """The points of two reports that `judge` joins, else 0; quicker, because it gives no reasons."""
    a, b = _in_order(one, other)
    if _obstacle(a, b):
        return 0
    points = dict(_points(a, b))
    total = sum(points.values())
    return total if _suffices(a, points, total) else 0


def contradict(one: Report, other: Report) -> bool:
    """Whether two reports cannot tell one happening, whatever else links them."""
    return _obstacle(one.marks, other.marks) is not None


def explain(one: Report, other: Report) -> str:
    """One line for people: the two reports, whether they tell one happening, and every reason."""
    verdict = judge(one, other)
    decision = "joined" if verdict.joined else "not joined"
    return f"{one.event_id} {other.event_id} {decision}: {', '.join(verdict.reasons)}"


def _in_order(one: Report, other: Report) -> tuple[Marks, Marks]:
    return (one.marks, other.marks) if one.event_id <= other.event_id else (other.marks, one.marks)


def _marks(report: Report) -> Marks:
    event = report.event
    actors = tuple(map(name_of, event.actors))
    numbers = [(quantity.name, quantity.value) for quantity in event.quantities]
    sentence = _sentence(report.quote)
    same_words = (f"{event.type} sentence {sentence}",) if sentence and event.interval else ()
    return Marks(
        keys=(*keys_of(event), *same_words),
        article_id=event.article_id,
        type=event.type,
        mode=event.mode,
        first=event.interval.start.toordinal() if event.interval else None,
        last=event.interval.end.toordinal() if event.interval else 0,
        actors=actors,
        actor_ends=frozenset(name.words[-1] for name in actors if name.words),
        actor_stems=frozenset(stem for name in actors for stem in name.stems),
        targets=tuple(map(name_of, event.targets)),
        places=_places(event.place or ""),
        numbers=frozenset(numbers),
        points_of_plan=tuple(item for item in numbers if item[0] in NAMED_BY_NUMBER),
        words=_words(report.quote or event.headline),
        sentence=sentence,
    )


def _suffices(a: Marks, points: dict[str, int], total: int) -> bool:
    """A statement needs its speaker and its words, anything else at least one thing besides the day.

    One sentence in two papers is one report.
    """
    if total < ENOUGH:
        return False
    if "same sentence" in points:
        return True
    if a.type == "statement":
        return points.keys() >= {"same actor", "same words"}
    return any(reason in points for reason in ("same actor", "same place", "same numbers"))


def _obstacle(a: Marks, b: Marks) -> str | None:
    if a.article_id == b.article_id:
        return "both in one article"
    if a.type != b.type:
        return f"{a.type} is no {b.type}"
    if a.mode != b.mode and a.mode and b.mode and a.type in NAMED_BY_MODE:
        return f"{a.mode} is not {b.mode}"
    if a.first is None or b.first is None:
        return "undated"
    if not _is_near(a, b):
        return f"{_days(a)} and {_days(b)} lie apart"
    if _is_reversed(a, b):
        return "who acts on whom is reversed"
    return _number_conflict(a, b)


def _days(marks: Marks) -> Interval:
    return Interval(start=date.fromordinal(marks.first or 1), end=date.fromordinal(marks.last))


def _gap(a: Marks, b: Marks) -> int:
    """Days from the end of one to the start of the other; 0 or less when they share a day."""
    return max(a.first or 0, b.first or 0) - min(a.last, b.last)


def _length(marks: Marks) -> int:
    return marks.last - (marks.first or 0) + 1


def _is_near(a: Marks, b: Marks) -> bool:
    """Whether they share a day, or short ones touch: two time zones date one night differently."""
    gap = _gap(a, b)
    return gap <= 0 or (gap == 1 and max(_length(a), _length(b)) <= FEW_DAYS)


def _is_reversed(a: Marks, b: Marks) -> bool:
    if not (a.targets and b.targets) or shared(a.actors, b.actors) or shared(a.targets, b.targets):
        return False
    return bool(shared(a.actors, b.targets) and shared(a.targets, b.actors))


def _number_conflict(a: Marks, b: Marks) -> str | None:
    numbers = dict(a.points_of_plan)
    for name, value in b.points_of_plan:
        if numbers.get(name, value) != value:
            return f"{name} {numbers[name]} is not {value}"
    return None


def _points(a: Marks, b: Marks) -> list[tuple[str, int]]:
    points = _actor_points(a, b)
    if a.sentence and a.sentence == b.sentence:
        points.append(("same sentence", ENOUGH))
    if _gap(a, b) > 0:
        points.append(("neighbouring day", -1))
    elif _length(a) <= FEW_DAYS and _length(b) <= FEW_DAYS:
        points.append(("same day", 2))
    if a.places and b.places:
        points.append(("other place", -1) if a.places.isdisjoint(b.places) else ("same place", 2))
    if same := a.numbers & b.numbers:
        is_telling = max(value for _, value in same) >= 10
        points.append(("same numbers", (3 if is_telling else 1) + min(len(same) - 1, 2)))
    same_words = len(a.words & b.words)
    if same_words >= 3 and 2 * same_words >= min(len(a.words), len(b.words)):
        points.append(("same words", 2))
    return points


def _actor_points(a: Marks, b: Marks) -> list[tuple[str, int]]:
    points = []
    same = 0 if a.actor_ends.isdisjoint(b.actor_ends) else shared(a.actors, b.actors)
    akin = 0 if a.actor_stems.isdisjoint(b.actor_stems) else akin_to(a.actors, b.actors)
    if same:
        points.append(("same actor", ENOUGH if a.type in NAMED_BY_ACTOR else 2 * min(same, 2)))
    if akin:
        points.append(("actors akin", min(akin, 2)))
    if same and min(len(a.actors), len(b.actors)) > same + akin and a.places.isdisjoint(b.places):
        points.append(("other actors on both sides", -1))
    if a.targets and b.targets:
        points.append(("same target", 2) if shared(a.targets, b.targets) else ("other target", -2))
    return points


def _words(text: str) -> frozenset[str]:
    """The longer words of what it says; short ones are mostly grammar."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 4)


def _sentence(quote: str | None) -> str | None:
    """A digest of a sentence's words, by which one wire story is known in two papers; None if it is short."""
    words = re.findall(r"\w+", (quote or "").casefold())
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest() if len(words) >= SENTENCE else None


def _places(place: str) -> frozenset[str]:
    return frozenset(key_of(part.strip()) for part in place.split(";") if part.strip())


def keys_of(event: Event) -> tuple[str, ...]:
    """The keys under which a report is looked for on its days; two reports that `judge` joins share one.

    An undated event has none: it stays alone.
    """
    if event.interval is None:
        return ()
    names = (name_of(name).words for name in event.actors)
    anchors = {f"actor {words[-1]}" for words in names if words}
    if event.type != "statement":
        anchors |= {f"place {place}" for place in _places(event.place or "")}
        anchors |= {f"number {number.name} {number.value.normalize():f}" for number in event.quantities}
    return tuple(f"{event.type} {anchor}" for anchor in sorted(anchors))


def reach_of(interval: Interval) -> int:
    """The class of an interval by its length, in days: where it starts at most before it ends."""
    return next(reach for reach in REACHES if interval.days <= reach)
