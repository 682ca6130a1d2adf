"""What stands between strangers and the site when `dateline serve --public` lets them in.

Without --public, a server on loopback answers to its own names alone: a page elsewhere that gives our address
another name (DNS rebinding) could otherwise read the database through the visitor's browser.
"""

import re
import sqlite3
from sys import stdlib_module_names
from traceback import walk_tb
from urllib.parse import parse_qsl

from datasette.database import QueryInterrupted
from datasette.handle_exception import handle_exception as usual
from datasette.utils.asgi import BadRequest, Base400, Request
from datasette.views.base import DatasetteError

from datasette import Forbidden, NotFound, Response, hookimpl
from datasette import handle_exception as errors

# Where rich is installed, Datasette prints each error, a 404 too, with the values of all variables: slow, and
# texts of articles do not belong into a log.
errors.rich = None

METHODS = ("GET", "HEAD", "OPTIONS")
LONGEST = 16_000  # letters after the question mark
MOST_ARGUMENTS = 100
MOST_FACETS = 10  # each may cost `facet_time_limit_ms`
HOST = re.compile(r"([\w.-]+|\[[0-9a-f:]+\])(:\d{1,5})?", re.IGNORECASE | re.ASCII)
# What pages need, and those who embed them; the rest of /-/ is for who runs the server.
OPEN = ("/-/static/", "/-/oembed")
INTERRUPTED = "SQL Interrupted"  # Datasette's page for it brings a script that no policy allows
ROBOTS = """User-agent: *
Allow: /-/oembed
Disallow: /-/
Disallow: /*sql=
Disallow: /*_as_of=
Disallow: /*_reported_by=
Disallow: /*-as-of-
Disallow: /*-reported-by-
Disallow: /*_facet
Disallow: /*_sort
Disallow: /*_next=
"""


def config(datasette) -> dict:  # type: ignore[no-untyped-def]
    """How the server was started: `public`, or the `hosts` that it answers to."""
    return datasette.plugin_config("safety") or {}


def refusal(scope: dict, public: bool, hosts: list) -> tuple | None:
    """The status and the words for a request that goes no further; None for any other."""
    path = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0]
    host = dict(scope.get("headers") or []).get(b"host", b"localhost").decode("latin-1")
    match = HOST.fullmatch(host)
    if match is None or (hosts and match[1].lower() not in hosts):
        return 400, "This server does not answer to that name"
    if not path.isascii() or b"\\" in path or any(byte < 33 for byte in path) or b"%00" in path:
        return 400, "This is no address"
    return refusal_to_strangers(scope, path.decode("ascii")) if public else None


def refusal_to_strangers(scope: dict, path: str) -> tuple | None:
    """The same for what only strangers are refused.

    >>> refusal_to_strangers({"method": "DELETE"}, "/dateline")
    (405, 'Nothing can be written here')
    """
    if scope["method"] not in METHODS:
        return 405, "Nothing can be written here"
    query = (scope.get("query_string") or b"").decode("latin-1")
    if len(query) + len(path) > LONGEST:
        return 414, "This address is too long"
    names = [name for name, _ in parse_qsl(query, keep_blank_values=True)]
    if len(names) > MOST_ARGUMENTS or sum(name.startswith("_facet") for name in names) > MOST_FACETS:
        return 400, "This asks for too much at once"
    return None


def is_closed(datasette, scope: dict) -> bool:  # type: ignore[no-untyped-def]
    """Whether an address tells of the server rather than of the news."""
    path = Request(scope, None).path
    inner = "/" + path.removeprefix(datasette.setting("base_url")).lstrip("/")
    return inner.startswith("/-/") and (not inner.startswith(OPEN) or "/.." in inner)


def told_of(datasette, exception: Exception) -> Exception | None:  # type: ignore[no-untyped-def]
    """What visitors are told instead of what happened; None when they may know."""
    is_public = config(datasette).get("public")
    asked = asked_too_much(exception)
    if not asked and is_unreadable(exception, is_public):
        return BadRequest("This address asks for something that cannot be read")
    if asked or not is_public or isinstance(exception, Forbidden | DatasetteError):
        return asked
    if not isinstance(exception, Base400):
        return DatasetteError("This did not work. It stands in the log of the server.")
    # A moment that cannot be made says which file is missing.
    leaks = any(db.path and str(db.path) in str(exception) for db in datasette.databases.values())
    return NotFound("There is no such page") if leaks else None


