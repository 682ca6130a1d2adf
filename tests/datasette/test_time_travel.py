"""Every page can be asked as of a day and as reported by a day, under an address of its own."""

import asyncio
import doctest
import importlib.util
import json
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette

from events.facts import EventExtracted
from events.log import Log
from tests.datasette.conftest import event, harbour_post

METADATA = yaml.safe_load((Path(__file__).parents[2] / "metadata.yml").read_text("utf-8"))
QUERIES = METADATA["databases"]["dateline"]["queries"]
RECORDED = "2025-12-03"  # the day on which the fixture's articles were recorded
RESIGNED = "Mara Venn resigns"
MET = "Otto Lind meets Ilya Brandt in Lowmark"
TO_MEET = "Otto Lind to meet Ilya Brandt in Lowmark"
POINTS = "Ruritania cuts the river plan to 19 points"
CORRECTED = "Ruritania cuts the river plan to 18 points"
LATER = datetime(2025, 12, 5, tzinfo=UTC)


async def get(site: Datasette, path: str, status: int = 200) -> Any:
    response = await site.client.get(path)
    assert response.status_code == status, response.text
    return response


async def led(site: Datasette, path: str) -> str:
    """Where a request is sent."""
    return str((await get(site, path, 302)).headers["location"])


async def headlines(site: Datasette, database: str, query: str = "whole_timeline") -> list[str]:
    rows = json.loads((await get(site, f"/{database}/{query}.json?_shape=array")).text)
    return [str(row["headline"]).split(" <")[0] for row in rows]


async def entry_of(site: Datasette, database: str, headline: str) -> str:
    sql = "select entry_id from reports where headline = ?"
    return str((await site.get_database(database).execute(sql, [headline])).rows[0][0])


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def snapshots_of(site: Datasette) -> list[str]:
    return [name for name in site.databases if "-as-of-" in name or "-reported-by-" in name]


@pytest.fixture
def reread(written: Path) -> Callable[[], None]:
    """Better rules find one more event in an article that is known."""

    def read_again() -> None:
        article, _ = harbour_post()
        found = event(article, "cut the river plan", "plan_revision", CORRECTED, mode="revised")
        with Log.open(written, "write", now=lambda: LATER) as log:
            log.record(article, [EventExtracted.of(found, article, "rules@2")])

    return read_again


def test_examples_in_the_plugin_hold() -> None:
    path = Path(__file__).parents[2] / "datasette" / "plugins" / "time_travel.py"
    spec = importlib.util.spec_from_file_location("time_travel_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert doctest.testmod(module) == (0, 2)


# --- addresses ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("/dateline/planned?_as_of=2025-12-01", "/dateline-as-of-2025-12-01/planned"),
        ("/dateline/planned?_reported_by=2025-11-28", "/dateline-reported-by-2025-11-28/planned"),
        (
            "/dateline/planned?_as_of=2025-12-01&_reported_by=2025-11-28",
            "/dateline-as-of-2025-12-01-reported-by-2025-11-28/planned",
        ),
        ("/dateline/planned?_as_of=&_reported_by=", "/dateline/planned"),
        (
            "/dateline/by_actor?actor=A+%26&_as_of=2025-12-01",
            "/dateline-as-of-2025-12-01/by_actor?actor=A+%26",
        ),
        (
            "/dateline/planned.json?_shape=array&_as_of=2025-12-01&since=",
            "/dateline-as-of-2025-12-01/planned.json?_shape=array&since=",
        ),
        ("/dateline?_as_of=2025-12-01", "/dateline-as-of-2025-12-01"),
        ("/dateline.json?_as_of=2025-12-01", "/dateline-as-of-2025-12-01.json"),
        ("/dateline-as-of-2025-12-01/planned?_as_of=&_reported_by=", "/dateline/planned"),
        (
            "/dateline-as-of-2025-12-01/planned?_reported_by=2025-11-28",
            "/dateline-as-of-2025-12-01-reported-by-2025-11-28/planned",
        ),
        (
            "/dateline/known_on?day=2025-11-26&recorded_by=2025-12-04",
            "/dateline-as-of-2025-12-04-reported-by-2025-11-26/known_on",
        ),
        (
            "/dateline/one_day?day=2025-11-26&_as_of=2025-12-04",
            "/dateline-as-of-2025-12-04/one_day?day=2025-11-26",
        ),
    ],
)
async def test_fields_lead_to_the_address_of_the_moment(site: Datasette, asked: str, expected: str) -> None:
    assert await led(site, asked) == expected


