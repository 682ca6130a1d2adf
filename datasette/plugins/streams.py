"""A whole timeline as one file: `.csv`, `.sheet` or `.ndjson` with `_stream=on` goes on to the last row.

Datasette streams tables and views as CSV by itself and cuts queries; here the pages of a list are asked for
one after the other, each as quickly as the first, and sent on as they come.
"""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette.app import Datasette
from datasette.utils import tilde_decode

from datasette import hookimpl

FILE = re.compile(r"/(?P<database>[^/.]+)(?:/(?P<name>[^/]+))?\.(?P<kind>csv|sheet|ndjson)")
NEXT = re.compile(r'<([^>]*)>; rel="next"')
PAGE = 250  # rows of a canned timeline
UNTRUE = {b"content-length", b"dateline-left-out", b"link"}  # of the whole file, whatever a page says


class Page(NamedTuple):
    """What the site answered to a request for a page."""

    status: int
    headers: list
    body: bytes


async def ask(app: Any, scope: dict, query: str) -> Page:
    """The page at the same address with another query string."""
    began: dict = {}
    pieces = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def hold(message: dict) -> None:
        began.update(message if message["type"] == "http.response.start" else {})
        pieces.append(message.get("body", b""))

    await app({**scope, "query_string": query.encode()}, receive, hold)
    return Page(began["status"], began["headers"], b"".join(pieces))


def following(page: Page, kind: str, query: str, most: int) -> str | None:
    """The query string of the page after this one; None after the last."""
    if kind != "csv":
        link = next((value.decode() for name, value in page.headers if name.lower() == b"link"), "")
        found = NEXT.search(link)
        return urlsplit(found[1]).query if found else None
    rows = list(csv.DictReader(io.StringIO(page.body.decode(), newline="")))
    if len(rows) < most or "in_time" not in rows[-1]:
        return None
    return urlencode([*without(query, "after"), ("after", rows[-1]["in_time"])])


def without(query: str, name: str) -> list:
    """A query string as pairs, but for one name."""
    return [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != name]


def without_header(body: bytes) -> bytes:
    """A later page of a table, the names of its columns taken off.

    >>> without_header(b"starts,ends\\r\\n2025-11-05,2025-11-05\\r\\n")
    b'2025-11-05,2025-11-05\\r\\n'
    """
    lines = io.StringIO(body.decode(), newline="")
    next(csv.reader(lines), None)
    return lines.read().encode()


async def pages(app: Any, scope: dict, kind: str, most: int) -> AsyncIterator[Page]:
    """Every page from the one that was asked for to the last; one table has one row of names, or none."""
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    named = kind != "ndjson" and ("_header", "off") not in asked
    query: str | None = urlencode([pair for pair in asked if pair[0] not in ("_stream", "_header")])
    page = await ask(app, scope, query)
    yield page if named or kind == "ndjson" else page._replace(body=without_header(page.body))
    while scope["method"] == "GET" and page.status == 200 and (query := following(page, kind, query, most)):
        page = await ask(app, scope, query)
        yield page if kind == "ndjson" else page._replace(body=without_header(page.body))


async def until_gone(receive: Any) -> None:
    """Wait until the visitor has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def send_whole(parts: AsyncIterator[Page], receive: Any, send: Any) -> None:
    """The pages as one answer, while somebody is there to take it.

    A page that fails breaks it off, so that nobody takes a part for the whole.
    """
    gone = asyncio.create_task(until_gone(receive))
    try:
        await send_pages(parts, gone, send)
    finally:
        gone.cancel()


async def send_pages(parts: AsyncIterator[Page], gone: asyncio.Task, send: Any) -> None:
    """One page after the other, until the visitor is gone."""
    first = True
    async for page in parts:
        if gone.done():
            return
        if first:
            headers = [item for item in page.headers if item[0].lower() not in UNTRUE]
            await send({"type": "http.response.start", "status": page.status, "headers": headers})
        elif page.status != 200:
            raise ConnectionAbortedError(f"a later page answered {page.status}")
        await send({"type": "http.response.body", "body": page.body, "more_body": True})
        first = False
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def can_go_on(datasette: Datasette, database: str, name: str | None) -> bool | None:
    """Whether a canned query can start after a row; None where the database is not made yet, or is none."""
    try:
        db = datasette.get_database(route=tilde_decode(database))
    except KeyError:
        return None
    query = await datasette.get_canned_query(db.name, tilde_decode(name or ""), None)
    return "after" in (query or {}).get("params", ())


def asked_for(scope: dict, base: str) -> re.Match | None:
    """The address of a file that may be longer than a page: CSV from its beginning, others if asked."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    found = FILE.fullmatch(scope["path"].removeprefix(base))
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1")))
    unasked = "on" if found and found["kind"] == "csv" and not asked.get("after") else ""
    return found if asked.get("_stream", unasked).lower() in ("on", "1", "true") else None


@hookimpl
def asgi_wrapper(datasette):  # type: ignore[no-untyped-def]
    """Stand before what answers with single pages."""
    base = datasette.setting("base_url").rstrip("/")

    def wrap(app):  # type: ignore[no-untyped-def]
        async def is_ours(scope: dict, found: re.Match) -> bool:
            """Whether nobody else sends it whole; the first request for a moment makes its database."""
            if found["kind"] != "csv":
                return True
            known = await can_go_on(datasette, found["database"], found["name"])
            if known is None:
                await ask(app, scope, "_size=1")
                known = await can_go_on(datasette, found["database"], found["name"])
            return bool(known)

        async def streaming(scope, receive, send):  # type: ignore[no-untyped-def]
            found = asked_for(scope, base)
            if found is None or not await is_ours(scope, found):
                await app(scope, receive, send)
            else:
                most = min(PAGE, datasette.setting("max_returned_rows"))
                await send_whole(pages(app, scope, found["kind"], most), receive, send)

        return streaming

    return wrap
