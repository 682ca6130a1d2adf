"""From mentions to events: one event for each happening of the article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from events.interval import Interval
from events.model import Basis, Entity, Event, Quantity, Span, Status
from ingest.event_dates import Dating
from ingest.language import words
from ingest.mentions import Mention, is_consequence
from ingest.openers import is_set_apart
from ingest.phrases import phrase_start
from ingest.rulefiles import read_yaml
from ingest.status import scene_preposition

_RANK: dict[Basis, int] = {"explicit": 0, "relative": 1, "context": 2, "published": 3}
_RECENT_DAYS = 31
_FATE: dict[Status, str] = {
    "occurred": "real",
    "ongoing": "real",
    "planned": "ahead",
    "possible": "ahead",
    "denied": "denied",
}


@dataclass(frozen=True)
class Draft:
    """What one mention, or several of the same happening, say; the first mention is the main evidence."""

    mentions: tuple[Mention, ...]
    dating: Dating
    actors: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    place: str | None
    quantities: tuple[Quantity, ...]
    attribution: str | None
    headline: str
    moved_from: Interval | None = None
    further: tuple[Span, ...] = ()  # sentences that add to it without telling it again

    @property
    def main(self) -> Mention:
        """The mention that states it first."""
        return self.mentions[0]

    @property
    def type(self) -> str:
        """The event type."""
        return self.main.rule.type

    @property
    def names(self) -> frozenset[str]:
        """Names of its actors."""
        return frozenset(actor.name for actor in self.actors)


def assemble(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Join the drafts that tell the same happening, in reading order."""
    events: list[Draft] = []
    for draft in drafts:
        place = next((i for i in reversed(range(len(events))) if is_same(events[i], draft)), None)
        if place is None:
            events.append(draft)
        else:
            events[place] = join(events[place], draft)
    return tuple(events)


def is_same(known: Draft, fresh: Draft) -> bool:
    """Whether two drafts of one article tell the same happening."""
    if known.type != fresh.type:
        return False
    if _is_one_leaving(known, fresh) or _is_left_again(known, fresh) or _is_development(known, fresh):
        return True
    if _is_set_apart(known, fresh):
        return False
    if known.type == "statement":
        same_day = known.dating.interval == fresh.dating.interval
        goes_on = known.main.parse is fresh.main.parse and not _is_stated(fresh.dating)
        return bool(known.names & fresh.names) and (same_day or goes_on)
    if (
        _refers_back(known, fresh)
        or _is_purpose(known, fresh)
        or _is_object(known, fresh)
        or _follows_from(known, fresh)
    ):
        return True
    if _is_result(known, fresh):
        return True
    if _conflict(known, fresh):
        return False
    if fresh.main.definite and not fresh.names - known.names and not _is_dated_apart(known, fresh):
        return True
    shared = _names_meet(known, fresh) or _same_targets(known, fresh) or _is_nameless_repeat(known, fresh)
    shared = shared or _same_scene(known, fresh)
    return bool(shared) and _dates_agree(known, fresh)


def _is_set_apart(known: Draft, fresh: Draft) -> bool:
    """Whether one sentence tells both, and sets them apart: "met on the sidelines of the summit"."""
    return known.mentions[-1].parse is fresh.main.parse and is_set_apart(fresh.main)


def _refers_back(known: Draft, fresh: Draft) -> bool:
    """Whether it only names what is known, in passing: "no cause has been given for the fire by Friday"."""
    noun = fresh.main
    start = phrase_start(noun.parse, noun.anchor.first)
    passing = noun.kind == "noun" and noun.parse.lower(start - 1) in {"for", "of", "about"}
    named = noun.definite and (noun.rule is known.main.rule or _is_told_in(noun, known.main))
    verbs = range(noun.parse.clause_range(start)[0], start)
    return named and passing and any(noun.parse.is_finite(i) for i in verbs) and not fresh.names - known.names


def _is_told_in(noun: Mention, known: Mention) -> bool:
    """Whether the sentence that tells the one has the noun of the other: "caught fire", "the fire"."""
    word = noun.parse.lower(noun.anchor.first)
    return any(token.lower == word for token in known.parse.tokens)


def _is_nameless_repeat(a: Draft, b: Draft) -> bool:
    """Whether the same rule reads the same kind of happening twice, and nobody is named for either."""
    return not (a.names or b.names) and a.main.rule is b.main.rule and a.main.mode == b.main.mode


def _is_dated_apart(known: Draft, fresh: Draft) -> bool:
    """Whether only the later one has a day, and not one about now: "troops withdrew", "the 2022 invasion"."""
    now, days = known.dating.interval, fresh.dating.interval
    about_now = now is not None and days is not None and now.contains(days)
    return _is_stated(fresh.dating) and not _is_stated(known.dating) and not about_now


def _is_result(known: Draft, fresh: Draft) -> bool:
    """Whether it tells, without a day, how the election went that the article told of before."""
    modes = {known.main.mode, fresh.main.mode}
    once = len(modes) == 1 and modes <= set(read_yaml("assembly.yml")["told_once_modes"])
    done = _FATE[known.main.reading.status] == _FATE[fresh.main.reading.status] == "real"
    undated = fresh.main.kind == "verb" and not _is_stated(fresh.dating)
    return once and done and undated and _is_recent(known.dating, fresh.dating)