def is_unreadable(exception: Exception, is_public: bool) -> bool:
    """Whether the address holds what Datasette reads without a look, such as `_timelimit=x` or `_through=1`.

    Since nothing is written, no row breaks a constraint: SQLite means a limit or offset that is no number.
    A server that is not public shows errors of our own plugins as what they are.
    """
    if is_public and isinstance(exception, ValueError):
        return True
    odd = isinstance(exception, ValueError | TypeError | LookupError | OverflowError | sqlite3.IntegrityError)
    return odd and raised_in(exception).startswith("datasette.")


def raised_in(exception: Exception) -> str:
    """The innermost module on the way of an exception, those of Python itself left out."""
    named = (str(frame.f_globals.get("__name__")) for frame, _ in walk_tb(exception.__traceback__))
    return ([""] + [name for name in named if name.partition(".")[0] not in stdlib_module_names])[-1]


def asked_too_much(exception: Exception) -> Exception | None:
    """What is wrong with a question, which Datasette takes for its own error; None for other errors."""
    if isinstance(exception, MemoryError):
        return DatasetteError(
            "This needs more memory than a question may have", title="Too large", status=400
        )
    if isinstance(exception, QueryInterrupted) or getattr(exception, "title", "") == INTERRUPTED:
        return DatasetteError("This takes longer than a question may: ask for less", INTERRUPTED, status=400)
    if isinstance(exception, DatasetteError) and exception.status == 500:
        return DatasetteError(exception.message, exception.title, exception.error_dict, status=400)
    is_refused = isinstance(exception, sqlite3.DatabaseError) and "authorized" in str(exception)
    if is_refused or isinstance(exception, sqlite3.DataError | sqlite3.ProgrammingError | sqlite3.Warning):
        return DatasetteError(str(exception), "Invalid SQL", status=400)
    return None


@hookimpl
def handle_exception(datasette, request, exception):  # type: ignore[no-untyped-def]
    """Datasette's page for an error, with words of ours where its own tell too much."""
    told = with_question(told_of(datasette, exception) or exception, request)
    return None if told is exception else usual(datasette, request, told)


def with_question(told: Exception, request: Request) -> Exception:
    """An error that a page tells, with the SQL that was asked, so that nobody has to write it again."""
    asked, is_page = request.args.get("sql"), "." not in request.path
    if not (asked and is_page and isinstance(told, DatasetteError)):
        return told
    question = {**told.error_dict, "sql": asked, "action": request.path}
    return DatasetteError(
        told.message, told.title, question, told.status, message_is_html=told.message_is_html
    )


@hookimpl
def asgi_wrapper(datasette):  # type: ignore[no-untyped-def]
    """Turn away what needs no answer."""
    public, hosts = bool(config(datasette).get("public")), config(datasette).get("hosts") or []

    async def answer(app, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        refused = refusal(scope, public, hosts)
        if refused:
            headers = {"Allow": ", ".join(METHODS)} if refused[0] == 405 else {}
            await Response.text(refused[1], status=refused[0], headers=headers).asgi_send(send)
        elif public and is_closed(datasette, scope):
            await datasette.invoke_startup()
            page = await usual(datasette, Request(scope, receive), NotFound("There is no such page"))()
            await page.asgi_send(send)
        else:
            await app(scope, receive, send)

    def wrap(app):  # type: ignore[no-untyped-def]
        async def guarded(scope, receive, send):  # type: ignore[no-untyped-def]
            if scope["type"] == "http":
                await answer(app, scope, receive, send)
            else:
                await app(scope, receive, send)

        return guarded

    return wrap


@hookimpl
def register_routes(datasette):  # type: ignore[no-untyped-def]
    """Tell crawlers what is not for them: what costs much and says nothing new."""
    if not config(datasette).get("public"):
        return []
    return [(r"^/robots\.txt$", lambda: Response.text(ROBOTS))]
