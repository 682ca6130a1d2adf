"""Timelines as files and feeds: `/dateline/planned.ics` is `/dateline/planned` as a calendar.

`events.formats` decides what a file says. Datasette has `.json` and `.csv`, so ours are `.rows` and `.sheet`.
"""

import asyncio
import json
import re
from sqlite3 import OperationalError
from typing import Any

from datasette.app import Datasette
from datasette.database import Database, QueryInterrupted
from datasette.renderer import json_renderer
from datasette.utils import path_with_replaced_args
from datasette.utils.asgi import BadRequest, Request

from datasette import Response, hookimpl
from events.formats import FORMATS, Feed, render
from events.formats.rows import is_timeline, moment

EXTENSIONS = {name: name for name in FORMATS} | {"json": "rows", "csv": "sheet"}
PAGING = ("_format", "_next", "_from", "after", "_size", "_labels", "_shape")
SUBSCRIBED = ("atom", "jsonfeed", "ics")
CUT = re.compile(r"\blimit\s+251\b")  # where a canned timeline ends its page
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads a CSV in the code page of its country
NOT_OURS = "1970-01-01"  # when the rows of another program's database were recorded


async def ask(datasette: Datasette, db: Database, question: str, **params: str) -> list:
    """The rows that answer a question of metadata.yml; none in a database that is not dateline's."""
    sql = (datasette.plugin_config("timelines") or {}).get("questions", {}).get(question)
    if sql is None or "timeline" not in await db.view_names():
        return []
    return list((await db.execute(sql, params, truncate=False)).rows)


def mapping(columns: list, row: Any) -> dict:
    """A row by its columns; a key that Datasette expanded with its label is the key again."""
    cells = zip(columns, tuple(row), strict=True)
    return {name: cell["value"] if isinstance(cell, dict) else cell for name, cell in cells}


async def with_records(datasette: Datasette, db: Database, rows: list) -> list:
    """The rows, each with what the log tells: the time of its latest report, the first of its events."""
    if not rows or "recorded_at" in rows[0]:
        return rows
    ids = [str(row.get("entry_id") or row.get("event_id")) for row in rows]
    told = {row["id"]: dict(row) for row in await ask(datasette, db, "recorded", ids=json.dumps(ids))}
    unknown = {"recorded_at": None, "first_event_id": None}
    return [
        row | {name: told.get(id, unknown)[name] for name in unknown}
        for row, id in zip(rows, ids, strict=True)
    ]


def skipped(request: Request) -> int:
    """How many rows of a query stand on earlier pages."""
    told = request.args.get("_from") or "0"
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        raise BadRequest("_from is how many rows to skip")
    return int(told)


async def whole_query(db: Database, data: dict, start: int, most: int) -> tuple:
    """The rows of a query from a place on, and how many it has; None when counting takes too long."""
    if not start and not data["truncated"]:
        return data["rows"], len(data["rows"])
    sql, params, rows = data["query"]["sql"].strip().rstrip(";"), data["query"]["params"], data["rows"]
    try:
        if start:
            page = f"select * from (\n{sql}\n) limit {most} offset {start}"
            rows = (await db.execute(page, params)).rows
        return rows, (await db.execute(f"select count(*) from (\n{sql}\n)", params)).single_value()
    except (QueryInterrupted, OperationalError):
        if start:
            raise BadRequest("This query is too slow, or written so that it cannot be paged") from None
        return rows, None


def goes_on_after(data: dict) -> str | None:
    """The place in time at which a query that was cut can go on; None when it is whole or cannot."""
    last = data["rows"][-1] if data["truncated"] and data["rows"] else {}
    can_go_on = "after" in data["query"]["params"] and "in_time" in last.keys()  # noqa: SIM118 (a sqlite3.Row)
    return last["in_time"] if can_go_on else None


async def newest_reported(db: Database, data: dict, most: int) -> tuple | None:
    """The rows of a query that were reported last, and how many it has; None where that takes too long."""
    whole = CUT.sub("limit -1", data["query"]["sql"].strip().rstrip(";"))
    params = {**data["query"]["params"], "after": ""}
    newest = f"select * from (\n{whole}\n) order by last_reported desc, in_time desc limit {most}"
    try:
        rows = (await db.execute(newest, params)).rows
        return rows, (await db.execute(f"select count(*) from (\n{whole}\n)", params)).single_value()
    except (QueryInterrupted, OperationalError):
        return None


