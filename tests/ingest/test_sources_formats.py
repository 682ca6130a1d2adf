"""The same ten articles through every format give the same articles and the same events."""

from datetime import date
from pathlib import Path

import pytest

from events.log import Log
from events.model import Article
from ingest.pipeline import files_in, ingest, read_files
from ingest.rule_extractor import RuleExtractor
from tests.ingest.formats import FORMATS, stories


def write(folder: Path, name: str) -> Path:
    folder.mkdir()
    for file, content in FORMATS[name].items():
        (folder / file).write_bytes(content)
    return folder


def articles(folder: Path) -> list[Article]:
    read = list(read_files(files_in([folder])))
    assert all(isinstance(item, Article) for item in read), read
    return sorted((item for item in read if isinstance(item, Article)), key=lambda item: item.title or "")


@pytest.mark.parametrize("name", FORMATS)
def test_fields_and_text_are_right(tmp_path: Path, name: str) -> None:
    read = articles(write(tmp_path / "in", name))

    for article, story in zip(read, sorted(stories()), strict=True):
        assert (article.title, article.publisher) == (story.title, "Lake Herald")
        assert (article.published, article.url) == (date(2024, 3, story.day), story.url)
        assert article.text == "\n".join(story.paragraphs)


def test_event_ids_are_the_same_in_every_format(tmp_path: Path) -> None:
    ids = {
        name: {
            event.event_id
            for article in articles(write(tmp_path / str(number), name))
            for event in RuleExtractor().extract(article)
        }
        for number, name in enumerate(FORMATS)
    }

    assert len(ids["text"]) >= 4 * len(stories())
    assert {name: found == ids["text"] for name, found in ids.items()} == dict.fromkeys(FORMATS, True)


def test_second_format_records_nothing(tmp_path: Path) -> None:
    with Log.open(tmp_path / "test.db", "write") as log:
        ingest(files_in([write(tmp_path / "a", "text")]), log)

        again = [ingest(files_in([write(tmp_path / name, name)]), log) for name in FORMATS if name != "text"]

    assert {(told.new, told.known, told.recorded) for told in again} == {(0, 10, 0)}
