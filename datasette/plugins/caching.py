"""Nothing is sent twice: an address changes only when the log grows, the day ends or dateline changes.

Every page gets a tag of these three and of its address. A visitor who has that tag is told so without asking
the database for more than the head of the log. Answers to free SQL are not kept: they may tell the time.
"""

import hashlib
import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs

from datasette import __version__, hookimpl

LIVE = "public, max-age=60, stale-while-revalidate=600"
PAST = "public, max-age=3600, stale-while-revalidate=86400"  # never immutable: a text may be redacted
PRIVATE = (b"cookie", b"authorization")
UNCACHED = ("sql", "_trace", "_timelimit")
DAY = re.compile(r"/[^/]*-as-of-(\d{4}-\d\d-\d\d)")
VARY = (b"vary", b"Cookie, Authorization")  # as Datasette says it of every page


class Stamp(NamedTuple):
    """What a cache goes by."""

    tag: str
    changed: datetime
    control: str


class Head(NamedTuple):
    """Where the logs stand: a position for each, and when the latest was recorded."""

    positions: tuple
    recorded_at: datetime | None


async def head_of(datasette) -> Head:  # type: ignore[no-untyped-def]
    """The head of every log that is served: one look at the end of a table for each."""
    sql = (datasette.plugin_config("timelines") or {}).get("questions", {}).get("head")
    served = [db for db in list(datasette.databases.values()) if db.path and not hasattr(db, "live")]
    found = [row for db in served if sql for row in await rows_of(db, sql)]
    times = [datetime.fromisoformat(row["recorded_at"]).astimezone(UTC) for row in found]
    return Head(tuple(row["position"] for row in found), max(times, default=None))


async def rows_of(db, sql: str) -> list:  # type: ignore[no-untyped-def]
    """The answer of a database; none of one that is not dateline's."""
    try:
        return list((await db.execute(sql, log_sql_errors=False)).rows)
    except sqlite3.OperationalError:
        return []


def control_of(path: str, today: str) -> str:
    """How long a page may be kept: one of a day that is over changes only when a text is redacted.

    >>> control_of("/dateline-as-of-2025-12-01/planned", "2025-12-01") == LIVE
    True
    """
    match = DAY.match(path)
    return PAST if match and match[1] < today else LIVE


