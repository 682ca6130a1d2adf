"""What the canned timelines answer on the sample articles of the project."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from events.log import Log
from events.names import key_of
from ingest.pipeline import files_in, ingest

ROOT = Path(__file__).parents[2]
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
QUERIES = METADATA["databases"]["dateline"]["queries"]
QUESTIONS = METADATA["plugins"]["timelines"]["questions"]
POINTS = "cut a disputed peace plan from 28 points to 19"

Rows = list[dict[str, Any]]  # the columns of any query


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Rows]:
    """Asks a canned timeline of the sample articles."""
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    with Log.open(path, "write") as log:
        ingest(files_in([ROOT / "data" / "articles"]), log)
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.create_function("name_key", 1, lambda text: key_of(text or ""), deterministic=True)

    def asked(name: str, **given: str) -> Rows:
        if name in QUESTIONS:
            return [dict(row) for row in connection.execute(QUESTIONS[name], given)]
        parameters = dict.fromkeys(QUERIES[name]["params"], "") | given
        return [dict(row) for row in connection.execute(QUERIES[name]["sql"], parameters)]

    return asked


@pytest.mark.parametrize(
    ("name", "given", "headline"),
    [
        ("at_a_glance", {}, POINTS),
        ("whole_timeline", {"type": "resignation", "since": "2025-11-20"}, "Andriy Yermak resigned"),
        ("one_day", {"day": "2025-11-28"}, "Andriy Yermak resigned"),
        ("between", {"since": "2025-08-15", "until": "2025-08-15"}, "Anchorage, Alaska"),
        ("by_actor", {"actor": "Zelensky"}, "Macron will travel to London"),
        ("together", {"actor": "Trump", "other": "Putin"}, "Anchorage, Alaska"),
        ("by_place", {"place": "Switzerland"}, POINTS),
        ("by_type", {"type": "resignation"}, "Andriy Yermak resigned"),
        ("planned", {"since": "2025-12-07"}, "Macron will travel to London"),
        ("promises", {"outcome": "happened on time"}, "Talks in Geneva on Sunday"),
        ("plan_revisions", {}, POINTS),
        ("who_said_what", {"words": "basis", "actor": "Putin"}, "Vladimir Putin said on Thursday"),
        ("disagreements", {}, "Russia hit Kyiv with missiles and drones"),
        ("resignations", {"actor": "Yermak"}, "Andriy Yermak resigned"),
        ("search", {"words": "anchorage"}, "Anchorage, Alaska"),
        ("known_on", {}, POINTS),
        ("since_position", {"position": "0"}, POINTS),
    ],
)
def test_the_samples_answer(
    ask: Callable[..., Rows], name: str, given: dict[str, str], headline: str
) -> None:
    assert [row for row in ask(name, **given) if headline in row["headline"]]


def test_a_timeline_names_only_what_was_asked_for(ask: Callable[..., Rows]) -> None:
    assert {row["type"] for row in ask("by_type", type="strike")} == {"strike"}
    assert all("Geneva" in row["place"] for row in ask("by_place", place="geneva"))
    assert all(row["publishers"] > 1 for row in ask("at_a_glance"))
    assert ask("by_actor", actor="Nobody Anywhere") == []


def test_the_plan_of_19_points_revises_the_one_of_28_that_was_leaked(ask: Callable[..., Rows]) -> None:
    versions = ask("plan_revisions")
    [cut] = [row for row in versions if POINTS in row["headline"]]
    [revised] = [row for row in versions if row["entry_id"] == cut["revises"]]

    assert (cut["points_before"], cut["points_after"], cut["points_removed"]) == (28, 19, 9)
    assert (revised["mode"], revised["points_after"]) == ("leaked", 28)


def test_numbers_over_time_run_from_day_to_day(ask: Callable[..., Rows]) -> None:
    missiles = [(row["day"], row["value"]) for row in ask("numbers_over_time", number="missiles")]

    assert missiles == sorted(missiles)
    assert {("2025-11-19", 48), ("2025-11-25", 22), ("2025-12-04", 51)} <= set(missiles)


def test_a_toll_that_was_corrected_is_told_with_both_numbers(ask: Callable[..., Rows]) -> None:
    [strike] = ask("disagreements")

    assert re.findall(r"(\d killed): Lakeside Public Radio \(\"(.*?) as envoys", strike["said"]) == [
        ("6 killed", "Overnight attack on Kyiv kills six"),
        ("7 killed", "Attack on Kyiv killed seven, officials say,"),
    ]


def test_evidence_is_the_sentence_itself_with_its_source(ask: Callable[..., Rows]) -> None:
    [points] = [row for row in ask("plan_revisions") if POINTS in row["headline"]]
    evidence = ask("evidence", entry=points["entry_id"])

    tellers = {"The Harbour Times", "The Continental Ledger", "The Granite Review"}
    assert {row["publisher"] for row in evidence} == tellers
    assert any("28 points" in row["headline"] for row in evidence)


def test_a_relation_that_a_copy_tells_too_is_told_once(ask: Callable[..., Rows]) -> None:
    [points] = [row for row in ask("plan_revisions") if POINTS in row["headline"]]
    relations = ask("entry_relations", id=points["entry_id"])

    assert len({(row["relation"], row["other_id"]) for row in relations}) == len(relations)
    assert {row["sources"] for row in relations if row["relation"] == "part of"} == {
        "The Harbour Times, 2025-11-24"
    }


def test_an_article_without_a_publisher_is_named_by_its_title(ask: Callable[..., Rows]) -> None:
    sources = {row["sources"] for row in ask("whole_timeline")}

    assert not [named for named in sources if ".txt" in named]


def test_a_copied_article_is_covered_once(ask: Callable[..., Rows]) -> None:
    coverage = {row["publisher"]: row for row in ask("coverage")}

    assert sum(row["articles"] for row in coverage.values()) == 16
    assert sum(row["copies"] for row in coverage.values()) == 1
    assert coverage["The Harbour Times"]["articles"] == 3


def test_strikes_of_a_day_are_added_up(ask: Callable[..., Rows]) -> None:
    days = {(row["starts"], row["ends"]): row for row in ask("strikes")}

    assert days["2025-11-25", "2025-11-25"]["missiles"] == 22
