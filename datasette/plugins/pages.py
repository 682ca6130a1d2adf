"""The pages that Datasette does not have: one entry, one article; and what every page needs to know.

Reads with the questions of metadata.yml alone; writes nothing.
"""

import re
import sqlite3
import zlib
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request
from datasette.views.index import IndexView
from markupsafe import Markup

from datasette import Forbidden, NotFound, Response, hookimpl

DESCRIBED = "dateline"  # the database that metadata.yml describes
IDENTIFIER = re.compile(r"[0-9a-f]{16}")
INTERNAL = ("_internal", "_memory")
LONGEST_TEXT = (
    4_200_000  # bytes as stored: a million characters of four bytes, which nothing could make shorter
)


def config(datasette: Datasette) -> dict:
    """Our part of metadata.yml."""
    return datasette.plugin_config("timelines") or {}


async def holds_timeline(db: Database) -> bool:
    """Whether a database is one of dateline's."""
    return "timeline" in await db.view_names()


async def home_database(datasette: Datasette) -> Database | None:
    """The first database that holds a timeline."""
    for name, db in datasette.databases.items():
        if name not in INTERNAL and await holds_timeline(db):
            return db
    return None


async def home_name(datasette: Datasette) -> str | None:
    """The name of that database."""
    home = await home_database(datasette)
    return home.name if home else None


async def ask(datasette: Datasette, db: Database, question: str, **params: str) -> list:
    """The rows that answer a question of metadata.yml; none when it is not asked there."""
    sql = config(datasette).get("questions", {}).get(question)
    if sql is None:
        return []
    return list((await db.execute(sql, params, truncate=False)).rows)


async def database_of(datasette: Datasette, request: Request) -> Database:
    """The database that the address names, when the visitor may see it."""
    try:
        db = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        raise NotFound("Database not found") from None
    visible, _ = await datasette.check_visibility(request.actor, "view-database", db.name)
    if not visible:
        raise Forbidden("You do not have permission to view this database")
    if not await holds_timeline(db):
        raise NotFound(f"Database {db.name} holds no timeline")
    return db


async def draw(datasette: Datasette, request: Request, template: str, context: dict) -> Response:
    """A page of ours, with the headers that Datasette gives to its own."""
    body = await datasette.render_template([template], context, request=request, view_name="timelines")
    return Response.html(body, headers={"Referrer-Policy": "no-referrer"})


async def home_page(request: Request, datasette: Datasette) -> Response:
    """What the database follows; without a timeline Datasette's own home, which counts every table first."""
    home = await home_database(datasette)
    if home is None:
        return await IndexView(datasette).get(request)
    await datasette.ensure_permissions(request.actor, ["view-instance", ("view-database", home.name)])
    summary = await ask(datasette, home, "summary")
    context = {
        "metadata": datasette.metadata(),
        "summary": summary[0] if summary else None,
        "newest": await ask(datasette, home, "newest"),
        "canned": await canned(datasette, home, request.actor),
    }
    return await draw(datasette, request, "index.html", context)


async def entry_page(request: Request, datasette: Datasette) -> Response:
    """Every report of one happening, side by side."""
    db = await database_of(datasette, request)
    entry_id = request.url_vars["entry_id"]
    entries = await ask(datasette, db, "entry", id=entry_id)
    if not entries:
        page = f"{datasette.urls.database(db.name)}/entry/{await successor_of(datasette, db, entry_id)}"
        return Response.redirect(f"{page}?{request.query_string}" if request.query_string else page)
    if request.args.get("_view") == "embed":
        framed = {"database": db.name, "rows": entries, "single": entries[0]}
        return await draw(datasette, request, "embed.html", framed)
    reports = await ask(datasette, db, "entry_reports", id=entry_id)
    promise = await ask(datasette, db, "entry_promise", id=entry_id)
    context = {
        "database": db.name,
        "entry": entries[0],
        "reports": reports,
        "history": history(reports),
        "relations": await ask(datasette, db, "entry_relations", id=entry_id),
        "promise": promise[0] if promise else None,
    }
    return await draw(datasette, request, "entry.html", context)


async def successor_of(datasette: Datasette, db: Database, entry_id: str) -> str:
    """The id of the entry that now tells what the entry of a former id told.

    An entry's id is made of the id of one of its events, and another one's when more reports join.
    Raises NotFound when no entry ever had the id, or nothing of it stands.
    """
    found = await ask(datasette, db, "entry_of_former_id", id=entry_id)
    if not found:
        raise not_there(datasette, db, f"No entry {entry_id} stands in the timeline", f"entry/{entry_id}")
    return str(found[0]["entry_id"])


def not_there(datasette: Datasette, db: Database, message: str, page: str) -> NotFound:
    """What a page says that does not exist; at another moment it may exist now."""
    live = getattr(db, "live", None)
    if live is None:
        return NotFound(message)
    now = Markup('<a href="{}/{}">Look for it now</a>').format(datasette.urls.database(live), page)
    return NotFound(Markup("{} at that moment ({}). {}").format(message, db.name, now))


def history(reports: list) -> list:
    """The reports, in the order of publication, that told another status or other days than those before."""
    told: list = []
    for report in sorted(reports, key=lambda report: report["published"] or "9999"):
        if (report["status"], report["starts"], report["ends"]) not in [
            (step["status"], step["starts"], step["ends"]) for step in told
        ]:
            told.append(report)
    return told


