"""What is sent once is not sent again, until it has changed."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest
from datasette.app import Datasette

from ingest.serving import Audience, open_site
from tests.datasette.asking import Answer, ask

PAGES = [
    "/",
    "/dateline",
    "/dateline/whole_timeline?actor=Northland",
    "/dateline/timeline?_view=table",
    "/dateline/whole_timeline.atom",
    "/dateline/timeline.json",
    "/dateline/timeline.csv?_stream=on",
    "/dateline-as-of-2025-12-31/planned",
    "/assets/dateline.css",
]
YESTERDAY = format_datetime(datetime(2001, 1, 1, tzinfo=UTC), usegmt=True)


async def tag(site: Datasette, target: str, **headers: str) -> str:
    return (await ask(site, target, headers=headers)).headers["etag"]


@pytest.mark.parametrize("target", PAGES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_what_has_not_changed_is_not_sent(site: Datasette, target: str, method: str) -> None:
    first = await ask(site, target, method)
    again = await ask(site, target, method, {"if-none-match": first.headers["etag"]})
    later = await ask(site, target, method, {"if-modified-since": first.headers["last-modified"]})

    assert first.status == 200
    for answer in (again, later):
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
        assert answer.headers["cache-control"] == first.headers["cache-control"]
        assert answer.headers.get("vary") or target.startswith("/assets/")
        assert "content-type" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-none-match": '"other"'}, 200),
        ({"if-none-match": '"other", {tag}, W/"third"'}, 304),
        ({"if-none-match": '"other",{strong}'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"other"', "if-modified-since": "{changed}"}, 200),
        ({"if-modified-since": YESTERDAY}, 200),
        ({"if-modified-since": "some day"}, 200),
        ({"if-none-match": "{tag}", "cookie": "a=b"}, 200),
        ({"if-none-match": "{tag}", "authorization": "Bearer x"}, 200),
    ],
)
async def test_conditions_are_read_as_the_standard_says(
    site: Datasette, headers: dict[str, str], status: int
) -> None:
    first = await ask(site, "/dateline/planned")
    known = {
        "tag": first.headers["etag"],
        "strong": first.headers["etag"].removeprefix("W/"),
        "changed": first.headers["last-modified"],
    }

    filled = {name: value.format(**known) if "{" in value else value for name, value in headers.items()}

    assert (await ask(site, "/dateline/planned", headers=filled)).status == status


async def test_page_that_is_not_there_is_never_unchanged(site: Datasette) -> None:
    future = format_datetime(datetime(2099, 1, 1, tzinfo=UTC), usegmt=True)

    for headers in ({"if-none-match": "*"}, {"if-modified-since": future}):
        answer = await ask(site, "/dateline/entry/none", headers=headers)
        assert answer.status == 404
        assert "etag" not in answer.headers


async def test_growing_log_changes_every_tag(
    site: Datasette, withdraw: Callable[[str, datetime], None]
) -> None:
    before = [await tag(site, target) for target in PAGES]

    withdraw("Mara Venn resigns", datetime.now(UTC))

    after = [
        await ask(site, target, headers={"if-none-match": old})
        for target, old in zip(PAGES, before, strict=True)
    ]
    assert {answer.status for answer in after} == {200}
    assert "Mara Venn" not in after[5].text
    changed = parsedate_to_datetime(after[0].headers["last-modified"])
    assert abs((datetime.now(UTC) - changed).total_seconds()) < 60


async def test_tag_is_of_one_address_one_site_and_one_software(written: Path, site: Datasette) -> None:
    page = "/dateline/planned"
    public = open_site(written, Audience(public=True))

    tags = [
        await tag(site, page),
        await tag(site, f"{page}?place=Lowmark"),
        await tag(site, f"{page}.json"),
        await tag(site, "/dateline-as-of-2025-12-31/planned"),
        await tag(site, "/dateline-as-of-2025-12-30/planned"),
        await tag(site, page, host="news.example"),
        await tag(public, page),
    ]

    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/dateline/planned", "public, max-age=60, stale-while-revalidate=600"),
        ("/dateline/planned?_ttl=99999999", "public, max-age=60, stale-while-revalidate=600"),
        ("/dateline-as-of-2025-12-31/planned", "public, max-age=3600, stale-while-revalidate=86400"),
        ("/dateline-as-of-2999-12-31/planned", "public, max-age=60, stale-while-revalidate=600"),
        ("/dateline?sql=select+random()", "no-store"),
        ("/-/versions", "no-store"),
    ],
)
async def test_proxy_is_told_how_long(site: Datasette, target: str, told: str) -> None:
    assert (await ask(site, target)).headers["cache-control"] == told


async def test_nothing_is_kept_of_errors_and_posts(site: Datasette) -> None:
    answers: list[Answer] = [
        await ask(site, "/dateline/nothing"),
        await ask(site, "/dateline/planned", "POST"),
        await ask(site, "/dateline?sql=select+nothing"),
    ]

    assert all(answer.status >= 400 for answer in answers)
    assert not any("etag" in answer.headers or "last-modified" in answer.headers for answer in answers)


async def test_database_of_others_has_no_tag(tmp_path: Path, open_site: Callable[[Path], Datasette]) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("create table things (name)")

    answer = await ask(open_site(tmp_path / "other.db"), "/other/things")

    assert answer.status == 200
    assert "etag" not in answer.headers
