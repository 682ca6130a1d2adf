"""Sends requests that no browser would send, and reads what comes back."""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from datasette.app import Datasette


class Asked(NamedTuple):
    """A request: where, how, with what."""

    target: str
    method: str
    headers: dict[str, str]
    body: bytes


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


async def ask(
    site: Datasette,
    target: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Answer:
    """Send a request as it is written: nothing in the path or the headers is mended on the way."""
    raw, _, query = target.partition("?")
    named = {"host": "localhost", **(headers or {})}
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw,
        "raw_path": raw.encode(),
        "query_string": query.encode(),
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in named.items()
        ],
        "client": ("203.0.113.9", 50000),
        "server": ("localhost", 80),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await site.client.app(scope, receive, send)
    start, *rest = sent
    told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
    return Answer(start["status"], told, b"".join(message.get("body", b"") for message in rest))


def digest(db: Path) -> str:
    """A digest of every record, and of what lies beside the database."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
        records = connection.execute("select * from records order by position").fetchall()
        tables = connection.execute("select name, sql from sqlite_schema order by name").fetchall()
    files = sorted(
        file.name for file in db.parent.iterdir() if not file.name.endswith(("-shm", "-wal", ".lock"))
    )
    return hashlib.sha256(repr((records, tables, files)).encode()).hexdigest()
