"""What else a sentence says of a mention: its numbers, and who vouches for it."""

from __future__ import annotations

from collections.abc import Sequence

from events.model import Quantity, Span
from ingest.clauses import Parse
from ingest.language import words
from ingest.mentions import Mention
from ingest.numbers import units
from ingest.phrases import is_possessor
from ingest.quantities import find_quantities
from ingest.rulefiles import read_yaml
from ingest.status import SCENE


def quantities_of(mention: Mention) -> tuple[Quantity, ...]:
    """The numbers of its sentence that belong to its type; of two of one name the nearer to the trigger."""
    wanted = set(read_yaml("assembly.yml")["quantities"].get(mention.rule.type, ()))
    sentence = mention.parse.sentence.span
    if not wanted or mention.reading.why == SCENE:
        return ()
    trigger = mention.parse.tokens[mention.anchor.first].start
    found = [
        (abs(span.start - trigger), quantity)
        for span, quantity in find_quantities(mention.parse.text, sentence.start, sentence.end)
        if quantity.name in wanted
        and not (quantity.name == "amount" and (_is_vague(quantity) or _is_of_another_verb(mention, span)))
    ]
    nearest: dict[str, Quantity] = {}
    for _, quantity in sorted(found, key=lambda pair: pair[0]):
        nearest.setdefault(quantity.name, quantity)
    return tuple(nearest.values())


def _is_vague(sum_: Quantity) -> bool:
    """ "Tens of billions of dollars" is no figure."""
    return sum_.qualifier in units()["vague"]


def _is_of_another_verb(mention: Mention, sum_: Span) -> bool:
    """Whether a verb parts a sum from the trigger: "told of a fraud of $9 million and | arrested two"."""
    parse, anchor = mention.parse, mention.anchor
    at = next(i for i, token in enumerate(parse.tokens) if token.end > sum_.start)
    between = range(anchor.last, at) if at >= anchor.last else range(at, anchor.left)
    parted = any(parse.is_finite(i) and parse.entity_at(i) is None for i in between)
    goes_on = at < anchor.left and parse.lower(anchor.left - 1) in words("conjunctions")
    return parted or goes_on


def attribution_of(mention: Mention, others: Sequence[Mention]) -> str | None:
    """Who vouches for it: the speaker of a verb of saying in its sentence, or whom "according to" names."""
    if mention.rule.type == read_yaml("assembly.yml")["attributing_type"]:
        return None
    named = _according_to(mention.parse)
    if named:
        return named
    for other in others:
        if other.rule.type == read_yaml("assembly.yml")["attributing_type"] and _governs(other, mention):
            doers = {actor.name for actor in mention.actors}
            speakers = [actor.name for actor in other.actors if actor.name not in doers]
            return ", ".join(speakers) or None
    return None


def _governs(saying: Mention, mention: Mention) -> bool:
    """Whether the mention lies in what is said, not in the clause of the verb of saying."""
    clause, parse = mention.parse.clause, mention.parse
    start, _ = parse.clause_range(saying.anchor.first)
    if start > mention.anchor.first and parse.lower(start) in words("relatives"):
        return False  # "an election that Osei disputes"
    return saying.kind == "verb" and clause[saying.anchor.first] != clause[mention.anchor.first]


def _according_to(parse: Parse) -> str | None:
    for index in range(len(parse.tokens) - 2):
        if (
            f"{parse.lower(index)} {parse.lower(index + 1)}"
            in read_yaml("assembly.yml")["attributing_phrases"]
        ):
            named = (
                e for e in parse.entities if index + 2 <= e.first <= index + 6 and not is_possessor(parse, e)
            )
            entity = next(named, None)
            return entity.value.name if entity else None
    return None
