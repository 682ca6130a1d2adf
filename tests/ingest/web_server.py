"""A small web server on loopback that answers as it is told: with changes, refusals, faults, or never."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Answer(NamedTuple):
    """What the server says to one request; `after_s` is how long it waits first."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    after_s: float = 0.0


class Web(NamedTuple):
    """A running server: its address, what it answers by path, and what was asked: path and headers."""

    address: str
    answers: dict[str, Answer | Callable[[dict[str, str]], Answer]]
    requests: list[tuple[str, dict[str, str]]]

    def asked(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.requests)


@contextmanager
def serving() -> Iterator[Web]:
    """Serve on a free port of this machine until the block ends."""
    answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
    requests: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            requests.append((self.path, headers))
            found = answers.get(self.path, Answer(status=404))
            answer = found(headers) if callable(found) else found
            time.sleep(answer.after_s)
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Web(f"http://127.0.0.1:{server.server_address[1]}", answers, requests)
    finally:
        server.shutdown()
        server.server_close()
