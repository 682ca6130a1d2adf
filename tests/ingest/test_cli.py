"""The command line as people and programs use it: output, exit codes, help."""

from __future__ import annotations

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from events.model import Article
from ingest.cli import main
from ingest.site_files import default_database
from ingest.sources import read_articles

COMMANDS = sorted(main.commands)
EXTRACT_KEYS = re.findall(
    r"\w+",
    "article published type mode status attribution start end precision basis actors targets place"
    " quantities evidence headline rule confidence",
)
TIMEX_KEYS = ["doc", "start", "end", "text", "type", "value", "from", "to"]


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


# --- help -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_has_an_example(name: str) -> None:
    result = run(name, "--help")

    assert result.exit_code == 0
    assert f"  dateline {name}" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_in_one_short_line(name: str) -> None:
    assert not main.commands[name].get_short_help_str(limit=60).endswith("...")


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_shows_every_command(name: str) -> None:
    assert f"dateline {name}" in (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_version_is_that_of_the_package() -> None:
    assert run("--version").output == f"dateline {version('dateline')}\n"


@pytest.mark.parametrize("name", ["ingest", "serve", "verify", "rebuild"])
def test_commands_that_open_a_database_take_db(name: str) -> None:
    options = [option for parameter in main.commands[name].params for option in parameter.opts]

    assert "--db" in options


def test_default_database_of_a_checkout_lies_in_its_data_folder() -> None:
    assert default_database().parts[-2:] == ("data", "dateline.db")


# --- wrong usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["extract"],
        ["ingest", "x", "--published", "26 Nov"],
        ["timex"],
        ["timex", "now", "--jsonl"],
        ["fly"],
        ["serve", "--port", "many"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


# --- ingest ---------------------------------------------------------------------------------------------


def test_ingest_sums_up_articles_and_events(articles: Path, database: Path) -> None:
    result = run("ingest", articles, "--db", database)

    assert result.exit_code == 0
    assert result.stdout.split()[:7] == ["Articles", "new", "3", "known", "0", "unreadable", "0"]
    assert "resignation" in result.stdout
    assert "--published" in result.stdout
    assert "talks.txt" in result.stdout


def test_second_ingest_knows_all_articles(articles: Path, database: Path) -> None:
    run("ingest", articles, "--db", database)

    result = run("ingest", articles, "--db", database)

    assert result.exit_code == 0
    assert result.stdout.split()[:5] == ["Articles", "new", "0", "known", "3"]


def test_ingest_names_what_is_unreadable_and_ends_with_1(articles: Path, database: Path) -> None:
    (articles / "empty.txt").write_text("")

    result = run("ingest", articles, articles / "gone.txt", "--db", database)

    assert result.exit_code == 1
    assert ["empty.txt" in line or "gone.txt" in line for line in result.stderr.splitlines()] == [True, True]
    assert "unreadable  2" in result.stdout


def test_ingest_into_something_else_is_one_line(articles: Path, database: Path) -> None:
    database.parent.mkdir()
    database.write_text("this is no database, but a note of some length that nobody wants to lose")

    result = run("ingest", articles, "--db", database)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


# --- extract, timex, explain ----------------------------------------------------------------------------


def test_extract_prints_events_with_quotes_that_stand_in_the_article(articles: Path) -> None:
    result = run("extract", articles / "harbour.txt", articles / "talks.txt", "--published", "2025-03-07")
    events = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert events
    for event in events:
        (article,) = read_articles(articles / event["article"])
        assert isinstance(article, Article)
        assert list(event) == EXTRACT_KEYS
        assert event["published"] == "2025-03-07"
        assert all(article.text[part["start"] : part["end"]] == part["quote"] for part in event["evidence"])


def test_extract_goes_on_after_an_unreadable_file(articles: Path) -> None:
    result = run("extract", articles / "gone.txt", articles / "harbour.txt")

    assert result.exit_code == 1
    assert "gone.txt" in result.stderr
    assert result.stdout


def test_timex_reads_documents_as_json_lines() -> None:
    documents = [
        {"doc": "a", "text": "They met on March 3, 2025.", "dct": "2025-03-05"},
        {"doc": "b", "text": "They met on March 4, 2025.", "dct": None},
    ]

    result = run("timex", "--jsonl", stdin="\n".join(map(json.dumps, documents)))
    found = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 0
    assert [list(row) for row in found] == [TIMEX_KEYS] * 2
    assert [(row["doc"], row["type"], row["value"], row["from"], row["to"]) for row in found] == [
        ("a", "DATE", "2025-03-03", "2025-03-03", "2025-03-03"),
        ("b", "DATE", "2025-03-04", "2025-03-04", "2025-03-04"),
    ]


@pytest.mark.parametrize(
    "line", ["no json", "[1]", '{"doc": "a"}', '{"doc": "a", "text": "b", "dct": "soon"}']
)
def test_timex_names_the_line_that_is_no_document(line: str) -> None:
    result = run("timex", "--jsonl", stdin=f'{{"doc": "a", "text": "Nothing."}}\n{line}\n')

    assert result.exit_code == 1
    assert "line 2" in result.stderr


def test_timex_shows_people_the_day_of_an_expression() -> None:
    result = run("timex", "They met on Monday.", "--published", "2025-03-05")

    assert result.exit_code == 0
    assert "Monday" in result.stdout
    assert "2025-03-03" in result.stdout


def test_explain_shows_rule_and_date(articles: Path) -> None:
    result = run("explain", articles / "harbour.txt")

    assert result.exit_code == 0
    assert "resignation" in result.stdout
    assert "2025-03-03" in result.stdout


def test_explain_of_a_missing_article_ends_with_1(articles: Path) -> None:
    result = run("explain", articles / "gone.txt")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "gone.txt" in result.stderr


def test_check_holds_for_the_rules_as_shipped() -> None:
    result = run("check")

    assert result.exit_code == 0, result.stderr
    assert "0 wrong" in result.stdout


# --- the database ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["serve", "verify", "rebuild"])
def test_missing_database_is_an_error_and_none_is_made(name: str, database: Path) -> None:
    result = run(name, "--db", database)

    assert result.exit_code == 1
    assert "no such database" in result.stderr
    assert not database.exists()


def test_verify_prints_a_head_that_it_accepts_later(articles: Path, database: Path) -> None:
    run("ingest", articles / "harbour.txt", "--db", database)
    head = next(
        word for word in run("verify", "--db", database).stdout.split() if ":" in word and word[0].isdigit()
    )

    run("ingest", articles, "--db", database)

    assert run("verify", "--db", database, "--expect", head).exit_code == 0
    assert run("verify", "--db", database, "--expect", head[:-2] + "zz").exit_code != 0


def test_verify_ends_with_1_and_names_the_position_that_was_touched(articles: Path, database: Path) -> None:
    run("ingest", articles, "--db", database)
    with sqlite3.connect(database) as connection:
        connection.execute("drop trigger records_are_never_updated")
        connection.execute("update records set data = replace(data, 'r', 'n') where position = 2")
    connection.close()

    result = run("verify", "--db", database)

    assert result.exit_code == 1
    assert "2" in result.output
    assert "Traceback" not in result.output


def test_rebuild_leaves_the_timeline_as_it_is(articles: Path, database: Path) -> None:
    run("ingest", articles, "--db", database)
    before = timeline(database)

    result = run("rebuild", "--db", database)

    assert result.exit_code == 0
    assert timeline(database) == before != []


def timeline(database: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(database)
    try:
        return connection.execute("select * from timeline order by entry_id").fetchall()
    finally:
        connection.close()


# --- as a process ---------------------------------------------------------------------------------------


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ingest.cli", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_serve_prints_its_address_when_it_is_up_and_ends_on_interrupt(articles: Path, database: Path) -> None:
    run("ingest", articles, "--db", database)
    with start("serve", "--db", database, "--port", "0") as server:
        assert server.stdout is not None
        address = next(word for word in server.stdout.readline().split() if word.startswith("http://"))
        with urllib.request.urlopen(address, timeout=30) as page:
            body = page.read().decode()

        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)

    assert "timeline" in body.lower()
    assert server.returncode == 0
    assert "Traceback" not in errors


def test_serve_on_a_taken_port_is_one_line(articles: Path, database: Path) -> None:
    run("ingest", articles, "--db", database)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--db", database, "--port", str(taken.getsockname()[1]))

    assert result.exit_code == 1
    assert "--port" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_reader_that_leaves_early_gets_no_traceback(articles: Path) -> None:
    for number in range(40):
        (articles / f"{number}.txt").write_text((articles / "harbour.txt").read_text("utf-8"), "utf-8")
    with start("extract", articles) as command:
        assert command.stdout is not None
        command.stdout.readline()
        command.stdout.close()
        assert command.stderr is not None
        errors = command.stderr.read()

    assert "Traceback" not in errors
