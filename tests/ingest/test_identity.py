"""The same article is known when it comes again: saved otherwise, corrected, or printed by other papers."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from events.log import Log
from events.timeline import articles, entries
from events.verification import verify
from ingest.pipeline import Summary, files_in, ingest

STORY = """Prime Minister Jonas Lund resigned on Monday after nine weeks of protests over the price of bread.
He told reporters in Moss that the coalition had lost the trust of the country and of its own members.
The opposition leader, Rita Osei, said the vote on the budget would be held on Friday in any case.
Bakers in the north had closed their shops in March, and the army had to bring flour to eleven towns.
Lund led three governments in nine years, and none of them lasted until the end of its term.
"""
FURNITURE = "Share this story\nMost read today\nSign up for our newsletter\n"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.open(tmp_path / "test.db", "write") as log:
        yield log


def save(
    folder: Path, name: str, text: str = STORY, *, day: int = 6, publisher: str = "Lake Herald", url: str = ""
) -> Path:
    path = folder / name
    head = [f"publisher: {publisher}", f"date: 2024-05-{day:02}", *([f"url: {url}"] if url else [])]
    path.write_text("\n".join(["---", *head, "---", text]), "utf-8")
    return path


def run(log: Log, *paths: Path) -> Summary:
    return ingest(files_in(paths), log)


def resignations(log: Log) -> list[tuple[object, ...]]:
    told = [row for row in entries(log) if row["type"] == "resignation"]
    return [(row["articles"], row["publishers"], row["status"]) for row in told]


def test_save_with_other_furniture_is_the_same_article(tmp_path: Path, log: Log) -> None:
    run(log, save(tmp_path, "a.md"))

    again = run(log, save(tmp_path, "b.md", FURNITURE + STORY + FURNITURE))

    assert (again.new, again.known, again.recorded) == (0, 1, 0)


def test_copy_in_another_paper_adds_a_source_and_no_report(tmp_path: Path, log: Log) -> None:
    run(log, save(tmp_path, "a.md"), save(tmp_path, "b.md", publisher="Evening Star", day=7))

    assert resignations(log) == [(1, 1, "occurred")]
    (row,) = [row for row in entries(log) if row["type"] == "resignation"]
    assert row["sources"] == "Lake Herald, 2024-05-06; Evening Star, 2024-05-07"


def test_own_report_of_another_paper_counts(tmp_path: Path, log: Log) -> None:
    other = "Jonas Lund resigned as prime minister on Monday. His cabinet stays until a successor is found.\n"

    run(log, save(tmp_path, "a.md"), save(tmp_path, "b.md", other, publisher="Evening Star"))

    assert resignations(log) == [(2, 2, "occurred")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_origin_is_the_first_published_in_any_order(tmp_path: Path, log: Log, order: tuple[int, ...]) -> None:
    papers = [("Lake Herald", 8), ("Evening Star", 6), ("Port Times", 7)]
    files = [save(tmp_path, f"{name}.md", publisher=name, day=day) for name, day in papers]

    for place in order:
        run(log, files[place])

    origins = {row["publisher"]: row["syndicated_of"] for row in articles(log)}
    first = next(row["article_id"] for row in articles(log) if row["publisher"] == "Evening Star")
    assert origins == {"Evening Star": None, "Lake Herald": first, "Port Times": first}
    assert verify(log.path).findings == ()


def test_changed_text_at_the_same_address_is_a_new_version(tmp_path: Path, log: Log) -> None:
    url = "https://example.org/news/lund?utm_source=mail"
    old = save(tmp_path, "a.md", url=url)
    new = save(tmp_path, "b.md", STORY.replace("Monday", "Sunday"), url="http://www.example.org/news/lund/")
    run(log, old)

    told = run(log, new)

    assert (told.new, told.versions) == (1, 1)
    assert [row["starts"] for row in entries(log) if row["type"] == "resignation"] == ["2024-05-05"]
    superseded = {row["name"]: row["superseded_by"] for row in articles(log)}
    assert superseded["a.md"] is not None
    assert superseded["b.md"] is None
    assert run(log, old, new).recorded == 0
    assert verify(log.path).findings == ()


def test_events_of_the_old_version_name_their_successors(tmp_path: Path, log: Log) -> None:
    url = "https://example.org/news/lund"
    run(log, save(tmp_path, "a.md", url=url))

    run(log, save(tmp_path, "b.md", STORY.replace("nine weeks", "ten weeks"), url=url))

    query = "select count(*) from standings where until is not null and replaced_by is not null"
    assert log.connection.execute(query).fetchone()[0] > 0


def test_older_version_that_comes_late_changes_nothing(tmp_path: Path, log: Log) -> None:
    url = "https://example.org/news/lund"
    run(log, save(tmp_path, "b.md", STORY.replace("Monday", "Sunday"), day=7, url=url))
    before = [row["entry_id"] for row in entries(log)]

    run(log, save(tmp_path, "a.md", day=6, url=url))

    assert [row["entry_id"] for row in entries(log)] == before
    assert {row["name"]: row["superseded_by"] is None for row in articles(log)} == {
        "a.md": False,
        "b.md": True,
    }


def test_front_page_of_a_site_is_no_address_of_an_article(tmp_path: Path, log: Log) -> None:
    url = "https://example.org/"
    other = "Nine people drowned when a ferry sank off Horten on Sunday. The captain was arrested.\n"

    told = run(log, save(tmp_path, "a.md", url=url), save(tmp_path, "b.md", other, url=url))

    assert (told.new, told.versions) == (2, 0)


def test_article_in_another_language_is_kept_and_gives_no_events(tmp_path: Path, log: Log) -> None:
    german = (
        "Der Ministerpräsident ist am Montag zurückgetreten. Die Opposition fordert eine Neuwahl im Mai.\n"
    )

    told = run(log, save(tmp_path, "a.md", german))

    assert (told.new, told.recorded, told.foreign) == (1, 0, ("a.md",))
    assert [row["language"] for row in articles(log)] == ["de"]
