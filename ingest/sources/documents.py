"""One document, of whatever kind: its content decides, more than its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from events.errors import SourceError
from events.model import Article
from ingest.sources.archives import (
    first_bytes_of_gzip,
    lines_of_gzip,
    looks_like_gzip,
    looks_like_zip,
    read_gzip,
    read_zip,
)
from ingest.sources.decoding import LIMIT, LIMIT_MB, decode
from ingest.sources.feeds import looks_like_feed, read_feed
from ingest.sources.html import declared_charset, looks_like_html
from ingest.sources.jsonl import looks_like_json, looks_like_lines, read_json, read_lines
from ingest.sources.page_worker import read_in_worker
from ingest.sources.plain import read_text
from ingest.sources.unreadable import Unreadable
from ingest.sources.warc import looks_like_warc, read_warc

SUFFIXES = (
    *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json"),
    *(".xml", ".rss", ".atom", ".warc", ".zip", ".gz"),
)
LINE_SUFFIXES = (".jsonl", ".ndjson")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_XML = re.compile(r"[\s\ufeff]*<\?xml\b")
_DEEPEST = 2  # archives within archives
Readings = Iterator[Article | Unreadable]


def read_document(
    file: BinaryIO, name: str, given: date | None = None, *, address: str | None = None, depth: int = 0
) -> Readings:
    """The articles of an open file that can seek, read to its end; SourceError where it holds none at all.

    `address` is where it was fetched. What is in an archive is named after both: "saved.zip!news/a.html".
    """
    head = file.read(16)
    file.seek(0)
    if looks_like_zip(head) or looks_like_gzip(head):
        yield from _read_packed(file, head, name, given, depth)
    elif looks_like_warc(head):
        yield from _read_saved_pages(file, name, given)
    elif name.lower().endswith(LINE_SUFFIXES):
        yield from read_lines(iter(lambda: file.readline(LIMIT + 1), b""), name, given)
    else:
        yield from _read_text_file(_limited(file), name, given, address)


def is_article_file(name: str) -> bool:
    """Whether a name is that of a file that may hold articles: one of our suffixes, or none.

    >>> is_article_file("news/a.html"), is_article_file("news/photo.png"), is_article_file("export")
    (True, False, True)
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return not suffix or suffix in SUFFIXES


def _read_packed(file: BinaryIO, head: bytes, name: str, given: date | None, depth: int) -> Readings:
    if depth >= _DEEPEST:
        raise SourceError("is an archive within archives; unpack it first")
    if looks_like_zip(head):
        yield from read_zip(file, name, partial(_read_member, given=given, depth=depth + 1), is_article_file)
        return
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    if looks_like_warc(first_bytes_of_gzip(file)):
        yield from _read_saved_pages(file, name, given)
    elif inner.lower().endswith(LINE_SUFFIXES):
        yield from read_lines(lines_of_gzip(file), inner, given)
    else:
        yield from _read_member(read_gzip(file), inner, given=given, depth=depth + 1)


def _read_member(content: bytes, name: str, *, given: date | None, depth: int) -> Readings:
    """What lies in an archive; a file there that is no article does not end the reading of the others."""
    try:
        yield from read_document(BytesIO(content), name, given, depth=depth)
    except SourceError as error:
        yield Unreadable(name=name, reason=str(error))


def _read_saved_pages(file: BinaryIO, name: str, given: date | None) -> Readings:
    def read(content: bytes, label: str, address: str | None) -> Readings:
        try:
            yield from _read_text_file(content, label, given, address)
        except SourceError as error:
            yield Unreadable(name=f"{label} ({address})" if address else label, reason=str(error))

    yield from read_warc(file, name, read)


def _read_text_file(data: bytes, name: str, given: date | None, address: str | None) -> Readings:
    text, suffix = decode(data, declared_charset(data)), name[name.rfind(".") :].lower()
    if looks_like_feed(text):
        yield from read_feed(text, name, given)
    elif looks_like_html(text) or suffix in _PAGE_SUFFIXES:
        yield read_in_worker(text, name, given, address)
    elif looks_like_lines(text):
        yield from read_lines(data.split(b"\n"), name, given)
    elif looks_like_json(text) or suffix == ".json":
        yield from read_json(text, name, given)
    elif _XML.match(text):
        raise SourceError("is XML that is neither RSS nor Atom nor a page; save the article as text or HTML")
    else:
        yield read_text(text, name, given, address)


def _limited(file: BinaryIO) -> bytes:
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise SourceError(f"is larger than {LIMIT_MB} MB; split it, or keep the articles alone")
    return data
