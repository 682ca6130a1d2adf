"""The pages of one actor and of one place: what it was part of, with whom, of what kind, and where.

Reads with the questions of metadata.yml alone; writes nothing.
"""

from typing import Any

from datasette.app import Datasette
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import Request

from datasette import Forbidden, NotFound, Response, hookimpl
from events.names import key_of

PAGES = {
    "actor": ("who_companions", "who_types", "who_places"),
    "place": ("where_actors", "where_types", "where_places"),
}


async def page(request: Request, datasette: Datasette) -> Response:
    """The page of an actor or a place; the name in the address may be in any spelling."""
    kind, name = request.url_vars["kind"], tilde_decode(request.url_vars["name"])
    try:
        db = datasette.get_database(route=tilde_decode(request.url_vars["database"]))
    except KeyError:
        raise NotFound("Database not found") from None
    visible, _ = await datasette.check_visibility(request.actor, "view-database", db.name)
    if not visible:
        raise Forbidden("You do not have permission to view this database")
    if "timeline" not in await db.view_names():
        raise NotFound(f"Database {db.name} holds no timeline")
    questions = (datasette.plugin_config("timelines") or {}).get("questions", {})
    named = {"name": name, "key": key_of(name)}

    async def ask(question: str) -> list:
        return list((await db.execute(questions[question], named)).rows)

    found = await ask(kind)
    if not found:
        raise NotFound(f"Nothing in the timeline names the {kind} {name}")
    others, types, places = [await ask(question) for question in PAGES[kind]]
    context = {
        "database": db.name, "kind": kind, "name": found[0]["name"], "found": found, "asked": named,
        "entries": await ask(f"{kind}_entries"), "others": others, "types": types, "places": places,
    }  # fmt: skip
    body = await datasette.render_template(
        ["who_and_where.html"], context, request=request, view_name="timelines"
    )
    return Response.html(body, headers={"Referrer-Policy": "no-referrer"})


@hookimpl
def register_routes() -> list:
    """Addresses for sharing, which stay as they are."""
    return [(r"^/(?P<database>[^/]+)/(?P<kind>actor|place)/(?P<name>[^/]+)$", page)]


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the part of an address that names somebody."""
    env.filters["name_part"] = lambda name: tilde_encode(str(name))
