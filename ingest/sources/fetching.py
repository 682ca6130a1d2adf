"""Fetch web pages and feeds: politely, within limits, and from no address inside this network."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from events.errors import SourceError
from ingest.sources.decoding import LIMIT, LIMIT_MB

AGENT = f"dateline/{version('dateline')}"
CONNECT_S = 10
TOTAL_S = 30
_MOST_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS_SIZE = 500_000
_KINDS = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json,*/*;q=0.5"


class Fetched(NamedTuple):
    """An answer: its bytes, the address that gave them, and what a later request may say to get only news."""

    content: bytes
    address: str
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False


class FetchError(SourceError):
    """Nothing was fetched; `is_passing` when a later try may succeed.

    `retry_after_s` is how many seconds the server asks to be left alone, None if it does not say.
    """

    def __init__(self, reason: str, retry_after_s: float | None = None, *, is_passing: bool = True) -> None:
        super().__init__(reason)
        self.retry_after_s = retry_after_s
        self.is_passing = is_passing


class Fetcher:
    """A client that remembers each site's robots.txt. Close it, or use it in a `with` statement."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._backend = _PublicNetwork(allow_private)
        self._robots: dict[str, RobotFileParser | None] = {}

    @cached_property
    def _client(self) -> httpx.Client:
        transport = httpx.HTTPTransport(retries=0, trust_env=False)
        # httpx has no public way to say how a name becomes an address, httpcore below it has
        pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=self._backend)
        transport._pool = pool
        headers = {"User-Agent": AGENT, "Accept": _KINDS}
        return httpx.Client(transport=transport, headers=headers, timeout=CONNECT_S, trust_env=False)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def fetch(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """What stands at an address; with the marks of an earlier answer only if it has changed since.

        At most five redirects, 10 MB and 30 seconds. FetchError says why there is nothing: robots.txt forbids
        it, the server refuses or fails, the address lies in a private network.
        """
        marks = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in marks.items() if value}
        deadline = time.monotonic() + TOTAL_S
        for _ in range(_MOST_REDIRECTS + 1):
            self._require_allowed(url, deadline)
            answer = self._get(url, headers, deadline, LIMIT)
            if answer.status not in _REDIRECTS:
                return _checked(answer, url)
            url = urljoin(url, answer.headers.get("location", ""))
        raise FetchError(f"redirects more than {_MOST_REDIRECTS} times")

    def _require_allowed(self, url: str, deadline: float) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError("is no http or https address", is_passing=False)
        robots = self._robots_of(f"{parts.scheme}://{parts.netloc}", deadline)
        if robots is not None and not robots.can_fetch(AGENT, url):
            told = "is closed to programs by the site's robots.txt; save the page in a browser"
            raise FetchError(told, is_passing=False)

    def _robots_of(self, site: str, deadline: float) -> RobotFileParser | None:
        """The rules of a site; None where it has none, or does not tell them."""
        if site not in self._robots:
            answer = self._get(f"{site}/robots.txt", {}, deadline, _ROBOTS_SIZE)
            rules = RobotFileParser()
            rules.parse(answer.content.decode("utf-8", "replace").splitlines())
            self._robots[site] = rules if answer.status == 200 else None
        return self._robots[site]

    def _get(self, url: str, headers: dict[str, str], deadline: float, limit: int) -> _Answer:
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                content = _read(response.iter_bytes(), deadline, limit)
                return _Answer(
                    response.status_code, {k.lower(): v for k, v in response.headers.items()}, content
                )
        except _PrivateAddress as error:
            raise FetchError(f"{error}; allow it with --allow-private") from error
        except httpx.TimeoutException as error:
            raise FetchError(f"gave no answer within {CONNECT_S} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            raise FetchError(f"cannot be fetched ({error or type(error).__name__})") from error


class _Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes


class _PrivateAddress(Exception):
    """A name leads to an address that is not on the public internet."""


class _PublicNetwork(httpcore.SyncBackend):
    """Connects to the very address that was checked, so that a name cannot point elsewhere in between."""

    def __init__(self, allow_private: bool) -> None:
        super().__init__()
        self._allow_private = allow_private

    def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.NetworkStream:
        return super().connect_tcp(self._address_of(host, port), port, *args, **options)

    def _address_of(self, host: str, port: int) -> str:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
        addresses = [str(info[4][0]).partition("%")[0] for info in found]
        if not self._allow_private and not all(ipaddress.ip_address(one).is_global for one in addresses):
            raise _PrivateAddress("lies in a private network or on this machine")
        return addresses[0]


def _read(parts: Iterable[bytes], deadline: float, limit: int) -> bytes:
    content = bytearray()
    for part in parts:
        content += part
        if len(content) > limit:
            raise FetchError(f"is larger than {LIMIT_MB} MB")
        if time.monotonic() > deadline:
            raise FetchError(f"took more than {TOTAL_S} s")
    return bytes(content)


def _checked(answer: _Answer, url: str) -> Fetched:
    if answer.status == 304:
        return Fetched(b"", url, is_unchanged=True)
    if answer.status != 200:
        told = {401: "needs a password", 402: "must be paid for", 403: "is refused by the server"}
        told |= {404: "is not there", 410: "is gone", 429: "is asked for too often"}
        reason = told.get(answer.status, "is not served")
        wait = retry_after(answer.headers.get("retry-after"))
        passing = answer.status >= 500 or answer.status in {408, 425, 429}
        raise FetchError(f"{reason} (status {answer.status})", wait, is_passing=passing)
    return Fetched(answer.content, url, answer.headers.get("etag"), answer.headers.get("last-modified"))


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or a date; None where it does not tell.

    >>> retry_after("120"), retry_after("soon")
    (120.0, None)
    """
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
