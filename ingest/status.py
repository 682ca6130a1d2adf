"""Whether it happened: occurred, ongoing, planned, possible or denied, by what governs the trigger."""

from __future__ import annotations

from dataclasses import dataclass

from events.model import Status
from ingest.clauses import Parse
from ingest.inflection import FormTag
from ingest.language import cues, light_verbs, verb_cues, word_list, words
from ingest.phrases import phrase_start
from ingest.verb_groups import VerbGroup, verb_group

_GOVERNOR_REACH = 12
_NOUN_REACH = 10
_DENIAL_REACH = 8
SCENE = "told as the scene of something else"


@dataclass(frozen=True)
class Reading:
    """A status with the words that decided it; `present` when a finite present tense reports it."""

    status: Status
    why: str
    present: bool = False
    perfect: bool = False


def verb_status(parse: Parse, group: VerbGroup, tag: FormTag) -> Reading | None:
    """Read the status of a verb from its group and what governs it; None for a mere hypothesis.

    A bare infinitive of purpose ("to end the war") announces nothing and is None too.
    """
    if _is_hypothetical(parse, group.first):
        return None
    if group.infinitive:
        return _infinitive(parse, group)
    if tag == "base" and _is_demanded(parse, group):
        return None
    if _is_denied(parse, group.first):
        return Reading("denied", "denied that")
    if _is_of_nobody(parse, group.first):
        return Reading("denied", "nobody did")
    if group.has("conditional") and group.has("have"):
        return None
    if group.has("negations"):
        return Reading("denied", "negated")
    if any(word in cues("possible_words") for word in group.words):
        return Reading("possible", next(w for w in group.words if w in cues("possible_words")))
    if group.has("future"):
        return Reading("planned", "future")
    if group.has("conditional"):
        return _conditional(parse, group)
    if tag == "ing":
        return None if _is_topic(parse, group) else _progressive(parse, group)
    return Reading("occurred", tag, tag in {"base", "s"}, group.has("have"))


def _is_demanded(parse: Parse, group: VerbGroup) -> bool:
    """Whether a bare verb is only demanded: "demanded that the troops withdraw"."""
    start, _ = parse.clause_range(group.first)
    wanted = cues("possible_governors") | word_list("demanding_verbs")
    return not group.words and parse.lower(start) == "that" and parse.lower(start - 1) in wanted


def _is_denied(parse: Parse, index: int) -> bool:
    """Whether the clause is what somebody denies: "denied on Sunday that it had sold", "denies it sold"."""
    start, _ = parse.clause_range(index)
    before = range(start - 1, max(-1, start - _DENIAL_REACH), -1)
    verb = next((i for i in before if parse.is_finite(i)), None)
    opened = parse.lower(start) in {"that", "any"} | words("subject_pronouns")
    return verb is not None and opened and parse.lower(verb) in word_list("denying_verbs")


def _is_of_nobody(parse: Parse, verb: int) -> bool:
    """Whether the subject says that there was none: "nobody was held", "no deal was reached"."""
    head = verb - 1
    if parse.lower(phrase_start(parse, head) - 1) == "of":
        head = phrase_start(parse, head) - 2  # "none of them"
    named = parse.lower(head) in words("nobody") or f"{parse.lower(head - 1)} {parse.lower(head)}" == "no one"
    start = phrase_start(parse, head)
    no = next((i for i in (start, start - 1) if parse.lower(i) in {"no", "neither"}), None)
    return named or (no is not None and parse.lower(no - 1) not in words("prepositions"))


def _is_topic(parse: Parse, group: VerbGroup) -> bool:
    """Whether a gerund behind a preposition is only talked about: "levers including tightening the rules".

    "From" tells that it did not happen: "kept the ministry from sending troops".
    """
    before = parse.lower(group.first - 1)
    if before == "from" and not group.words:
        return True
    return not group.words and before in words("prepositions") - words("scene_prepositions") - {
        "by",
        "before",
    }


def _conditional(parse: Parse, group: VerbGroup) -> Reading | None:
    """ "would" under a past verb of saying tells a plan; "would have" and the rest a mere thought."""
    reported = any(parse.is_finite(i) for i in range(max(0, group.first - 25), group.first))
    return Reading("planned", "would in reported speech") if reported else None


def _progressive(parse: Parse, group: VerbGroup) -> Reading | None:
    """ "is sending", and "was sending" in what somebody said, are under way."""
    if group.has("be") and not any(word in {"been", "being"} for word in group.words):
        past = any(word in words("past_auxiliaries") for word in group.words)
        under_way = not past or _is_reported(parse, group.first)
        return Reading("ongoing" if under_way else "occurred", "progressive", present=under_way)
    return _participle(parse, group)


