"""Whether two reports of different articles tell one happening, and under which keys they find each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from itertools import combinations, product
from typing import NamedTuple

from events.interval import Interval
from events.model import Event, EventType
from events.names import Name, akin_to, key_of, name_of, shared
from events.places import keys_within, locate
from events.value import Value
from events.variants import common_words

ENOUGH = 4  # points that make two reports one happening
UNDATED = 2  # more where not both tell a day
REACHES = (
    7,
    31,
    366,
    36_600,
    3_660_000,
)  # days; a key holds intervals up to its reach, so that a search stays narrow
FEW_DAYS = 3
MONTH = 31  # days; a longer stretch says too little to be the same
A_WEEK_OR_SO = 10  # days
SLACK = 3  # days by which two announcements of one plan may lie apart, when one of them is vague
SENTENCE = 6  # words; a shorter one may stand in two stories
QUOTATION = 5  # words in a row within quotation marks by which one utterance is known; fewer may be a slogan

# The doer of these is the happening: a person resigns once, a plan is named once a day.
NAMED_BY_ACTOR: frozenset[EventType] = frozenset({"resignation", "appointment"})
# Different modes of these are different happenings; elsewhere "talks" and "summit" are words for one.
NAMED_BY_MODE: frozenset[EventType] = frozenset({"plan_revision", "legal_action", "agreement", "deadline"})
# What the same two names hardly do twice: reports without a day may tell one. Other types need a day.
SELDOM: frozenset[EventType] = frozenset({"plan_revision", "agreement", "legal_action", "decision"})
# What happens once, so that a report without a day may tell what another dates.
ONCE = frozenset({("fighting", "invasion")})
# Different numbers under these names belong to different happenings; others may rise from report to report.
VERSIONS = {"points_before": "before", "points_after": "version", "points": "version"}
TIMELESS = 0  # the day under which keys are kept that hold for any day


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
    """What `judge` compares of a report; days are counted from 1 January of the year 1.

    `stretches` are its days and those from which it was moved; `wider` is what contains its place.
    `targets` are only those with a name; `quotations` are runs of words within quotation marks.
    What `lasts` is told from one day to another.
    """

    keys: tuple[str, ...]
    timeless: Timeless
    article_id: str
    type: EventType
    mode: str | None
    stretches: tuple[tuple[int, int], ...]
    is_planned: bool
    actors: tuple[Name, ...]
    actor_ends: frozenset[str]
    actor_stems: frozenset[str]
    targets: tuple[Name, ...]
    places: frozenset[str]
    wider: frozenset[str]
    is_in_town: bool
    numbers: frozenset[tuple[str, Decimal]]
    versions: tuple[tuple[str, Decimal], ...]
    words: frozenset[str]
    sentence: str | None = None
    quotations: frozenset[str] = frozenset()
    lasts: bool = False


class Timeless(NamedTuple):
    """Keys that hold for any day: under which a report is kept, and under which it seeks others."""

    kept: tuple[str, ...]
    sought: tuple[str, ...]


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
    joined = _suffices(a, b, points, total)
    return Verdict(joined=joined, points=total, reasons=(*reasons, f"{total} points, {ENOUGH} are needed"))


def strength(one: Report, other: Report) -> int:
    """The points of two reports that `judge` joins, else 0; quicker, because it gives no reasons."""
    a, b = _in_order(one, other)
    if _obstacle(a, b):
        return 0
    points = dict(_points(a, b))
    total = sum(points.values())
    return total if _suffices(a, b, points, total) else 0


def contradict(one: Report, other: Report, movers: Sequence[Report] = ()) -> bool:
    """Whether two reports cannot tell one happening, whatever else links them.

    Their days may lie apart when one of the `movers` tells that it was moved from the ones to the others,
    or lasted from the ones to the others.
    """
    return _obstacle(one.marks, other.marks, [mover.marks for mover in movers]) is not None


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
    return Marks(
        keys=keys_of(event),
        timeless=_timeless(event, sentence),
        article_id=event.article_id,
        type=event.type,
        mode=event.mode,
        stretches=tuple(map(_stretch, filter(None, (event.interval, event.moved_from)))),
        is_planned=event.status == "planned",
        actors=actors,
        actor_ends=frozenset(name.words[-1] for name in actors if name.words),
        actor_stems=frozenset(stem for name in actors for stem in name.stems),
        targets=tuple(map(name_of, filter(_is_named, event.targets))),
        places=_places(event.place or ""),
        wider=keys_within(event.place) if event.place else frozenset(),
        is_in_town=_is_in_town(event.place),
        numbers=frozenset(numbers),
        versions=tuple((VERSIONS[name], value) for name, value in numbers if name in VERSIONS),
        words=_words(report.quote or event.headline),
        sentence=sentence,
        quotations=_quotations(report.quote or ""),
        lasts=_lasts(event),
    )


def _is_named(target: str) -> bool:
    """Whether it tells who: "nine people" and "the officers" may be anybody."""
    return any(word[0].isupper() for word in target.split())


def _lasts(event: Event) -> bool:
    """Whether talks are told from one day to another, so that their start and their end are of one."""
    days = event.interval.days if event.interval else 0
    return event.type == "meeting" and event.precision == "range" and 1 < days <= A_WEEK_OR_SO


def _stretch(interval: Interval) -> tuple[int, int]:
    return interval.start.toordinal(), interval.end.toordinal()


def _suffices(a: Marks, b: Marks, points: dict[str, int], total: int) -> bool:
    """A statement needs its speaker and its words, anything else at least one thing besides the day.

    One sentence in two papers is one report.
    """
    if "same sentence" in points:
        return total >= ENOUGH
    undated = not (a.stretches and b.stretches) and a.type not in NAMED_BY_ACTOR
    if total < ENOUGH + (UNDATED if undated else 0):
        return False
    if a.type == "statement":
        return "same actor" in points and bool(points.keys() & {"same words", "same quotation"})
    return any(reason in points for reason in ("same actor", "same place", "same numbers"))


def _obstacle(a: Marks, b: Marks, movers: Sequence[Marks] = ()) -> str | None:
    if a.article_id == b.article_id:
        return "both in one article"
    if a.type != b.type:
        return f"{a.type} is no {b.type}"
    if a.mode != b.mode and a.mode and b.mode and a.type in NAMED_BY_MODE:
        return f"{a.mode} is not {b.mode}"
    if not (a.stretches and b.stretches):
        if not (_is_same_sentence(a, b) or _is_known_undated(a, b)):
            return "undated"
    elif not _is_near(a, b) and not any(_links_days(mover, a, b) for mover in movers):
        return f"{_days(a)} and {_days(b)} lie apart"
    if _is_reversed(a, b):
        return "who acts on whom is reversed"
    return _number_conflict(a, b)


def _is_same_sentence(a: Marks, b: Marks) -> bool:
    return a.sentence is not None and a.sentence == b.sentence


def _is_known_undated(a: Marks, b: Marks) -> bool:
    """Whether both tell what happens seldom or once, and of the same names: two of them, or who resigned."""
    return not set(a.timeless.sought).isdisjoint(b.timeless.kept)


def _days(marks: Marks) -> str:
    first, last = marks.stretches[0]
    return str(Interval(start=date.fromordinal(first), end=date.fromordinal(last)))


def _gap(a: Marks, b: Marks) -> int | None:
    """Days from the end of one to the start of the other, 0 or less when they share one; None if undated."""
    gaps = (max(one[0], other[0]) - min(one[1], other[1]) for one, other in product(a.stretches, b.stretches))
    return min(gaps, default=None)


def _links_days(mover: Marks, a: Marks, b: Marks) -> bool:
    """Whether it tells that both days are of one: moved from one to the other, or talks that lasted.

    Talks have their first day in one report and their last in the other, and all three name their place.
    """
    if len(mover.stretches) > 1:
        return _is_near(a, mover) and _is_near(mover, b)
    first, last = sorted((a.stretches[0], b.stretches[0]))
    ends = (first[0], last[1]) == mover.stretches[0]
    return mover.lasts and ends and bool(a.places & b.places & mover.places)


def _length(marks: Marks) -> int:
    first, last = marks.stretches[0]
    return last - first + 1


def _is_near(a: Marks, b: Marks) -> bool:
    """Whether they share a day, or short ones touch: two time zones date one night differently.

    What is only planned may be announced a little apart, where one of the announcements is vague.
    What was said may be quoted a little apart.
    """
    gap = _gap(a, b)
    if gap is None or gap <= 0:
        return gap is not None
    if gap <= SLACK and _is_same_quotation(a, b):
        return True
    if max(_length(a), _length(b)) <= FEW_DAYS:
        return gap == 1
    return a.is_planned and b.is_planned and gap <= SLACK


def _is_same_quotation(a: Marks, b: Marks) -> bool:
    """Whether both repeat the same words of the same speaker."""
    return (
        a.type == "statement"
        and not a.quotations.isdisjoint(b.quotations)
        and bool(shared(a.actors, b.actors))
    )


def _is_reversed(a: Marks, b: Marks) -> bool:
    if not (a.targets and b.targets) or shared(a.actors, b.actors) or shared(a.targets, b.targets):
        return False
    return bool(shared(a.actors, b.targets) and shared(a.targets, b.actors))


def _number_conflict(a: Marks, b: Marks) -> str | None:
    """A plan of 28 points is not the one of 19, nor is the step from 28 to 19 that from 19 to 12."""
    known = dict(a.versions)
    for name, value in b.versions:
        if known.get(name, value) != value:
            return f"a plan of {known[name]} points is not one of {value}"
    return None


def _points(a: Marks, b: Marks) -> list[tuple[str, int]]:
    points = [*_actor_points(a, b), *_day_points(a, b), *_place_points(a, b)]
    if _is_same_sentence(a, b):
        points.append(("same sentence", ENOUGH))
    if _is_same_quotation(a, b):
        points.append(("same quotation", 3))
    if same := a.numbers & b.numbers:
        is_telling = max(value for _, value in same) >= 10
        points.append(("same numbers", (3 if is_telling else 1) + min(len(same) - 1, 2)))
    if _is_alike(len(a.words & b.words), min(len(a.words), len(b.words))):
        points.append(("same words", 2))
    return points


def _is_alike(same: int, fewer: int) -> bool:
    """Whether enough of the telling words are the same: half of three or more, of two both or nearly."""
    return (same >= 3 and 2 * same >= fewer) or (same == 2 and fewer <= 3)


def _day_points(a: Marks, b: Marks) -> list[tuple[str, int]]:
    gap = _gap(a, b)
    if gap is None:
        return []
    if gap > 0:
        return [("neighbouring day", -1)]
    shorter, longer = sorted((_length(a), _length(b)))
    if longer <= FEW_DAYS:
        return [("same day", 2)]
    if a.stretches[0] == b.stretches[0] and longer <= MONTH:
        return [("same stretch of days", 1)] + ([("same kind", 1)] if a.mode and a.mode == b.mode else [])
    return [("one day of the other's week", 1)] if shorter <= FEW_DAYS and longer <= A_WEEK_OR_SO else []


def _place_points(a: Marks, b: Marks) -> list[tuple[str, int]]:
    if not (a.places and b.places):
        return []
    if not a.places.isdisjoint(b.places):
        known_by_town = a.type == "meeting" and a.is_in_town and not _are_others(a, b)
        return [("same place", 2)] + ([("talks in one town", 1)] if known_by_town else [])
    if not (a.places.isdisjoint(b.wider) and b.places.isdisjoint(a.wider)):
        return [("one place in the other", 1)]
    return [("other place", -1)]


def _are_others(a: Marks, b: Marks) -> bool:
    """Whether both name somebody, and nobody is the same or akin."""
    return bool(a.actors and b.actors) and not (shared(a.actors, b.actors) or akin_to(a.actors, b.actors))


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
    """The words that tell one sentence from another; those that stand in most news say nothing."""
    words = (word for word in re.findall(r"\w+", text.casefold()) if len(word) >= 4 or word.isdigit())
    return frozenset(word for word in words if word not in common_words())


def _quotations(quote: str) -> frozenset[str]:
    """Every run of so many words within quotation marks."""
    runs = (re.findall(r"\w+", part.casefold()) for part in re.findall(r"[\"“]([^\"“”]+)[\"”]", quote))
    return frozenset(
        " ".join(words[start : start + QUOTATION])
        for words in runs
        for start in range(len(words) - QUOTATION + 1)
    )


def _sentence(quote: str | None) -> str | None:
    """A digest of a sentence's words, by which one wire story is known in two papers; None if it is short."""
    words = re.findall(r"\w+", (quote or "").casefold())
    return blake2b(" ".join(words).encode(), digest_size=8).hexdigest() if len(words) >= SENTENCE else None


