"""The words and headings of the pages, read from the plugin file as Datasette reads it."""

import doctest
import importlib.util
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

PLUGIN = Path(__file__).parents[2] / "datasette" / "plugins" / "chronology.py"


@pytest.fixture(scope="module")
def chronology() -> ModuleType:
    spec = importlib.util.spec_from_file_location("chronology_under_test", PLUGIN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(starts: str | None, ends: str | None = None, status: str = "occurred") -> dict[str, Any]:
    """A row of the timeline."""
    return {
        "starts": starts,
        "ends": ends or starts,
        "status": status,
        "headline": "x",
        "type": "vote",
    }


def test_examples_in_the_plugin_hold(chronology: ModuleType) -> None:
    result = doctest.testmod(chronology)

    assert result.attempted > 20
    assert result.failed == 0


@pytest.mark.parametrize(
    ("starts", "ends", "precision", "expected"),
    [
        ("2025-11-25", "2025-11-25", "day", ("25 November 2025", "Tuesday")),
        ("2025-11-21", "2025-11-30", "range", ("21–30 November 2025", "within these dates")),
        ("2025-12-29", "2026-01-02", "range", ("29 December 2025 – 2 January 2026", "within these dates")),
        ("2025-11-24", "2025-11-30", "week", ("24–30 November 2025", "within this week")),
        ("2025-08-01", "2025-08-31", "month", ("August 2025", "month only")),
        ("2025-11-01", "2025-11-26", "month", ("November 2025", "month only")),
        ("2025-06-01", "2025-08-31", "season", ("June–August 2025", "season only")),
        ("2025-12-01", "2026-02-28", "season", ("December 2025 – February 2026", "season only")),
        ("2022-01-01", "2022-12-31", "year", ("2022", "year only")),
        ("1990-01-01", "1999-12-31", "decade", ("1990s", "decade only")),
        ("2025-11-19", "2025-11-26", "vague", ("19–26 November 2025", "about these dates")),
        ("2025-08-20", "2025-09-10", "month", ("20 August – 10 September 2025", "within these dates")),
        (None, None, "vague", ("Undated", "the articles do not tell when")),
        ("soon", None, "day", ("soon", "")),
    ],
    ids=str,
)
def test_heading_is_no_more_exact_than_the_date(
    chronology: ModuleType, starts: str | None, ends: str | None, precision: str, expected: tuple[str, str]
) -> None:
    assert tuple(chronology.heading(starts, ends, precision)) == expected


def test_background_is_folded_only_in_a_list_that_runs_forward(chronology: ModuleType) -> None:
    rows = [row("2014-03-18"), row("2025-11-20"), row(None)]

    older, rest = chronology.background(chronology.timeline_groups(rows), "2025-11-01")
    kept, backward = chronology.background(chronology.timeline_groups(rows[1::-1]), "2025-11-01")

    assert [group.starts for group in older] == ["2014-03-18"]
    assert [group.starts for group in rest] == ["2025-11-20", ""]
    assert kept == []
    assert len(backward) == 2


def test_anchors_are_unique_when_days_come_again(chronology: ModuleType) -> None:
    groups = chronology.timeline_groups([row("2025-11-20"), row("2025-11-21"), row("2025-11-20")])

    assert [group.anchor for group in groups] == ["d-2025-11-20", "d-2025-11-21", "d-2025-11-20-2"]


def test_first_group_of_a_month_and_of_a_year_can_be_led_to(chronology: ModuleType) -> None:
    days = ("2024-12-30", "2025-11-20", "2025-11-21", None)
    groups = chronology.timeline_groups([row(day) for day in days])

    assert [group.firsts for group in groups] == [
        ["m-2024-12", "y-2024"],
        ["m-2025-11", "y-2025"],
        [],
        [],
    ]


def test_overlapping_evidence_keeps_every_character_of_the_text(chronology: ModuleType) -> None:
    text = "One two three four."
    spans = [("a", 0, 7), ("b", 4, 13), ("a", 14, 99)]
    evidence = [{"event_id": event, "starts_at": start, "ends_at": end} for event, start, end in spans]

    pieces = chronology.segments(text, evidence)

    assert "".join(piece.words for piece in pieces) == text
    assert (4, "two", ["a", "b"], ["a"]) in pieces


def test_time_expression_is_known_in_and_beside_evidence(chronology: ModuleType) -> None:
    text = "On Monday and Tuesday they met."
    evidence = [{"event_id": "a", "starts_at": 0, "ends_at": 6}]
    times = [SimpleNamespace(starts_at=3, ends_at=9), SimpleNamespace(starts_at=14, ends_at=21)]

    pieces = [chronology.timed(piece, times) for piece in chronology.segments(text, evidence)]

    assert [[words for words, _ in runs] for runs in pieces] == [
        ["On ", "Mon"],
        ["day", " and ", "Tuesday", " they met."],
    ]
    assert [time for runs in pieces for _, time in runs] == [None, times[0], times[0], None, times[1], None]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//evil.example", 'https://a/"x', None, ""],
    ids=str,
)
def test_unsafe_address_is_no_link(chronology: ModuleType, url: str | None) -> None:
    assert chronology.safe_link(url) == ""
