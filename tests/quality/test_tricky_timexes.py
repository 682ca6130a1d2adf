"""The hard time expressions of ../shared/tricky_timexes.jsonl. Skipped where the file is absent."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.timex_normalization import read_timexes

TRICKY = Path(__file__).resolve().parents[3] / "shared" / "tricky_timexes.jsonl"
pytestmark = pytest.mark.skipif(not TRICKY.is_file(), reason="../shared/tricky_timexes.jsonl is absent")


def intervals(case: dict[str, Any]) -> set[str]:
    """The intervals of what was read in the words of the case's expression."""
    start = case["sentence"].index(case["expression"])
    end = start + len(case["expression"])
    timexes = read_timexes(case["sentence"], date.fromisoformat(case["dct"]))
    inside = [t for t in timexes if t.span.start < end and t.span.end > start]
    return {f"{t.interval.start}..{t.interval.end}" for t in inside if t.interval}


def test_most_tricky_expressions_are_right() -> None:
    cases = [json.loads(line) for line in TRICKY.read_text("utf-8").splitlines()]
    dated = [case for case in cases if case["start"]]
    others = [case for case in cases if not case["start"]]

    assert sum(f"{case['start']}..{case['end']}" in intervals(case) for case in dated) >= 68
    assert sum(not intervals(case) for case in others) >= 12
