"""Every rule file is needed: each event type has one, and every example in them is read as it says."""

from typing import get_args

import pytest

from events.model import EventType
from ingest import checks
from ingest.lexicon import load_lexicon
from ingest.rulefiles import event_rule_files

LEAST_EXAMPLES, LEAST_COUNTER_EXAMPLES = 12, 8  # of each type


def test_every_event_type_has_a_rule_file() -> None:
    assert event_rule_files() == sorted(f"events/{type}.yml" for type in get_args(EventType))


@pytest.mark.parametrize("type", get_args(EventType))
def test_every_event_type_has_examples_enough(type: EventType) -> None:
    lexicon = load_lexicon()
    examples = [example for rule in lexicon.rules if rule.type == type for example in rule.examples]
    counter = [text for of, text in lexicon.never if of == type]

    assert len(examples) >= LEAST_EXAMPLES
    assert len(counter) >= LEAST_COUNTER_EXAMPLES


def test_every_example_is_read_as_it_says() -> None:
    assert [str(failure) for failure in checks.run_checks()] == []
