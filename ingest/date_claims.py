"""Which time expression governs a trigger: the nearest that no other trigger has a better claim to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from events.interval import Interval
from events.model import Timex
from ingest.clauses import Parse, Placed
from ingest.language import words
from ingest.mentions import Mention, is_prompted
from ingest.phrases import dates_in, phrase_start
from ingest.rulefiles import read_yaml

_YEAR = re.compile(r"\d{4}")
_SOON_DAYS = 31
_CLAUSE_COST = 12
_ASIDE_COST = 3


def inherited(mention: Mention, rivals: Sequence[Mention], published: date | None) -> Placed[Timex] | None:
    """The expression of the verb before, for one that goes on with it: "voted Monday to ban", "and left"."""
    if not _goes_on(mention):
        return _of_scene(mention, rivals)
    before = [rival for rival in rivals if rival.kind == "verb" and rival.anchor.last <= mention.anchor.first]
    if not before or mention.reading.status != before[-1].reading.status:
        return None
    return governing(before[-1], [rival for rival in rivals if rival is not mention], published)


def _of_scene(mention: Mention, rivals: Sequence[Mention]) -> Placed[Timex] | None:
    """The expression before the noun that a verb happened after or during: "resigned after the 2022 coup"."""
    if mention.kind != "verb":
        return None
    parse, scenes = mention.parse, words("scene_prepositions")
    for rival in rivals:
        near = 0 <= rival.anchor.first - mention.anchor.last <= _CLAUSE_COST
        if (
            rival.kind == "noun"
            and near
            and parse.lower(phrase_start(parse, rival.anchor.first) - 1) in scenes
        ):
            return next((timex for timex in dates_in(parse) if _modifies(timex, rival)), None)
    return None


def _goes_on(mention: Mention) -> bool:
    """Whether a verb has no subject of its own: an infinitive, a participle, or one behind "and"."""
    parse, group = mention.parse, mention.anchor.group
    if group is None:
        return False
    opener = parse.lower(group.first - 1)
    gerund = parse.lower(group.verb).endswith("ing") and not group.has("be")
    shared = parse.lower(group.verb - 1) in {"and", "then"}  # "was charged and jailed"
    return group.infinitive or gerund or shared or opener in {"and", "then"}


def governing(mention: Mention, rivals: Sequence[Mention], published: date | None) -> Placed[Timex] | None:
    """The nearest expression that no other trigger has a better claim to."""
    for timex in sorted(
        dates_in(mention.parse),
        key=lambda t: (_is_glued(mention.parse, t), not _describes(t, mention), _distance(mention, t)),
    ):
        if _lies_ahead(mention, timex, published):
            continue
        owned = any(_modifies(timex, rival) for rival in rivals) and not runs_since(mention, timex)
        free = (
            _opens_sentence(mention.parse, timex) and not owned and not _is_spoken_of(mention, rivals, timex)
        )
        takers = (rival for rival in rivals if rival is not mention and _fits(rival, timex, published))
        if free or not any(_takes(rival, mention, timex) for rival in takers):
            return timex if _reaches(mention, timex) and _is_said_by(mention, timex, published) else None
    return None


def _is_spoken_of(mention: Mention, rivals: Sequence[Mention], timex: Placed[Timex]) -> bool:
    """Whether the day at the opening is that of words about a noun: "On Monday Osei condemned the attack"."""
    between = range(timex.last, mention.anchor.first)
    spoken = (r for r in rivals if r.rule.type == "statement" and r.kind == "verb")
    return (
        mention.kind == "noun"
        and not is_prompted(mention)
        and any(rival.anchor.first in between for rival in spoken)
    )


def _is_glued(parse: Parse, timex: Placed[Timex]) -> bool:
    """Whether a hyphen ties it to the next word: "recently-surfaced videos" dates no event."""
    return parse.lower(timex.last) == "-"


def _fits(mention: Mention, timex: Placed[Timex], published: date | None) -> bool:
    """Whether the days can be those of what happened: "said … in the coming days" is not when it was said."""
    interval = timex.value.interval
    ahead = published is not None and interval is not None and interval.start > published
    vague = timex.value.precision == "vague" or mention.rule.type == "statement"
    return not (ahead and vague and mention.reading.status == "occurred")


def _is_said_by(mention: Mention, timex: Placed[Timex], published: date | None) -> bool:
    """Whether the day is not one to come of which somebody speaks: "vowed to rebuild the port by June"."""
    return mention.rule.type != "statement" or _fits(mention, timex, published)


def _lies_ahead(mention: Mention, timex: Placed[Timex], published: date | None) -> bool:
    """Whether what has happened cannot have that day: "reached a deal to end imports by late 2027".

    A day soon after publication may be right: articles are brought up to date.
    """
    interval, reading = timex.value.interval, mention.reading
    told_as_done = reading.status == "occurred" and not reading.present
    if not (told_as_done and published and interval and interval.start > published):
        return False
    if mention.rule.type in read_yaml("assembly.yml")["dated_ahead"]:
        return False
    if is_when(mention, timex):
        return False  # of the year before
    by = mention.parse.lower(timex.first - 1) in words("term_prepositions")
    bound = by or not may_lie_behind(timex.value, interval)
    late = interval.start - published > timedelta(_SOON_DAYS)
    return late or (bound and _is_in_infinitive(mention.parse, range(mention.anchor.last, timex.first)))


def _is_in_infinitive(parse: Parse, between: range) -> bool:
    """Whether a verb behind "to" stands there, on which what follows depends."""
    return any(
        parse.lower(i) == "to"
        and parse.lower(i + 1).isalpha()
        and parse.entity_at(i + 1) is None
        and parse.lower(i + 1) not in words("determiners")
        for i in between
    )


def _takes(rival: Mention, mention: Mention, timex: Placed[Timex]) -> bool:
    """Whether the rival's claim is better: it stands nearer, or the expression describes its noun.

    A noun does not take from a verb of its clause: "was revised during talks on Monday" dates both.
    """
    if rival.anchor.first == mention.anchor.first:
        return False  # one word, read twice
    if _describes(timex, mention) and (
        rival.rule.type == mention.rule.type or not _stands_beside(rival, timex)
    ):
        return False
    if _describes(timex, rival) and not _stands_beside(mention, timex):
        return True
    if rival.kind == "noun" and _stands_in_subject(mention, timex) and rival.anchor.first > timex.last:
        return False
    if _modifies(timex, rival) or _modifies(timex, mention):
        return _modifies(timex, rival)
    shared = (rival.kind == "noun" and mention.kind == "verb") or _is_cause(mention)
    clause = mention.parse.clause
    if shared and clause[rival.anchor.first] == clause[mention.anchor.first]:
        return False
    return _distance(rival, timex) < _distance(mention, timex)


def _describes(timex: Placed[Timex], noun: Mention) -> bool:
    """Whether it stands in a clause that describes the noun: "the talks, which began on Monday"."""
    clause = noun.parse.clause
    return clause[timex.first] in noun.clauses - {clause[noun.anchor.first]}


def _stands_beside(mention: Mention, timex: Placed[Timex]) -> bool:
    """Whether both stand in one clause."""
    clause = mention.parse.clause
    return clause[timex.first] == clause[mention.anchor.first]


def _stands_in_subject(mention: Mention, timex: Placed[Timex]) -> bool:
    """Whether the verb comes behind both: "The dismissal of the judge on Monday led to protests"."""
    parse = mention.parse
    behind = mention.kind == "noun" and mention.anchor.last <= timex.first
    return behind and timex.last < len(parse.tokens) and parse.is_finite(timex.last)


def _is_cause(mention: Mention) -> bool:
    """Whether a noun tells why: "were evacuated on Monday due to flooding"; it has the day of its effect."""
    parse = mention.parse
    before = phrase_start(parse, mention.anchor.first)
    told = f"{parse.lower(before - 2)} {parse.lower(before - 1)}"
    return mention.kind == "noun" and told in {"due to", "because of", "owing to"}


def _modifies(timex: Placed[Timex], mention: Mention) -> bool:
    """Whether the expression stands right before the noun: "the August summit", "Tuesday's raids"."""
    parse, first = mention.parse, mention.anchor.first
    if mention.kind != "noun" or not timex.last <= first <= timex.last + 2:
        return False
    parting = words("determiners") | words("prepositions") | words("subordinators") | words("conjunctions")
    between = range(timex.last, first)
    return not any(parse.is_finite(i) or parse.lower(i) in parting for i in between)


def _reaches(mention: Mention, timex: Placed[Timex]) -> bool:
    """A noun takes only what stands near it, a verb of saying what its own clause says, another verb more."""
    if _belongs_to_another_verb(mention, timex) or _is_of_the_crime(mention, timex):
        return False
    if mention.kind == "noun" and mention.mode in read_yaml("assembly.yml")["background_modes"]:
        return _distance(mention, timex) < _CLAUSE_COST  # "fled after the invasion, and in May returned"
    if mention.rule.type == "statement" and _names_a_year(mention.parse, timex):
        return False
    if mention.rule.type == "statement" and not _opens_sentence(mention.parse, timex):
        return _distance(mention, timex) < _CLAUSE_COST
    return (
        mention.anchor.group is not None
        or _distance(mention, timex) < 2 * _CLAUSE_COST
        or _opens_sentence(mention.parse, timex)
    )


def _names_a_year(parse: Parse, timex: Placed[Timex]) -> bool:
    """Whether a bare year only belongs to a name: "the Rome 2024 president"."""
    bare = timex.value.precision == "year" and timex.last == timex.first + 1
    return bare and parse.lower(timex.first - 1) not in words("prepositions")


def _belongs_to_another_verb(mention: Mention, timex: Placed[Timex]) -> bool:
    """Whether it stands in a later clause that has a subject and a verb of its own: "… who fled in 2015"."""
    parse, first = mention.parse, mention.anchor.first
    start, end = parse.clause_range(min(timex.first, len(parse.clause) - 1))
    if timex.first < first or parse.clause[start] in mention.clauses:
        return False
    opened = parse.lower(start) in words("subordinators") - {"as"}
    if any(parse.lower(i) in words("reporting_verbs") for i in range(start, timex.first)):
        return True  # "will send troops, its envoy said on Friday"
    return opened and any(parse.is_finite(i) for i in range(start, min(timex.first, end)))


def _is_of_the_crime(mention: Mention, timex: Placed[Timex]) -> bool:
    """Whether it dates the deed and not the verdict: "convicted of taking bribes from 1995 to 2003"."""
    if mention.rule.type != "legal_action" or timex.value.precision in {"day", "week"}:
        return False
    between = range(mention.anchor.last, timex.first)
    gerund = (i for i in between if mention.parse.lower(i).endswith("ing"))
    return any(mention.parse.lower(i - 1) in {"of", "for", "with"} for i in gerund)


def _opens_sentence(parse: Parse, timex: Placed[Timex]) -> bool:
    return timex.first <= 2


def _distance(mention: Mention, timex: Placed[Timex]) -> int:
    """Tokens between trigger and expression; a clause boundary between them counts as many."""
    parse, anchor = mention.parse, mention.anchor
    gap = timex.first - anchor.last if timex.first >= anchor.last else anchor.first - timex.last
    clause = parse.clause[min(timex.first, len(parse.clause) - 1)]
    crossed = 0 if clause in mention.clauses else abs(clause - parse.clause[anchor.first])
    borrowed = timex.last <= anchor.left and (_goes_on(mention) or _is_reduced(mention))
    if _is_inserted(mention, timex):
        return max(0, gap) + _ASIDE_COST
    return max(0, gap) + _CLAUSE_COST * (crossed + borrowed)


def _is_inserted(mention: Mention, timex: Placed[Timex]) -> bool:
    """Whether a day stands between commas within the verb's clause: "Osei, speaking on Monday, said".

    Or alone behind one: "said Osei, the mayor, on Monday". Not in what Osei is: ", mayor since 2009,".
    """
    parse, number = mention.parse, mention.parse.clause[mention.anchor.first]
    start, end = parse.clause_range(min(timex.first, len(parse.clause) - 1))
    if mention.anchor.group is None or parse.lower(start) != "," or parse.clause[start] == number:
        return False
    described = parse.lower(start + 1) in words("determiners") or parse.lower(timex.first - 1) == "since"
    if described or timex.value.precision != "day":
        return False
    verbs = any(parse.is_finite(i) and parse.entity_at(i) is None for i in range(start, end))
    inside = end < len(parse.clause) and parse.clause[start - 1] == parse.clause[end] == number
    alone = timex.first - start <= 2 and end - timex.last <= 1 and start > mention.anchor.first
    return not verbs and (inside or alone)


def _is_reduced(mention: Mention) -> bool:
    """Whether a bare participle describes the noun before it: "a deal brokered by"."""
    anchor = mention.anchor
    return anchor.group is not None and anchor.passive and not anchor.group_words


def runs_since(mention: Mention, placed: Placed[Timex]) -> bool:
    """Whether the expression stands behind "since", and is not the date of the noun itself."""
    parse, first = mention.parse, placed.first
    before = (
        parse.lower(first - 2) if parse.lower(first - 1) in words("determiners") else parse.lower(first - 1)
    )
    return before == "since" and not placed.last <= mention.anchor.first <= placed.last + 2


def may_lie_behind(timex: Timex, interval: Interval) -> bool:
    """Whether it names a day of every week, which may be the last one as well as the next."""
    return timex.basis == "relative" and timex.precision != "vague" and interval.days <= 7


def is_when(mention: Mention, placed: Placed[Timex]) -> bool:
    """Whether a day and month without year or weekday tell when it has happened: "resigned on June 23"."""
    parse, timex = mention.parse, placed.value
    bare = timex.basis == "explicit" and timex.precision == "day" and not _YEAR.search(timex.text)
    weekday = any(parse.lower(i) in words("day_names") for i in range(placed.first, placed.last))
    leads = parse.lower(placed.first - 1) in {"on", ""} and (mention.kind == "verb" or is_prompted(mention))
    return bare and not weekday and leads and mention.reading.status == "occurred"
