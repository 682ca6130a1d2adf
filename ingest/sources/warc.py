"""Web archives (WARC): one article for each saved page."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # ships no types
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeadersParserException  # type: ignore[import-untyped]

from events.errors import SourceError
from events.model import Article
from ingest.sources.decoding import LIMIT, LIMIT_MB
from ingest.sources.unreadable import Unreadable

_TEXTS = ("text/html", "application/xhtml", "text/plain")
_KINDS = ("response", "resource", "conversion")
_BROKEN = (
    *(ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError, OSError, zlib.error),
    *(AttributeError, TypeError, LookupError),  # warcio stumbles so over headers that are missing or damaged
)
_FINE = "200"
ReadPage = Callable[[bytes, str, str | None], Iterator[Article | Unreadable]]


def looks_like_warc(data: bytes) -> bool:
    """Whether bytes begin as a web archive does.

    >>> looks_like_warc(b"WARC/1.0")
    True
    """
    return data.startswith(b"WARC/")


def read_warc(file: BinaryIO, name: str, read: ReadPage) -> Iterator[Article | Unreadable]:
    """What `read` makes of each page (its bytes, a name such as "saved.warc#2", its address).

    Requests, pictures and pages that were not served (status other than 200) are passed over. SourceError
    where no page is left.
    """
    number = 0
    try:
        for record in ArchiveIterator(file):
            if not _is_page(record):
                continue
            number += 1
            yield from _read_record(record, f"{name}#{number}", read)
    except _BROKEN as error:
        yield Unreadable(name=name, reason=f"is damaged after page {number} ({error})")
        return
    if not number:
        raise SourceError("is a web archive without a saved page")


def _read_record(record: Any, name: str, read: ReadPage) -> Iterator[Article | Unreadable]:
    content = record.content_stream().read(LIMIT + 1)
    if len(content) > LIMIT:
        yield Unreadable(name=name, reason=f"is larger than {LIMIT_MB} MB")
        return
    yield from read(content, name, record.rec_headers.get_header("WARC-Target-URI"))


def _is_page(record: Any) -> bool:
    if record.rec_type not in _KINDS:
        return False
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").lower()
    served = record.http_headers is None or record.http_headers.get_statuscode() == _FINE
    return served and kind.startswith(_TEXTS)
