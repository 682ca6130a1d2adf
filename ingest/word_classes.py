"""Whether the word of a trigger stands as a verb or as a noun, and in which voice."""

from __future__ import annotations

from ingest.clauses import Parse
from ingest.gazetteer import load_gazetteer
from ingest.language import auxiliaries, irregular_participles, words
from ingest.lexicon import Rule, Trigger
from ingest.phrases import conjuncts, phrase_start
from ingest.slots import is_existential
from ingest.verb_groups import VerbGroup


def is_noun(parse: Parse, index: int) -> bool:
    """Not a verb: no "to", auxiliary or pronoun stands before it; "related to storms" is none."""
    before, plural = parse.lower(index - 1), parse.lower(index).endswith("s")
    if (before == "to" and plural) or is_existential(parse, index):
        return True
    return before not in auxiliaries() - words("negations") - {"'s"} and before not in {
        "to",
        "they",
        "we",
        "i",
        "he",
        "she",
        "who",
    }


def is_verb(parse: Parse, index: int, trigger: Trigger, group: VerbGroup) -> bool:
    """Whether this form stands as a verb here, by the word before it."""
    before, tag = parse.lower(index - 1), trigger.tag
    if group.words:
        return group.words[0] != "'s" or parse.is_finite(group.first)  # not "the president's frozen assets"
    nominal = (
        before in words("determiners")
        or before in {"'s", "'"}
        or before in words("prepositions") - {"after", "before", "by", "without"}
    )
    if tag in {"past", "participle"}:
        return not _is_attributive(parse, index) or trigger.rule.attributive
    if tag == "ing":
        return not nominal or (before in {"for", "of", "from", "at", "in"} and not _noun_like(parse, index))
    if nominal:
        return False
    return _finite_present(parse, index, before, trigger)


def _is_attributive(parse: Parse, index: int) -> bool:
    """Whether a participle only describes the noun behind it: "the revised plan", "frozen assets"."""
    before, after = parse.lower(index - 1), parse.lower(index + 1)
    if not parse.lower(index).endswith(("d", "n", "t")):
        return False  # "broke" is no participle: "fighting broke out"
    opened = before in words("determiners") | words("prepositions") | {"'s", "'", ""} or before.endswith(
        "ing"
    )
    opened = opened or parse.lower(index - 2) == "to"  # "to cede occupied land"
    opened = opened or (before == "and" and _is_joined_adjective(parse, index - 2))
    return opened and after not in words("prepositions") | words("determiners") | {",", "."}


def _is_joined_adjective(parse: Parse, index: int) -> bool:
    """Whether a participle behind an article is the first of two: "an updated and refined text"."""
    word = parse.lower(index)
    participle = word.endswith("ed") or word in irregular_participles()
    return participle and parse.lower(index - 1) in words("articles") | {"'s"}


def _noun_like(parse: Parse, index: int) -> bool:
    return parse.lower(index + 1) in words("prepositions")


def _finite_present(parse: Parse, index: int, before: str, trigger: Trigger) -> bool:
    """ "Kenya signs", "they meet", "who accuse": a subject directly before; not a noun of a compound."""
    subject = parse.entity_at(index - 1) is not None or before in words("pronouns") or before in {",", "and"}
    if _is_demonym(parse, index - 1):
        return False  # "Chilean attacks on the port"
    if trigger.tag == "s":
        plain = not parse.tokens[index - 1].text[0].isupper()
        return subject or (plain and (_object_follows(parse, index) or _is_only_verb(parse, index)))
    plural = (before.endswith("s") and not parse.tokens[index - 1].text.isupper()) or before in {
        "they",
        "we",
        "you",
        "i",
        "who",
        "and",
        "people",
    }
    return subject and (plural or _are_several(parse, index - 1))


def _are_several(parse: Parse, index: int) -> bool:
    """Whether the name that ends at a token is a group, or joined to another: "police", "Peru and Chad"."""
    named = parse.entity_at(index)
    return named is not None and (named.value.kind == "group" or len(conjuncts(parse, named)) > 1)


def _is_demonym(parse: Parse, index: int) -> bool:
    """Whether it is only an adjective of a country: "Chilean", not "Chile"."""
    found = load_gazetteer().find(parse.tokens, index) if index >= 0 else None
    kinds = {phrase.kind for phrase in found[1]} if found and found[0] == index + 1 else set()
    return kinds == {"demonym"}


def _is_only_verb(parse: Parse, index: int) -> bool:
    """Whether it can only be the verb of its clause: "the truce ends on Friday", not "the raids on Gao"."""
    first, last = parse.clause_range(index)
    start = phrase_start(parse, index - 1)
    opened = first == start and parse.lower(start) in words("articles") and start < index - 1
    ends = index + 1 >= last or parse.is_timed(index + 1) or parse.is_timed(index + 2)
    return opened and ends and not any(parse.is_finite(i) for i in range(first, last) if i != index)


def _object_follows(parse: Parse, index: int) -> bool:
    after = parse.lower(index + 1)
    return after in words("determiners") or parse.entity_at(index + 1) is not None


def is_passive(parse: Parse, index: int, last: int, trigger: Trigger, group: tuple[str, ...]) -> bool:
    """Whether the verb is passive: by its auxiliaries, or as a participle that describes a noun."""
    if trigger.tag not in {"past", "participle"}:
        return "being" in group or ("be" in group and trigger.tag == "participle")
    if group:
        return any(word in words("be") for word in group) and not _only_have(group)
    if trigger.rule.voice == "active":
        return False
    return _is_reduced(parse, index, last, trigger.rule)


def _only_have(group: tuple[str, ...]) -> bool:
    return "been" not in group and not any(word in words("be") - {"'s"} for word in group)


def _is_reduced(parse: Parse, index: int, last: int, rule: Rule) -> bool:
    """A participle without auxiliary: "a plan drafted by", "the leaked draft", "ministers removed in May"."""
    after, before = parse.lower(last), parse.lower(index - 1)
    if after == "by" or before in words("determiners") - words("relatives"):
        return True
    transitive = bool(rule.targets or rule.object or rule.object_kind or "patient" in rule.actors)
    finite_elsewhere = _has_other_finite(parse, index)
    bare = (
        after in words("prepositions")
        or after in {",", ".", ""}
        or parse.clause[min(last, len(parse.clause) - 1)] != parse.clause[index]
    )
    return transitive and bare and finite_elsewhere and before not in words("pronouns")


def _has_other_finite(parse: Parse, index: int) -> bool:
    first, last = parse.clause_range(index)
    return any(i != index and parse.is_finite(i) for i in range(first, last))
