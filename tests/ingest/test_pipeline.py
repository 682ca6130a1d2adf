"""The main job without the command line: files in, a log out, the same whatever the order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from events.log import Log
from events.model import Article
from ingest import engines, pipeline
from ingest.sources.unreadable import Unreadable


def ingest(
    paths: Sequence[Path], database: Path, published: date | None = None, workers: int = 1
) -> pipeline.Summary:
    with Log.open(database, "write") as log:
        return pipeline.ingest(pipeline.files_in(paths), log, published, workers=workers)


def standing(database: Path) -> set[str]:
    with Log.open(database) as log:
        rows = log.connection.execute("select event_id from standings where until is null")
        return {event_id for (event_id,) in rows}


def head(database: Path) -> str:
    with Log.open(database) as log:
        return log.head()


def test_articles_become_standing_events(articles: Path, database: Path) -> None:
    summary = ingest([articles], database)

    assert (summary.new, summary.known, summary.unreadable) == (3, 0, ())
    assert summary.recorded == len(standing(database)) == sum(summary.found.values()) > 0
    assert summary.undated == ("talks.txt",)


def test_ingesting_twice_records_nothing_new(articles: Path, database: Path) -> None:
    ingest([articles], database)
    before = head(database)

    again = ingest([articles], database)

    assert head(database) == before
    assert (again.new, again.known, again.recorded, again.withdrawn) == (0, 3, 0, 0)


def test_order_of_files_does_not_matter(articles: Path, tmp_path: Path) -> None:
    files = sorted(articles.iterdir())

    ingest(files, tmp_path / "forth.db")
    ingest(files[::-1], tmp_path / "back.db")

    assert standing(tmp_path / "forth.db") == standing(tmp_path / "back.db")


def test_worker_processes_give_the_same_log_of_events_in_the_same_order(articles: Path) -> None:
    files = pipeline.files_in([articles])

    alone = list(engines.extract_all(pipeline.read_files(files)))
    together = list(engines.extract_all(pipeline.read_files(files), workers=2))

    assert together == alone


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_hash_seed_does_not_matter(articles: Path, database: Path, seed: str) -> None:
    ingest([articles], database)
    script = (
        "import json, sys; from pathlib import Path; from ingest import pipeline;"
        "readings = pipeline.extract(pipeline.files_in([Path(sys.argv[1])]));"
        "print(json.dumps([event.event_id for reading in readings for event in reading.events]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(articles)],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )

    assert set(json.loads(done.stdout)) == standing(database)


def test_date_given_later_replaces_undated_events(articles: Path, database: Path) -> None:
    ingest([articles], database)

    given = ingest([articles / "talks.txt"], database, published=date(2025, 3, 7))
    again = ingest([articles], database)

    assert given.undated == again.undated == ()
    assert (again.recorded, again.withdrawn) == (0, 0)


def test_copy_of_an_article_in_another_file_counts_as_known(articles: Path, database: Path) -> None:
    (articles / "copy.txt").write_text((articles / "harbour.txt").read_text("utf-8"), "utf-8")

    first = ingest([articles], database)
    before = head(database)
    ingest([articles], database)

    assert (first.new, first.known) == (3, 1)
    assert head(database) == before


BAD_INPUT = {
    "empty.txt": b"",
    "blank.txt": b"  \n\n\t\n",
    "binary.txt": bytes(range(256)) * 8,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "list.txt": b"eggs\nmilk\nbread\n",
    "broken.txt": bytes(range(128, 256)) * 20,
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_unreadable_file_is_named_and_the_others_are_read(articles: Path, database: Path, name: str) -> None:
    (articles / name).write_bytes(BAD_INPUT[name])

    summary = ingest([articles], database)

    assert summary.new == 3
    assert [Path(item.name).name for item in summary.unreadable] == [name]
    assert all(item.reason for item in summary.unreadable)


def test_missing_path_and_empty_folder_are_unreadable(articles: Path, database: Path) -> None:
    (articles / "empty").mkdir()

    summary = ingest([articles / "nowhere.txt", articles / "empty", articles / "harbour.txt"], database)

    assert summary.new == 1
    assert [Path(item.name).name for item in summary.unreadable] == ["nowhere.txt", "empty"]


def test_article_whose_extraction_fails_does_not_end_the_run() -> None:
    article = Article(text="Nothing happens here.", name="story.txt")

    readings = list(engines.extract_all([article, article], extractor="unheard-of"))

    assert all(isinstance(reading, Unreadable) and "unheard-of" in reading.reason for reading in readings)
    assert len(readings) == 2
