"""The timeline in the terminal: filters, moments and formats."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import main


@pytest.fixture
def database(tmp_path: Path, articles: Path) -> Path:
    path = tmp_path / "own" / "test.db"
    assert CliRunner().invoke(main, ["ingest", str(articles), "--db", str(path)]).exit_code == 0
    return path


def timeline(database: Path, *options: str) -> Result:
    result = CliRunner().invoke(main, ["timeline", *options, "--db", str(database)])
    assert result.exit_code == 0, result.output
    return result


def rows(database: Path, *options: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(timeline(database, *options, "--format", "json").stdout)
    return found


def test_text_has_days_as_headings_and_fits_eighty_columns(database: Path) -> None:
    lines = timeline(database).stdout.splitlines()

    assert "Monday 3 March 2025" in lines
    assert any("resignation · " in line and "Lindqvist" in line for line in lines)
    assert any(line.startswith("  planned · vote") for line in lines)
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("options", "types"),
    [
        (["--type", "vote"], {"vote"}),
        (["--actor", "Lindqvist"], {"resignation"}),
        (["--since", "2025-03-10"], {"vote"}),
        (["--type", "vote", "--until", "2025-03-10"], set()),
        (["--place", "Nowhere"], set()),
    ],
    ids=["type", "actor", "since", "until", "place"],
)
def test_filters_narrow_it(database: Path, options: list[str], types: set[str]) -> None:
    assert {row["type"] for row in rows(database, *options)} == types


def test_past_moment_tells_what_was_published_by_then(database: Path) -> None:
    assert {row["last_reported"] for row in rows(database, "--reported-by", "2025-03-03")} == {"2025-03-03"}
    assert rows(database, "--as-of", "2001-01-01") == []


def test_every_format_tells_every_entry(database: Path) -> None:
    headlines = {row["headline"] for row in rows(database)}

    table = csv.DictReader(io.StringIO(timeline(database, "--format", "csv").stdout))
    document = timeline(database, "--format", "md").stdout

    assert {row["headline"] for row in table} == headlines
    assert document.startswith("# Timeline\n")
    assert document.count("\n- **") == len(rows(database))


def test_unknown_type_names_the_known_ones(database: Path) -> None:
    result = CliRunner().invoke(main, ["timeline", "--type", "war", "--db", str(database)])

    assert result.exit_code == 2
    assert "fighting" in result.output


def test_empty_timeline_says_so(database: Path) -> None:
    assert timeline(database, "--actor", "Nobody").stdout == "Nothing on the timeline fits.\n"
