"""Plain text and Markdown keep their text; headers and page lines tell about the article."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from events.model import Article
from ingest.sources import read_articles
from ingest.sources.plain import read_text

_STORY = "Farmers blocked the road to the capital on Monday. They demanded a higher price for maize.\n"
_DAY = date(2024, 3, 5)


def test_paragraphs_are_lines_whatever_the_file_makes_of_them(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"\xef\xbb\xbfThe farmers blocked  the road\tto town.\r\n\r\n  They left.\n")

    (article,) = read_articles(path)

    assert isinstance(article, Article)
    assert article.text == "The farmers blocked  the road\tto town.\nThey left."
    assert article.name == "page.txt"


def test_lines_broken_at_a_column_are_joined() -> None:
    wrapped = (
        "Farmers blocked the road to the capital on Monday, as they had done in the\nspring of last year.\n"
    )
    listed = (
        "They ask for three things, and they will stay until all are granted\n- a higher price\n- a road\n"
    )

    assert read_text(wrapped, "page.txt").text == " ".join(wrapped.split())
    assert read_text(wrapped + listed, "page.txt").text.count("\n") == 3


def test_marks_of_markdown_are_left_out() -> None:
    story = "The **farmers** of [Lusaka](https://l.example/a) blocked the road to the *capital* on Monday."

    article = read_text(f"# Farmers block road\n\n![A tractor](a.jpg)\n\n> {story}\n", "page.md")

    assert article.title == "Farmers block road"
    assert article.text == "The farmers of Lusaka blocked the road to the capital on Monday."


def test_header_lines_and_headline_are_fields_and_no_part_of_the_text() -> None:
    headers = (
        "Title: Farmers block road\nPublisher: Lake Herald\nDate: March 5, 2024\nURL: https://l.example/a\n"
    )
    text = f"{headers}\n{_STORY}"

    article = read_text(text, "page.txt")

    assert article.text == _STORY.strip()
    assert (article.title, article.publisher, article.url) == (
        "Farmers block road",
        "Lake Herald",
        "https://l.example/a",
    )
    assert (article.published, article.published_basis) == (_DAY, "header")
    assert article.published_evidence == "March 5, 2024"


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: Farmers block road\ndate: 2024-03-05T23:30:00-05:00\nsource: Lake Herald\nn: [a]\n---\n",
        "---\r\ntitle: 'Farmers block road'\r\npubDate: 2024-03-05\r\nsource: Lake Herald\r\n---\r\n",
        "---\ntitle: Farmers block road\npublished: true\ndate: 5 March 2024\nsource: Lake Herald\n---\n",
    ],
    ids=["zone", "windows", "jekyll"],
)
def test_front_matter_is_metadata(front: str) -> None:
    article = read_text(front + "\n" + _STORY, "page.md")

    assert (article.title, article.publisher, article.published) == (
        "Farmers block road",
        "Lake Herald",
        _DAY,
    )
    assert article.published_basis == "header"


def test_front_matter_that_is_no_yaml_is_still_read() -> None:
    article = read_text(f"---\ntitle: Verdict: guilty\ndate: 2024-03-05\n---\n\n{_STORY}", "page.md")

    assert (article.title, article.published) == ("Verdict: guilty", _DAY)


def test_hostile_front_matter_stays_data() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: !!python/object/apply:os.system ['exit 1']\n---\n"

    article = read_text(bomb + _STORY, "page.md")

    assert article.text.endswith(_STORY.strip())


def test_colon_in_the_first_line_makes_no_header() -> None:
    article = read_text(f"Question: who blocked the road?\n\n{_STORY}", "page.txt")

    assert (article.title, article.published) == ("Question: who blocked the road?", None)


@pytest.mark.parametrize("lead", ["", "Source: ", "URL: "])
def test_address_above_the_story_is_kept_and_dates_it(lead: str) -> None:
    url = "https://lakeherald.example/2024/03/05/farmers"

    article = read_text(f"{lead}{url}\n\nFarmers block road\n\n{_STORY}", "page.txt")

    assert (article.url, article.title, article.publisher) == (url, "Farmers block road", None)
    assert (article.published, article.published_basis) == (_DAY, "url")


def test_given_day_is_used_and_named() -> None:
    article = read_text(f"Date: 2024-03-07\n\n{_STORY}", "page.txt", given=_DAY)

    assert (article.published, article.published_basis) == (_DAY, "given")


def test_undatable_text_stays_undated_whatever_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "2024-03-05.txt"
    path.write_text(_STORY)
    os.utime(path, (1_709_640_000, 1_709_640_000))

    (article,) = read_articles(path)

    assert isinstance(article, Article)
    assert (article.published, article.published_basis, article.published_evidence) == (None, "unknown", None)


_REAL = Path(__file__).parents[3] / "shared" / "articles"
_EXPECTED = {
    "000": (date(2025, 11, 26), "header"),
    "001": (date(2025, 12, 1), "header"),
    "002": (None, "unknown"),
    "003": (None, "unknown"),
    "004": (date(2025, 11, 24), "dateline"),
}
_PUBLISHERS = {"000": "Fox News", "001": "Fox News", "002": None, "003": "The Post News", "004": None}
_TITLED = {"000": False, "001": False, "002": False, "003": False, "004": True}


@pytest.mark.skipif(
    not _REAL.is_dir(), reason="the real articles are not part of the project (../shared/articles)"
)
@pytest.mark.parametrize("number", _EXPECTED)
def test_real_article_is_dated_by_what_it_states(number: str) -> None:
    (path,) = _REAL.glob(f"{number}_*.txt")

    (article,) = read_articles(path)

    assert isinstance(article, Article)
    story = path.read_text("utf-8")
    assert all(line in story for line in article.text.splitlines())
    assert (article.published, article.published_basis) == _EXPECTED[number]
    assert article.publisher == _PUBLISHERS[number]
    assert (article.title is not None) == _TITLED[number]
