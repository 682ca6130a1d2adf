"""`dateline timex` as people and programs use it."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from ingest.cli import main

BLOCK = """\
Tuesday
  value      DATE 2025-12-02
  days       2025-12-02, Tuesday (day)
  why        the next one, future by 'set to'
  reference  the publication day, 2025-12-01
  rule       weekday
"""


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["timex", *arguments], input=stdin)


def told(text: str, published: str = "2025-12-01") -> dict[str, dict[str, str]]:
    """{expression: {label: what is said}} of the printed blocks."""
    blocks = run(text, "--published", published).stdout.strip().split("\n\n")
    return {
        words: {line[2:11].strip(): line[13:] for line in lines}
        for words, *lines in (block.splitlines() for block in blocks)
    }


def rows(*documents: dict[str, str | None]) -> list[dict[str, str | None]]:
    result = run("--jsonl", stdin="\n".join(map(json.dumps, documents)))
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_block_tells_value_days_reason_reference_and_rule() -> None:
    result = run("The envoys are set to meet on Tuesday.", "--published", "2025-12-01")

    assert (result.exit_code, result.stdout, result.stderr) == (0, BLOCK, "")


def test_standard_input_is_read_like_a_text() -> None:
    text = "Café owners are set to meet on Tuesday.\n"

    assert run("-", "--published", "2025-12-01", stdin=text).stdout == BLOCK
    assert run("-", "--published", "2025-12-01", stdin=b"\xef\xbb\xbf" + text.encode()).stdout == BLOCK


def test_standard_input_that_is_no_text_is_one_line() -> None:
    result = run("-", stdin=b"on Tuesday \xff")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: standard input is not UTF-8")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "words", "reference"),
    [
        ("It shut on 3 April 2019.", "3 April 2019", "none"),
        ("It shut on Monday.", "Monday", "the publication day, 2025-12-01"),
        (
            "It shut on 3 April 2019 and reopened two days later.",
            "two days later",
            "another date in the text",
        ),
        ('"We shut it today," he said on Sunday.', "today", "another date in the text"),
        ("It was shut for three days.", "three days", "none"),
    ],
)
def test_reference_is_from_where_an_expression_counts(text: str, words: str, reference: str) -> None:
    assert told(text)[words]["reference"] == reference


def test_blocks_keep_the_order_of_the_text_and_one_line_for_broken_words() -> None:
    blocks = told("It shut on Monday\nnight and in 2019, and reopens soon.")

    assert list(blocks) == ["Monday night", "2019", "soon"]
    assert blocks["2019"]["days"] == "2019-01-01/2019-12-31 (year)"
    assert blocks["soon"]["days"] == "none"


def test_short_stretch_names_its_first_and_last_weekday() -> None:
    assert told("It shut last weekend.")["last weekend"]["days"].startswith(
        "2025-11-29/2025-11-30, Saturday to Sunday"
    )


def test_text_without_time_says_so() -> None:
    result = run("The mayor resigned.", "--published", "2025-12-01")

    assert (result.exit_code, result.stdout) == (0, "no time expression\n")


def test_without_published_only_full_dates_have_days_and_a_line_says_why() -> None:
    result = run("It shut on Friday, as it had on May 3, 2019.")

    assert result.exit_code == 0
    assert "2019-05-03, Friday (day)" in result.stdout
    assert result.stdout.count("days       none") == 1
    assert "the publication day, " not in result.stdout
    assert "--published" in result.stderr


def test_same_text_prints_the_same() -> None:
    text = "She left on May 2; the next day, and last week, it rained. Two weeks later it froze."

    assert run(text, "--published", "2025-12-01").stdout == run(text, "--published", "2025-12-01").stdout


def test_json_lines_without_dct_still_have_what_is_dated_by_itself() -> None:
    found = rows({"doc": "a", "text": "It shut on Friday, as it had on May 3, 2019.", "dct": None})

    assert [(row["text"], row["from"], row["to"]) for row in found] == [
        ("Friday", None, None),
        ("May 3, 2019", "2019-05-03", "2019-05-03"),
    ]


@pytest.mark.parametrize(
    "words", ["the past week", "the past 24 hours", "the next 10 days", "three days", "every Friday", "daily"]
)
def test_lengths_and_repetitions_have_no_days_in_json_lines(words: str) -> None:
    found = rows({"doc": "a", "text": f"It rained {words}.", "dct": "2025-12-01"})

    assert [(row["text"], row["type"] in {"DURATION", "SET"}) for row in found] == [(words, True)]
    assert (found[0]["from"], found[0]["to"]) == (None, None)


def test_given_day_wins_over_that_of_the_documents() -> None:
    document = json.dumps({"doc": "a", "text": "It shut today.", "dct": "2025-12-01"})

    (line,) = run("--jsonl", "--published", "2020-02-29", stdin=document).stdout.splitlines()

    assert json.loads(line)["value"] == "2020-02-29"
