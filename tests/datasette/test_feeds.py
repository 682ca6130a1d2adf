"""Every timeline of the site as files and feeds, read back by other people's parsers."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
from datasette.app import Datasette
from frictionless import Package
from icalendar import Calendar

from events.facts import EventExtracted
from events.formats import FORMATS
from events.log import Log
from tests.datasette.conftest import gazette, harbour_post, morning_ledger

EXTENSIONS = ("rows", "ndjson", "sheet", "atom", "jsonfeed", "ics", "timelinejs", "geojson", "datapackage")
PAGES = (
    "/dateline/timeline",
    "/dateline/reports",
    "/dateline/whole_timeline",
    "/dateline/entries",
    "/dateline/events",
)
MANY = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 25) "
    "select 'n' || i as entry_id, '2025-01-01' as starts, 'Line ' || i as headline, 'vote' as type, "
    "'occurred' as status from n -- and no more;"
).replace("+", "%2B")


async def get(site: Datasette, path: str, status: int = 200) -> Any:
    response = await site.client.get(path.removeprefix("http://localhost"))
    assert response.status_code == status, response.text
    return response


async def count(site: Datasette, view: str) -> int:
    return int((await site.get_database("dateline").execute(f"select count(*) from {view}")).single_value())


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("path", PAGES)
async def test_every_timeline_answers_in_every_format(site: Datasette, path: str, extension: str) -> None:
    response = await get(site, f"{path}.{extension}")

    assert response.headers["content-type"] in {format.media_type for format in FORMATS.values()}
    assert response.headers["dateline-left-out"] == "0"


@pytest.mark.parametrize("extension", EXTENSIONS)
async def test_single_row_and_rows_with_labels_are_told_too(site: Datasette, extension: str) -> None:
    entry = (await site.get_database("dateline").execute("select entry_id from entries")).rows[0][0]

    assert "{" not in (await get(site, f"/dateline/entries/{entry}.sheet")).text
    assert (await get(site, f"/dateline/entries/{entry}.{extension}")).text
    assert (await get(site, f"/dateline/entries.{extension}?_labels=on")).text


@pytest.mark.parametrize("extension", ["atom", "timelinejs"])
async def test_text_of_articles_is_no_markup(site: Datasette, extension: str) -> None:
    text = (await get(site, f"/dateline/whole_timeline.{extension}")).text

    assert "lt;script&" in text
    assert "<script" not in text


async def test_atom_is_well_formed_and_dated_by_the_log(site: Datasette) -> None:
    feed = feedparser.parse((await get(site, "/dateline/whole_timeline.atom?status=planned")).content)

    assert feed.bozo == 0
    assert feed.feed.title == "The whole timeline · planned · dateline"
    assert feed.feed.updated == "2025-12-03T09:30:00+00:00"
    assert {entry.updated for entry in feed.entries} == {"2025-12-03T09:30:00+00:00"}
    assert {link.rel: link.href for link in feed.feed.links} == {
        "self": "http://localhost/dateline/whole_timeline.atom?status=planned",
        "alternate": "http://localhost/dateline/whole_timeline?status=planned",
    }
    for entry in feed.entries:
        await get(site, entry.link)


async def test_ids_are_the_same_in_every_timeline(site: Datasette) -> None:
    one = feedparser.parse((await get(site, "/dateline/whole_timeline.atom?type=strike")).content)
    other = feedparser.parse((await get(site, "/dateline/timeline.atom?type=strike")).content)

    assert [entry.id for entry in one.entries] == [entry.id for entry in other.entries]
    assert one.entries


async def test_ids_stay_when_more_reports_join(
    tmp_path: Path, open_site: Callable[[Path], Datasette]
) -> None:
    path, told = tmp_path / "dateline.db", []
    for told_so_far in ([harbour_post(), gazette()], [morning_ledger()]):
        with Log.open(path, "write") as log:
            for article, events in told_so_far:
                log.record(article, [EventExtracted.of(event, article, "rules@1") for event in events])
        feed = json.loads((await get(open_site(path), "/dateline/whole_timeline.jsonfeed")).text)
        told.append({item["id"]: item["_dateline"]["entry_id"] for item in feed["items"]})
    before, after = told

    assert before.keys() <= after.keys()
    assert set(before.values()) - set(after.values())  # some entry got another id by a report that joined


async def test_reports_of_one_entry_have_ids_of_their_own_in_any_order(site: Datasette) -> None:
    told = []
    for order in ("_sort", "_sort_desc"):
        feed = json.loads((await get(site, f"/dateline/reports.jsonfeed?type=strike&{order}=published")).text)
        told.append({item["_dateline"]["event_id"]: item["id"] for item in feed["items"]})
    up, down = told

    assert up == down
    assert len(up) == len(set(up.values())) == 2


async def test_calendar_counts_what_has_no_day(site: Datasette) -> None:
    calendar = Calendar.from_ical((await get(site, "/dateline/whole_timeline.ics")).text)

    shown, without_day = len(calendar.walk("VEVENT")), int(str(calendar["x-dateline-without-day"]))
    assert shown + without_day == await count(site, "timeline")
    assert without_day == 2
    assert "2 entries are left out" in str(calendar["x-wr-caldesc"])


async def test_pages_of_a_view_lead_to_the_next_until_all_is_told(site: Datasette) -> None:
    path: str | None = "/dateline/timeline.jsonfeed?_size=4"
    told, left_out = [], []
    while path:
        feed = json.loads((await get(site, path)).text)
        told += [item["id"] for item in feed["items"]]
        left_out.append(feed["_dateline"]["left_out"])
        path = feed.get("next_url")

    assert len(told) == len(set(told)) == await count(site, "timeline") == 9
    assert left_out == [5, 5, 8]


@pytest.fixture
def small_site(written: Path, open_site: Callable[[Path], Datasette]) -> Datasette:
    """A site that returns ten rows at most."""
    site = open_site(written)
    site._settings["max_returned_rows"] = 10
    site.max_returned_rows = 10
    return site


async def test_page_of_no_rows_leaves_all_out(site: Datasette) -> None:
    assert (await get(site, "/dateline/timeline.atom?_size=0")).headers["dateline-left-out"] == "9"
    assert (await get(site, "/dateline/timeline.atom?_size=9")).headers["dateline-left-out"] == "0"


async def test_query_that_datasette_cuts_goes_on_at_the_next_page(small_site: Datasette) -> None:
    path: str | None = f"/dateline.ndjson?sql={MANY}"
    told, left_out = [], []
    while path:
        response = await get(small_site, path)
        told += [json.loads(line)["headline"] for line in response.text.splitlines()]
        left_out.append(response.headers["dateline-left-out"])
        path = response.links.get("next", {}).get("url")

    assert told == [f"Line {number}" for number in range(1, 26)]
    assert left_out == ["15", "15", "20"]


async def test_whoever_pages_wrongly_is_told_so(site: Datasette) -> None:
    unpaged = f"/dateline.atom?sql={MANY.replace(' -- and', '; -- and')}"

    assert "_from" in (await get(site, "/dateline/whole_timeline.atom?_from=x", 400)).text
    assert "cannot be paged" in (await get(site, f"{unpaged}&_from=5", 400)).text
    assert (await get(site, "/dateline/whole_timeline.ndjson?_from=500")).text == ""


@pytest.mark.parametrize("extension", EXTENSIONS)
async def test_results_that_are_no_timeline_are_refused(site: Datasette, extension: str) -> None:
    assert "entry_id or event_id" in (await get(site, f"/dateline/strikes.{extension}", 400)).text
    assert "entry_id or event_id" in (await get(site, f"/dateline.{extension}?sql=select 1", 400)).text
    await get(site, f"/dateline.{extension}?sql=select nothing", 400)


async def test_table_pages_offer_the_formats_of_timelines_alone(site: Datasette) -> None:
    ours = await get(site, "/dateline/entries?_view=table")
    other = await get(site, "/dateline/texts?_view=table")

    assert "/dateline/entries.ics" in ours.text
    assert "/dateline/texts.ics" not in other.text


async def test_data_package_describes_the_sheet_that_it_names(site: Datasette) -> None:
    package = json.loads((await get(site, "/dateline/by_type.datapackage?type=strike")).text)
    resource = package["resources"][0]
    response = await get(site, resource["path"])
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))

    assert resource["path"] == "http://localhost/dateline/by_type.sheet?type=strike&_size=max&_stream=on"
    assert response.headers["content-disposition"] == 'inline; filename="by_type.csv"'
    assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
    assert resource["schema"]["primaryKey"] == "entry_id"


@pytest.mark.parametrize(
    "path", ["whole_timeline.sheet", "whole_timeline.sheet?_stream=on", "timeline.sheet"]
)
async def test_sheet_says_once_that_it_is_utf_8(site: Datasette, path: str) -> None:
    content = (await get(site, f"/dateline/{path}")).content

    assert content.startswith(codecs.BOM_UTF8 + b"entry_id,")
    assert content.count(codecs.BOM_UTF8) == 1


@pytest.mark.parametrize("page", ["whole_timeline", "timeline", "reports"])
async def test_csv_that_a_page_offers_first_is_safe_in_a_spreadsheet(site: Datasette, page: str) -> None:
    html = (await get(site, f"/dateline/{page}?type=strike")).text
    offered = unescape(re.findall(r'<a href="([^"]*)">CSV</a>', html)[0])

    assert offered == f"/dateline/{page}.sheet?type=strike&_size=max&_stream=on"
    assert "edtf" in (await get(site, offered)).text


@pytest.mark.parametrize("path", PAGES)
async def test_data_package_is_valid_for_an_independent_reader(
    site: Datasette, tmp_path: Path, path: str
) -> None:
    package = json.loads((await get(site, f"{path}.datapackage")).text)
    table = await get(site, package["resources"][0]["path"])
    (tmp_path / "rows.csv").write_bytes(table.content)
    package["resources"][0]["path"] = "rows.csv"
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")

    report = Package(str(tmp_path / "datapackage.json")).validate()

    assert report.flatten(["type", "note"]) == []
    assert report.tasks[0].stats["rows"] > 0


@pytest.mark.parametrize("view", ["timeline", "reports"])
async def test_data_package_says_what_every_column_of_the_views_means(site: Datasette, view: str) -> None:
    package = json.loads((await get(site, f"/dateline/{view}.datapackage")).text)

    assert [
        field["name"] for field in package["resources"][0]["schema"]["fields"] if "description" not in field
    ] == []


async def test_month_stays_a_month(site: Datasette) -> None:
    sql = "/dateline/whole_timeline.{}?type=meeting&until=2025-09-30"
    rows = json.loads((await get(site, sql.format("rows"))).text)
    timeline = json.loads((await get(site, sql.format("timelinejs"))).text)

    assert [row["edtf"] for row in rows] == ["2025-08"]
    assert timeline["events"][0]["start_date"] == {"year": 2025, "month": 8}
    assert timeline["events"][0]["display_date"] == "August 2025 (month only)"


async def test_feed_of_another_moment_stays_at_that_moment(site: Datasette) -> None:
    path = "/dateline-reported-by-2025-11-25/whole_timeline.jsonfeed"
    feed = json.loads((await get(site, path)).text)

    assert feed["home_page_url"] == f"http://localhost{path.removesuffix('.jsonfeed')}"
    assert 0 < len(feed["items"]) < 9
    for item in feed["items"]:
        await get(site, item["url"])


async def test_site_below_a_path_links_to_itself(
    written: Path, open_site: Callable[[Path], Datasette]
) -> None:
    site = open_site(written)
    site._settings["base_url"] = "/news/"
    feed = json.loads((await get(site, "/dateline/whole_timeline.jsonfeed?type=strike")).text)

    assert feed["feed_url"] == "http://localhost/news/dateline/whole_timeline.jsonfeed?type=strike"
    assert feed["home_page_url"] == "http://localhost/news/dateline/whole_timeline?type=strike"
    assert feed["items"][0]["url"].startswith("http://localhost/news/dateline/entry/")

    view = json.loads((await get(site, "/dateline/timeline.jsonfeed?_size=4")).text)

    assert view["next_url"] == "http://localhost/news/dateline/timeline.jsonfeed?_size=4&_next=4"


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize(
    "sql",
    [
        "select 'x' as entry_id, 'soon' as starts, null as headline, 5 as type, 'odd status' as status",
        "select 9e999 as entry_id, -9e999 as starts, 1.5 as headline, x'' as type, 1 as status",
        "select null as entry_id, null as starts, null as headline, null as type, null as status",
        "select 1 as event_id, 9e999 as starts, x'00ff' as headline, char(0, 8, 55296) as type, '' as status",
    ],
)
async def test_odd_rows_are_told_without_an_error(site: Datasette, sql: str, extension: str) -> None:
    assert (await get(site, f"/dateline.{extension}?sql={sql}")).text


@pytest.mark.parametrize("extension", ["atom", "jsonfeed", "ics"])
async def test_feed_that_is_cut_begins_with_what_was_reported_last(site: Datasette, extension: str) -> None:
    whole = json.loads((await get(site, "/dateline/whole_timeline.rows")).text)
    newest = max(whole, key=lambda row: (row["last_reported"], row["in_time"]))["headline"]
    site._settings["max_returned_rows"] = site.max_returned_rows = 4
    response = await get(site, f"/dateline/whole_timeline.{extension}")

    assert newest.split("<")[0].strip() in response.text.replace("\r\n ", "")
    assert response.headers["dateline-left-out"] in ("5", "6", "7")
    assert "after=0" in response.headers["link"]


async def test_planned_entries_go_on_where_they_ended(site: Datasette) -> None:
    rows = json.loads((await get(site, "/dateline/planned.rows")).text)
    sql = "select in_time from promises where outcome in ('no report yet', 'moved')"

    assert {row["in_time"] for row in rows} == {
        row[0] for row in (await site.get_database("dateline").execute(sql)).rows
    }


@pytest.mark.parametrize("page", ["whole_timeline", "timeline", "strikes", "evidence", "articles"])
async def test_ending_that_nothing_has_is_not_found(site: Datasette, page: str) -> None:
    for ending in ("rss", "xml", "jsom"):
        assert "no file" in (await get(site, f"/dateline/{page}.{ending}", 404)).text
    await get(site, "/_internal.json", 403)  # an error is told as a page, too
