"""The strip counts every entry of a timeline, also where the page shows a part of them."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.utils import module_from_path

PLUGIN = Path(__file__).parents[2] / "datasette" / "plugins" / "strips.py"
BAR = re.compile(
    r'<a href="([^"]*)" aria-label="([^"]*): ([\d,]+) reported(?:, ([\d,]+) planned or possible)?">'
)
NOTE = re.compile(r'<span class="strip-note">([^<]*)</span>')


@pytest.fixture(scope="module")
def strips() -> ModuleType:
    module: ModuleType = module_from_path(str(PLUGIN), "strips_under_test")
    return module


def row(starts: str | None, ends: str | None = None, status: str = "occurred") -> dict[str, Any]:
    """A row of the timeline."""
    return {"starts": starts, "ends": ends or starts, "status": status}


def drawn(strips: ModuleType, *rows: dict[str, Any]) -> Any:
    """The strip of rows."""
    return strips.strip(strips.counted(rows))


def held(strip: Any) -> dict[str, tuple[int, int]]:
    """The bars that are not empty."""
    bars = {bar.cell: (bar.happened, bar.announced) for bar in strip.bars}
    return {cell: counts for cell, counts in bars.items() if any(counts)}


def test_dense_stretch_is_shown_and_the_rest_counted(strips: ModuleType) -> None:
    november = [row(f"2025-11-{day:02}") for day in (20, 20, 21, 23, 25)]
    planned = row("2025-11-25", status="planned")
    others = [row("2014-03-18"), row("2022-01-01", "2022-12-31"), row("2031-01-01"), row(None)]
    strip = drawn(strips, *others, *november, planned, row("2025-11-21", "2025-11-24"))

    assert strip.unit == "day"
    assert held(strip) == {
        "2025-11-20": (2, 0),
        "2025-11-21": (1, 0),
        "2025-11-23": (1, 0),
        "2025-11-25": (1, 1),
    }
    assert (strip.earlier, strip.later, strip.longer, strip.undated) == (2, 1, 1, 1)
    assert len(strip.bars) == strips.LEAST


@pytest.mark.parametrize(
    ("days", "unit", "cells"),
    [
        (
            ["2025-01-05", "2025-03-01", "2025-06-30", "2025-06-30"],
            "month",
            {"2025-01", "2025-03", "2025-06"},
        ),
        (["1990-01-05", "2001-03-01", "2012-06-30", "2025-06-30"], "year", {"1990", "2001", "2012", "2025"}),
        (["2025-01-05", "2025-01-06", "2025-01-31"], "day", {"2025-01-05", "2025-01-06", "2025-01-31"}),
    ],
    ids=["months", "years", "days"],
)
def test_unit_is_the_finest_that_holds_half(
    strips: ModuleType, days: list[str], unit: str, cells: set[str]
) -> None:
    strip = drawn(strips, *map(row, days))

    assert strip.unit == unit
    assert held(strip).keys() == cells
    assert strips.shown(strip) == len(days)


def test_month_counts_what_is_known_to_the_month(strips: ModuleType) -> None:
    strip = drawn(
        strips, *(row(f"2025-{month:02}-01", f"2025-{month:02}-28") for month in (1, 2, 4)), row("2025-04-09")
    )

    assert (strip.unit, held(strip)["2025-04"]) == ("month", (2, 0))
    assert strip.bars[0].starts < "2025-01-01" <= strip.bars[-1].ends


def test_everything_is_counted_once(strips: ModuleType) -> None:
    rows = [
        row("2019-01-01", "2026-12-31"),
        row(None),
        row("soon"),
        *(row(f"20{n}-06-01") for n in range(10, 90)),
    ]
    strip = drawn(strips, *rows)

    rest = strip.earlier + strip.later + strip.longer + strip.undated
    assert strips.shown(strip) + rest == len(rows)
    assert len(strip.bars) <= strips.LENGTH


@pytest.mark.parametrize(
    "days",
    [
        ["9999-12-27", "9999-12-29", "9999-12-31"],
        ["9999-01-27", "9999-09-29", "9999-12-31"],
        ["9990-01-01", "9995-01-01", "9999-12-31"],
        ["0001-01-01", "0001-01-03", "0001-01-05"],
        ["0001-01-01", "0001-04-03", "0001-09-05"],
        ["0001-01-01", "0005-01-01", "0009-01-01"],
    ],
    ids=["last days", "last months", "last years", "first days", "first months", "first years"],
)
def test_strip_ends_where_the_calendar_does(strips: ModuleType, days: list[str]) -> None:
    strip = drawn(strips, *map(row, days))

    assert strips.shown(strip) == 3
    assert "0001-01-01" <= strip.bars[0].starts <= strip.bars[-1].ends <= "9999-12-31"


def test_few_days_need_no_strip(strips: ModuleType) -> None:
    assert drawn(strips, row("2025-11-20"), row("2025-11-21")) is None
    assert drawn(strips) is None
    assert strips.strip(None) is None


async def page(site: Datasette, path: str) -> str:
    response = await site.client.get(path)
    assert response.status_code == 200, path
    return str(response.text)


def bars_of(html: str) -> list[tuple[str, str, int]]:
    """Where each bar leads, its day, and how many entries it counts."""
    found = BAR.findall(html)
    return [
        (unescape(href), day, int(happened) + int(announced or 0)) for href, day, happened, announced in found
    ]


async def test_cut_page_counts_the_whole_timeline(site: Datasette) -> None:
    whole = await page(site, "/dateline/whole_timeline")
    site.max_returned_rows = 4
    first = await page(site, "/dateline/whole_timeline")
    following = re.search(r'<a href="([^"]*)" rel="next">', first)
    assert following

    for html in (first, await page(site, unescape(following[1]))):
        assert [bar[1:] for bar in bars_of(html)] == [bar[1:] for bar in bars_of(whole)]
        assert NOTE.findall(html) == NOTE.findall(whole)
    assert sum(count for _, _, count in bars_of(first)) > 4


async def test_cut_page_tells_how_many_there_are(site: Datasette) -> None:
    site.max_returned_rows = 4

    assert '<span class="count">4 of 9 entries</span>' in await page(site, "/dateline/whole_timeline")
    assert (
        "Everything the articles tell, narrowed by as many fields as you fill in. 4 of 9 entries."
        in await page(site, "/dateline/whole_timeline")
    )


async def test_bar_of_a_cut_page_leads_to_its_day(site: Datasette) -> None:
    site.max_returned_rows = 4

    for href, day, _ in bars_of(await page(site, "/dateline/whole_timeline?status=")):
        path, _, anchor = href.partition("#")
        html = await page(site, path)
        heading = re.search(r'<section class="group" id="([^"]+)">.*?"days-text">([^<]+)<', html, re.DOTALL)
        assert heading
        assert heading.groups() == (anchor, day)


async def test_cut_view_counts_the_whole_view(site: Datasette) -> None:
    counts = [bar[1:] for bar in bars_of(await page(site, "/dateline/timeline"))]
    cut = bars_of(await page(site, "/dateline/timeline?_size=4"))

    assert [bar[1:] for bar in cut] == counts
    assert all("starts__gte=2025-" in href for href, _, _ in cut)


async def test_cut_query_of_a_visitor_has_no_strip(site: Datasette) -> None:
    site.max_returned_rows = 4

    assert bars_of(await page(site, "/dateline?sql=select+*+from+timeline")) == []


async def test_count_that_takes_too_long_leaves_the_strip_out(
    site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.max_returned_rows = 4
    never = (
        "with recursive n(x) as (select 1 union all select x + 1 from n) "
        "select x as starts, '' as ends, '' as status from n"
    )
    monkeypatch.setitem(site._metadata_local["plugins"]["timelines"]["questions"], "days", never)

    html = await page(site, "/")

    assert bars_of(html) == []
    assert "The whole timeline" in html


async def test_home_counts_what_the_timeline_counts(
    site: Datasette, written: Path, open_site: Callable[[Path], Datasette]
) -> None:
    home, timeline = await page(site, "/"), await page(site, "/dateline/whole_timeline")

    assert [bar[1:] for bar in bars_of(home)] == [bar[1:] for bar in bars_of(timeline)]
    assert NOTE.findall(home) == NOTE.findall(timeline)


@pytest.mark.parametrize("view", ["timeline", "reports"])
async def test_view_ends_with_the_undated(site: Datasette, view: str) -> None:
    rows = (await site.client.get(f"/dateline/{view}.json?_shape=array")).json()

    days = [row["starts"] or "undated" for row in rows]
    assert days == sorted(days)
    assert days[-1] == "undated"
