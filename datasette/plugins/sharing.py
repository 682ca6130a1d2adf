"""What a page needs to be passed on: its stable addresses, its frame for other sites, and oEmbed.

Datasette executes this file without registering it as a module: no imports between plugins.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape, unescape
from sqlite3 import Row
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_encode
from datasette.utils.asgi import BadRequest, Request
from jinja2 import Environment

from datasette import NotFound, Response, hookimpl

EMBEDDED = 20  # entries in a frame; the rest is one link away
FRAME = (640, 480)
# What chooses how much of a page is shown, or in which form; the rest says what it is about.
HOW_SHOWN = re.compile(r"_(view|from|next|size|shape|labels|format|(show|hide)_sql|facet.*|no(facet|count))")
PAGE = re.compile(r"(?P<path>/(?!-/)[^/?.]+(?:/entry/[\w-]+|/[^/?]+)?)")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
FRAMED = '<body class="ours embed">'


class Extract(NamedTuple):
    """The rows that fit a frame, and how many come before and after them."""

    rows: list
    before: int
    after: int


def extract(rows: Sequence, most: int = EMBEDDED) -> Extract:
    """The latest dated rows of a chronology, or the first rows of any other order.

    >>> days = [{"starts": f"2025-11-0{day}"} for day in (1, 2, 3)] + [{"starts": None}]
    >>> [row["starts"] for row in extract(days, 2).rows], extract(days, 2)[1:]
    (['2025-11-02', '2025-11-03'], (1, 1))
    >>> [row["starts"] for row in extract(list(reversed(days[:3])), 2).rows]
    ['2025-11-03', '2025-11-02']
    """
    days = [str(row["starts"]) for row in rows if row["starts"]]
    in_order = days == sorted(days) and all(row["starts"] for row in rows[: len(days)])
    end = max(len(days), min(most, len(rows))) if in_order else min(most, len(rows))
    start = max(0, end - most)
    return Extract(list(rows[start:end]), start, len(rows) - end)


def told(query: str, parameters: Iterable[str] | None) -> list:
    """The parts of a query string that say what a page is about; `parameters` names them where known.

    >>> told("type=vote&place=&_view=embed&utm_source=x", ["type", "place"])
    [('type', 'vote')]
    >>> told("type=vote&_size=5&_search=plan", None)
    [('type', 'vote'), ('_search', 'plan')]
    """
    known = None if parameters is None else {"sql", *parameters}
    return [
        (name, value)
        for name, value in parse_qsl(query)
        if (name in known if known is not None else not HOW_SHOWN.fullmatch(name))
    ]


def with_query(path: str, query: Iterable) -> str:
    """A path with what is asked of it."""
    asked = urlencode(list(query))
    return f"{path}?{asked}" if asked else path


def recorded_name(db: Database, day: str) -> str:
    """The database under the address whose answer stays: as recorded by a day, unless it has such a day."""
    live, days = getattr(db, "live", db.name), getattr(db, "days", None)
    if days is None:
        return f"{live}-as-of-{day}"
    reported = f"-reported-by-{days.reported_by}" if days.reported_by else ""
    return f"{live}-as-of-{days.as_of or day}{reported}"


def frame_code(source: str, title: str, width: object = "100%", height: object = FRAME[1]) -> str:
    """The markup that shows an embed page in somebody's article.

    >>> frame_code("https://a.test/x?_view=embed", 'A "plan"', 400, 300)
    '<iframe src="https://a.test/x?_view=embed" title="A &quot;plan&quot;" width="400" height="300" \
frameborder="0" loading="lazy"></iframe>'
    """
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" width="{width}" height="{height}"'
        ' frameborder="0" loading="lazy"></iframe>'
    )


def site_name(datasette: Datasette) -> str:
    """What the site calls itself."""
    return str(datasette.metadata("title") or "dateline")


def files_under(page: str, query: str, formats: Iterable[str]) -> dict:
    """The addresses of a page's files.

    >>> files_under("/a/reports", "?entry_id=1", ["ics"])
    {'ics': '/a/reports.ics?entry_id=1'}
    """
    return {name: f"{page}.{name}{query}" for name in formats}


async def head_of(datasette: Datasette, db: Database) -> Row | None:
    """Position, hash and day of the newest record; None where nothing was recorded."""
    sql = (datasette.plugin_config("timelines") or {}).get("questions", {}).get("head")
    if sql is None or "records" not in await db.table_names():
        return None
    row: Row | None = (await db.execute(sql)).first()
    return row


def sharer(datasette: Datasette, request: Request, database: str) -> Any:
    """What a template calls, with the names of the parameters that belong to the page."""

    async def share(parameters: Iterable[str] | None = None) -> dict:
        db = datasette.get_database(
            database
        )  # not held longer: the file of a snapshot lives as long as it is
        head = await head_of(datasette, db)
        query = told(request.query_string, parameters)
        rest = request.path.removeprefix(datasette.urls.database(db.name))
        stable = f"/{tilde_encode(recorded_name(db, head['day'] if head else ''))}{rest}"
        paths = {
            "canonical": with_query(request.path, query),
            "stable": with_query(datasette.urls.path(stable), query) if head else "",
            "json": with_query(f"{request.path}.json", [*query, ("_shape", "array")]),
            "embed": with_query(request.path, [*query, ("_view", "embed")]),
        }
        whole = {name: path and datasette.absolute_url(request, path) for name, path in paths.items()}
        asked = [("url", whole["canonical"]), ("format", "json")]
        oembed = datasette.absolute_url(request, with_query(datasette.urls.path("/-/oembed"), asked))
        return whole | dict(head or {}) | {"oembed": oembed, "site_name": site_name(datasette)}

    return share


def limit(request: Request, name: str, usual: int) -> int:
    """A measure in pixels that the asking site sets; never more than is usual."""
    value = request.args.get(name) or str(usual)
    if not (value.isascii() and value.isdigit() and int(value[:9]) > 0):
        raise BadRequest(f"{name} is a number of pixels")
    return min(usual, int(value[:9]))


def page_within(site: str, url: str) -> str | None:
    """The path of a page below the address of the site, None for any other page and for what is no page.

    >>> page_within("http://a.test/news/", "https://a.test/news/dateline/planned?since=&actor=Lind#d-1")
    '/dateline/planned?actor=Lind'
    >>> page_within("http://a.test/", "http://b.test/dateline/planned")
    >>> page_within("http://a.test/", "http://a.test/-/oembed?url=x")
    """
    try:
        home, asked = urlsplit(site), urlsplit(url)
    except ValueError:  # "http://[" is no address
        return None
    inside = asked.scheme in ("http", "https") and asked.netloc == home.netloc
    match = PAGE.fullmatch("/" + asked.path.removeprefix(home.path)) if inside else None
    if match is None or not asked.path.startswith(home.path):
        return None
    return with_query(match["path"], told(asked.query, None))


async def title_within(datasette: Datasette, path: str | None) -> str | None:
    """The title of the embed page of a path; None where none answers there, to anybody."""
    if path is None:
        return None
    framed = path + ("&" if "?" in path else "?") + "_view=embed"
    response = await datasette.client.get(framed, follow_redirects=True)  # an entry may have had another id
    if response.status_code != 200 or FRAMED not in response.text:
        return None
    found = TITLE.search(response.text)
    return unescape(found[1]).strip() if found else None


async def oembed(datasette: Datasette, request: Request) -> Response:
    """How another site shows a page of this one: https://oembed.com, version 1.0."""
    if request.args.get("format") not in (None, "", "json"):
        return Response.text("Only format=json is served", status=501)
    if not request.args.get("url"):
        raise BadRequest("url says of which page the frame is wanted")
    site = datasette.absolute_url(request, datasette.urls.instance())
    path = page_within(site, request.args["url"])
    title = await title_within(datasette, path)
    if path is None or title is None:
        raise NotFound("No page of this site can be embedded under that address")
    width, height = limit(request, "maxwidth", FRAME[0]), limit(request, "maxheight", FRAME[1])
    source = site.rstrip("/") + path + ("&" if "?" in path else "?") + "_view=embed"
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": site_name(datasette),
        "provider_url": site,
        "html": frame_code(source, title, width, height),
        "width": width,
        "height": height,
    }
    return Response(json.dumps(answer, ensure_ascii=False), content_type="application/json; charset=utf-8")


@hookimpl
def register_routes():  # type: ignore[no-untyped-def]
    """The address that pages name in their head."""
    return [(r"^/-/oembed$", oembed)]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates these functions."""
    env.filters["extract"] = extract
    env.globals.update(frame_code=frame_code, files_under=files_under)


@hookimpl
def extra_template_vars(datasette, database, request) -> Mapping:  # type: ignore[no-untyped-def]
    """Let the pages of a database say how they are shared."""
    known = request and database in datasette.databases
    return {"share": sharer(datasette, request, database)} if known else {}