async def test_other_pages_know_no_moments(site: Datasette) -> None:
    await get(site, "/?_as_of=2025-12-01")
    await get(site, "/-/versions.json?_as_of=2025-12-01")
    await get(site, "/nowhere/planned?_as_of=2025-12-01", 404)


@pytest.mark.parametrize(
    "day", ["soon", "2025-02-30", "20251201", "2025-W49-1", "0000-01-01", "", "%F0", "."]
)
async def test_what_is_no_day_is_not_found(site: Datasette, day: str) -> None:
    for name in (f"dateline-as-of-{day}", f"dateline-reported-by-{day}"):
        response = await get(site, f"/{name}/whole_timeline", 404)

        assert "<h1>There is no such page</h1>" in response.text


async def test_what_is_no_day_is_refused_with_an_example(site: Datasette) -> None:
    page = await get(site, "/dateline/planned?_as_of=1+December", 400)
    as_json = await get(site, "/dateline/planned.json?_as_of=2025-02-30", 400)

    assert "“1 December” is no day; write days like 2025-12-01" in page.text
    assert as_json.json()["error"] == "There is no day 2025-02-30 in the calendar"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_ends_of_the_calendar_are_days(site: Datasette, day: str) -> None:
    await get(site, f"/dateline-as-of-{day}-reported-by-{day}/whole_timeline")


async def test_database_named_like_a_moment_is_served_as_itself(
    written: Path, open_site: Callable[[Path], Datasette]
) -> None:
    other = written.with_name("peace-as-of-2025-12-01.db")
    with sqlite3.connect(written) as source, sqlite3.connect(other) as copy:
        source.backup(copy)

    assert len(await headlines(open_site(other), "peace-as-of-2025-12-01")) == 9


# --- what a moment tells ------------------------------------------------------------------------------------


async def test_as_reported_by_a_day_tells_what_the_articles_of_then_told(site: Datasette) -> None:
    early = await headlines(site, "dateline-reported-by-2025-11-26")
    late = await headlines(site, "dateline-reported-by-2025-12-02")

    assert TO_MEET in early
    assert RESIGNED not in early
    assert MET in late
    assert TO_MEET not in late
    assert await headlines(site, "dateline-reported-by-2025-11-23") == []


