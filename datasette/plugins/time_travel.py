"""Time travel: each database of ours also answers under the names of its moments.

`/dateline-as-of-2025-12-01-reported-by-2025-11-28/planned` is `/dateline/planned` as it was recorded by the
first day and published by the second. The first request for a moment writes its snapshot, a database file of
its own, which Datasette then serves like any other: pages, tables, JSON, CSV and SQL alike.
"""

import asyncio
import re
import sqlite3
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import closing
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.database import Database
from datasette.handle_exception import handle_exception
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import BadRequest, Request

from datasette import NotFound, Response, hookimpl
from events import snapshots
from events.errors import LogError
from events.log import Log

KEPT = 16  # snapshots on disk; the one that was asked for longest ago goes first
NAME = re.compile(r"(?P<live>.+?)(?:-as-of-(?P<as_of>.*?))?(?:-reported-by-(?P<reported_by>.*))?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIELDS = ("_as_of", "_reported_by")

ADDRESSED: ContextVar[str] = ContextVar("addressed", default="")  # the database that the request names
SHELVES: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()  # the shelf of each Datasette


class Days(NamedTuple):
    """The two days of a moment, as ISO text; empty is now."""

    as_of: str = ""
    reported_by: str = ""


class Address(NamedTuple):
    """A path in parts: what leads to the site, the database as the path names it, and what follows."""

    base: str
    database: str
    rest: str


class Snapshot(Database):
    """The database of a moment; its file lives as long as anybody holds it."""

    def __init__(self, datasette: Datasette, path: Path, live: str, days: Days) -> None:
        super().__init__(datasette, path=str(path), is_mutable=False)
        self.live = live
        self.days = days
        self.moment: snapshots.Moment | None = None
        self.undated = 0
        self.requests = 0
        weakref.finalize(self, path.unlink, missing_ok=True)

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A connection that cannot write; the file never changes, so none waits for another."""
        uri = f"{Path(self.path).as_uri()}?immutable=1"
        return sqlite3.connect(uri, uri=True, check_same_thread=False)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        """Ask on a connection of its own: Datasette's are kept by name and would outlive the file."""
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, self._ask, fn)

    def _ask(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        with closing(self.connect()) as connection:
            self.ds._prepare_connection(connection, self.name)
            return fn(connection)


class Shelf:
    """The snapshots of one Datasette, each made when it is first asked for, in a folder that goes with it."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette
        self.kept: OrderedDict[str, Snapshot] = OrderedDict()
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-snapshots-")
        self.made = 0
        self.making = asyncio.Lock()  # one at a time: making one keeps a processor busy

    async def fetch(self, name: str, live: str, days: Days) -> Snapshot:
        """The snapshot of that name, made anew when the log has changed in a way that changes it."""
        log = Path(self.datasette.get_database(live).path)
        moment = await asyncio.to_thread(moment_of, log, days)
        if not self.holds(name, moment):
            async with self.making:
                if not self.holds(name, moment):
                    self.put(name, await self.make(log, live, days, moment))
        self.kept.move_to_end(name)
        return self.kept[name]

    def holds(self, name: str, moment: snapshots.Moment) -> bool:
        """Whether the snapshot of that name tells this moment."""
        return name in self.kept and self.kept[name].moment == moment

    async def make(self, log: Path, live: str, days: Days, moment: snapshots.Moment) -> Snapshot:
        """Write the file of a moment, away from the thread that answers requests."""
        self.made += 1
        path = Path(self.folder.name) / f"{self.made}.db"
        snapshot = Snapshot(self.datasette, path, live, days)
        snapshot.moment = moment
        snapshot.undated = await asyncio.to_thread(write, log, path, moment)
        return snapshot

    def put(self, name: str, snapshot: Snapshot) -> None:
        """Serve a snapshot in place of an older one of that name; drop others that are too many and idle."""
        self.drop(name)
        self.kept[name] = snapshot
        self.datasette.add_database(snapshot, name=name)
        idle = [other for other, held in self.kept.items() if other != name and not held.requests]
        for other in idle[: max(0, len(self.kept) - KEPT)]:
            self.drop(other)

    def drop(self, name: str) -> None:
        """Serve a snapshot no longer."""
        if self.kept.pop(name, None):
            self.datasette.remove_database(name)

    def close(self) -> None:
        """Remove every snapshot."""
        for name in list(self.kept):
            self.drop(name)
        self.folder.cleanup()


def moment_of(log: Path, days: Days) -> snapshots.Moment:
    """Where in the log these days lie."""
    with Log.open(log) as opened:
        return snapshots.moment(opened, read_day(days.as_of), read_day(days.reported_by))


def write(log: Path, into: Path, moment: snapshots.Moment) -> int:
    """Write the snapshot of a moment; return how many undated articles it leaves out."""
    with Log.open(log) as opened:
        return snapshots.write(opened, into, moment)


def read_day(text: str) -> date | None:
    """The day that an ISO text names, None for an empty one.

    Raises ValueError for what is no day of the calendar.
    """
    if text and not DAY.fullmatch(text):
        raise ValueError(f"“{text}” is no day; write days like 2025-12-01")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"There is no day {text} in the calendar") from None


def name_of(live: str, days: Days) -> str:
    """The name under which a database answers for a moment.

    >>> name_of("dateline", Days("2025-12-01", "2025-11-28")), name_of("dateline", Days())
    ('dateline-as-of-2025-12-01-reported-by-2025-11-28', 'dateline')
    """
    as_of = f"-as-of-{days.as_of}" if days.as_of else ""
    return live + as_of + (f"-reported-by-{days.reported_by}" if days.reported_by else "")


def read_name(name: str) -> tuple:
    """The database and the days in a name, whether these are days or not.

    >>> read_name("dateline-reported-by-2025-11-28")
    ('dateline', Days(as_of='', reported_by='2025-11-28'))
    """
    match = NAME.fullmatch(name)
    if match is None:
        return name, Days()
    return match["live"], Days(match["as_of"] or "", match["reported_by"] or "")


def address_of(datasette: Datasette, path: str) -> Address:
    """The parts of a path; the name of a database ends where a format begins.

    A dot in a name is tilde-encoded, so the first one that stands in the path begins the format.
    """
    base = datasette.setting("base_url")
    inner = path.removeprefix(base) if path.startswith(base) else path.lstrip("/")
    name = re.match(r"[^/.]*", inner)[0]  # type: ignore[index]  # matches nothing, too
    return Address(base, tilde_decode(name), inner[len(name) :])


def travels(datasette: Datasette, live: str) -> bool:
    """Whether a name is that of a live database in a file."""
    db = datasette.databases.get(live)
    return db is not None and bool(db.path) and not isinstance(db, Snapshot)


def fields_of(datasette: Datasette, address: Address, query: list) -> tuple:
    """The days that a query string asks for, by field, and the other parameters.

    A page may have had other names for the fields: `former_fields` in metadata.yml keeps old links alive.
    """
    page = re.match(r"/?([^/.]*)", address.rest)[1]  # type: ignore[index]  # matches nothing, too
    former = (datasette.plugin_config("timelines") or {}).get("former_fields", {}).get(page, {})
    named = [(former.get(name, name), value) for name, value in query]
    asked = {name: value.strip() for name, value in named if name in FIELDS}
    return asked, [(name, value) for name, value in named if name not in FIELDS]


def redirect_of(datasette: Datasette, address: Address, query_string: str) -> str | None:
    """Where a request with days in its fields belongs: the same page at that moment.

    Raises BadRequest when a field holds no day.
    """
    query = parse_qsl(query_string, keep_blank_values=True)
    asked, others = fields_of(datasette, address, query)
    named = (address.database, Days()) if travels(datasette, address.database) else None
    live, days = named or read_name(address.database)
    if not asked or not travels(datasette, live):
        return None
    chosen = Days(asked.get("_as_of", days.as_of), asked.get("_reported_by", days.reported_by))
    require_days(chosen, BadRequest)
    name = tilde_encode(name_of(live, chosen))
    return f"{address.base}{name}{address.rest}" + (f"?{urlencode(others)}" if others else "")


def require_days(days: Days, error: type) -> None:
    """Raises the error, with what to write, when one of the days is none."""
    try:
        read_day(days.as_of)
        read_day(days.reported_by)
    except ValueError as problem:
        raise error(str(problem)) from None


async def snapshot_of(datasette: Datasette, name: str) -> Snapshot | None:
    """The snapshot that a name asks for; None when it asks for none.

    Raises NotFound when there can be none.
    """
    live, days = read_name(name)
    if days == Days() or name != name_of(live, days) or name_is_taken(datasette, name, live):
        return None
    require_days(days, NotFound)
    if datasette not in SHELVES:
        SHELVES[datasette] = Shelf(datasette)
    try:
        return await SHELVES[datasette].fetch(name, live, days)
    except LogError as problem:
        raise NotFound(str(problem)) from problem


def name_is_taken(datasette: Datasette, name: str, live: str) -> bool:
    """Whether a name is that of a file of its own, or of nothing that has a past."""
    return travels(datasette, name) or not travels(datasette, live)


async def answer(datasette: Datasette, app: Any, scope: dict, receive: Any, send: Any) -> None:
    """Send a request to its moment: by a redirect, by making its snapshot, or as it is."""
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    address = address_of(datasette, path)
    try:
        location = redirect_of(datasette, address, scope["query_string"].decode("latin-1"))
        snapshot = None if location else await snapshot_of(datasette, address.database)
    except (BadRequest, NotFound) as error:
        await datasette.invoke_startup()
        response = await handle_exception(datasette, Request(scope, receive), error)()
        await response.asgi_send(send)
        return
    if location:
        await Response.redirect(location).asgi_send(send)
        return
    ADDRESSED.set(address.database)
    await counted(snapshot, app(scope, receive, send))


async def counted(snapshot: Snapshot | None, request: Awaitable) -> None:
    """Await a request and let the snapshot know that it is being read for so long."""
    if snapshot is None:
        await request
        return
    snapshot.requests += 1
    try:
        await request
    finally:
        snapshot.requests -= 1


@hookimpl(tryfirst=True)  # the innermost: what is refused or unchanged needs no snapshot
def asgi_wrapper(datasette):  # type: ignore[no-untyped-def]
    """Stand before Datasette; when it shuts down, the snapshots go."""

    def wrap(app):  # type: ignore[no-untyped-def]
        async def travelling(scope, receive, send):  # type: ignore[no-untyped-def]
            if scope["type"] == "http":
                await answer(datasette, app, scope, receive, send)
                return
            await app(scope, receive, send)
            if scope["type"] == "lifespan" and datasette in SHELVES:
                SHELVES.pop(datasette).close()

        return travelling

    return wrap


@hookimpl
def permission_allowed(datasette, action, resource):  # type: ignore[no-untyped-def]
    """Let snapshots be seen under their own address alone: no page lists them as databases."""
    hidden = action == "view-database" and resource != ADDRESSED.get()
    return False if hidden and isinstance(datasette.databases.get(resource), Snapshot) else None


@hookimpl
def extra_template_vars(datasette, database, request):  # type: ignore[no-untyped-def]
    """Tell the pages of a snapshot which moment they show, and where the same page is now."""
    db = datasette.databases.get(database) if database else None
    if not isinstance(db, Snapshot):
        return {}
    query = f"?{request.query_string}" if request and request.query_string else ""
    rest = address_of(datasette, request.path).rest if request else ""
    return {
        "moment": {
            **db.days._asdict(),
            "database": db.name,
            "position": db.moment.position,
            "undated": db.undated,
            "now": f"{datasette.urls.database(db.live)}{rest}{query}",
        }
    }
