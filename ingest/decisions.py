"""What people decided about an article's events, so that it outlives the events' ids (pure).

An event's id is the digest of all that it says: a better date or headline makes it another event. Yet who
withdrew or corrected it meant the happening, not the wording.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from events.facts import EventExtracted, EventWithdrawn, Fact, is_by_hand
from events.model import Event, Span


class Decision(NamedTuple):
    """An event that a person withdrew, corrected or recorded, in all its versions.

    `beside` are the events of the same kind that stood when it was withdrawn, and that nobody touched.
    """

    versions: Mapping[str, Event]
    beside: tuple[Event, ...] = ()


def decisions_of(facts: Sequence[Fact]) -> tuple[Decision, ...]:
    """The decisions in the facts of an article's stream."""
    decided = _recorded_by_hand(facts) | _withdrawn_by_hand(facts)
    if not decided:
        return ()
    events = {fact.event_id: fact.event for fact in facts if isinstance(fact, EventExtracted)}
    beside = _beside(facts, decided)
    return tuple(
        Decision(
            {event_id: events[event_id] for event_id in line},
            tuple(other for event_id in line for other in beside.get(event_id, ())),
        )
        for line in _lines(facts, events)
        if not decided.isdisjoint(line)
    )


def refused_among(
    fresh: Mapping[str, Event],
    decisions: Sequence[Decision],
    standing: Mapping[str, EventExtracted],
    lost: Sequence[EventExtracted],
) -> frozenset[str]:
    """The ids of the fresh events that only tell again what a person has decided.

    `lost` are the standing events that are no longer among the fresh ones. Each decision, and each lost
    event, takes the fresh event of its kind that is most like it, the likest pairs first and none twice. So
    of two events in one sentence, the one that nobody withdrew is kept, however both are read anew.
    """
    again = {event_id for decision in decisions for event_id in decision.versions if event_id in fresh}
    waiting = [decision for decision in decisions if again.isdisjoint(decision.versions)]
    claims = [*waiting, *(Decision({old.event_id: old.event}) for old in lost)] if waiting else []
    unknown = [event for event_id, event in fresh.items() if event_id not in again | standing.keys()]
    told = _assign(claims, unknown)
    return frozenset(again | {event_id for place, event_id in told.items() if place < len(waiting)})


def likeness(one: Event, other: Event) -> int:
    """How many fields both tell alike."""
    return sum(getattr(one, name) == getattr(other, name) for name in Event.model_fields)


def _recorded_by_hand(facts: Sequence[Fact]) -> set[str]:
    return {f.event_id for f in facts if isinstance(f, EventExtracted) and is_by_hand(f.extractor)}


def _withdrawn_by_hand(facts: Sequence[Fact]) -> set[str]:
    return {f.event_id for f in facts if isinstance(f, EventWithdrawn) and is_by_hand(f.by)}


def _beside(facts: Sequence[Fact], decided: AbstractSet[str]) -> dict[str, tuple[Event, ...]]:
    """For each event that a hand withdrew, the untouched events of its kind that stood at that time."""
    beside: dict[str, tuple[Event, ...]] = {}
    standing: dict[str, Event] = {}
    for fact in facts:
        if isinstance(fact, EventExtracted):
            standing[fact.event_id] = fact.event
        elif isinstance(fact, EventWithdrawn) and (old := standing.pop(fact.event_id, None)):
            others = (event for event_id, event in standing.items() if event_id not in decided)
            if is_by_hand(fact.by):
                beside[fact.event_id] = tuple(event for event in others if _kind(event) == _kind(old))
    return beside


def _lines(facts: Sequence[Fact], events: Mapping[str, Event]) -> tuple[tuple[str, ...], ...]:
    """The ids of all events, those that are versions of one another together.

    What a hand put in place of an event is always its version; what another reading put there only when it
    is of the same kind.
    """
    line: dict[str, tuple[str, ...]] = {event_id: (event_id,) for event_id in events}
    for fact in facts:
        if isinstance(fact, EventWithdrawn) and fact.replaced_by and _is_version(fact, events):
            union = tuple(dict.fromkeys((*line[fact.event_id], *line[fact.replaced_by])))
            line.update(dict.fromkeys(union, union))
    return tuple(dict.fromkeys(line.values()))


def _is_version(fact: EventWithdrawn, events: Mapping[str, Event]) -> bool:
    old, new = events.get(fact.event_id), events.get(fact.replaced_by or "")
    return old is not None and new is not None and (is_by_hand(fact.by) or _kind(old) == _kind(new))


def _assign(claims: Sequence[Decision], fresh: Sequence[Event]) -> dict[int, str]:
    """Which fresh event each claim takes, by the claim's place."""
    likings = [
        (-liking, place, order)
        for place, claim in enumerate(claims)
        for order, event in enumerate(fresh)
        if (liking := _liking(claim, event))
    ]
    taken: dict[int, int] = {}
    for _, place, order in sorted(likings):
        if place not in taken and order not in taken.values():
            taken[place] = order
    return {place: fresh[order].event_id for place, order in taken.items()}


def _liking(claim: Decision, event: Event) -> int:
    """How like the event is to the likest version; 0 when it is of another kind, or liker to one beside."""
    versions = [likeness(event, one) for one in claim.versions.values() if _kind(one) == _kind(event)]
    best = max(versions, default=0)
    return best if all(likeness(event, one) <= best for one in claim.beside) else 0


def _kind(event: Event) -> tuple[str, Span]:
    """What the versions of an event have in common: its type, and the words that it mainly rests on."""
    return event.type, event.evidence[0]
