"""The command that measures: its figures, its gate, and what it says of bad gold."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import main
from ingest.evaluation import agreement, is_same_place

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
GOLDEN = ROOT / "tests" / "golden"
FLOOR = Path(__file__).with_name("floor.json")


def run(*words: str | Path) -> Result:
    """Run `dateline evaluate`."""
    return CliRunner().invoke(main, ["evaluate", *map(str, words)])


def test_golden_articles_stay_above_the_floor() -> None:
    result = run(GOLDEN / "gold", "--floor", FLOOR)

    assert result.exit_code == 0, result.output
    assert "Confidence" in result.output


@pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="../shared/articles is absent")
def test_real_articles_stay_above_the_floor() -> None:
    result = run(SHARED / "gold", "--articles", SHARED / "articles", "--floor", FLOOR)

    assert result.exit_code == 0, result.output


def test_figure_below_its_floor_is_named(tmp_path: Path) -> None:
    floor = tmp_path / "floor.json"
    floor.write_text('{"hard_found": 1.01, "place": 0.0}', "utf-8")

    result = run(GOLDEN / "gold", "--floor", floor)

    assert result.exit_code == 1
    assert re.search(r"hard_found is 0\.\d+, below its floor of 1\.010", result.stderr)
    assert "place is" not in result.stderr


@pytest.mark.skipif(not (SHARED / "score_events.py").is_file(), reason="../shared/score_events.py is absent")
def test_figures_agree_with_the_yardstick(tmp_path: Path) -> None:
    predictions = tmp_path / "out.jsonl"
    extracted = CliRunner().invoke(main, ["extract", str(SHARED / "articles")])
    predictions.write_text(extracted.stdout, "utf-8")
    yardstick = [sys.executable, str(SHARED / "score_events.py"), "--gold", str(SHARED / "gold")]
    inputs = ["--articles", str(SHARED / "articles"), "--pred", str(predictions)]
    theirs = subprocess.run([*yardstick, *inputs], capture_output=True, text=True, check=True).stdout

    ours = run(SHARED / "gold", "--articles", SHARED / "articles").output

    for row in ("hard", "statement", "meeting", "strike"):
        assert scores(ours, row) == scores(theirs, row)
    place = re.search(r"^  place +(\S+)$", ours, re.MULTILINE)
    wanted = re.search(r"matched hard:.* place (\S+)", theirs)
    assert place
    assert wanted
    assert place[1] == wanted[1]


def scores(output: str, row: str) -> list[str]:
    """The P/R/F1 figures of one row."""
    line = next(line for line in output.splitlines() if line.startswith(f"{row} "))
    return re.findall(r"[\d.-]+/[\d.-]+/[\d.-]+", line)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not a gold file"),
        ('{"article": "a.txt", "events": [{"type": "picnic"}]}', "events.0.type"),
        ('{"article": "a.txt", "events": []}', "a.txt: no such article"),
    ],
    ids=["no JSON", "unknown type", "missing article"],
)
def test_bad_gold_is_named(tmp_path: Path, content: str, told: str) -> None:
    (tmp_path / "bad.json").write_text(content, "utf-8")

    result = run(tmp_path, "--articles", tmp_path)

    assert result.exit_code == 1
    assert told in result.output


def test_empty_folder_is_named(tmp_path: Path) -> None:
    assert "no gold files" in run(tmp_path).output


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("Rita Osei", "Rita Osei", True),
        ("President Rita Osei", "Rita Osei", True),
        ("President Osei", "Rita Osei", True),
        ("Kenyan officials", "Malian officials", False),
        ("the army", "Army", True),
    ],
)
def test_names_agree(a: str, b: str, agree: bool) -> None:
    assert bool(agreement(a, b)) is agree


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Lima", "Lima; Peru", True),
        ("southern Mali", "Mali", True),
        ("Lima", "Quito", False),
        ("", "Lima", False),
    ],
)
def test_places_are_the_same(a: str, b: str, same: bool) -> None:
    assert is_same_place(a, b) is same


def test_floor_names_known_figures() -> None:
    known = {"hard_found", "hard_dated", "hard_full", "statements_found", "place", "actors", "quantities"}

    assert set(json.loads(FLOOR.read_text("utf-8"))) <= known
