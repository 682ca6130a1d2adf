"""An article that states no day gets it from dated articles of the same story, if its own words fit one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from events.interval import Interval
from events.log import Log
from events.model import Article
from ingest import pipeline
from ingest.cli import main
from ingest.rereading import reread

TALKS = """\
Ministers meet over the canal

PORTO VELAS — March 5, 2025

Foreign Minister Ana Okoro met President Luis Marante in Porto Velas on Tuesday about the canal. \
Transport Minister Teo Brandvik resigned on Wednesday.
"""
UNDATED = """\
Foreign Minister Ana Okoro and President Luis Marante met on Tuesday in Porto Velas for talks about tolls. \
"We are close," Okoro said.
"""
BOUNDED = """\
Foreign Minister Ana Okoro and President Luis Marante met on Tuesday in Porto Velas for talks about tolls. \
They will meet again in Porto Velas on Friday, March 7.
"""
WEEKDAYLESS = (
    "Foreign Minister Ana Okoro wants to talk with President Luis Marante in Porto Velas about tolls.\n"
)
OTHER_STORY = """\
Coach Ana Okoro of the rowing club met reporters in Lake Town on Tuesday. She praised captain Mia Sund.
"""
LATER_TALKS = TALKS.replace("March 5", "March 12").replace("Brandvik", "Sund")
WIRE = "PORTO VELAS, March 6 (Lake Wire) - " + UNDATED


def ingest(
    folder: Path, texts: Mapping[str, str], database: Path
) -> tuple[pipeline.Summary, dict[str, Article]]:
    """Record the texts, in their order, and read back their articles by file name."""
    folder.mkdir(exist_ok=True)
    files: list[Path] = []
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        files.append(folder / name)
    with Log.open(database, "write") as log:
        summary = pipeline.ingest(files, log)
    return summary, stored(database)


def stored(database: Path) -> dict[str, Article]:
    with Log.open(database) as log:
        ids = [row[0] for row in log.connection.execute("select article_id from articles")]
        return {article.name: article for one in ids if (article := log.article(one))}


def dated(folder: Path, database: Path, **texts: str) -> Article:
    """The article of `story` among the others."""
    _, articles = ingest(folder, {f"{name}.txt": text for name, text in texts.items()}, database)
    return articles["story.txt"]


def days(article: Article) -> str:
    assert article.published_from is not None
    assert article.published_to is not None
    return str(Interval(start=article.published_from, end=article.published_to))


def test_weekday_is_that_of_the_neighbour(tmp_path: Path, database: Path) -> None:
    article = dated(tmp_path / "in", database, talks=TALKS, story=UNDATED)

    assert (article.published, article.published_basis) == (date(2025, 3, 5), "inferred")
    assert (days(article), article.published_confidence) == ("2025-03-04/2025-03-10", "guess")
    assert "talks.txt (2025-03-05)" in (article.published_evidence or "")
    assert "Ana Okoro" in (article.published_evidence or "")


def test_what_is_planned_ends_the_range(tmp_path: Path, database: Path) -> None:
    article = dated(tmp_path / "in", database, talks=TALKS, story=BOUNDED)

    assert (article.published, days(article)) == (date(2025, 3, 5), "2025-03-04/2025-03-07")


def test_its_events_are_read_with_that_day(tmp_path: Path, database: Path) -> None:
    article = dated(tmp_path / "in", database, talks=TALKS, story=UNDATED)

    with Log.open(database) as log:
        events = log.standing_events(article.article_id).values()
    assert Interval.of("2025-03-04") in [event.interval for event in events if event.type == "meeting"]


def test_wire_dateline_takes_its_year_from_neighbours(tmp_path: Path, database: Path) -> None:
    article = dated(tmp_path / "in", database, talks=TALKS, story=WIRE)

    assert (article.published, days(article)) == (date(2025, 3, 6), "2025-03-06")
    assert article.published_confidence == "likely"


@pytest.mark.parametrize(
    "text", [OTHER_STORY, WEEKDAYLESS, "Nobody came. Nothing moved on the lake that day.\n"]
)
def test_nothing_is_invented(tmp_path: Path, database: Path, text: str) -> None:
    article = dated(tmp_path / "in", database, talks=TALKS, story=text)

    assert (article.published, article.published_basis) == (None, "unknown")
    assert (article.published_from, article.published_to) == (None, None)


def test_neighbours_that_disagree_date_nothing(tmp_path: Path, database: Path) -> None:
    article = dated(tmp_path / "in", database, talks=TALKS, later=LATER_TALKS, story=UNDATED)

    assert article.published is None


def test_undated_articles_do_not_date_each_other(tmp_path: Path, database: Path) -> None:
    article = dated(tmp_path / "in", database, other=UNDATED.replace("tolls", "fees"), story=UNDATED)

    assert article.published is None


def test_inferred_day_dates_no_third_article(tmp_path: Path, database: Path) -> None:
    second = UNDATED + "\nSenator Mia Sundqvist met Governor Per Aldane in Lake Town on Tuesday.\n"
    third = "Senator Mia Sundqvist met Governor Per Aldane in Lake Town on Tuesday to talk about fish.\n"

    _, articles = ingest(
        tmp_path / "in", {"talks.txt": TALKS, "second.txt": second, "third.txt": third}, database
    )

    assert articles["second.txt"].published is not None
    assert articles["third.txt"].published is None


def test_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    texts = {"talks.txt": TALKS, "story.txt": UNDATED, "bounded.txt": BOUNDED, "other.txt": OTHER_STORY}

    _, forth = ingest(tmp_path / "in", texts, tmp_path / "forth.db")
    _, back = ingest(tmp_path / "in", dict(reversed(texts.items())), tmp_path / "back.db")

    assert forth == back


def test_second_run_records_nothing(tmp_path: Path, database: Path) -> None:
    texts = {"talks.txt": TALKS, "story.txt": UNDATED}
    first, _ = ingest(tmp_path / "in", texts, database)
    with Log.open(database) as log:
        before = log.head()

    again, _ = ingest(tmp_path / "in", texts, database)

    with Log.open(database) as log:
        assert log.head() == before
    assert first.inferred == again.inferred == ("story.txt",)
    assert (again.undated, again.recorded, again.withdrawn) == ((), 0, 0)


def test_later_run_dates_an_article_of_the_log(tmp_path: Path, database: Path) -> None:
    first, _ = ingest(tmp_path / "in", {"story.txt": UNDATED}, database)

    second, articles = ingest(tmp_path / "in", {"talks.txt": TALKS}, database)

    assert (first.undated, first.inferred) == (("story.txt",), ())
    assert second.inferred == ("story.txt",)
    assert articles["story.txt"].published == date(2025, 3, 5)


def test_stated_day_replaces_an_inferred_one(tmp_path: Path, database: Path) -> None:
    ingest(tmp_path / "in", {"talks.txt": TALKS, "story.txt": UNDATED}, database)

    with Log.open(database, "write") as log:
        pipeline.ingest([tmp_path / "in" / "story.txt"], log, published=date(2025, 3, 6))
    _, articles = ingest(tmp_path / "in", {"story.txt": UNDATED}, database)

    story = articles["story.txt"]
    assert (story.published, story.published_basis) == (date(2025, 3, 6), "given")
    assert (story.published_from, story.published_confidence) == (None, None)


def test_reread_dates_what_an_older_dateline_left_undated(tmp_path: Path, database: Path) -> None:
    ingest(tmp_path / "in", {"talks.txt": TALKS}, database)
    story = Article(text=UNDATED, name="story.txt")
    with Log.open(database, "write") as log:
        log.record(story, [])

        found = reread(log, [], lambda _: None, workers=1)
        again = reread(log, [], lambda _: None, workers=1)

    assert (found.different, again.different, again.failed) == (1, 0, ())
    assert stored(database)["story.txt"].published == date(2025, 3, 5)


def test_extract_dates_by_the_batch_without_a_log(tmp_path: Path, database: Path) -> None:
    _, articles = ingest(tmp_path / "in", {"story.txt": UNDATED, "talks.txt": TALKS}, database)

    readings = list(pipeline.extract([tmp_path / "in" / "story.txt", tmp_path / "in" / "talks.txt"]))

    found = {
        reading.article.name: reading.article
        for reading in readings
        if isinstance(reading, pipeline.Extraction)
    }
    assert found == articles


def test_explain_says_why_by_the_folder_or_by_a_database(tmp_path: Path, database: Path) -> None:
    ingest(tmp_path / "in", {"talks.txt": TALKS}, database)
    beside, alone = tmp_path / "in" / "story.txt", tmp_path / "story.txt"
    for path in (beside, alone):
        path.write_text(UNDATED, "utf-8")

    by_folder = CliRunner().invoke(main, ["explain", str(beside)]).output
    by_database = CliRunner().invoke(main, ["explain", str(alone), "--db", str(database)]).output
    by_nothing = CliRunner().invoke(main, ["explain", str(alone)]).output

    reason = 'story.txt: published 2025-03-05, by inferred ("tells the story of talks.txt (2025-03-05)'
    assert by_folder.startswith(reason)
    assert by_database.startswith(reason)
    assert "fitting 2025-03-04 to 2025-03-10; guess" in by_folder.splitlines()[0]
    assert by_nothing.startswith("story.txt: published nobody can tell, by unknown\n")


def test_explain_gives_the_latest_stated_day_as_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(
        "Mayor Ole Brandt resigned on March 3, 2025. The council met on March 1, 2025.\n", "utf-8"
    )

    output = CliRunner().invoke(main, ["explain", str(path)]).output

    assert output.startswith("story.txt: published nobody can tell, by unknown, not before 2025-03-03\n")


@pytest.mark.parametrize("weeks", [1, 4, 30])
def test_shifting_the_neighbour_by_weeks_shifts_the_day_alike(
    tmp_path: Path, database: Path, weeks: int
) -> None:
    day = date(2025, 3, 5) + timedelta(weeks=weeks)
    shifted = TALKS.replace("March 5, 2025", f"{day:%B} {day.day}, {day.year}")

    assert dated(tmp_path / "in", database, talks=shifted, story=UNDATED).published == day
