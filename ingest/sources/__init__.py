"""The door: files and folders in, articles out, and a reason for each thing that is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from events.errors import SourceError
from events.model import Article
from ingest.sources.acceptance import accept
from ingest.sources.decoding import LIMIT, decode, read_bytes, require_file
from ingest.sources.html import declared_charset, looks_like_html
from ingest.sources.jsonl import looks_like_lines, read_json, read_lines
from ingest.sources.page_worker import read_in_worker
from ingest.sources.plain import read_text
from ingest.sources.unreadable import Unreadable

__all__ = ["SUFFIXES", "Unreadable", "find_files", "read_articles"]

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json")
_LINE_SUFFIXES = (".jsonl", ".ndjson")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_LISTED = ".txt .md .html .htm .jsonl .ndjson .json"


def find_files(paths: Sequence[Path]) -> Iterator[Path | Unreadable]:
    """The files behind the paths, in the order given; a folder gives those of all its levels, sorted.

    A missing path and a folder without articles are Unreadable. A named file is taken whatever its suffix.
    """
    for path in paths:
        if path.is_dir():
            yield from _find_in_folder(path)
        elif path.exists():
            yield path
        else:
            yield Unreadable(name=str(path), reason="no such file or directory")


def read_articles(path: Path, published: date | None = None) -> Iterator[Article | Unreadable]:
    """The articles of one file; `published` is the day that the user gives for all of them.

    Its content decides what a file is, more than its suffix. What cannot be read is Unreadable.
    """
    try:
        lines = path.suffix.lower() in _LINE_SUFFIXES
        found = (
            _read_line_file(path, published) if lines else _read_document(read_bytes(path), path, published)
        )
        yield from map(accept, found)
    except SourceError as error:
        yield Unreadable(name=str(path), reason=str(error))


def _read_line_file(path: Path, published: date | None) -> Iterator[Article | Unreadable]:
    """Line by line, so that an export may be longer than one document may be."""
    require_file(path)
    try:
        with path.open("rb") as file:
            yield from read_lines(iter(lambda: file.readline(LIMIT + 1), b""), path.name, published)
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror or error})") from error


def _read_document(data: bytes, path: Path, published: date | None) -> Iterator[Article | Unreadable]:
    text = decode(data, declared_charset(data))
    if looks_like_html(text) or path.suffix.lower() in _PAGE_SUFFIXES:
        yield read_in_worker(text, path.name, published)
    elif looks_like_lines(text):
        yield from read_lines(data.split(b"\n"), path.name, published)
    elif path.suffix.lower() == ".json":
        yield from read_json(text, path.name, published)
    else:
        yield read_text(text, path.name, published)


def _find_in_folder(folder: Path) -> Iterator[Path | Unreadable]:
    files = sorted(path for path in folder.rglob("*") if _is_article_file(path, folder))
    if files:
        yield from files
    else:
        yield Unreadable(name=str(folder), reason=f"directory without articles ({_LISTED})")


def _is_article_file(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() in SUFFIXES and path.is_file()
