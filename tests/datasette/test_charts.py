"""Numbers over time: what is drawn, what it says to whoever cannot see it, and that it tells no lie."""

import doctest
import importlib.util
import re
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
from datasette.app import Datasette

PLUGIN = Path(__file__).parents[2] / "datasette" / "plugins" / "charts.py"
NUMBERS = """
select reports.starts as day, number as value, name as series, qualifier, headline, publisher,
  published as reported, entry_id
from reports join event_quantities using (event_id)
where name in ('killed', 'drones', 'wounded')
order by day, series
"""


@pytest.fixture(scope="module")
def charts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("charts_under_test", PLUGIN)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row(day: str, value: object, **others: Any) -> dict[str, Any]:
    """A row of numbers over time."""
    return {"day": day, "value": value, "series": "killed", **others}


def toll(value: object, reported: str, **others: Any) -> dict[str, Any]:
    """A row that tells of the one happening."""
    return row("2025-11-25", value, entry_id="a", reported=reported, **others)


async def page(site: Datasette, sql: str, more: str = "") -> str:
    response = await site.client.get(f"/dateline?sql={quote(sql)}{more}")
    assert response.status_code == 200, response.text
    return str(response.text)


def test_examples_in_the_plugin_hold(charts: ModuleType) -> None:
    result = doctest.testmod(charts)

    assert result.attempted > 12
    assert result.failed == 0


@pytest.mark.parametrize("values", [[1000, 1001], [5], [-4, 7], [0], [0.02, 0.5]])
def test_every_scale_shows_zero_at_a_tick(charts: ModuleType, values: list[float]) -> None:
    drawn = charts.chart([row(f"2025-11-0{day}", value) for day, value in enumerate(values, 1)])
    (part,) = drawn.panels

    assert [tick.text for tick in part.ticks if tick.at == part.zero] == ["0"]
    assert all(0 <= point.y <= part.foot for series in part.series for point in series.points)


def test_height_is_in_proportion_to_the_number(charts: ModuleType) -> None:
    (part,) = charts.chart([row("2025-11-01", 10), row("2025-11-02", 20)]).panels
    low, high = part.series[0].points

    assert (part.zero - high.y) == pytest.approx(2 * (part.zero - low.y), abs=0.2)


def test_days_without_a_number_stay_empty(charts: ModuleType) -> None:
    (part,) = charts.chart([row("2025-11-01", 3), row("2025-11-09", 4)]).panels

    assert [(line.x1, line.x2) for line in part.series[0].lines] == [(3.0, 3.0), (97.0, 97.0)]


def test_reports_that_differ_are_both_drawn_on_one_stem(charts: ModuleType) -> None:
    (part,) = charts.chart([row("2025-11-01", 7), row("2025-11-01", 8), row("2025-11-02", 1)]).panels

    assert [point.label for point in part.series[0].points][:2] == [
        "7 killed, 1 Nov 2025",
        "8 killed, 1 Nov 2025",
    ]
    assert len(part.series[0].lines) == 2


def test_reports_that_agree_are_one_mark_with_all_sources(charts: ModuleType) -> None:
    rows = [row("2025-11-01", 7, publisher=name, headline="Fire") for name in ("Ledger", "Post", "Ledger")]
    (point,) = charts.chart(rows).panels[0].series[0].points

    assert point.label == "7 killed, 1 Nov 2025: Fire (Ledger; Post)"


def test_toll_of_one_happening_climbs_by_the_days_of_its_reports(charts: ModuleType) -> None:
    drawn = charts.chart([toll(4, "2025-11-25"), toll(7, "2025-11-26"), toll(8, "2025-11-29")])
    points, lines = drawn.panels[0].series[0].points, drawn.panels[0].series[0].lines

    assert drawn.axis == "day of the report"
    assert [point.x for point in points] == [3.0, 26.5, 97.0]
    assert all(line.x1 == line.x2 or line.y1 == line.y2 for line in lines)
    assert len(lines) == 4


def test_happenings_of_different_days_are_not_joined(charts: ModuleType) -> None:
    drawn = charts.chart([row("2025-11-01", 4, entry_id="a"), row("2025-11-05", 7, entry_id="b")])

    assert drawn.axis == "day of the event"
    assert all(line.x1 == line.x2 for line in drawn.panels[0].series[0].lines)


def test_different_things_never_share_a_scale(charts: ModuleType) -> None:
    drawn = charts.chart([row("2025-11-01", 7), row("2025-11-01", 464, series="drones")])

    assert [part.title for part in drawn.panels] == ["killed", "drones"]


def test_series_of_one_unit_share_a_panel_and_differ_in_shape(charts: ModuleType) -> None:
    rows = [row("2025-11-01", 7, series=name, unit="people") for name in ("north", "south", "east")]
    (part,) = charts.chart(rows).panels

    assert part.title == "people"
    assert len({series.shape for series in part.series}) == 3
    assert len({series.shift for series in part.series}) == 3


def test_more_series_than_shapes_go_to_another_panel(charts: ModuleType) -> None:
    rows = [row("2025-11-01", 7, series=f"s{number}", unit="people") for number in range(7)]

    assert [len(part.series) for part in charts.chart(rows).panels] == [5, 2]


