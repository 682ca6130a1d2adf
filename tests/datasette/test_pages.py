"""What readers see: headings, statuses, forms, links; and what they must never be served."""

import json
import re
import sqlite3
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import yaml
from datasette.app import Datasette

from events.entry import entry_id_of
from events.facts import EventExtracted, EventWithdrawn
from events.log import Log
from tests.datasette.conftest import gazette

METADATA = yaml.safe_load((Path(__file__).parents[2] / "metadata.yml").read_text("utf-8"))
DESCRIBED = METADATA["databases"]["dateline"]["tables"]
OUR_PAGES = [
    "/",
    "/dateline",
    "/dateline/timeline",
    "/dateline/reports",
    "/dateline/whole_timeline",
    "/dateline/known_on",
    "/dateline/strikes",
]


async def page(site: Datasette, path: str) -> str:
    response = await site.client.get(path)
    assert response.status_code == 200, response.text
    return str(response.text)


async def one(site: Datasette, sql: str) -> str:
    rows = (await site.get_database("dateline").execute(sql)).rows
    return str(rows[0][0])


async def entry_of(site: Datasette, headline: str) -> str:
    return await one(site, f"select entry_id from reports where headline like '{headline}%'")


async def article_of(site: Datasette, name: str) -> str:
    return await one(site, f"select article_id from articles where name like '{name}%'")