def _places(place: str) -> frozenset[str]:
    return frozenset(key_of(part.strip()) for part in place.split(";") if part.strip())


def _is_in_town(place: str | None) -> bool:
    location = locate(place) if place else None
    return location is not None and location.is_town


def keys_of(event: Event) -> tuple[str, ...]:
    """The keys under which a report is looked for on its days; an undated one has none."""
    if event.interval is None:
        return ()
    anchors = {f"actor {end}" for end in _ends(event.actors)}
    if event.type != "statement":
        anchors |= {f"place {place}" for place in _places(event.place or "")}
        anchors |= {f"number {number.name} {number.value.normalize():f}" for number in event.quantities}
    return tuple(f"{event.type} {anchor}" for anchor in sorted(anchors))


def _timeless(event: Event, sentence: str | None) -> Timeless:
    """The keys under which reports find each other whatever their days. Two that `judge` joins share one.

    A sentence finds itself; what is undated finds its like, and what happens once also where it is dated.
    """
    same = [f"{event.type} sentence {sentence}"] if sentence else []
    once = event.type in NAMED_BY_ACTOR or (event.type, event.mode) in ONCE
    named = _named_deeds(event) if once or event.type in SELDOM else []
    undated, dated = [f"undated {deed}" for deed in named], [f"once {deed}" for deed in named if once]
    if event.interval is None:
        return Timeless((*same, *undated), (*same, *undated, *dated))
    return Timeless((*same, *dated), (*same, *undated) if once else tuple(same))


def _named_deeds(event: Event) -> list[str]:
    """The deed with each pair of names that it has; for a resignation with each name of who resigned."""
    if event.type in NAMED_BY_ACTOR:
        anchors, many = _ends(event.actors), 1
    else:
        anchors, many = {*_ends(event.actors), *_ends(event.targets), *_places(event.place or "")}, 2
    deed = f"{event.type} {event.mode or ''}"
    return [" ".join((deed, *names)) for names in combinations(sorted(anchors), many)]


def _ends(names: Iterable[str]) -> set[str]:
    return {name.words[-1] for name in map(name_of, names) if name.words}


def reach_of(first: int, last: int) -> int:
    """The class of a stretch of days by its length: where it starts at most before it ends."""
    return next(reach for reach in REACHES if last - first < reach)
