"""Datasette with our metadata, plugins, templates and static files."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from datasette.app import Datasette
from datasette.utils import parse_metadata

from events.errors import DatelineError
from ingest.site_files import metadata_file, require, site_folder

SETTINGS = {
    "default_page_size": 100,
    "max_returned_rows": 1000,  # of a timeline on one page; the canned ones look for one more
    "sql_time_limit_ms": 5000,
    "suggest_facets": 0,  # the metadata says which facets are useful
}


def open_site(db: Path) -> Datasette:
    """Our site over one database; also what tests send requests to.

    Raises DatelineError when there is no such database.
    """
    require(db)
    site = site_folder()
    return Datasette(
        [str(db)],
        metadata=parse_metadata(metadata_file().read_text("utf-8")),
        plugins_dir=str(site / "plugins"),
        template_dir=str(site / "templates"),
        static_mounts=[("static", str(site / "static"))],
        settings=SETTINGS,
    )


def serve(db: Path, host: str, port: int, when_up: Callable[[str], None]) -> None:
    """Serve until interrupted; `when_up` gets the address as soon as requests are answered.

    Raises DatelineError when there is no database or the port is taken.
    """
    site = open_site(db)
    listener = _listen(host, port)
    config = uvicorn.Config(site.app(), log_level="warning", lifespan="on")
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