def _is_recent(known: Dating, fresh: Dating) -> bool:
    """Whether the known days lie not long before the week up to publication that an undated event gets."""
    days, week = known.interval, fresh.interval
    return days is not None and week is not None and (week.start - days.end).days <= _RECENT_DAYS


def _names_meet(a: Draft, b: Draft) -> bool:
    """Whether both name the same doer, or one a body in brief: "the Peruvian cabinet", "Cabinet"."""
    brief = (
        set(one.name.lower().split()) < set(other.name.lower().split())
        for one, other in (*product(a.actors, b.actors), *product(b.actors, a.actors))
        if one.kind == other.kind == "organisation"
    )
    return bool(a.names & b.names) or any(brief)


def _same_scene(a: Draft, b: Draft) -> bool:
    """Whether one names nobody, and both tell the same kind for the same stated day, or the same place."""
    nameless = not (a.names or a.targets) or not (b.names or b.targets)
    alike = a.main.mode == b.main.mode
    day = _is_stated(a.dating) and _is_stated(b.dating) and a.dating.interval == b.dating.interval
    place = bool(a.place) and a.place == b.place and not (_is_stated(a.dating) and _is_stated(b.dating))
    return nameless and ((alike and day) or place)


def _is_purpose(known: Draft, fresh: Draft) -> bool:
    """Whether it is what the verb of the same sentence was for: "will fly to Lima for talks"."""
    parse, anchor = fresh.main.parse, fresh.main.anchor
    if anchor.group is None:
        aimed = scene_preposition(parse, anchor.first) == "for"
    else:
        aimed = anchor.group.infinitive
    return aimed and known.mentions[-1].parse is parse and known.mentions[-1].kind == "verb"


def _follows_from(known: Draft, fresh: Draft) -> bool:
    """Whether it is what came of the one before it in the sentence: "hit a bus, killing nine"."""
    return known.mentions[-1].parse is fresh.main.parse and is_consequence(fresh.main)


def _is_object(known: Draft, fresh: Draft) -> bool:
    """Whether the noun is what the verb of its clause did: "agreed to a truce"."""
    verb, noun = known.mentions[-1], fresh.main
    if verb.parse is not noun.parse or (verb.kind, noun.kind) != ("verb", "noun"):
        return False
    if known.names and fresh.names and not known.names & fresh.names:
        return False  # "fired back at Peru's strike"
    clause, gap = noun.parse.clause, noun.anchor.first - verb.anchor.last
    near = gap >= 0 and clause[verb.anchor.first] == clause[noun.anchor.first]
    modes = not (verb.mode and noun.mode and verb.mode != noun.mode)
    return near and modes and not (_is_stated(known.dating) and _is_stated(fresh.dating))


def _same_targets(a: Draft, b: Draft) -> bool:
    return bool({target.name for target in a.targets} & {target.name for target in b.targets})


def _conflict(a: Draft, b: Draft) -> bool:
    """Whether a stated detail rules out that both are one: place, days, numbers, kind or fate."""
    places = bool(a.place and b.place and a.place != b.place)
    days = _is_stated(a.dating) and _is_stated(b.dating) and not _overlap(a.dating, b.dating)
    days = days and not _is_moved(a, b)
    loose = b.main.definite and b.type in read_yaml("assembly.yml")["loose_modes"]
    modes = bool(a.main.mode and b.main.mode and a.main.mode != b.main.mode) and not loose
    fates = _FATE[a.main.reading.status] != _FATE[b.main.reading.status] and not _came_true(a, b)
    fates = fates and (not b.main.definite or _is_stated(b.dating))
    return places or days or modes or fates or _numbers_differ(a, b)


def _is_one_leaving(a: Draft, b: Draft) -> bool:
    """Whether one sentence tells twice that somebody went: "stepped down after the assembly ousted her"."""
    once = a.type in read_yaml("assembly.yml")["happens_once"] and a.mentions[-1].parse is b.main.parse
    done = _FATE[a.main.reading.status] == _FATE[b.main.reading.status]
    return once and done and bool(a.names & b.names) and a.dating.interval == b.dating.interval


def _is_left_again(a: Draft, b: Draft) -> bool:
    """Whether nobody is named for what happens once, and the noun points back: "accepted the resignation"."""
    parse, first = b.main.parse, b.main.anchor.last
    pointed = any(parse.lower(i) in words("definite") for i in range(first, first + 2))
    once = a.type in read_yaml("assembly.yml")["happens_once"] and pointed and not b.names
    done = _FATE[a.main.reading.status] == _FATE[b.main.reading.status]
    return once and done and not (_is_stated(b.dating) and a.dating.interval != b.dating.interval)


def _is_development(known: Draft, fresh: Draft) -> bool:
    """Whether "the storm" is the one told before, on a later day: "the storm was moving on on Friday"."""
    told = known.type in read_yaml("assembly.yml")["developing_types"] and known.main.rule is fresh.main.rule
    places = fresh.place and known.place and fresh.place != known.place
    alike = told and fresh.main.mode == known.main.mode and not places
    return alike and _points_back(fresh.main) and _is_later(known.dating, fresh.dating)