def _is_reported(parse: Parse, index: int) -> bool:
    """Whether the clause of token `index` is what a verb of saying right before it reports."""
    start, _ = parse.clause_range(index)
    return parse.lower(start - 1) in words("reporting_verbs") or (
        parse.lower(start) == "that"
        and any(parse.lower(i) in words("reporting_verbs") for i in range(start - 5, start))
    )


def _participle(parse: Parse, group: VerbGroup) -> Reading | None:
    """A participle or gerund takes the status of the verb before it: "launched …, killing seven"."""
    if governed := _gerund_governor(parse, group.first):
        return governed
    for index in range(group.first - 1, max(-1, group.first - 25), -1):
        if parse.is_finite(index):
            governor = verb_group(parse, index)
            if governor.has("negations") or parse.lower(index) in words("negations"):
                return None
            future = parse.lower(index) in words("future") | words("conditional") or governor.has("future")
            return (
                Reading("planned", "participle of a future verb")
                if future
                else Reading("occurred", "participle")
            )
    return Reading("occurred", "participle")


def _gerund_governor(parse: Parse, first: int) -> Reading | None:
    """The status that a verb right before a gerund gives it: "ruled out sending", "considered sending"."""
    before = {parse.lower(first - 1), f"{parse.lower(first - 2)} {parse.lower(first - 1)}"}
    if before & verb_cues("denied_verbs"):
        return Reading("denied", f"{parse.lower(first - 1)} {parse.lower(first)}")
    if before & verb_cues("gerund_possible_verbs"):
        return Reading("possible", f"{parse.lower(first - 1)} {parse.lower(first)}")
    return None


def _infinitive(parse: Parse, group: VerbGroup) -> Reading | None:
    """The status from the governor of "to <verb>": "refused to", "is set to", "ordered his envoy to"."""
    for index in range(group.first - 1, max(-1, group.first - _GOVERNOR_REACH), -1):
        if parse.lower(index) in words("hard_marks") | words("relatives") | {"to"}:
            return None
        if parse.lower(index) in word_list("unreal_governors"):
            return None
        reading = _governed(parse, index)
        if reading:
            return reading
        if parse.is_finite(index) and parse.entity_at(index) is None:
            return _be_to(parse, index, group)
    return None


def _governed(parse: Parse, index: int) -> Reading | None:
    if parse.entity_at(index) is not None:
        return None
    word = parse.lower(index)
    if parse.lower(phrase_start(parse, index) - 1) in word_list("seizing_verbs"):
        return Reading("occurred", f"used the {word} to")
    negated = verb_group(parse, index).has("negations")
    for group, status in (
        ("denied_governors", "denied"),
        ("planned_governors", "planned"),
        ("possible_governors", "possible"),
        ("occurred_governors", "occurred"),
    ):
        if word in cues(group):
            found: Status = "denied" if negated else status  # type: ignore[assignment]  # the tuple's literals
            return Reading(found, f"{word} to")
    return None


def _be_to(parse: Parse, index: int, group: VerbGroup) -> Reading | None:
    """ "are to meet": a form of "be" directly before "to"."""
    close = index == group.first - 1 and parse.lower(index) in words("be")
    return Reading("planned", "is to") if close else None


def _is_hypothetical(parse: Parse, index: int) -> bool:
    first, _ = parse.clause_range(index)
    before = range(max(0, first - 1), index)
    return any(parse.lower(i) in words("hypothetical") for i in before) or parse.lower(first) == "any"


def noun_status(parse: Parse, first: int, last: int) -> Reading | None:
    """Read the status of a noun trigger from its modifiers and the verb that it belongs to."""
    if _is_hypothetical(parse, first):
        return None
    if _is_called_off(parse, first):
        return Reading("denied", "called off")
    before = [parse.lower(i) for i in range(_phrase_of(parse, first), first)]
    for group, status in (
        ("denied_modifiers", "denied"),
        ("planned_modifiers", "planned"),
        ("possible_modifiers", "possible"),
    ):
        hit = next((word for word in before if word in cues(group)), None)
        if hit:
            return Reading(status, hit)  # type: ignore[arg-type]  # the tuple's literals
    if _is_unreal(parse, first):
        return None
    if scene_preposition(parse, first) in words("scene_prepositions"):
        return Reading("occurred", SCENE)
    return _set_for(parse, first, last) or _status_of_verb(parse, first, last)


def _phrase_of(parse: Parse, first: int) -> int:
    """Where the noun phrase starts, with the one before "of": "the next round of talks"."""
    start = phrase_start(parse, first)
    if parse.lower(start - 1) == "of" and start > 1:
        start = phrase_start(parse, start - 2)
    return start - (parse.lower(start - 1) in cues("planned_modifiers"))  # "upcoming" looks like a verb


