"""The rule files of one language, loaded, checked and indexed by the words that set a rule off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError, field_validator, model_validator

from events.errors import LexiconError
from events.model import EntityKind, EventType, Status
from events.value import Value
from ingest.inflection import FormTag, plural, verb_forms
from ingest.rulefiles import LANGUAGE, event_rule_files, read_yaml

Slot = Literal[
    "agent", "patient", "of", "by", "with", "between", "from", "to", "into", "against", "on", "at",
    "for", "in", "subject", "owner",
]  # fmt: skip
Anchor = Literal["date", "place", "actor", "definite", "quantity", "told"]
Words = tuple[str, ...]


class Example(Value):
    """A sentence that a rule must read, and what it must read out of it; only named fields are checked."""

    text: str
    published: str = "2024-05-15"
    mode: str | None = None
    status: Status | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    attribution: str | None = None
    actors: Words | None = None
    targets: Words | None = None
    quantities: dict[str, str] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


class Rule(Value):
    """What sets an event off, and which words must, or must not, stand around it. See ingest/README.md."""

    type: EventType
    name: str
    verbs: Words = ()
    nouns: Words = ()
    phrases: Words = ()
    object: Words = ()
    subject: Words = ()
    needs: Words = ()
    object_kind: tuple[EntityKind, ...] = ()
    subject_kind: tuple[EntityKind, ...] = ()
    unless: Words = ()
    unless_next: Words = ()
    unless_before: Words = ()
    before: Words = ()
    anchor: tuple[Anchor, ...] = ("date", "place", "actor")
    voice: Literal["active", "passive"] | None = None
    attributive: bool = False
    dated: bool = False
    mode: str | None = None
    modes: dict[str, str] = Field(default_factory=dict)
    actors: tuple[Slot, ...] = ()
    targets: tuple[Slot, ...] = ()
    status: Status | None = None
    yields_to: tuple[EventType, ...] = ()
    unless_status: tuple[Status, ...] = ()
    examples: tuple[Example, ...] = Field(min_length=1)
    never: Words = ()

    @model_validator(mode="after")
    def _has_a_trigger(self) -> Rule:
        if not (self.verbs or self.nouns or self.phrases):
            raise ValueError("a rule needs verbs, nouns or phrases")
        return self


class EventRules(Value):
    """One rule file: the rules of one event type and the slots that they share."""

    type: EventType
    actors: tuple[Slot, ...] = ("agent",)
    targets: tuple[Slot, ...] = ()
    never: Words = ()
    rules: tuple[dict[str, Any], ...]

    @field_validator("rules")
    @classmethod
    def _have_names(cls, rules: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
        names = [rule.get("name") for rule in rules]
        if len(set(names)) != len(names):
            raise ValueError(f"two rules of one name among {names}")
        return rules

    def expanded(self) -> Iterator[Rule]:
        """The rules, each with the file's type and, where it has none of its own, the file's slots."""
        shared = {"type": self.type, "actors": self.actors, "targets": self.targets}
        for rule in self.rules:
            yield Rule.model_validate(shared | rule)


@dataclass(frozen=True)
class Trigger:
    """A way to set a rule off: a first word, the words that must follow, and the form of the first word."""

    rule: Rule
    rest: Words
    kind: Literal["verb", "noun", "phrase"]
    tag: FormTag | None = None


@dataclass(frozen=True)
class Lexicon:
    """All rules of a language; `triggers` maps a lower-case first word to what it may set off."""

    rules: tuple[Rule, ...]
    never: tuple[tuple[EventType, str], ...]
    triggers: Mapping[str, tuple[Trigger, ...]] = field(repr=False)
    lemmas: Mapping[str, frozenset[str]] = field(repr=False)

    @cached_property
    def modes(self) -> Mapping[EventType, frozenset[str]]:
        """The modes that the rules of each event type declare."""
        modes: dict[EventType, set[str]] = {type: set() for type in get_args(EventType)}
        for rule in self.rules:
            modes[rule.type].update(rule.modes.values(), [rule.mode] if rule.mode else [])
        return {type: frozenset(found) for type, found in modes.items()}

    def lemmas_of(self, word: str) -> frozenset[str]:
        """The lemmas that a lower-case word may be a form of, itself included."""
        return self.lemmas.get(word, frozenset()) | {word}


@cache
def load_lexicon() -> Lexicon:
    """Load and check all rule files of the language. Raises LexiconError that names file, rule and remedy."""
    files = [(name, _load_file(name)) for name in event_rule_files()]
    rules = tuple(rule for name, loaded in files for rule in _expand(name, loaded))
    return build_lexicon(rules, tuple((loaded.type, text) for _, loaded in files for text in loaded.never))


def build_lexicon(rules: tuple[Rule, ...], never: tuple[tuple[EventType, str], ...] = ()) -> Lexicon:
    """Index rules by their triggers; `never` are counter-examples beyond those of the rules themselves."""
    own = tuple((rule.type, text) for rule in rules for text in rule.never)
    return Lexicon(rules, (*never, *own), _index(rules), _lemmas(rules))


def _load_file(name: str) -> EventRules:
    try:
        return EventRules.model_validate(read_yaml(name))
    except ValidationError as error:
        raise LexiconError(_explain(name, "", error)) from error


def _expand(name: str, loaded: EventRules) -> list[Rule]:
    rules: list[Rule] = []
    for raw in loaded.rules:
        try:
            rules.extend(loaded.model_copy(update={"rules": (raw,)}).expanded())
        except ValidationError as error:
            raise LexiconError(_explain(name, f', rule "{raw.get("name", "?")}"', error)) from error
    return rules


def _explain(name: str, where: str, error: ValidationError) -> str:
    first = error.errors()[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    close = get_close_matches(key, [*Rule.model_fields, *get_args(EventType)], n=1)
    known = first["type"] != "extra_forbidden"
    hint = "" if known or not close else f' Did you mean "{close[0]}"?'
    place = ".".join(str(part) for part in first["loc"])
    return f"ingest/rules/{LANGUAGE}/{name}{where}: {place}: {first['msg']}.{hint}"


def _index(rules: tuple[Rule, ...]) -> dict[str, tuple[Trigger, ...]]:
    index: dict[str, list[Trigger]] = defaultdict(list)
    for rule in rules:
        for first, trigger in _triggers(rule):
            index[first].append(trigger)
    return {word: tuple(sorted(found, key=lambda t: -len(t.rest))) for word, found in index.items()}


def _triggers(rule: Rule) -> Iterator[tuple[str, Trigger]]:
    for verb in rule.verbs:
        lemma, *rest = verb.lower().split()
        for form, tag in verb_forms(lemma):
            yield form, Trigger(rule, tuple(rest), "verb", tag)
    for noun in rule.nouns:
        words = noun.lower().replace("-", " - ").split()
        for last in dict.fromkeys((words[-1], plural(words[-1]))):
            first, *rest = [*words[:-1], last]
            yield first, Trigger(rule, tuple(rest), "noun")
    for phrase in rule.phrases:
        first, *rest = phrase.lower().replace("-", " - ").split()
        yield first, Trigger(rule, tuple(rest), "phrase")


def _lemmas(rules: tuple[Rule, ...]) -> dict[str, frozenset[str]]:
    """Forms of every word that a rule asks for, so that conditions match whatever the inflection."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for lemma in {word for rule in rules for words in _conditions(rule) for word in words if " " not in word}:
        for form in {plural(lemma), *(form for form, _ in verb_forms(lemma))}:
            lemmas[form].add(lemma)
    return {form: frozenset(found) for form, found in lemmas.items()}


def _conditions(rule: Rule) -> tuple[Words, ...]:
    asked = (rule.object, rule.subject, rule.needs, rule.unless, rule.before, tuple(rule.modes), rule.verbs)
    return asked