def _points_back(mention: Mention) -> bool:
    """Whether a noun has "the" and no day of its own: not "the fire on Friday" or "the 1906 fire"."""
    parse, noun = mention.parse, mention.anchor
    start = phrase_start(parse, noun.first)
    dated = any(start <= timex.first <= noun.last + 1 for timex in parse.timexes)
    return mention.kind == "noun" and parse.lower(start) in words("definite") and not dated


def _is_later(known: Dating, fresh: Dating) -> bool:
    """Whether the fresh days lie within some weeks after the known ones."""
    days, later = known.interval, fresh.interval
    return days is not None and later is not None and 0 <= (later.start - days.start).days <= _RECENT_DAYS


def _came_true(a: Draft, b: Draft) -> bool:
    """Whether what one offers the other tells as done, with no day that parts them: a resignation."""
    fates = {_FATE[a.main.reading.status], _FATE[b.main.reading.status]}
    once = a.type in read_yaml("assembly.yml")["happens_once"] and bool(a.names & b.names)
    return once and fates == {"real", "ahead"} and not (_is_stated(a.dating) and _is_stated(b.dating))


def _numbers_differ(a: Draft, b: Draft) -> bool:
    known = {quantity.name: quantity.value for quantity in a.quantities}
    return any(known.get(quantity.name, quantity.value) != quantity.value for quantity in b.quantities)


def _is_stated(dating: Dating) -> bool:
    return dating.interval is not None and dating.basis != "published"


def _overlap(a: Dating, b: Dating) -> bool:
    return bool(a.interval and b.interval and a.interval.overlaps(b.interval))


def _dates_agree(a: Draft, b: Draft) -> bool:
    stated = _is_stated(a.dating) and _is_stated(b.dating)
    return not stated or a.dating.interval == b.dating.interval or _is_moved(a, b)


def _is_moved(a: Draft, b: Draft) -> bool:
    """Whether one tells that it was moved from the day of the other."""
    former = ((a.moved_from, b.dating.interval), (b.moved_from, a.dating.interval))
    return any(old is not None and old == days for old, days in former)


def join(known: Draft, fresh: Draft) -> Draft:
    """One draft of two: the better date, all arguments, the first headline."""
    return replace(
        known,
        mentions=_told_best(known, fresh),
        dating=fresh.dating if fresh.moved_from else _better(known.dating, fresh.dating),
        moved_from=fresh.moved_from or known.moved_from,
        actors=_union(known.actors, () if known.actors and fresh.main.definite else fresh.actors),
        targets=_union(known.targets, fresh.targets),
        place=known.place or fresh.place,
        quantities=tuple({q.name: q for q in (*fresh.quantities, *known.quantities)}.values()),
        attribution=known.attribution if known.attribution == fresh.attribution else None,
    )


def _told_best(known: Draft, fresh: Draft) -> tuple[Mention, ...]:
    """The mentions of both; what is told as done comes before what is only offered."""
    firm = _FATE[known.main.reading.status] == "ahead" and _FATE[fresh.main.reading.status] == "real"
    return (*fresh.mentions, *known.mentions) if firm else (*known.mentions, *fresh.mentions)


def _better(known: Dating, fresh: Dating) -> Dating:
    """The known date, unless only the other is stated: that one then comes from the context."""
    if _is_stated(fresh) and not _is_stated(known):
        return replace(fresh, basis="context", why=f"from another sentence: {fresh.why}")
    return known


def _union(a: Sequence[Entity], b: Sequence[Entity]) -> tuple[Entity, ...]:
    by_name = {entity.name: entity for entity in (*b, *a)}
    order = dict.fromkeys(entity.name for entity in (*a, *b))
    return tuple(by_name[name] for name in order)


def to_event(draft: Draft, article_id: str) -> Event:
    """The immutable event of a draft; its evidence are the sentences that tell it."""
    main = draft.main
    actors = tuple(dict.fromkeys(entity.name for entity in draft.actors))
    return Event(
        article_id=article_id,
        type=main.rule.type,
        mode=main.mode or next((m.mode for m in draft.mentions if m.mode), None),
        status=main.reading.status,
        attribution=draft.attribution,
        interval=draft.dating.interval,
        moved_from=draft.moved_from,
        precision=draft.dating.precision,
        basis=draft.dating.basis,
        actors=actors,
        targets=tuple(n for n in dict.fromkeys(entity.name for entity in draft.targets) if n not in actors),
        place=draft.place,
        quantities=tuple(sorted(draft.quantities, key=lambda quantity: quantity.name)),
        evidence=_evidence(draft),
        headline=draft.headline,
        rule=f"{main.rule.type}/{main.rule.name}",
    )


def _evidence(draft: Draft) -> tuple[Span, ...]:
    spans = (*(mention.parse.sentence.span for mention in draft.mentions), *draft.further)
    return tuple(dict.fromkeys(spans))