def words_of(html: str) -> str:
    """The page as read, without markup."""
    body = re.sub(r"<(style|script|svg|select|datalist|pre)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


async def test_entries_stand_under_honest_headings(site: Datasette) -> None:
    text = words_of(await page(site, "/dateline/whole_timeline"))

    assert "August 2025 month only" in text
    assert "25 November 2025 Tuesday" in text
    assert "1–7 December 2025 within this week" in text
    assert "Undated" in text


@pytest.mark.parametrize("path", ["/dateline/whole_timeline", "/dateline/timeline", "/dateline/reports"])
async def test_the_undated_come_last(site: Datasette, path: str) -> None:
    headings = re.findall(r'class="days-text">([^<]+)<', await page(site, path))

    assert headings.index("Undated") == len(headings) - 1


async def test_status_is_said_in_words_and_drawn_apart(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline")

    for status in ("planned", "possible", "denied"):
        assert f'class="entry is-{status}"' in html
        assert re.search(rf'class="status">{status}<', html)


async def test_pages_show_no_machine_words(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline")

    assert "plan revision" in html
    assert (
        re.findall(r"\b(plan_revision|legal_action|points_before|month_only|None|null)\b", words_of(html))
        == []
    )


async def test_points_before_and_after_are_one_change(site: Datasette) -> None:
    assert "28 → 19 points" in words_of(await page(site, "/dateline/plan_revisions"))


async def test_reports_that_differ_in_a_number_are_both_named(site: Datasette) -> None:
    text = words_of(await page(site, "/dateline/by_type?type=strike"))

    assert "at least 7 or 8 killed" in text


async def test_parameters_are_labelled_fields_that_keep_their_values(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline?actor=Otto+%22Lind&since=2025-11-01&status=planned")

    for name in ("type", "status", "actor", "place", "since", "until"):
        assert f'<label for="field-{name}">' in html
        assert re.search(rf'<(input|select) id="field-{name}" name="{name}"', html)
    assert 'value="Otto &#34;Lind"' in html
    assert 'value="2025-11-01" type="date"' in html
    assert re.search(r'<option value="planned" selected>', html) or "Nothing in this timeline" in html


async def test_page_links_to_its_json_and_csv(site: Datasette) -> None:
    html = await page(site, "/dateline/by_place?place=Lowmark")
    links = re.findall(r'href="([^"]+by_place\.(?:json|csv)[^"]*)"', html)

    assert len(links) >= 2
    for link in links:
        response = await site.client.get(link.removeprefix("http://localhost").replace("&amp;", "&"))
        assert response.status_code == 200
        assert "Lowmark" in response.text


async def test_ad_hoc_query_with_our_columns_is_a_timeline(site: Datasette) -> None:
    sql = "select entry_id, starts, headline, type, status from timeline"

    drawn = await page(site, f"/dateline?sql={sql}")
    table = await page(site, f"/dateline?sql={sql}&_view=table")
    other = await page(site, "/dateline?sql=select 1 as one")

    assert '<div class="timeline">' in drawn
    assert '<textarea id="sql-editor"' in drawn
    assert '<div class="timeline">' not in table
    assert '<div class="timeline">' not in other


@pytest.mark.parametrize(
    "sql",
    [
        "select 'x' as entry_id, 'soon' as starts, null as headline, 5 as type, 'odd status' as status",
        "select 'a' as event_id, '2025-02-30' as starts, '' as headline, '' as type, null as status",
        "select 1 as event_id, '2025-02-03' as starts, 'later' as ends, 1 as headline, 1 as type, 1 status",
        "select null as entry_id, null as starts, null as headline, null as type, null as status",
    ],
)
async def test_odd_rows_are_drawn_without_an_error(site: Datasette, sql: str) -> None:
    assert '<div class="timeline">' in await page(site, f"/dateline?sql={sql}")


async def test_long_timeline_goes_on_where_it_was_cut(site: Datasette) -> None:
    site.max_returned_rows = 4
    seen: list[str] = []
    address: str | None = "/dateline/whole_timeline"

    while address:
        html = await page(site, address)
        seen += re.findall(r'class="headline"><a href="[^"]*/entry/(\w+)"', html)
        following = re.search(r'<a href="([^"]*)" rel="next">', html)
        address = unescape(following[1]) if following else None

    site.max_returned_rows = 250
    everything = await page(site, "/dateline/whole_timeline")
    assert seen == re.findall(r'class="headline"><a href="[^"]*/entry/(\w+)"', everything)
    assert len(seen) == len(set(seen)) == 9
    assert "From the beginning" in html


async def test_home_says_what_is_followed_and_offers_every_timeline(site: Datasette) -> None:
    html = await page(site, "/")
    text = words_of(html)

    assert "9 entries from 3 articles by 3 publishers" in text
    assert "23 November 2025 to 14 December 2025" in text
    for name, query in METADATA["databases"]["dateline"]["queries"].items():
        assert f'href="/dateline/{name}"' in html
        assert " ".join(query["description"].split()) in text


async def test_home_of_an_empty_log_tells_what_to_do(
    tmp_path: Path, open_site: Callable[[Path], Datasette]
) -> None:
    path = tmp_path / "dateline.db"
    Log.open(path, "write").close()
    site = open_site(path)

    assert "No article has been read yet" in await page(site, "/")
    for query in METADATA["databases"]["dateline"]["queries"]:
        assert (await site.client.get(f"/dateline/{query}")).status_code == 200


async def test_entry_page_sets_its_reports_side_by_side(site: Datasette) -> None:
    html = await page(site, f"/dateline/entry/{await entry_of(site, 'Northland fires')}")
    text = words_of(html)

    assert "Morning Ledger" in text
    assert "Gazette <script>" in text
    assert "The reports differ in numbers." in text
    assert html.count('<article class="report') == 2


async def test_article_page_marks_the_evidence_of_its_events(site: Datasette) -> None:
    html = await page(site, f"/dateline/article/{await article_of(site, 'harbour')}")

    august = '<span class="time" title="August 2025 (month only)">August</span>'
    assert f"<mark>The two leaders had met at Alder Bay in {august}.</mark>" in html
    assert "<mark>BASEL" not in html
    assert 'href="https://example.org/harbour?a=1&amp;b=2"' in html


async def test_article_page_lists_every_time_expression_with_its_days(site: Datasette) -> None:
    html = await page(site, f"/dateline/article/{await article_of(site, 'harbour')}")
    found = re.findall(r"<li><q>([^<]+)</q> <b>([^<]+)</b>", html)

    assert found == [
        ("Sunday", "23 November 2025"),
        ("August", "August 2025 (month only)"),
        ("next week", "1–7 December 2025 (within this week)"),
    ]
    assert "“Today” is 24 November 2025" in html


@pytest.mark.parametrize("path", ["/dateline/entry/none", "/dateline/article/none", "/nowhere/entry/none"])
async def test_what_is_not_there_is_not_found(site: Datasette, path: str) -> None:
    response = await site.client.get(path)

    assert response.status_code == 404
    assert 'href="/assets/dateline.css"' in response.text


async def test_article_whose_text_is_redacted_still_has_a_page(
    written: Path, open_site: Callable[[Path], Datasette]
) -> None:
    with sqlite3.connect(written) as connection:
        connection.execute("delete from texts")
    site = open_site(written)

    assert "is not kept here" in await page(site, f"/dateline/article/{await article_of(site, 'harbour')}")


async def test_text_of_articles_is_escaped_everywhere(site: Datasette) -> None:
    entry = await entry_of(site, "Mara Venn")
    article = await article_of(site, "gazette")
    queries = [f"/dateline/{name}" for name in METADATA["databases"]["dateline"]["queries"]]
    tables = [f"/dateline/{name}" for name, table in DESCRIBED.items() if not table.get("hidden")]
    paths = [*OUR_PAGES, *queries, *tables, f"/dateline/entry/{entry}", f"/dateline/article/{article}"]

    for path in paths:
        html = await page(site, path)
        assert "<script>alert" not in html, path
        assert 'href="javascript:' not in html.lower(), path
        assert 'onmouseover="' not in html.lower().replace("&#34;onmouseover=&#34;", ""), path


async def test_parameter_is_escaped_in_the_page(site: Datasette) -> None:
    html = await page(site, "/dateline/by_actor?actor=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&_from=%3Cb%3E")

    assert "<script>alert" not in html


@pytest.mark.parametrize("path", OUR_PAGES)
async def test_our_pages_need_no_script_and_no_other_host(site: Datasette, path: str) -> None:
    html = await page(site, path)

    assert "<script" not in html
    assert " style=" not in html
    assert "<style" not in html
    assert re.findall(r'<(?:link|img|iframe)[^>]+(?:href|src)="(?:https?:)?//(?!localhost)', html) == []
    assert '<html lang="en">' in html
    assert html.count("<main") == html.count("<h1") == 1


async def test_style_sheet_is_served(site: Datasette) -> None:
    assert "prefers-color-scheme: dark" in await page(site, "/assets/dateline.css")
    assert 'href="/assets/dateline.css"' in await page(site, "/")


async def test_every_visible_table_and_column_is_described(site: Datasette) -> None:
    db = site.get_database("dateline")
    described = {name for name, table in DESCRIBED.items() if not table.get("hidden")}
    hidden = {*await db.hidden_table_names(), *(DESCRIBED.keys() - described)}
    visible = {*await db.table_names(), *await db.view_names()} - hidden

    assert visible == described
    for name in visible:
        assert DESCRIBED[name]["description"]
        assert list(DESCRIBED[name]["columns"]) == await db.table_columns(name), name


async def test_data_page_describes_what_can_be_asked(site: Datasette) -> None:
    text = words_of(await page(site, "/dateline"))

    for name, table in DESCRIBED.items():
        if not table.get("hidden"):
            assert table["title"] in text
            assert " ".join(table["description"].split()) in text, name
    assert "entry_keys" not in text
    assert "entry_keys" in words_of(await page(site, "/dateline?_show_hidden=1"))


async def test_internals_are_hidden(site: Datasette) -> None:
    listing = json.loads((await site.client.get("/dateline.json")).text)
    shown = {table["name"] for table in listing["tables"] if not table["hidden"]}

    assert not shown & {"texts", "entry_keys", "timeline_search", "timeline_search_data"}


async def test_database_of_another_name_is_described_too(
    written: Path, open_site: Callable[[Path], Datasette]
) -> None:
    other = written.with_name("peace.db")
    with sqlite3.connect(written) as source, sqlite3.connect(other) as copy:
        source.backup(copy)

    response = await open_site(other).client.get("/peace/planned")

    assert response.status_code == 200
    assert "Northland to elect a council" in response.text


async def test_view_streams_whole_as_csv(site: Datasette) -> None:
    assert len((await page(site, "/dateline/timeline.csv?_stream=on")).splitlines()) == 10


async def test_table_query_says_when_in_words(site: Datasette) -> None:
    text = words_of(await page(site, "/dateline/strikes"))

    assert "25 November 2025" in text
    assert "2025-11-25" not in text


async def test_plain_tables_lead_to_entries_and_articles(site: Datasette) -> None:
    html = await page(site, "/dateline/reports?_view=table")

    assert f'href="/dateline/entry/{await entry_of(site, "Mara Venn")}"' in html
    assert f'href="/dateline/article/{await article_of(site, "gazette")}"' in html


async def test_style_sheet_is_found_under_any_mount(written: Path) -> None:
    folder = Path(__file__).parents[2] / "datasette"
    site = Datasette(
        [str(written)],
        metadata=METADATA,
        plugins_dir=str(folder / "plugins"),
        template_dir=str(folder / "templates"),
        static_mounts=[("static", str(folder / "static"))],
    )

    assert 'href="/static/dateline.css"' in await page(site, "/")


@pytest.mark.parametrize(
    "path", ["/dateline/records?type=x&_sort=type", "/dateline/events?status__exact=planned"]
)
async def test_fields_of_plain_tables_are_labelled_and_headings_in_order(site: Datasette, path: str) -> None:
    html = await page(site, path)
    fields = re.findall(r'<(?:select|input type="text")[^>]*>', html)

    assert len(fields) > 3
    assert [field for field in fields if "aria-label=" not in field] == []
    assert "<h3>" not in html


async def test_entry_tells_its_history_and_what_became_of_the_plan(site: Datasette) -> None:
    html = await page(site, f"/dateline/entry/{await entry_of(site, 'Otto Lind meets')}")

    steps = re.findall(r"<li>([^<]*)<b>(\w+)</b>", html.partition("How it was told")[2])
    assert [status for _, status in steps] == ["planned", "occurred"]
    assert steps[0][0] == "26 November 2025, Morning Ledger: "
    assert re.search(r"Announced 26 November 2025 for 2 December 2025\s*: <b>happened on time</b>", html)


async def test_field_shows_what_was_asked_even_if_it_is_no_day(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline?since=20.11.2025&type=nonsense")

    assert 'value="20.11.2025" type="text" aria-invalid="true"' in html
    assert "No day; write it as 2025-11-20." in html
    assert '<option value="nonsense" selected>nonsense (none such)</option>' in html
    assert "No day" not in await page(site, "/dateline/whole_timeline?since=2025-11-20&type=strike")


async def test_event_in_a_table_leads_to_its_report(site: Datasette) -> None:
    for table in ("entries", "event_actors", "standings", "entry_reports"):
        html = await page(site, f"/dateline/{table}?_view=table&_size=1")
        found = re.search(r'href="(/dateline/reports\?event_id=\w{16})"', html)
        assert found, table
        assert 'class="entry is-' in await page(site, found[1])


async def test_text_of_another_language_says_so(site: Datasette, written: Path) -> None:
    article = await article_of(site, "harbour")
    with sqlite3.connect(written) as connection:
        connection.execute("update articles set language = 'uk' where article_id = ?", (article,))

    html = await page(site, f"/dateline/article/{article}")

    assert 'class="text" lang="uk" dir="auto"' in html
    assert "Only English is read into events." in html
    assert 'class="time"' not in html


async def test_record_is_read_line_by_line(site: Datasette) -> None:
    html = await page(site, "/dateline/records/1")
    text = words_of(html)
    digest = await one(site, "select lower(hex(hash)) from records where position = 1")

    assert "<h1>Position 1</h1>" in html
    assert "&#34;article_id&#34;: " in html  # its JSON, a member on each line
    assert f"<pre>{digest}</pre>" in html
    assert "of articles , as position" in text
    assert " 0 rows" not in text
    assert "<style" not in html


async def test_error_page_has_the_menu(site: Datasette) -> None:
    html = (await site.client.get("/dateline/entry/0000000000000000")).text

    assert '<a href="/dateline/whole_timeline">Timeline</a>' in html


async def test_entry_is_found_under_every_id_that_it_had(site: Datasette) -> None:
    strike = await entry_of(site, "Northland fires")
    rows = (await site.get_database("dateline").execute("select event_id, entry_id from reports")).rows
    former = {entry_id_of(event_id) for event_id, entry_id in rows if entry_id == strike} - {strike}

    for entry_id in former:
        moved = await site.client.get(f"/dateline/entry/{entry_id}?_view=embed")
        assert (moved.status_code, moved.headers["location"]) == (
            302,
            f"/dateline/entry/{strike}?_view=embed",
        )
        frame = await site.client.get(f"/-/oembed?url=http://localhost/dateline/entry/{entry_id}")
        assert frame.status_code == 200
    assert len(former) == 1


async def test_entry_of_a_reading_that_was_replaced_leads_to_the_better_one(
    site: Datasette, written: Path
) -> None:
    former = await entry_of(site, "Mara Venn resigns")
    with Log.open(written, "write") as log:
        article, events = gazette()
        old = next(event for event in events if event.headline == "Mara Venn resigns")
        new = EventExtracted.of(old.model_copy(update={"headline": "Mara Venn goes"}), article, "rules@2")
        old_id = EventExtracted.of(old, article, "rules@1").event_id
        gone = EventWithdrawn(event_id=old_id, because="x", by="rules@2", replaced_by=new.event_id)
        log.append(f"article-{article.article_id}", [new, gone])

    moved = await site.client.get(f"/dateline/entry/{former}")

    assert moved.headers["location"] == f"/dateline/entry/{await entry_of(site, 'Mara Venn goes')}"


async def test_id_that_no_entry_ever_had_is_not_found(site: Datasette) -> None:
    for entry_id in ("0" * 16, "x"):
        assert (await site.client.get(f"/dateline/entry/{entry_id}")).status_code == 404
