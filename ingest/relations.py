"""How a sentence says that two happenings belong together: one led to, followed, or was part of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from events.model import Relation, RelationKind
from ingest.assembly import Draft
from ingest.mentions import Mention
from ingest.openers import clause_opened_by, opened_by
from ingest.rulefiles import read_yaml

_REACH = 14  # tokens between a happening and the words that tie it to another


class _Told(NamedTuple):
    """A mention of a sentence, and the number of the draft that it belongs to."""

    mention: Mention
    draft: int


class _Tie(NamedTuple):
    """Words that tie two happenings; `reversed` when the relation holds from what they introduce."""

    kind: RelationKind
    words: tuple[str, ...]
    reversed: bool


def relate(drafts: Sequence[Draft], ids: Sequence[str]) -> tuple[Relation, ...]:
    """The relations that the sentences of an article state between its drafts; `ids` are their event ids.

    Statements, and what is only wished for, feared or denied, have none. The order of two happenings alone
    never makes one.
    """
    found = {
        relation: None
        for told in _by_sentence(drafts)
        for kind, one, other in (*_introduced(told), *_between(told))
        if one.draft != other.draft and ids[one.draft] != ids[other.draft]
        for relation in [_relation(kind, ids[one.draft], ids[other.draft], one.mention)]
    }
    return tuple(found)


def _relation(kind: RelationKind, event_id: str, other_id: str, mention: Mention) -> Relation:
    return Relation(kind=kind, event_id=event_id, other_id=other_id, evidence=mention.parse.sentence.span)


def _by_sentence(drafts: Sequence[Draft]) -> list[list[_Told]]:
    """The mentions of each sentence from left to right, where there are two or more that may be related."""
    told: dict[int, list[_Told]] = {}
    for number, draft in enumerate(drafts):
        for mention in draft.mentions if _is_real(draft) else ():
            told.setdefault(mention.parse.sentence.span.start, []).append(_Told(mention, number))
    rows = (sorted(row, key=lambda item: item.mention.anchor.first) for row in told.values())
    return [row for row in rows if len(row) > 1]


def _is_real(draft: Draft) -> bool:
    return draft.type != "statement" and draft.main.reading.status not in _rules()["unreal"]


def _introduced(told: Sequence[_Told]) -> Iterator[tuple[RelationKind, _Told, _Told]]:
    """Relations by words right before one happening: "resigned after …", "In response to …, Peru …"."""
    for item in told:
        for tie in _ties("opens"):
            start = opened_by(item.mention, tie.words)
            if start is None and _is_alone(item, told):
                start = clause_opened_by(item.mention, tie.words)
            partner = _partner(told, item, start) if start is not None else None
            if partner:
                yield (tie.kind, item, partner) if tie.reversed else (tie.kind, partner, item)


def _is_alone(item: _Told, told: Sequence[_Told]) -> bool:
    """Whether its clause tells of nothing else: "after a probe led to a raid" introduces the raid."""
    clause = item.mention.parse.clause
    own = clause[item.mention.anchor.first]
    return not any(clause[other.mention.anchor.first] == own for other in told if other is not item)


def _partner(told: Sequence[_Told], item: _Told, start: int) -> _Told | None:
    """What the rest of the sentence tells: the nearest before the words, else the first in another clause."""
    before = [other for other in told if other.mention.anchor.last <= start]
    if before:
        return before[-1] if start - before[-1].mention.anchor.last <= _REACH else None
    parse, anchor = item.mention.parse, item.mention.anchor
    behind = (other for other in told if other.mention.anchor.first >= anchor.last)
    return next(
        (o for o in behind if parse.clause[o.mention.anchor.first] != parse.clause[anchor.first]), None
    )


def _between(told: Sequence[_Told]) -> Iterator[tuple[RelationKind, _Told, _Told]]:
    """Relations by words between two happenings: "the strike prompted Peru to expel …"."""
    parse = told[0].mention.parse
    for tie, first in product(_ties("between"), range(len(parse.tokens))):
        last = first + len(tie.words)
        if tuple(parse.lower(index) for index in range(first, last)) == tie.words:
            cause = [item for item in told if _is_cause(item, first)]
            effect = [item for item in told if 0 <= item.mention.anchor.first - last <= _REACH]
            if cause and effect:
                yield tie.kind, cause[-1], effect[0]


def _is_cause(item: _Told, tie: int) -> bool:
    """Whether it stands before the words at token `tie`, in their clause, or behind it ", prompting …"."""
    parse, anchor = item.mention.parse, item.mention.anchor
    goes_on = parse.lower(tie).endswith("ing") or parse.clause[anchor.first] == parse.clause[tie]
    return goes_on and 0 <= tie - anchor.last <= _REACH


@cache
def _ties(place: str) -> tuple[_Tie, ...]:
    """The words that stand in one place, the longest first."""
    ties = (
        _Tie(rule["kind"], tuple(words.split()), rule.get("reversed") == "yes")
        for rule in _rules()["connectives"]
        for words in rule.get(place, ())
    )
    return tuple(sorted(ties, key=lambda tie: -len(tie.words)))


def _rules() -> Mapping[str, Any]:  # lists of words, and examples of any shape
    rules: Mapping[str, Any] = read_yaml("relations.yml")
    return rules