async def page_of(datasette: Datasette, request: Request, db: Database, data: dict, name: str) -> tuple:
    """The rows of this page, how many are not on it (None: nobody counted), the address of the next.

    Who subscribes wants what is new: a feed that is cut begins with what was reported last.
    """
    most = datasette.setting("max_returned_rows")
    if data.get("table"):
        rows, following, is_last = data["rows"], {"_next": data.get("next")}, not data.get("next")
        is_all = is_last and not request.args.get("_next") and request.args.get("_size") != "0"
        total = len(rows) if is_all else data.get("filtered_table_rows_count")
    elif (
        name in SUBSCRIBED
        and goes_on_after(data)
        and not request.args.get("after")
        and "last_reported" in data["columns"]
        and (found := await newest_reported(db, data, most))
    ):
        (rows, total), following, is_last = found, {"after": "0"}, False
    elif place := goes_on_after(data):
        rows, total, following, is_last = data["rows"], None, {"after": place}, False
    else:
        start = skipped(request)
        rows, total = await whole_query(db, data, start, most)
        following = {"_from": start + len(rows)}
        is_last = not rows or (not data["truncated"] if total is None else start + len(rows) >= total)
    # Datasette's own next_url doubles a base_url.
    next_url = datasette.absolute_url(request, path_with_replaced_args(request, following))
    return rows, None if total is None else total - len(rows), None if is_last else next_url


async def description(datasette: Datasette, request: Request, db: Database, data: dict) -> tuple:
    """What the feed is called and what it is about, with the fields that the reader filled in."""
    if name := data.get("query_name"):
        told = await datasette.get_canned_query(db.name, name, request.actor) or {}
    else:
        name, told = data.get("table"), datasette.table_metadata(db.name, data.get("table")) or {}
    filled_in = data["query"]["params"].values() if "query_name" in data else ()
    given = [str(value) for value in filled_in if value]
    title = told.get("title") or str(name or "Query").replace("_", " ")
    return " · ".join([title, *given, db.name]), told.get("description") or ""


def addresses(datasette: Datasette, request: Request, suffix: str) -> tuple:
    """This file, its page and its whole CSV, wherever the site stands."""
    bare = request.path.removesuffix(f".{suffix}")
    page = path_with_replaced_args(request, dict.fromkeys(PAGING), path=bare)
    whole = {"_format": None, "_size": "max", "_stream": "on"}
    table = path_with_replaced_args(request, whole, path=f"{bare}.{EXTENSIONS['csv']}")
    return tuple(datasette.absolute_url(request, path) for path in (request.full_path, page, table))


def headers(feed: Feed, file_name: str) -> dict:
    """What a format may have no room for: the next page, and how many rows are not in this one."""
    page, following = f'<{feed.html_url}>; rel="alternate"', f', <{feed.next_url}>; rel="next"'
    return {
        "Link": page + following if feed.next_url else page,
        "Dateline-Left-Out": "unknown" if feed.left_out is None else str(feed.left_out),
        "Content-Disposition": f'inline; filename="{file_name}"',
    }


def renderer(name: str) -> Any:
    """What Datasette calls for the addresses of a format."""

    async def rendered(datasette, request, database, columns, data):  # type: ignore[no-untyped-def]
        if data.get("error"):
            raise BadRequest(data["error"])
        if not is_timeline(columns):
            raise BadRequest("A timeline has entry_id or event_id, starts, headline, type and status")
        db = datasette.get_database(database)
        found, left_out, next_url = await page_of(datasette, request, db, data, name)
        rows = await with_records(datasette, db, [mapping(columns, row) for row in found])
        newest = await ask(datasette, db, "newest_record")
        updated = moment(newest[0]["recorded_at"] if newest else NOT_OURS)
        self_url, html_url, csv_url = addresses(datasette, request, EXTENSIONS[name])
        entries = datasette.absolute_url(request, f"{datasette.urls.database(database)}/entry/")
        told = await description(datasette, request, db, data)
        feed = Feed(*told, self_url, html_url, next_url, left_out, updated, entries, csv_url)
        stem = re.sub(r"\W+", "-", data.get("query_name") or data.get("table") or "timeline", flags=re.ASCII)
        held = headers(feed, stem + FORMATS[name].suffix)
        body = await asyncio.to_thread(render, name, feed, rows)
        body = BYTE_ORDER_MARK + body if name == "csv" else body
        return Response(body, headers=held, content_type=FORMATS[name].media_type)

    return rendered


def told_json(datasette, request, args, data, view_name):  # type: ignore[no-untyped-def]
    """Datasette's own JSON, in any shape; where a query was cut, the headers say so and where it goes on."""
    is_cut, place = data.get("truncated"), goes_on_after(data) if data.get("truncated") else None
    response = json_renderer(args, data, view_name)
    if is_cut:
        response.headers["Dateline-Left-Out"] = "unknown"
    if place:
        next_url = datasette.absolute_url(request, path_with_replaced_args(request, {"after": place}))
        response.headers["Link"] = f'<{next_url}>; rel="next"'
    return response


@hookimpl
def register_output_renderer() -> list:
    """Every format, for every result that is a timeline."""
    ours = [
        {"extension": suffix, "render": renderer(name), "can_render": is_timeline}
        for name, suffix in EXTENSIONS.items()
    ]
    return [{"extension": "json", "render": told_json}, *ours]
