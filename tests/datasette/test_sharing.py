"""What readers pass on: addresses that stay, previews, frames on other sites, citations."""

import doctest
import importlib.util
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from events.verification import verify

PLUGINS = Path(__file__).parents[2] / "datasette" / "plugins"
FEEDS = ("atom", "jsonfeed", "ics", "timelinejs", "geojson", "ndjson", "sheet", "datapackage")
MANY = (
    "with recursive n(i) as (select 1 union all select i + 1 from n where i < 30) "
    "select 'n' || i as entry_id, date('2025-01-01', i || ' days') as starts, 'Line ' || i as headline, "
    "'vote' as type, 'occurred' as status from n"
)


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{name}_under_test", PLUGINS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def get(site: Datasette, path: str, status: int = 200) -> Any:
    response = await site.client.get(path.removeprefix("http://localhost"))
    assert response.status_code == status, response.text
    return response


async def page(site: Datasette, path: str) -> str:
    return str((await get(site, path)).text)


async def entry_of(site: Datasette, headline: str) -> str:
    sql = f"select entry_id from reports where headline like '{headline}%'"
    return str((await site.get_database("dateline").execute(sql)).single_value())


def meta(html: str, name: str) -> str:
    """What the head says under a name or property."""
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)"', html)
    assert found, name
    return unescape(found[1])


def link(html: str, kind: str) -> str:
    found = re.search(rf'<link {re.escape(kind)}[^>]* href="([^"]*)"', html)
    assert found, kind
    return unescape(found[1])