def software(datasette) -> str:  # type: ignore[no-untyped-def]
    """A digest of all that decides how a page looks: programs, templates, words and settings."""
    folders = [
        datasette.template_dir,
        datasette.plugins_dir,
        *(folder for _, folder in datasette.static_mounts),
    ]
    files = sorted(file for folder in folders if folder for file in Path(folder).rglob("*") if file.is_file())
    digest = hashlib.sha256(f"{__version__} {dateline_version()}".encode())
    digest.update(json.dumps([datasette._metadata_local, datasette._settings], default=str).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def dateline_version() -> str:
    """The version of the code beside the templates; a checkout that was never installed has none."""
    try:
        return version("dateline")
    except PackageNotFoundError:
        return ""


def tag_of(scope: dict, head: Head, today: str, running: str) -> str:
    """A weak tag: pages say how long they took, and mean the same."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    path = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0].decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    told = json.dumps([scope.get("scheme"), host, path, query, head.positions, today, running])
    return f'W/"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'


def matches(asked: str, tag: str) -> bool:
    """Whether one of the tags in If-None-Match is ours, weak or not.

    >>> matches('"a", W/"b"', 'W/"b"'), matches('"b"', 'W/"b"'), matches('W/"bc"', 'W/"b"')
    (True, True, False)
    """
    return tag.removeprefix("W/") in {part.strip().removeprefix("W/") for part in asked.split(",")}


def is_unchanged(asked: str, since: datetime | None) -> bool:
    """Whether nothing has changed after the time in If-Modified-Since.

    >>> is_unchanged("Wed, 03 Dec 2025 09:30:00 GMT", datetime(2025, 12, 3, 9, 30, 0, 9, tzinfo=UTC))
    True
    >>> is_unchanged("yesterday", datetime(2025, 12, 3, tzinfo=UTC))
    False
    """
    try:
        told = parsedate_to_datetime(asked)
    except ValueError:
        return False
    return since is not None and since.replace(microsecond=0) <= told.replace(tzinfo=told.tzinfo or UTC)


def may_be_kept(scope: dict) -> bool:
    """Whether a request is for what everybody gets alike, and gets again."""
    names = {name for name, _ in scope.get("headers") or []}
    asked = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return (
        scope["method"] in ("GET", "HEAD")
        and not names & {*PRIVATE, b"range"}
        and not set(UNCACHED) & asked.keys()
        and not scope["path"].startswith("/-/")
    )


def changed_at(head: Head, running_since: datetime) -> datetime:
    """When the answer can have changed last: with the log, at midnight, or with a new dateline."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(filter(None, (head.recorded_at, midnight, running_since)))


def stamped(headers: list, stamp: Stamp) -> list:
    """Headers with a stamp, in place of what Datasette says of it."""
    replaced = (b"cache-control", b"etag", b"last-modified")
    ours = {
        "cache-control": stamp.control,
        "etag": stamp.tag,
        "last-modified": format_datetime(stamp.changed, usegmt=True),
    }
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    return kept + [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]


def is_private(headers: list) -> bool:
    """Whether a response is for one visitor alone."""
    return any(
        name.lower() == b"set-cookie" or (name.lower() == b"cache-control" and b"no-store" in value)
        for name, value in headers
    )


def uncached(headers: list) -> list:
    """Headers that let nobody keep the answer: Datasette lets visitors choose a time with `_ttl`."""
    if is_private(headers):
        return headers
    return [pair for pair in headers if pair[0].lower() != b"cache-control"] + [
        (b"cache-control", b"no-store")
    ]


async def answer(app, scope, receive, send, stamp: Stamp) -> None:  # type: ignore[no-untyped-def]
    """Send what was asked for with its stamp, or that the visitor has it.

    A tag is proof of that. A time, or "whatever there is", is none: only what is found can be unchanged.
    """
    asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
    tags, since = asked.get(b"if-none-match", ""), asked.get(b"if-modified-since", "")
    if tags and matches(tags, stamp.tag):
        await not_modified(send, stamped([VARY], stamp))
        return
    known = tags.strip() == "*" or (not tags and is_unchanged(since, stamp.changed))
    is_told = False

    async def stamping(message):  # type: ignore[no-untyped-def]
        nonlocal is_told
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = list(message.get("headers") or [])
            if not is_private(headers):
                headers = stamped(headers, stamp)
                is_told = known
            message = {**message, "headers": headers}
            if is_told:
                await not_modified(send, [pair for pair in headers if not pair[0].startswith(b"content-")])
        if not is_told:
            await send(message)

    await app(scope, receive, stamping)


async def not_modified(send, headers: list) -> None:  # type: ignore[no-untyped-def]
    """Tell the visitor that what they have is what there is."""
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def pass_on(app, scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    """Send what nobody may keep."""

    async def sending(message):  # type: ignore[no-untyped-def]
        if message["type"] == "http.response.start" and not scope["path"].startswith("/-/static/"):
            message = {**message, "headers": uncached(list(message.get("headers") or []))}
        await send(message)

    await app(scope, receive, sending)


@hookimpl
def asgi_wrapper(datasette):  # type: ignore[no-untyped-def]
    """Stand before the pages and what makes the snapshots that they show."""
    running, running_since = software(datasette), datetime.now(UTC) - timedelta(seconds=1)

    def wrap(app):  # type: ignore[no-untyped-def]
        async def caching(scope, receive, send):  # type: ignore[no-untyped-def]
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            head = await head_of(datasette) if may_be_kept(scope) else Head((), None)
            if not head.positions:
                await pass_on(app, scope, receive, send)
                return
            today = datetime.now(UTC).date().isoformat()
            stamp = Stamp(
                tag_of(scope, head, today, running),
                changed_at(head, running_since),
                control_of(scope["path"], today),
            )
            await answer(app, scope, receive, send, stamp)

        return caching

    return wrap
