"""How sure we are that people would log an event: a calibrated figure, and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp

from ingest.assembly import Draft
from ingest.rulefiles import read_yaml

_LEAST, _MOST = 1, 99  # per cent; nothing is certain


def features(draft: Draft) -> tuple[str, ...]:
    """What counts for or against a draft, as keys of confidence.yml: "basis relative", "nobody"."""
    main = draft.main
    named = {
        "base": True,
        f"trigger {main.kind}": True,
        f"basis {draft.dating.basis}": True,
        f"status {main.reading.status}": True,
        "nobody": not (draft.actors or draft.targets),
        "numbers": bool(draft.quantities),
        "place": draft.place is not None,
        "told_again": len({mention.parse.sentence.span for mention in draft.mentions}) > 1,
        "statement": draft.type == "statement",
    }
    return tuple(name for name, holds in named.items() if holds)


@cache
def weights() -> Mapping[str, int]:
    """Hundredths of log-odds for each feature, from confidence.yml."""
    found: dict[str, int] = {}
    for name, value in read_yaml("confidence.yml").items():
        inner = (
            {f"{name} {key}": part for key, part in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
        found |= {key: int(part) for key, part in inner.items()}
    return found


def confidence(draft: Draft) -> int:
    """Per cent, 1 to 99.

    Source: logistic regression; weights by `bench/calibrate.py`.
    """
    known = weights()
    odds = sum(known[name] for name in features(draft)) / 100
    return min(_MOST, max(_LEAST, round(100 / (1 + exp(-odds)))))