def copied(html: str, name: str) -> str:
    """The text of a field that readers copy."""
    found = re.search(rf'<textarea id="share-{name}"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    assert found, name
    return unescape(found[1])


@pytest.mark.parametrize("name", ["citations", "sharing"])
def test_examples_in_the_plugins_hold(name: str) -> None:
    result = doctest.testmod(load(name))

    assert result.attempted > 3
    assert result.failed == 0


async def test_preview_says_what_the_timeline_answers_and_how_much(site: Datasette) -> None:
    html = await page(site, "/dateline/planned")

    assert meta(html, "og:title") == "Planned, not yet reported as done"
    assert meta(html, "og:description").startswith("What is announced or scheduled")
    assert meta(html, "og:description").endswith("1 entry.")
    assert meta(html, "og:url") == "http://localhost/dateline/planned"
    assert meta(html, "og:type") == "website"
    assert meta(html, "og:site_name") == "dateline"
    assert meta(html, "twitter:card") == "summary"


async def test_canonical_address_keeps_what_is_asked_and_nothing_else(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline?type=vote&place=&utm_source=mail&_from=0&_show_sql=1")
    view = await page(site, "/dateline/timeline?type=vote&_size=5")

    assert link(html, 'rel="canonical"') == "http://localhost/dateline/whole_timeline?type=vote"
    assert link(view, 'rel="canonical"') == "http://localhost/dateline/timeline?type=vote"


async def test_entry_is_previewed_with_its_days_and_sources(site: Datasette) -> None:
    path = f"/dateline/entry/{await entry_of(site, 'Northland fires')}"
    html = await page(site, path)

    assert meta(html, "og:type") == "article"
    assert "25 November 2025. 2 reports: " in meta(html, "og:description")
    assert "Morning Ledger, 26 November 2025" in meta(html, "og:description")
    assert meta(html, "og:url") == f"http://localhost{path}"


@pytest.mark.parametrize("path", ["whole_timeline", "timeline", "planned?since=2025-11-01", "entry"])
async def test_every_feed_and_file_is_listed_and_answers(site: Datasette, path: str) -> None:
    path = f"entry/{await entry_of(site, 'Mara Venn')}" if path == "entry" else path
    html = await page(site, f"/dateline/{path}")
    listed = [unescape(address) for address in re.findall(r'<dt><a href="([^"]+)"', html)]

    for name in FEEDS:
        assert [address for address in listed if f".{name}" in address], name
    for address in listed:
        assert (await get(site, address)).text
    for kind in ("application/atom+xml", "application/feed+json", "text/calendar"):
        assert link(html, f'rel="alternate" type="{kind}"') in listed


async def test_feed_of_an_entry_holds_its_reports_alone(site: Datasette) -> None:
    html = await page(site, f"/dateline/entry/{await entry_of(site, 'Northland fires')}")
    feed = json.loads((await get(site, link(html, 'rel="alternate" type="application/feed+json"'))).text)

    assert len(feed["items"]) == 2


async def test_address_of_the_answer_is_the_one_as_recorded_by_the_day_of_the_log(site: Datasette) -> None:
    html = await page(site, "/dateline/planned?since=2025-11-01")
    stable = copied(html, "stable")
    then = await page(site, stable)

    assert stable == "http://localhost/dateline-as-of-2025-12-03/planned?since=2025-11-01"
    assert "Northland to elect a council" in then
    assert copied(then, "address") == stable
    assert 'id="share-stable"' not in then


async def test_stable_address_of_what_was_reported_keeps_both_days(site: Datasette) -> None:
    html = await page(site, "/dateline-reported-by-2025-11-25/whole_timeline")

    assert copied(html, "stable").endswith("/dateline-as-of-2025-12-03-reported-by-2025-11-25/whole_timeline")


async def test_citation_names_the_head_that_verify_prints(site: Datasette, written: Path) -> None:
    html = await page(site, "/dateline/whole_timeline")
    head = verify(written).head
    short = head[: head.index(":") + 17]

    assert f"The log is at {head};" in html
    assert copied(html, "cite") == (
        f"“The whole timeline”, dateline, as recorded by 3 December 2025 (log {short}), "
        "http://localhost/dateline-as-of-2025-12-03/whole_timeline"
    )
    assert json.loads(copied(html, "csl"))[0]["issued"] == {"date-parts": [[2025, 12, 3]]}


def test_citation_holds_no_commands_of_latex() -> None:
    citations = load("citations")
    work = citations.Work(
        "100% \\input{x} & A_b", "site", "https://a.test/?a=1%20", "2025-12-03", 7, "0" * 64
    )

    assert r"{100\% \textbackslash{}input\{x\} \& A\_b}" in citations.bibtex(work)
    assert "https://a.test/?a=1%20" in citations.bibtex(work)


async def test_empty_log_has_nothing_to_cite(tmp_path: Path, open_site: Callable[[Path], Datasette]) -> None:
    from events.log import Log  # noqa: PLC0415

    Log.open(tmp_path / "dateline.db", "write").close()
    html = await page(open_site(tmp_path / "dateline.db"), "/dateline/planned")

    assert 'id="share-address"' in html
    assert 'id="share-cite"' not in html


async def test_frame_holds_entries_alone_and_opens_links_outside_of_it(site: Datasette) -> None:
    html = await page(site, "/dateline/whole_timeline?_view=embed")
    links = re.findall(r"<a [^>]*>", html)

    assert "Leaders meet at Alder Bay" in html
    assert 'class="masthead"' not in html
    assert "<form" not in html
    assert "<script" not in html
    assert links
    assert [tag for tag in links if 'target="_blank" rel="noopener"' not in tag] == []
    assert "See the" not in html


async def test_frame_shows_the_latest_entries_and_counts_the_rest(site: Datasette) -> None:
    html = await page(site, f"/dateline?sql={quote(MANY)}&_view=embed")

    assert "20 of 30 entries. " in html
    assert "See the 10 others" in html
    assert "Line 30<" in html
    assert "Line 11<" in html
    assert "Line 10<" not in html


async def test_frame_of_a_view_counts_the_rows_of_other_pages(site: Datasette) -> None:
    html = await page(site, "/dateline/timeline?_view=embed&_size=4")

    assert "4 of 9 entries. " in html
    assert "See the 5 others" in html


async def test_frame_of_an_entry_shows_its_quote(site: Datasette) -> None:
    html = await page(site, f"/dateline/entry/{await entry_of(site, 'Mara Venn')}?_view=embed")

    assert "Mara Venn resigned as chief of staff" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("path", ["/dateline/records?_view=embed", "/dateline?sql=select 1&_view=embed"])
async def test_what_is_no_timeline_has_no_frame(site: Datasette, path: str) -> None:
    assert 'class="ours embed"' not in await page(site, path)


async def test_oembed_answers_for_the_address_that_a_page_names(site: Datasette) -> None:
    html = await page(site, "/dateline/by_type?type=vote")
    answer = (await get(site, link(html, 'rel="alternate" type="application/json+oembed"'))).json()
    source = re.search(r'src="([^"]+)"', answer["html"])

    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["title"] == "One type of event"
    assert 'title="One type of event"' in answer["html"]
    assert source
    assert "Northland to elect a council" in await page(site, unescape(source[1]))


async def test_oembed_stays_within_the_measures_that_are_asked_for(site: Datasette) -> None:
    asked = "/-/oembed?url=http://localhost/dateline/planned&maxwidth=320&maxheight=5000"
    answer = (await get(site, asked)).json()

    assert (answer["width"], answer["height"]) == (320, 480)
    assert 'width="320" height="480"' in answer["html"]
    await get(site, asked.replace("320", "wide"), 400)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("url=http://localhost/dateline/planned&format=xml", 501),
        ("format=json", 400),
        ("url=http://elsewhere.test/dateline/planned", 404),
        ("url=http://localhost.elsewhere.test/dateline/planned", 404),
        ("url=ftp://localhost/dateline/planned", 404),
        ("url=http://localhost/dateline/nothing", 404),
        ("url=http://localhost/dateline/records", 404),
        ("url=http://localhost/dateline/strikes.json", 404),
        ("url=http://localhost/dateline/entry/none", 404),
        ("url=http://localhost/-/oembed", 404),
        ("url=http://localhost/-/oembed%3Furl%3Dx", 404),
        ("url=http://localhost/", 404),
        ("url=http://[", 404),
    ],
)
async def test_oembed_answers_for_timelines_of_this_site_alone(
    site: Datasette, query: str, status: int
) -> None:
    await get(site, f"/-/oembed?{query}", status)


async def test_oembed_of_a_moment_and_below_a_path(
    written: Path, open_site: Callable[[Path], Datasette]
) -> None:
    site = open_site(written)
    site._settings["base_url"] = "/news/"
    moment = "http://localhost/news/dateline-reported-by-2025-11-25/whole_timeline"
    answer = (await get(site, f"/-/oembed?url={moment}")).json()

    assert f'src="{moment}?_view=embed"' in answer["html"]
    assert answer["provider_url"] == "http://localhost/news/"


async def test_text_of_articles_is_escaped_in_everything_that_is_shared(site: Datasette) -> None:
    path = f"/dateline/entry/{await entry_of(site, 'Veldt counts')}"
    html, frame = await page(site, path), await page(site, f"{path}?_view=embed")
    answer = (await get(site, f"/-/oembed?url=http://localhost{path}")).json()

    assert "<script" not in html + frame
    assert "<script" not in answer["html"]
    assert answer["title"]


async def test_parameter_is_escaped_in_everything_that_is_shared(site: Datasette) -> None:
    html = await page(site, '/dateline/by_actor?actor="><script>alert(1)</script>')
    frame = await page(site, '/dateline/by_actor?actor="><script>alert(1)</script>&_view=embed')

    assert "<script" not in html + frame