async def article_page(request: Request, datasette: Datasette) -> Response:
    """The text of one article with the words that its events rest on."""
    db = await database_of(datasette, request)
    article_id = request.url_vars["article_id"]
    articles = await stored_article(datasette, db, article_id)
    if not articles:
        raise not_there(datasette, db, f"No article {article_id} was read", f"article/{article_id}")
    evidence = await ask(datasette, db, "article_evidence", id=article_id)
    context = {
        "database": db.name,
        "article": articles[0],
        "text": text_of(articles[0]["codec"], articles[0]["body"]),
        "reports": in_text_order(await ask(datasette, db, "article_reports", id=article_id), evidence),
        "evidence": evidence,
        "numbered": {event_id: number for number, event_id in enumerate(first_seen(evidence), start=1)},
    }
    return await draw(datasette, request, "article.html", context)


async def stored_article(datasette: Datasette, db: Database, article_id: str) -> list:
    """The row of an article with its text, which may be longer than any value that visitors' SQL may make."""
    sql = config(datasette)["questions"]["article"]

    def read(connection: sqlite3.Connection) -> list:
        usual = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)
        try:
            return connection.execute(sql, {"id": article_id}).fetchall()
        finally:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, usual)

    return list(await db.execute_fn(read))


def first_seen(evidence: list) -> list:
    """The events of an article in the order in which its text comes to them."""
    return list(dict.fromkeys(span["event_id"] for span in evidence))


def in_text_order(reports: list, evidence: list) -> list:
    """Reports sorted as the text tells them; those without a passage last."""
    rank = {event_id: place for place, event_id in enumerate(first_seen(evidence))}
    return sorted(reports, key=lambda report: rank.get(report["event_id"], len(rank)))


def text_of(codec: str | None, body: bytes | None) -> str | None:
    """The text as it was read; None when it is not (or no longer) kept."""
    if not body:
        return None
    stored = zlib.decompress(body) if codec and codec.startswith("zlib") else body
    return stored.decode() if isinstance(stored, bytes) else str(stored)


async def choices(datasette: Datasette, db: Database) -> dict:
    """For each field of the forms the values that this database holds."""
    fields = config(datasette).get("fields", {})
    asked = {name: field["choices"] for name, field in fields.items() if field.get("choices")}
    return {name: [row[0] for row in (await db.execute(sql)).rows] for name, sql in asked.items()}


async def canned(datasette: Datasette, db: Database, actor: dict | None) -> list:
    """The canned timelines that the visitor may see, in the order that metadata.yml gives."""
    queries = await datasette.get_canned_queries(db.name, actor)
    order = config(datasette).get("order", [])
    rank = {name: place for place, name in enumerate(order)}
    shown = [
        query
        for name, query in queries.items()
        if (await datasette.check_visibility(actor, "view-query", (db.name, name)))[0]
    ]
    return sorted(shown, key=lambda query: (rank.get(query["name"], len(rank)), query.get("title") or ""))


def assets(datasette: Datasette) -> str:
    """Where our style sheet is mounted, whatever the mount is called."""
    for name, folder in datasette.static_mounts:
        if (Path(folder) / "dateline.css").is_file():
            return datasette.urls.path(f"/{name.strip('/')}/")
    return datasette.urls.path("/assets/")


async def page_needs(datasette: Datasette, template: str | None, database: str | None, request: Any) -> dict:
    """What our templates need beyond the rows that they draw.

    Raises NotFound for a file that is none: Datasette answers an ending that it does not know with the page.
    """
    if request and template != "error.html" and (ending := request.url_vars.get("format")):
        raise NotFound(f"There is no file of this page that ends with .{ending}")
    needs: dict = {
        "home_database": await home_name(datasette),
        "site": config(datasette),
    }
    db = datasette.databases.get(database) if database else None
    if template and template.startswith("query") and db is not None and await holds_timeline(db):
        needs["choices"] = await choices(datasette, db)
    return needs


@hookimpl
def prepare_jinja2_environment(env, datasette):  # type: ignore[no-untyped-def]
    """Error pages get no template variables: what their frame needs is global."""
    env.globals["assets"] = lambda: assets(datasette)
    env.globals["menu_database"] = lambda: home_name(datasette)


@hookimpl
def extra_template_vars(datasette, template, database, request):  # type: ignore[no-untyped-def]
    """Datasette awaits what is returned."""
    return page_needs(datasette, template, database, request)


@hookimpl
def render_cell(value, column, database, datasette):  # type: ignore[no-untyped-def]
    """In plain tables, entries and articles lead to their pages, an event to what its report says."""
    page = {"entry_id": "entry/", "article_id": "article/", "event_id": "reports?event_id="}.get(column)
    told = value["value"] if isinstance(value, dict) else value
    if page is None or not isinstance(told, str) or not IDENTIFIER.fullmatch(told):
        return None
    return Markup('<a href="{}/{}{}">{}</a>').format(datasette.urls.database(database), page, told, told)


@hookimpl
def register_routes():  # type: ignore[no-untyped-def]
    """Home, and the addresses of an entry and of an article: these are for sharing and stay as they are."""
    return [
        (r"^/(?P<format>)$", home_page),
        (r"^/(?P<database>[^/]+)/entry/(?P<entry_id>[\w-]+)$", entry_page),
        (r"^/(?P<database>[^/]+)/article/(?P<article_id>[\w-]+)$", article_page),
    ]


@hookimpl
def get_metadata(datasette, key, database, table):  # type: ignore[no-untyped-def]
    """Describe a database of another name, or another moment, as metadata.yml describes dateline.db."""
    described = (datasette._metadata_local or {}).get("databases", {})
    asked = datasette.databases if database is None else [database]
    return {"databases": {name: ours for name in asked if (ours := as_described(datasette, described, name))}}


def as_described(datasette: Datasette, described: dict, name: str) -> dict | None:
    """The description that a database borrows; None where it has one of its own, or is not ours."""
    if name in INTERNAL or name in described:
        return None
    live = getattr(datasette.databases.get(name), "live", name)
    return described.get(live) or described.get(DESCRIBED)
