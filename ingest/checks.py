"""Run every example and counter-example that stands in the event rules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from events.model import Article, Event
from events.value import Value
from ingest.lexicon import Example, Lexicon, Rule, load_lexicon
from ingest.rule_extractor import RuleExtractor


class Failure(Value):
    """An example that does not read as its rule says; `reason` tells what was found instead."""

    rule: str
    text: str
    reason: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}\n    {self.text}"


def count_examples(lexicon: Lexicon | None = None) -> int:
    """How many examples and counter-examples the rules hold."""
    loaded = lexicon or load_lexicon()
    return sum(len(rule.examples) for rule in loaded.rules) + len(loaded.never)


def run_checks(lexicon: Lexicon | None = None) -> tuple[Failure, ...]:
    """All failures, in the order of the rules; empty when every example holds."""
    loaded = lexicon or load_lexicon()
    examples = ((rule, example) for rule in loaded.rules for example in rule.examples)
    wrong = [failure for rule, example in examples for failure in check_example(rule, example)]
    return (*wrong, *(failure for type_, text in loaded.never for failure in check_never(type_, text)))


def check_example(rule: Rule, example: Example) -> Iterator[Failure]:
    """A failure when the example gives no event of the rule's type, or none that agrees with its fields."""
    name = f"{rule.type}/{rule.name}"
    events = [e for e in _read(example.text, example.published) if e.type == rule.type]
    if not events:
        yield Failure(rule=name, text=example.text, reason=f"no {rule.type} found")
        return
    differences = [_differences(example, event) for event in events]
    best = min(differences, key=len)
    if best:
        yield Failure(rule=name, text=example.text, reason="; ".join(best))


def check_never(type_: str, text: str) -> Iterator[Failure]:
    """A failure when an event of the type comes out of a counter-example."""
    for event in _read(text, Example(text=text).published):
        if event.type == type_:
            yield Failure(rule=event.rule, text=text, reason=f"found a {type_} where there is none")


def _read(text: str, published: str) -> tuple[Event, ...]:
    article = Article(
        text=text, name="example", published=date.fromisoformat(published), published_basis="given"
    )
    return RuleExtractor().extract(article)


def _differences(example: Example, event: Event) -> list[str]:
    """What the example states and the event does not say, one line each."""
    said = _said(event)
    asked = example.model_dump(exclude={"text", "published"}, exclude_none=True)
    return [f"{key} is {said[key]!r}, not {wanted!r}" for key, wanted in asked.items() if said[key] != wanted]


def _said(event: Event) -> dict[str, object]:
    interval = event.interval
    return {
        "mode": event.mode,
        "status": event.status,
        "start": interval.start.isoformat() if interval else "never told",
        "end": interval.end.isoformat() if interval else "never told",
        "place": event.place,
        "attribution": event.attribution,
        "actors": event.actors,
        "targets": event.targets,
        "quantities": {quantity.name: str(quantity.value) for quantity in event.quantities},
    }