def test_lone_day_of_years_ago_does_not_squeeze_a_fortnight(charts: ModuleType) -> None:
    drawn = charts.chart([row(day, 5) for day in ("2014-03-01", "2025-11-01", "2025-11-04", "2025-11-09")])

    assert drawn.span == "1 Nov 2025 to 9 Nov 2025"
    assert drawn.outside == 1


@pytest.mark.parametrize(
    "odd",
    [
        row("soon", 5), row("2025-11-02", None), row("2025-11-02", "many"), row("2025-11-02", float("inf")),
        row("2025-11-01", 5, precision="month"), row("2025-02-30", 5), row("2025-11-02", b"\x00"),
    ],
)  # fmt: skip
def test_row_without_an_exact_day_or_number_is_counted(charts: ModuleType, odd: dict[str, Any]) -> None:
    drawn = charts.chart([row("2025-11-01", 4), odd])

    assert drawn.unread == 1
    assert len(drawn.panels[0].series[0].points) == 1
    assert charts.chart([odd]) is None


def test_long_list_is_drawn_in_part_and_says_so(charts: ModuleType) -> None:
    drawn = charts.chart([row("2025-11-01", number) for number in range(1000)])

    assert len(drawn.panels[0].series[0].points) == charts.MOST_POINTS
    assert drawn.outside == 1000 - charts.MOST_POINTS


@pytest.mark.parametrize("days", [0, 1, 13, 80, 200, 800, 5000, 40000])
def test_days_are_named_without_crowding(charts: ModuleType, days: int) -> None:
    first = charts.date(1915, 11, 24)
    ticks = charts.day_ticks(first, first + charts.timedelta(days))

    assert 1 <= len(ticks) <= 8
    assert all(charts.LEFT <= tick.at <= charts.RIGHT for tick in ticks)


async def test_points_are_links_that_say_their_number_and_source(site: Datasette) -> None:
    html = await page(site, NUMBERS)
    points = re.findall(r'<a href="/dateline/entry/(\w+)" aria-label="([^"]+)"><title>([^<]+)</title>', html)

    assert len(points) == 6
    assert all(label == title for _, label, title in points)
    assert "at least 7 killed, 26 Nov 2025: Northland fires at Veldt (Morning Ledger)" in [
        unescape(label) for _, label, _ in points
    ]
    assert (await site.client.get(f"/dateline/entry/{points[0][0]}")).status_code == 200


async def test_table_with_every_number_stands_beneath(site: Datasette) -> None:
    html = await page(site, NUMBERS)
    table = html[html.index('<table class="answer">') :]

    assert table.count("<tr>") == 7
    assert '<span class="quiet">at least</span> 7' in table
    assert "<caption" in table
    assert html.index("<svg") < html.index("<table")


async def test_chart_needs_no_style_and_shows_no_markup_of_articles(site: Datasette) -> None:
    html = await page(site, NUMBERS)

    assert "<script>" not in html
    assert " style=" not in html
    assert "Gazette &lt;script&gt;" in html


async def test_chart_in_a_frame_leaves_the_table_to_the_page(site: Datasette) -> None:
    html = await page(site, NUMBERS, "&_view=embed")

    assert '<figure class="chart">' in html
    assert "<table" not in html
    assert "See all 6 numbers as a table" in html
    assert [
        tag for tag in re.findall(r"<a [^>]+>", html) if 'target="_blank" rel="noopener"' not in tag
    ] == []


@pytest.mark.parametrize(
    "sql",
    [
        "select 'x' as day, 'y' as value",
        "select null as starts, null as number",
        "select '2025-11-01' as day, 9e999 as value, x'00ff' as series, 5 as entry_id",
        "select '2025-11-01' as day, -0.0 as value, null as series, '' as headline",
        "select '9999-12-31' as day, 1 as value union select '0001-01-01', 2",
    ],
)
async def test_odd_numbers_are_shown_without_an_error(site: Datasette, sql: str) -> None:
    assert '<table class="answer">' in await page(site, sql)
    assert 'class="ours embed"' in await page(site, sql, "&_view=embed")


async def test_canned_numbers_over_time_are_a_chart_that_can_be_embedded(site: Datasette) -> None:
    html = (await site.client.get("/dateline/numbers_over_time?number=killed")).text
    frame = (await site.client.get("/dateline/numbers_over_time?number=killed&_view=embed")).text

    assert html.count('class="spot') == frame.count('class="spot') == 2
    assert "By day of the report, 26 Nov 2025 to 2 Dec 2025" in html
    assert "In time" not in html


async def test_entry_with_several_reports_leads_to_the_chart_of_its_numbers(site: Datasette) -> None:
    rows = (
        await site.get_database("dateline").execute("select entry_id from timeline where articles > 1")
    ).rows
    pages = [(await site.client.get(f"/dateline/entry/{row[0]}")).text for row in rows]
    found = [
        unescape(link) for html in pages for link in re.findall(r'href="([^"]*numbers_over_time[^"]*)"', html)
    ]

    assert found
    for link in found:
        assert '<figure class="chart">' in (await site.client.get(link)).text
