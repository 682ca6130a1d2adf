"""Whether two reports of different articles tell one happening, and under which keys they find each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from events.interval import Interval
from events.model import Event, EventType
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


class Verdict(Value):
    """Whether two reports tell one happening, how many points speak for it, and why, for people."""

    joined: bool
    points: int = 0
    reasons: tuple[str, ...] = ()
    contradiction: bool = False


class Key(Value):
    """Something that two reports of one happening have in common, and the days where it counts."""

    key: str
    reach: int
    interval: Interval


def judge(one: Report, other: Report) -> Verdict:
    """Decide whether two reports tell one happening; the order of the two does not matter."""
    one, other = sorted((one, other), key=lambda report: report.event_id)
    obstacle = _obstacle(one, other)
    if obstacle:
        return Verdict(joined=False, reasons=(obstacle,), contradiction=True)
    points = dict(_points(one, other))
    total = sum(points.values())
    enough = total >= ENOUGH and not _is_hollow(one, points)
    reasons = tuple(f"{reason} ({value:+d})" for reason, value in points.items())
    return Verdict(joined=enough, points=total, reasons=(*reasons, f"{total} points, {ENOUGH} are needed"))


def explain(one: Report, other: Report) -> str:
    """One line for people: the two reports, whether they tell one happening, and every reason."""
    verdict = judge(one, other)
    decision = "joined" if verdict.joined else "not joined"
    return f"{one.event_id} {other.event_id} {decision}: {', '.join(verdict.reasons)}"


def _is_hollow(report: Report, points: dict[str, int]) -> bool:
    """A statement needs its speaker and its words, anything else at least one thing besides the day."""
    if report.event.type == "statement":
        return not ({"same actor", "same words"} <= points.keys())
    return not any(reason in points for reason in ("same actor", "same place", "same numbers"))


def _obstacle(one: Report, other: Report) -> str | None:
    a, b = one.event, other.event
    if a.article_id == b.article_id:
        return "both in one article"
    if a.type != b.type:
        return f"{a.type} is no {b.type}"
    if a.type in NAMED_BY_MODE and a.mode and b.mode and a.mode != b.mode:
        return f"{a.mode} is not {b.mode}"
    if a.interval is None or b.interval is None:
        return "undated"
    if not _near(a.interval, b.interval):
        return f"{a.interval} and {b.interval} lie apart"
    if _is_reversed(a, b):
        return "who acts on whom is reversed"
    return _number_conflict(a, b)


def _near(one: Interval, other: Interval) -> bool:
    """Sharing a day, or on neighbouring days: papers in two time zones date one night differently."""
    gap = (max(one.start, other.start) - min(one.end, other.end)).days
    return gap <= 0 or (gap == 1 and max(one.days, other.days) <= FEW_DAYS)


def _is_reversed(a: Event, b: Event) -> bool:
    if _shared(a.actors, b.actors) or _shared(a.targets, b.targets):
        return False
    return bool(_shared(a.actors, b.targets) and _shared(a.targets, b.actors))


def _number_conflict(a: Event, b: Event) -> str | None:
    numbers = {quantity.name: quantity.value for quantity in a.quantities if quantity.name in NAMED_BY_NUMBER}
    for quantity in b.quantities:
        if numbers.get(quantity.name, quantity.value) != quantity.value:
            return f"{quantity.name} {numbers[quantity.name]} is not {quantity.value}"
    return None


def _points(one: Report, other: Report) -> Iterator[tuple[str, int]]:
    a, b = one.event, other.event
    yield from _actor_points(a, b)
    yield from _day_points(a, b)
    yield from _place_points(a, b)
    yield from _number_points(a, b)
    yield from _word_points(one, other)


def _actor_points(a: Event, b: Event) -> Iterator[tuple[str, int]]:
    shared = len(_shared(a.actors, b.actors))
    akin = len([name for name in a.actors if any(_is_akin(name, other) for other in b.actors)])
    if shared:
        yield "same actor", ENOUGH if a.type in NAMED_BY_ACTOR else 2 * min(shared, 2)
    if akin:
        yield "actors akin", min(akin, 2)
    if shared and min(len(a.actors), len(b.actors)) > shared + akin and not _is_same_place(a, b):
        yield "other actors on both sides", -1
    if a.targets and b.targets:
        yield ("same target", 2) if _shared(a.targets, b.targets) else ("other target", -2)


def _day_points(a: Event, b: Event) -> Iterator[tuple[str, int]]:
    if a.interval is None or b.interval is None:
        return
    if not a.interval.overlaps(b.interval):
        yield "neighbouring day", -1
    elif max(a.interval.days, b.interval.days) <= FEW_DAYS:
        yield "same day", 2


def _place_points(a: Event, b: Event) -> Iterator[tuple[str, int]]:
    if a.place and b.place:
        yield ("same place", 2) if _is_same_place(a, b) else ("other place", -1)


def _number_points(a: Event, b: Event) -> Iterator[tuple[str, int]]:
    numbers = {(quantity.name, quantity.value) for quantity in a.quantities}
    same = [quantity.value for quantity in b.quantities if (quantity.name, quantity.value) in numbers]
    if same:
        yield "same numbers", (3 if max(same) >= 10 else 1) + min(len(same) - 1, 2)


def _word_points(one: Report, other: Report) -> Iterator[tuple[str, int]]:
    a, b = _words(one), _words(other)
    shared = len(a & b)
    if shared >= 3 and 2 * shared >= min(len(a), len(b)):
        yield "same words", 2


def _words(report: Report) -> frozenset[str]:
    """The longer words of what it says; short ones are mostly grammar."""
    text = report.quote or report.event.headline
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 4)


def _shared(ones: Sequence[str], others: Sequence[str]) -> list[str]:
    return [name for name in ones if any(is_same_name(name, other) for other in others)]


def is_same_name(one: str, other: str) -> bool:
    """Whether one name is the other, or its last words ("Okoro", "Grace Okoro").

    >>> is_same_name("Okoro", "Grace Okoro"), is_same_name("Grace Okoro", "Daniel Okoro")
    (True, False)
    """
    a, b = _name_words(one), _name_words(other)
    shorter = min(len(a), len(b))
    return shorter > 0 and a[-shorter:] == b[-shorter:]


def _is_akin(one: str, other: str) -> bool:
    """Whether two names that differ stand for one side: a country, its officials, its initials.

    >>> _is_akin("Ukrainian officials", "Ukraine"), _is_akin("U.S. envoys", "United States")
    (True, True)
    >>> _is_akin("Maria Okoro", "Mario Silva"), _is_akin("Norland", "Norland")
    (False, False)
    """
    if is_same_name(one, other) or not (_is_group(one) or _is_group(other)):
        return False
    return any(_is_kin(a, b) for a in _proper_words(one) for b in _proper_words(other))


def _is_group(name: str) -> bool:
    """One word, or a noun in small letters at the end: no full name of a person."""
    words = name.split()
    return len(words) == 1 or (len(words) > 1 and words[-1][0].islower())


def _proper_words(name: str) -> list[str]:
    """The words with a capital, and the initials of all of them."""
    proper = [word.replace(".", "") for word in name.split() if word[0].isupper()]
    initials = "".join(word[0] for word in proper)
    return [*proper, initials] if len(proper) > 1 else proper


def _is_kin(one: str, other: str) -> bool:
    """The same word, or one and what is derived from it: "Sudria", "Sudrian"."""
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    return shorter == longer or (len(shorter) >= 5 and longer.startswith(shorter[:-1]))


def _is_same_place(a: Event, b: Event) -> bool:
    return bool(_places(a.place or "") & _places(b.place or ""))


@lru_cache(maxsize=10_000)
def _name_words(name: str) -> list[str]:
    return re.findall(r"\w+", name.casefold())


def _places(place: str) -> frozenset[str]:
    return frozenset(part.strip().casefold() for part in place.split(";") if part.strip())


def keys_of(event: Event) -> tuple[Key, ...]:
    """The keys under which a report is looked for; two reports that `judge` joins share one.

    An undated event has none: it stays alone.
    """
    if event.interval is None:
        return ()
    reach = next(reach for reach in REACHES if event.interval.days <= reach)
    anchors = {f"actor {_name_words(name)[-1]}" for name in event.actors if _name_words(name)}
    if event.type != "statement":
        anchors |= {f"place {place}" for place in _places(event.place or "")}
        anchors |= {f"number {number.name} {number.value.normalize():f}" for number in event.quantities}
    return tuple(
        Key(key=f"{event.type} {anchor}", reach=reach, interval=event.interval) for anchor in sorted(anchors)
    )