def scene_preposition(parse: Parse, first: int) -> str:
    """The preposition before the noun phrase; before the whole of "a weekend of talks"."""
    place = phrase_start(parse, first) - 1
    if parse.lower(place) == "of":
        place = phrase_start(parse, place - 1) - 1
    return parse.lower(place)


def _is_unreal(parse: Parse, first: int) -> bool:
    """Whether the noun is only wished for or feared: "hopes for talks", "any agreement"."""
    start = phrase_start(parse, first)
    if parse.lower(start - 1) in words("quote_marks"):
        start = phrase_start(parse, start - 1)  # ready for "serious" talks
    before = f"{parse.lower(start - 2)} {parse.lower(start - 1)}"
    if parse.lower(start - 2) == "to" and parse.lower(start - 1) in word_list("ending_verbs"):
        return True
    return before in word_list("unreal_before") or any(parse.lower(i) == "any" for i in range(start, first))


def _status_of_verb(parse: Parse, first: int, last: int) -> Reading | None:
    """The status that the nearest verb of the clause gives to its noun."""
    start, end = parse.clause_range(first)
    ahead = (*range(last, min(end, last + _NOUN_REACH)), *parse.continuation(first)[:_NOUN_REACH])
    if any(
        parse.is_finite(i) and parse.entity_at(i) is None for i in range(start, phrase_start(parse, first))
    ):
        gerund = (i for i in ahead if parse.lower(i).endswith("ing") and parse.entity_at(i) is None)
        ahead = ahead[: ahead.index(next(gerund, ahead[-1] if ahead else 0))] if ahead else ahead
    for index in (*ahead, *range(first - 1, start - 1, -1)):
        word = parse.lower(index)
        if parse.entity_at(index) is not None or parse.is_timed(index):
            continue
        for group, status in (
            ("denied_verbs", "denied"),
            ("planned_verbs", "planned"),
            ("possible_verbs", "possible"),
            ("ongoing_verbs", "ongoing"),
        ):
            if index < first and status == "denied":
                continue  # "called off due to a strike": only its own object is called off
            if parse.lower(index - 1) in words("articles") | words("possessive_pronouns"):
                continue  # "discussed the plan at a summit"
            if status == "possible" and index < first and scene_preposition(parse, first) in {"in", "at"}:
                continue  # "proposed a truce at the summit": the truce, not the summit
            if {word, f"{word} {parse.lower(index + 1)}"} & verb_cues(group):
                return _combine(status, parse, index)  # type: ignore[arg-type]  # the tuple's literals
        if word in words("future") | words("conditional"):
            return Reading("planned", word)
        if word in light_verbs() and word.endswith("ing") and index < first:
            return _progressive(parse, verb_group(parse, index))
        if reading := _aim_of(parse, index, first):
            return reading
        if word in cues("possible_words"):
            return Reading("possible", word)
    return Reading("occurred", "noun")


def _aim_of(parse: Parse, index: int, first: int) -> Reading | None:
    """The status that "to" at token `index` gives a noun; none behind "at": "failed to agree at talks"."""
    if parse.lower(index) != "to" or _opens_phrase(parse, index + 1):
        return None
    reading = _infinitive(parse, VerbGroup(index, index + 1, ("to",)))
    attended = index < first and scene_preposition(parse, first) in {"in", "at"}
    return None if reading and attended and reading.status in {"denied", "possible"} else reading


def _set_for(parse: Parse, first: int, last: int) -> Reading | None:
    """Planned, where a verb fixes the noun for a day: "called a strike for Friday"."""
    if parse.lower(last) != "for" or not parse.is_timed(last + 1):
        return None
    verb = parse.lower(phrase_start(parse, first) - 1)
    return Reading("planned", f"{verb} for") if verb in verb_cues("setting_verbs") else None


def _opens_phrase(parse: Parse, index: int) -> bool:
    """Whether a noun phrase starts here: "due to a flood" is no "due to arrive"."""
    return parse.lower(index) in words("determiners") or parse.entity_at(index) is not None


def _is_called_off(parse: Parse, first: int) -> bool:
    """Whether the noun is the object of a verb that undoes it: "called off a strike planned for Monday"."""
    verb = phrase_start(parse, first) - 1
    if parse.lower(verb) in words("determiners"):
        verb -= 1
    undone = verb_cues("denied_verbs")
    return bool({parse.lower(verb), f"{parse.lower(verb - 1)} {parse.lower(verb)}"} & undone)


def _combine(status: Status, parse: Parse, index: int) -> Reading:
    """A verb's own meaning under its auxiliaries: "will continue" is planned."""
    group = verb_group(parse, index)
    if group.has("future") and status == "ongoing":
        return Reading("planned", "will " + parse.lower(index))
    if status == "planned" and parse.lower(index) in {"set"} and not group.has("be"):
        return Reading("occurred", "noun")
    return Reading(status, parse.lower(index))
