"""What was planned for one day and moved to another: "postponed from 5 December to 12 December"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from events.interval import Interval
from events.model import Timex
from ingest.clauses import Parse, Placed
from ingest.inflection import verb_forms
from ingest.mentions import Mention
from ingest.phrases import dates_in
from ingest.rulefiles import read_yaml

_REACH = 12  # tokens from the verb to the new day
_PARTICLE_REACH = 5


class Move(NamedTuple):
    """The day to which something was moved, and those for which it was planned, if they are told."""

    to: Placed[Timex]
    former: Interval | None


def move_of(mention: Mention) -> Move | None:
    """How the sentence says that what a noun names was moved; None when it does not."""
    parse = mention.parse
    if mention.anchor.group is not None:
        return None
    for verb in _verbs(parse, mention.anchor.first):
        days = [timex for timex in dates_in(parse) if verb < timex.first <= verb + _REACH]
        new = next((timex for timex in days if parse.lower(timex.first - 1) in _rules()["to"]), None)
        if new:
            return Move(new, _former(parse, mention, verb, days))
        if days and parse.lower(days[0].first - 1) in _rules()["from"]:
            return _ends_of(days[0])
    return None


def _ends_of(timex: Placed[Timex]) -> Move | None:
    """The move that "from 8 December to 12 January" tells, which elsewhere is one stretch of days."""
    days = timex.value.interval
    if days is None or days.days == 1:
        return None
    new = timex.value.model_copy(update={"interval": Interval.day(days.end), "precision": "day"})
    return Move(Placed(timex.first, timex.last, new), Interval.day(days.start))


def _verbs(parse: Parse, anchor: int) -> Iterator[int]:
    """The verbs of moving whose subject or object the noun at `anchor` may be: the nearest finite ones."""
    for index in range(len(parse.tokens)):
        particle = _forms().get(parse.lower(index))
        if particle is not None and _follows(parse, index, particle) and _is_near(parse, index, anchor):
            yield index


def _follows(parse: Parse, verb: int, particles: Sequence[str]) -> bool:
    after = [parse.lower(index) for index in range(verb + 1, verb + 1 + _PARTICLE_REACH)]
    return "" in particles or any(particle in after for particle in particles)


def _is_near(parse: Parse, verb: int, anchor: int) -> bool:
    """Whether no other finite verb parts the noun from the verb, but for one in an aside between commas."""
    first, last = min(verb, anchor), max(verb, anchor)
    others = [index for index in range(first + 1, last) if parse.is_finite(index)]
    helped = range(verb - 3, verb)  # "has been", "was"
    commas = [index for index in range(first, last) if parse.lower(index) == ","]
    return all(index in helped or (len(commas) > 1 and commas[0] < index < commas[-1]) for index in others)


def _former(parse: Parse, mention: Mention, verb: int, days: Sequence[Placed[Timex]]) -> Interval | None:
    told = next((timex for timex in days if parse.lower(timex.first - 1) in _rules()["from"]), None)
    between = (t for t in dates_in(parse) if mention.anchor.last <= t.first < verb)
    former = told or next((timex for timex in between if _is_planned(parse, timex.first)), None)
    return former.value.interval if former else None


def _is_planned(parse: Parse, first: int) -> bool:
    before = " ".join(parse.lower(index) for index in range(max(0, first - 5), first))
    return before.endswith(tuple(_rules()["planned"]))


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """Each form of the verbs, with the particles that it needs; "" where it needs none."""
    found: dict[str, tuple[str, ...]] = {}
    for verb in _rules()["verbs"]:
        lemma, _, particle = verb.partition(" ")
        for form, _ in verb_forms(lemma):
            found[form] = (*found.get(form, ()), particle)
    return found


def _rules() -> Mapping[str, Any]:  # lists of words, and examples of any shape
    rules: Mapping[str, Any] = read_yaml("moves.yml")
    return rules
