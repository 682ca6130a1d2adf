"""Which day an event gets: the time expression that governs its trigger, else the codebook's rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from events.interval import Interval, Precision
from events.model import Basis, Status, Timex
from ingest.clauses import Parse, Placed
from ingest.date_claims import governing, inherited, is_when, may_lie_behind, runs_since
from ingest.language import cues, present_cues, words
from ingest.mentions import Mention
from ingest.phrases import dates_in
from ingest.rulefiles import read_yaml
from ingest.timex_reference import NO_VERB

_LENGTH = re.compile(r"P(?P<count>\d+)(?P<unit>[DW])")
_VAGUE_DAYS = 7
_HOURS_BETWEEN = 5  # tokens: ", just a few hours" after


@dataclass(frozen=True)
class Dating:
    """The days of an event, how precise they are, where they come from, and why, for people."""

    interval: Interval | None
    precision: Precision
    basis: Basis
    why: str


def date_mention(mention: Mention, rivals: Sequence[Mention], published: date | None) -> Dating:
    """Date a mention by the time expression that governs it, or by the publication day.

    `rivals` are the other mentions of the sentence: an expression belongs to the trigger nearest to it.
    """
    placed = governing(mention, rivals, published) or inherited(mention, rivals, published)
    if placed:
        return date_by(mention, placed, published)
    linked = _linked(mention)
    if linked:
        return replace(date_by(mention, linked, published), basis="context")
    return _counted(mention, published) or undated(mention, published)


def _counted(mention: Mention, published: date | None) -> Dating | None:
    """The day that lies so many days from that of the other clause: "resigned on Monday, a day after …"."""
    parse = mention.parse
    if mention.rule.type == "statement" or mention.reading.status != "occurred":
        return None
    own, *_ = parse.clause_range(mention.anchor.first)
    for timex in dates_in(parse):
        interval, (other, _) = timex.value.interval, parse.clause_range(timex.first)
        days = _days_between(parse, own, other) if interval and interval.days == 1 else None
        if interval and days is not None and not (published and interval.shifted(days).start > published):
            return Dating(
                interval.shifted(days), "day", "context", f"{abs(days)} day(s) from {timex.value.text}"
            )
    return None


def _days_between(parse: Parse, own: int, other: int) -> int | None:
    """How many days the clause that starts at token `own` lies after that at `other`, if a length tells."""
    for opener, sign in ((own, -1), (other, 1)):
        length = next((t for t in parse.timexes if t.last == opener and t.value.type == "DURATION"), None)
        told = _LENGTH.fullmatch(length.value.value) if length else None
        way = {"after": sign, "before": -sign}.get(parse.lower(opener), 0)
        if told and way and own != other:
            return way * int(told["count"]) * (7 if told["unit"] == "W" else 1)
    return None


def _linked(mention: Mention) -> Placed[Timex] | None:
    """The day of the clause that "after", "when" or the like ties to this one: "held on Monday after …".

    Not where a stretch of time parts the two ("two weeks after"), nor of what is merely said on that day.
    """
    parse, first = mention.parse, mention.anchor.first
    if mention.kind != "verb" or mention.rule.type == "statement" or mention.reading.status != "occurred":
        return None
    for timex in dates_in(parse):
        interval = timex.value.interval
        days = interval.days if interval else 0
        if (
            days == 1
            and parse.clause[timex.first] != parse.clause[first]
            and _is_tied(parse, first, timex.first)
        ):
            return timex
    return None


def _is_tied(parse: Parse, verb: int, timex: int) -> bool:
    """Whether the clauses of both tokens follow each other, tied by "after", "when", "hours after"."""
    (start, end), (other, stop) = parse.clause_range(verb), parse.clause_range(timex)
    said = any(parse.lower(i) in words("reporting_verbs") for i in range(other, stop))
    opener = next((i for i in (start, other) if parse.lower(i) in words("time_subordinators")), None)
    between = [parse.lower(i) for i in range(min(end, stop), max(start, other))]
    near = len(between) <= 1 or (len(between) <= _HOURS_BETWEEN and between[-1] in words("hour_units"))
    return near and not said and opener is not None and parse.lower(opener - 1) not in words("time_units")


def date_by(mention: Mention, placed: Placed[Timex], published: date | None) -> Dating:
    """The dating that an expression gives a mention; of what has happened no day after publication."""
    timex = placed.value
    interval = timex.interval
    assert interval is not None  # dates_in keeps none without
    if runs_since(mention, placed) and published and interval.start <= published:
        return Dating(
            Interval(start=interval.start, end=published), "range", timex.basis, f"since {timex.text}"
        )
    if mention.reading.present or _is_to_begin(mention, placed):
        interval = _coming(interval, timex, published)
    elif is_when(mention, placed) and published and interval.start > published:
        interval = Interval.day(_a_year_before(interval.start))
    else:
        interval = _not_ahead(interval, mention.reading.status, timex, published)
    clipped = clip(interval, mention.reading.status, published)
    return Dating(clipped, timex.precision, timex.basis, f"{timex.text}: {timex.why}")


def _is_to_begin(mention: Mention, placed: Placed[Timex]) -> bool:
    """Whether the present tells when what a noun names begins or ends: "the talks resume on Monday"."""
    parse, noun = mention.parse, mention.anchor
    between = range(noun.last, placed.first) if mention.kind == "noun" else range(0)
    told = (i for i in between if parse.lower(i) in present_cues("beginning_verbs"))
    return any(
        parse.clause[i] == parse.clause[noun.first] and parse.lower(i - 1) not in words("determiners")
        for i in told
    )


def _coming(interval: Interval, timex: Timex, published: date | None) -> Interval:
    """What is told in the present for a bare weekday lies ahead: "the court rules on Tuesday"."""
    behind = published is not None and interval.end < published and interval.days == 1
    bare = timex.basis == "relative" and timex.why.endswith(NO_VERB)
    return interval.shifted(7) if behind and bare else interval


def _not_ahead(interval: Interval, status: Status, timex: Timex, published: date | None) -> Interval:
    """What has happened lies behind: a weekday or weekend that was read as the coming one is the last one."""
    ahead = published is not None and status == "occurred" and interval.start > published
    return interval.shifted(-7) if ahead and may_lie_behind(timex, interval) else interval


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def clip(interval: Interval, status: Status, published: date | None) -> Interval:
    """Cut a unit that has not ended at publication there, for what has happened (codebook, "Date")."""
    if published and status in {"occurred", "ongoing"} and interval.start <= published < interval.end:
        return Interval(start=interval.start, end=published)
    return interval


def undated(mention: Mention, published: date | None) -> Dating:
    """The codebook's rules for what no expression dates."""
    if published is None or _is_background(mention):
        return Dating(None, "vague", "published", "the article does not tell when")
    day, week = Interval.day(published), timedelta(_VAGUE_DAYS)
    if mention.rule.type == "statement":
        return Dating(day, "day", "published", "a statement without a day: publication day")
    reading = mention.reading
    if reading.status == "ongoing" or reading.present:
        return Dating(day, "day", "published", "told in the present: publication day")
    if reading.status in {"planned", "possible"}:
        return Dating(
            Interval(start=published, end=published + week), "vague", "published", "the week from publication"
        )
    return Dating(
        Interval(start=published - week, end=published), "vague", "published", "the week up to publication"
    )


def _is_background(mention: Mention) -> bool:
    """Whether it is older than the news: "the original plan", "had earlier", "since the invasion"."""
    if mention.mode in read_yaml("assembly.yml")["background_modes"]:
        return mention.reading.status == "occurred"
    first = mention.anchor.left
    around = [mention.parse.lower(i) for i in range(max(0, first - 8), mention.anchor.last)]
    finite = mention.kind == "verb" and not (mention.anchor.passive and not mention.anchor.group_words)
    return not finite and any(word in cues("background_modifiers") for word in around)
