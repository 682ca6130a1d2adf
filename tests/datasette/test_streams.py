"""A whole timeline as one file, however many pages the site makes of it."""

import asyncio
import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.utils import module_from_path

PLUGINS = Path(__file__).parents[2] / "datasette" / "plugins"
TIMELINES = ("whole_timeline", "timeline", "reports")


@pytest.fixture
async def short_site(site: Datasette) -> Datasette:
    """A site whose pages hold four rows, since its first request."""
    await site.client.get("/")
    cut(site, 4)
    return site


def cut(site: Datasette, most: int) -> None:
    """Let pages hold so many rows."""
    site._settings["max_returned_rows"] = site.max_returned_rows = most


async def get(site: Datasette, path: str, status: int = 200) -> Any:
    response = await site.client.get(path)
    assert response.status_code == status, response.text
    return response


async def expected(site: Datasette, name: str) -> list[str]:
    """What a file of this timeline has to hold."""
    view = {"whole_timeline": "timeline"}.get(name, name)
    rows = await site.get_database("dateline").execute(
        f"select headline from {view} order by starts is null, starts"
    )
    return sorted(row[0] for row in rows)


@pytest.mark.parametrize("name", TIMELINES)
async def test_lines_of_json_are_whole(short_site: Datasette, name: str) -> None:
    one = await get(short_site, f"/dateline/{name}.ndjson?_size=4")
    whole = await get(short_site, f"/dateline/{name}.ndjson?_stream=on&_size=max")

    assert len(one.text.splitlines()) == 4
    assert sorted(json.loads(line)["headline"] for line in whole.text.splitlines()) == await expected(
        short_site, name
    )
    assert "link" not in whole.headers


@pytest.mark.parametrize("kind", ["csv", "sheet"])
@pytest.mark.parametrize("name", TIMELINES)
async def test_tables_are_whole_and_have_one_header(short_site: Datasette, name: str, kind: str) -> None:
    whole = await get(short_site, f"/dateline/{name}.{kind}?_stream=on&_size=max")

    rows = list(csv.DictReader(io.StringIO(whole.text, newline="")))
    assert sorted(row["headline"].lstrip("'") for row in rows) == await expected(short_site, name)
    assert whole.text.count("entry_id") == 1


async def test_csv_of_a_timeline_is_whole_unasked(short_site: Datasette) -> None:
    whole = (await get(short_site, "/dateline/whole_timeline.csv?_stream=on")).text

    assert (await get(short_site, "/dateline/whole_timeline.csv")).text == whole
    assert "whole_timeline.csv?_stream=on" in (await get(short_site, "/")).text
    bare = (await get(short_site, "/dateline/whole_timeline.csv?_header=off")).text
    assert bare == whole.partition("\n")[2]


async def test_first_request_for_a_moment_is_whole(site: Datasette) -> None:
    site.max_returned_rows = site._settings["max_returned_rows"] = 250
    await get(site, "/dateline-as-of-2100-01-01/whole_timeline.csv?_stream=on")
    streams = module_from_path(str(PLUGINS / "streams.py"), "streams_under_test")

    assert await streams.can_go_on(site, "dateline-as-of-2100-01-02", "whole_timeline") is None
    assert await streams.can_go_on(site, "dateline-as-of-2100-01-01", "whole_timeline")
    assert not await streams.can_go_on(site, "dateline", "timeline")


async def test_pages_come_in_order_and_keep_the_question(short_site: Datasette) -> None:
    told = []
    for stream in ("&_stream=on", ""):
        cut(short_site, 1 if stream else 250)
        response = await get(
            short_site, f"/dateline/whole_timeline.csv?status=occurred&since=2025-11-01{stream}"
        )
        told.append(response.text)

    assert told[0] == told[1]
    assert len(told[0].splitlines()) > 3


async def test_query_of_a_visitor_is_whole_too(short_site: Datasette) -> None:
    sql = "select+*+from+timeline+order+by+headline"
    whole = await get(short_site, f"/dateline.ndjson?sql={sql}&_stream=on")

    assert len(whole.text.splitlines()) == 9


@pytest.mark.parametrize("moment", ["dateline-as-of-2100-01-01", "dateline-reported-by-2025-11-26"])
async def test_moment_is_whole_too(short_site: Datasette, moment: str) -> None:
    cut(short_site, 250)
    await get(short_site, f"/{moment}/whole_timeline")
    cut(short_site, 4)
    whole = await get(short_site, f"/{moment}/whole_timeline.ndjson?_stream=on")

    assert len(whole.text.splitlines()) == (9 if "as-of" in moment else 7)


async def test_head_of_a_whole_file_is_that_of_the_file(short_site: Datasette) -> None:
    path = "/dateline/timeline.sheet?_stream=on&_size=max"
    head, whole = await short_site.client.head(path), await get(short_site, path)

    assert head.status_code == 200
    assert "link" not in head.headers
    assert "dateline-left-out" not in head.headers
    assert head.headers["content-type"] == whole.headers["content-type"]


async def test_what_is_not_there_is_said_at_once(short_site: Datasette) -> None:
    await get(short_site, "/dateline/nothing.ndjson?_stream=on", 404)
    assert (
        "_from"
        in (
            await get(short_site, "/dateline/whole_timeline.sheet?_stream=on&status=denied&_from=x", 400)
        ).text
    )
    await get(short_site, "/elsewhere/whole_timeline.csv?_stream=on", 404)


async def test_file_that_cannot_go_on_breaks_off(
    short_site: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part must not be taken for the whole: the connection ends without the end of the answer."""
    real, asked = Datasette.execute, 0

    async def failing(self: Datasette, *args: Any, **kwargs: Any) -> Any:
        nonlocal asked
        asked += "candidates" in str(args)
        if asked > 1:
            raise RuntimeError("the disk is gone")
        return await real(self, *args, **kwargs)

    monkeypatch.setattr(Datasette, "execute", failing)

    with pytest.raises(ConnectionAbortedError, match="500"):
        await short_site.client.get("/dateline/whole_timeline.csv?_stream=on")


async def test_cut_json_tells_where_it_goes_on(short_site: Datasette) -> None:
    path: str | None = "/dateline/whole_timeline.json?_shape=array&status="
    told, headers = [], []
    while path:
        response = await get(short_site, path.removeprefix("http://localhost"))
        told += [row["headline"] for row in response.json()]
        headers.append(response.headers.get("dateline-left-out"))
        path = response.links.get("next", {}).get("url")

    assert sorted(told) == await expected(short_site, "timeline")
    assert headers == ["unknown", "unknown", None]


async def test_pages_offer_the_whole_files(short_site: Datasette) -> None:
    html = (await get(short_site, "/dateline/whole_timeline?status=planned")).text

    for kind in ("csv", "sheet", "ndjson"):
        assert f"/dateline/whole_timeline.{kind}?status=planned&amp;_size=max&amp;_stream=on" in html


async def test_nobody_is_sent_what_nobody_takes(short_site: Datasette) -> None:
    """Who leaves in the middle does not keep the server at work."""
    told: list[dict[str, Any]] = []
    left = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        told.append(message)
        left.set()
        await asyncio.sleep(0.01)

    scope = {
        "type": "http", "method": "GET", "path": "/dateline/whole_timeline.ndjson", "raw_path": None,
        "query_string": b"_stream=on", "headers": [(b"host", b"localhost")], "http_version": "1.1",
    }  # fmt: skip
    await short_site.app()(scope, receive, send)

    assert told[0]["type"] == "http.response.start"
    assert len(b"".join(message.get("body", b"") for message in told).splitlines()) == 4
