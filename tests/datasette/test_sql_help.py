"""SQL for people: what may be asked stands beside the editor, and what was asked can be kept."""

import doctest
import importlib.util
import json
import re
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from datasette.app import Datasette
from markupsafe import escape

ROOT = Path(__file__).parents[2]
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text("utf-8"))
DESCRIBED = METADATA["databases"]["dateline"]["tables"]
BY_PLACE = "select type, count(*) as entries\r\nfrom timeline\r\nwhere place = :place\r\ngroup by type"


@pytest.fixture(scope="module")
def sql_help() -> ModuleType:
    path = ROOT / "datasette" / "plugins" / "sql_help.py"
    spec = importlib.util.spec_from_file_location("sql_help_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def page(site: Datasette, path: str, status: int = 200) -> str:
    response = await site.client.get(path)
    assert response.status_code == status, response.text
    return str(response.text)


def copied(html: str, name: str) -> str:
    """The text of a field that readers copy."""
    found = re.search(rf'<textarea id="save-{name}"[^>]*>(.*?)</textarea>', html, re.DOTALL)
    assert found, name
    return unescape(found[1])


def test_examples_in_the_plugin_hold(sql_help: ModuleType) -> None:
    result = doctest.testmod(sql_help)

    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "  select 1\n    from x\n\n  where y",
        "select 'a: b' -- # \"quoted\"",
        "select '\u2028\x07é' ;",
        "",
    ],
)
def test_query_comes_back_from_metadata_as_it_was_typed(sql_help: ModuleType, sql: str) -> None:
    lines = sql_help.as_canned(sql, ["a", "on"])
    told = yaml.safe_load(f"databases:\n  dateline:\n    queries:\n{lines}\n")

    query = told["databases"]["dateline"]["queries"]["my_timeline"]
    assert query["params"] == ["a", "on"]
    assert query["sql"].split() == sql.strip().rstrip(";").split()


async def test_cheat_sheet_tells_every_table_and_column_that_is_not_hidden(site: Datasette) -> None:
    html = unescape(await page(site, "/dateline?sql=select+1"))
    text = re.sub(r"\s+", " ", html)

    for name, table in DESCRIBED.items():
        if table.get("hidden"):
            assert f"<code>{name}</code>" not in html
            continue
        assert f"<code>{name}</code>" in html
        assert " ".join(table["description"].split()) in text
        for column, meaning in table["columns"].items():
            assert f"<dt>{column}</dt><dd>{meaning}</dd>" in html, (name, column)


async def test_canned_timelines_show_no_editor(site: Datasette) -> None:
    html = await page(site, "/dateline/planned")

    assert "<textarea" in html
    assert 'id="sql-editor"' not in html
    assert 'id="save"' not in html


async def test_saved_addresses_ask_the_same_again(site: Datasette) -> None:
    html = await page(site, f"/dateline?sql={quote(BY_PLACE)}&place=Lowmark&utm_source=x")
    again = await page(site, copied(html, "address").removeprefix("http://localhost"))
    rows = json.loads(await page(site, copied(html, "json").removeprefix("http://localhost")))

    assert 'value="Lowmark"' in again
    assert rows == [{"type": "deployment", "entries": 1}, {"type": "meeting", "entries": 1}]
    assert "utm_source" not in copied(html, "address")


async def test_pasted_query_is_a_canned_timeline(site: Datasette) -> None:
    html = await page(site, f"/dateline?sql={quote(BY_PLACE)}&place=Lowmark")
    queries: dict[str, Any] = yaml.safe_load(copied(html, "yaml"))
    site._metadata_local["databases"]["dateline"]["queries"] |= queries

    assert "deployment" in await page(site, "/dateline/my_timeline?place=Lowmark")


async def test_rows_of_any_query_are_a_labelled_table(site: Datasette) -> None:
    html = await page(site, "/dateline?sql=select '<b>' as one, null as two")

    assert '<th scope="col">one</th>' in html
    assert "<td>&lt;b&gt;</td>" in html
    assert '<label for="sql-editor"' in html
    assert "<script>" not in html
    assert "<style" not in html
    assert " style=" not in html


async def test_editor_of_datasette_is_started_by_files_of_this_site(site: Datasette) -> None:
    html = await page(site, "/dateline?sql=select 1")
    scripts = re.findall(r'<script src="([^"]+)" defer></script>', html)

    assert len(scripts) == html.count("<script") == 4
    for script in scripts:
        await page(site, script)


async def test_wrong_sql_is_explained_beside_the_field(site: Datasette) -> None:
    html = await page(site, "/dateline?sql=select colour from timeline", 400)

    assert "no such column: colour" in html
    assert 'aria-describedby="sql-error"' in html
    assert ">select colour from timeline</textarea>" in html


async def test_rows_as_a_table_keep_their_links(site: Datasette) -> None:
    html = await page(site, "/dateline/planned?_view=table")

    assert re.search(r'<td><a href="/dateline/entry/\w{16}">', html)
    assert '<input type="hidden" name="_view" value="table">' in html
    assert "As it is drawn" in html


@pytest.mark.parametrize(
    "sql",
    ["selct headline from timeline", "update entries set type = '<b>'", "select * from pragma_module_list"],
    ids=["misspelt", "writing", "pragma"],
)
async def test_sql_that_is_no_question_can_be_mended(site: Datasette, sql: str) -> None:
    html = await page(site, f"/dateline?sql={quote(sql)}", 400)

    assert '<form class="ask" action="/dateline" method="get">' in html
    assert f">{escape(sql)}</textarea>" in html
    assert "sql-editor" not in await page(site, "/dateline/whole_timeline?after=1&_timelimit=x", 400)


async def test_question_that_takes_too_long_can_be_mended(site: Datasette) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"

    assert f">{sql}</textarea>" in await page(site, f"/dateline?_timelimit=20&sql={quote(sql)}", 400)
