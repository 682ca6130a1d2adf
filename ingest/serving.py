"""Datasette with our metadata, plugins, templates and static files."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.utils import parse_metadata

from events.errors import DatelineError
from events.value import Value
from ingest.site_files import metadata_file, require, site_folder

SETTINGS = {
    "default_page_size": 100,
    "max_returned_rows": 250,  # of a timeline on one page; the canned ones look for one more
    "sql_time_limit_ms": 5000,
    "suggest_facets": 0,  # the metadata says which facets are useful
}
PUBLIC_SETTINGS = {
    **SETTINGS,
    "sql_time_limit_ms": 1500,
    "allow_download": 0,
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HEAP_BYTES = 64_000_000  # of SQLite in this process: it knows no limit for one connection
CONNECTIONS = 100  # of strangers at once; more are told to come back


class Audience(Value):
    """Who may reach the site, and whether they may write SQL of their own."""

    public: bool = False
    sql: bool = True
    hosts: tuple[str, ...] = ()  # the names that it answers to; any, when there are none

    @classmethod
    def of(cls, host: str, public: bool, sql: bool | None) -> Audience:
        """The audience of a server that listens on `host`; SQL is open to oneself and closed to strangers.

        Raises DatelineError when strangers could reach a server that is not meant for them.
        """
        if not public and not is_loopback(host):
            raise DatelineError(
                f"{host}: other people could reach this server; add --public to close what is not for them, "
                "or listen on 127.0.0.1"
            )
        names = () if public else (*LOOPBACK, f"[{host}]" if ":" in host else host.lower())
        return cls(public=public, sql=not public if sql is None else sql, hosts=names)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("0.0.0.0"), is_loopback("news.example")
    (True, True, False, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def open_site(db: Path, audience: Audience | None = None) -> Datasette:
    """Our site over one database; also what tests send requests to. The log is never opened as immutable.

    Raises DatelineError when there is no such database.
    """
    require(db)
    site = site_folder()
    audience = audience or Audience()
    metadata = parse_metadata(metadata_file().read_text("utf-8"))
    safety = {"public": audience.public, "hosts": list(audience.hosts)}
    return Datasette(
        [str(db)],
        metadata={**metadata, "plugins": {**metadata.get("plugins", {}), "safety": safety}},
        plugins_dir=str(site / "plugins"),
        template_dir=str(site / "templates"),
        static_mounts=[("static", str(site / "static"))],
        settings={
            **(PUBLIC_SETTINGS if audience.public else SETTINGS),
            "default_allow_sql": int(audience.sql),
        },
        cors=audience.public,  # what anybody may read, any page may read
    )


def serve(db: Path, host: str, port: int, audience: Audience, when_up: Callable[[str], None]) -> None:
    """Serve until interrupted; `when_up` gets the address as soon as requests are answered.

    Raises DatelineError when there is no database or the port is taken.
    """
    site = open_site(db, audience)
    listener = _listen(host, port)
    _limit_heap()
    config = uvicorn.Config(
        site.app(),
        log_level="warning",
        lifespan="on",
        server_header=False,
        limit_concurrency=CONNECTIONS if audience.public else None,
    )
    _Server(config, when_up).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Tells its address once it is up."""

    def __init__(self, config: uvicorn.Config, when_up: Callable[[str], None]) -> None:
        super().__init__(config)
        self._when_up = when_up

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or ():
            self._when_up(_address(listener))


def _limit_heap() -> None:
    """Let a question that needs too much memory fail alone, before the machine runs out of it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"pragma hard_heap_limit = {HEAP_BYTES}")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        hint = f"port {port} cannot be used ({error.strerror}); choose another: --port {port + 1}"
        raise DatelineError(f"{host}: {hint}") from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
