"""The dead, the missing and the arrested of a happening, told in the sentences that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from events.model import Quantity
from ingest.assembly import Draft
from ingest.clauses import Parse
from ingest.phrases import dates_in
from ingest.quantities import find_quantities
from ingest.rulefiles import read_yaml

_REACH = 3  # sentences


def _rule(name: str) -> Any:  # lists and mappings of assembly.yml
    return read_yaml("assembly.yml")[name]


def join_tolls(drafts: Sequence[Draft], shapes: Sequence[Parse]) -> tuple[Draft, ...]:
    """The drafts with the tolls of later sentences: "A bus crashed near Lima. Nine people are dead."

    A sentence that tells no hard event itself adds to the last happening, if that has tolls and one of the
    three sentences before tells it; what that one tells itself stays.
    """
    found = list(drafts)
    told = _told_in(drafts)
    last: tuple[int, int] | None = None  # the row, and the draft that it tells
    for row, shape in enumerate(shapes):
        if shape.sentence.span.start in told:
            last = row, told[shape.sentence.span.start]
        elif last and row - last[0] <= _REACH and _continues(shape, found[last[1]]):
            found[last[1]] = _with_toll(found[last[1]], shape)
    return tuple(found)


def _told_in(drafts: Sequence[Draft]) -> dict[int, int]:
    """By where a sentence starts: the hard event that it tells; of several the one that has tolls."""
    told: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        for mention in draft.mentions if draft.type != "statement" else ():
            start = mention.parse.sentence.span.start
            if start not in told or draft.type in _rule("toll_types"):
                told[start] = number
    return told


def _continues(shape: Parse, draft: Draft) -> bool:
    """Whether the happening has tolls, and the sentence names no earlier day: "In 1986 a quake killed 40"."""
    if draft.type not in _rule("toll_types") or draft.main.reading.status not in {"occurred", "ongoing"}:
        return False
    days = draft.dating.interval
    stated = [timex.value.interval for timex in dates_in(shape)]
    return days is None or not any(other and other.start < days.start for other in stated)


def _with_toll(draft: Draft, shape: Parse) -> Draft:
    known = {quantity.name for quantity in draft.quantities}
    fresh = {q.name: q for q in reversed(_tolls(draft.type, shape)) if q.name not in known}
    if not fresh:
        return draft
    further = (*draft.further, shape.sentence.span)
    return replace(draft, quantities=(*draft.quantities, *fresh.values()), further=further)


def _tolls(type: str, shape: Parse) -> list[Quantity]:
    wanted = set(_rule("quantities")[type]) & set(_rule("tolls"))
    span = shape.sentence.span
    found = find_quantities(shape.text, span.start, span.end)
    return [quantity for _, quantity in found if quantity.name in wanted]