async def test_as_of_a_day_is_exact_after_a_withdrawal(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    withdraw(RESIGNED, LATER)

    assert RESIGNED not in await headlines(site, "dateline")
    assert RESIGNED in await headlines(site, "dateline-as-of-2025-12-04")
    assert RESIGNED not in await headlines(site, "dateline-as-of-2025-12-05")


async def test_as_of_a_day_is_exact_after_a_re_extraction(
    site: Datasette, reread: Callable[[], None], withdraw: Callable[[str, datetime], None]
) -> None:
    reread()
    withdraw(POINTS, LATER)

    assert POINTS in await headlines(site, "dateline-as-of-2025-12-04")
    assert CORRECTED not in await headlines(site, "dateline-as-of-2025-12-04")
    assert CORRECTED in await headlines(site, "dateline-as-of-2025-12-05")
    assert CORRECTED in await headlines(site, "dateline-as-of-2025-12-05-reported-by-2025-11-24")


async def test_entries_tell_what_was_known_not_what_became_of_it(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    withdraw(MET, LATER)

    then = json.loads((await get(site, f"/dateline-as-of-{RECORDED}/whole_timeline.json?_shape=array")).text)
    now = json.loads((await get(site, "/dateline/whole_timeline.json?_shape=array")).text)
    status = {row["headline"]: (row["status"], row["articles"]) for row in [*then, *now]}

    assert status[MET] == ("occurred", 2)
    assert status[TO_MEET] == ("planned", 1)


async def test_snapshot_that_holds_all_equals_now(site: Datasette) -> None:
    then = f"dateline-as-of-{RECORDED}"

    for page in (*QUERIES, "timeline", "reports", "standings", "articles"):
        now = (await get(site, f"/dateline/{page}.csv?_stream=on")).text.splitlines()
        assert sorted((await get(site, f"/{then}/{page}.csv?_stream=on")).text.splitlines()) == sorted(now)
        assert len(now) > 1


async def test_undated_articles_are_named_in_the_banner(site: Datasette, written: Path) -> None:
    article, _ = harbour_post()
    with Log.open(written, "write", now=lambda: LATER) as log:
        log.record(article.model_copy(update={"published": date(2025, 11, 20)}))
        sql = "select count(*) from articles where published is null"
        assert log.connection.execute(sql).fetchone() == (0,)
        undated = article.model_copy(update={"published": None, "text": article.text + " So it is said."})
        log.record(undated)

    page = (await get(site, "/dateline-as-of-2025-12-05-reported-by-2025-11-28/whole_timeline")).text

    assert re.search(
        r"The timeline as recorded by 5 December 2025 \(record \d+\) and as reported by 28 November 2025\."
        r" 1 article without a publication date is left out\. Back to now",
        words_of(page),
    )


# --- pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["", "/whole_timeline", "/strikes", "/timeline", "/reports", "/articles", "/records/1", "?sql=select+1"],
)
async def test_pages_of_a_snapshot_say_when_they_are(site: Datasette, path: str) -> None:
    html = (await get(site, f"/dateline-as-of-2025-12-04{path}")).text

    assert "The timeline as recorded by 4 December 2025 (record 14)." in words_of(html)
    assert f'<a href="/dateline{path}">Back to now</a>' in html
    assert '<a href="/dateline-as-of-2025-12-04/search">Search</a>' in html


async def test_pages_of_now_show_no_moment(site: Datasette) -> None:
    for path in ("/dateline/whole_timeline", "/dateline", "/dateline/timeline"):
        html = (await get(site, path)).text

        assert "Back to now" not in html
        assert 'name="_as_of" type="date" value=""' in html
        assert 'name="_reported_by" type="date" value=""' in html


@pytest.mark.parametrize("query", QUERIES)
async def test_canned_timeline_works_at_a_moment(site: Datasette, query: str) -> None:
    html = (await get(site, f"/dateline-as-of-2025-12-04-reported-by-2025-12-02/{query}")).text

    assert QUERIES[query]["title"] in html
    assert 'name="_as_of" type="date" value="2025-12-04"' in html
    assert 'name="_reported_by" type="date" value="2025-12-02"' in html
    assert "<script" not in html


async def test_entry_and_article_have_pages_at_a_moment(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    entry_id = await entry_of(site, "dateline", RESIGNED)
    withdraw(RESIGNED, LATER)

    page = (await get(site, f"/dateline-as-of-2025-12-04/entry/{entry_id}")).text
    [article] = re.findall(r'href="(/dateline-as-of-2025-12-04/article/\w+)', page)
    gone = (await get(site, f"/dateline/entry/{entry_id}", 404)).text

    assert RESIGNED in page
    assert "1 event" not in (await get(site, article)).text
    assert "stands in the timeline" in gone


async def test_entry_that_did_not_exist_then_links_to_now(site: Datasette) -> None:
    entry_id = await entry_of(site, "dateline", RESIGNED)

    html = (await get(site, f"/dateline-reported-by-2025-11-28/entry/{entry_id}", 404)).text

    assert f"No entry {entry_id} stands in the timeline at that moment" in html
    assert f'<a href="/dateline/entry/{entry_id}">Look for it now</a>' in html


async def test_day_before_the_first_record_is_an_empty_timeline_that_says_so(site: Datasette) -> None:
    html = (await get(site, "/dateline-as-of-2025-12-02/whole_timeline")).text

    assert "Nothing had been recorded by then." in html
    assert await headlines(site, "dateline-as-of-2025-12-02") == []


async def test_snapshots_are_no_databases_of_the_home_page(site: Datasette) -> None:
    await get(site, "/dateline-as-of-2025-12-04/whole_timeline")

    assert "-as-of-" not in (await get(site, "/")).text
    assert list((await get(site, "/.json")).json()) == ["dateline"]
    assert 'href="/dateline/whole_timeline"' in (await get(site, "/")).text


# --- the files behind it ------------------------------------------------------------------------------------


async def test_today_follows_the_log_and_the_past_stays_as_it_is(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    names = ("dateline-as-of-2025-12-04", "dateline-as-of-2025-12-31", "dateline-reported-by-2025-12-31")
    for name in names:
        assert RESIGNED in await headlines(site, name)
    past = site.get_database(names[0])

    withdraw(RESIGNED, LATER)

    assert [RESIGNED in await headlines(site, name) for name in names] == [True, False, False]
    assert site.get_database(names[0]) is past


async def test_redaction_reaches_a_snapshot_that_exists(site: Datasette, written: Path) -> None:
    name = "dateline-as-of-2025-12-04"
    entry = f"/{name}/entry/{await entry_of(site, 'dateline', RESIGNED)}"
    assert "resigned as chief of staff" in (await get(site, entry)).text

    with sqlite3.connect(written) as connection:
        connection.execute("update texts set codec = 'redacted', body = null")

    assert "resigned as chief of staff" not in (await get(site, entry)).text


async def test_snapshots_are_few_and_the_rest_leaves_no_file(site: Datasette) -> None:
    paths = []
    for day in range(1, 21):
        name = f"dateline-reported-by-2025-11-{day:02}"
        await get(site, f"/{name}/whole_timeline")
        paths.append(Path(site.get_database(name).path))
        await get(site, "/dateline-reported-by-2025-11-01/whole_timeline")

    assert len(snapshots_of(site)) == 16
    assert "dateline-reported-by-2025-11-01" in site.databases
    assert "dateline-reported-by-2025-11-02" not in site.databases
    assert [path.name for path in paths if path.exists()] == [
        paths[0].name,
        *(path.name for path in paths[5:]),
    ]


async def test_two_requests_at_once_make_one_snapshot(site: Datasette) -> None:
    path = "/dateline-as-of-2025-12-04/whole_timeline"
    await get(site, "/")  # Datasette starts up with its first request

    await asyncio.gather(*(get(site, path) for _ in range(4)))

    folder = Path(site.get_database("dateline-as-of-2025-12-04").path).parent
    assert [file.name for file in folder.iterdir()] == ["1.db"]
    assert folder.stat().st_mode & 0o077 == 0


async def test_shutdown_removes_the_snapshots(site: Datasette) -> None:
    await get(site, "/dateline-as-of-2025-12-04/whole_timeline")
    folder = Path(site.get_database("dateline-as-of-2025-12-04").path).parent
    messages = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive() -> dict[str, str]:
        return messages.pop(0)

    async def send(message: dict[str, str]) -> None:
        assert message["type"].endswith("complete")

    await site.app()({"type": "lifespan"}, receive, send)

    assert not folder.exists()
    assert snapshots_of(site) == []


async def test_snapshot_is_a_database_to_take_along(
    site: Datasette, written: Path, withdraw: Callable[[str, datetime], None]
) -> None:
    with Log.open(written) as log:
        head = log.head()
    withdraw(RESIGNED, LATER)
    copy = written.with_name("copy.db")

    copy.write_bytes((await get(site, "/dateline-as-of-2025-12-04.db")).content)

    with Log.open(copy) as log:
        assert log.head() == head


async def test_file_that_is_no_log_has_no_past(
    tmp_path: Path, open_site: Callable[[Path], Datasette]
) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table notes (text)")

    response = await get(open_site(path), "/other-as-of-2025-12-04/notes", 404)

    assert "is not a dateline database" in response.text
