"""The door: files and folders in, articles out, and a reason for each thing that is none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from events.errors import SourceError
from events.model import Article
from ingest.addresses import Address, Source
from ingest.sources.acceptance import accept
from ingest.sources.decoding import require_file
from ingest.sources.documents import SUFFIXES, read_document
from ingest.sources.unreadable import Unreadable
from ingest.sources.web import read_address

__all__ = ["SUFFIXES", "Unreadable", "find_files", "read_articles"]

STANDARD_INPUT = "-"
_LISTED = ".txt .md .html .htm .jsonl .ndjson .json .xml .rss .atom .warc .zip .gz"
_MOST_OF_INPUT = 1024 * 1024 * 1024  # bytes


def find_files(paths: Sequence[Source]) -> Iterator[Source | Unreadable]:
    """The files behind the paths, in the order given; a folder gives those of all its levels, sorted.

    A missing path and a folder without articles are Unreadable. A named file is taken whatever its suffix.
    """
    for path in paths:
        if isinstance(path, Address):
            yield path
        elif path.is_dir():
            yield from _find_in_folder(path)
        elif path.exists() or str(path) == STANDARD_INPUT:
            yield path
        else:
            yield Unreadable(name=str(path), reason="no such file or directory")


def read_articles(path: Source, published: date | None = None) -> Iterator[Article | Unreadable]:
    """The articles of one file; `published` is the day that the user gives for all of them.

    Its content decides what a file is, more than its suffix. What cannot be read is Unreadable. The path "-"
    is standard input, and an address is fetched.
    """
    if isinstance(path, Address):
        yield from read_address(path, published)
        return
    is_input = str(path) == STANDARD_INPUT
    name, label = ("standard input",) * 2 if is_input else (path.name, str(path))
    try:
        with _opened(path) as file:
            yield from map(accept, read_document(file, name, published))
    except SourceError as error:
        yield Unreadable(name=label, reason=str(error))
    except OSError as error:
        yield Unreadable(name=label, reason=f"cannot be read ({error.strerror or error})")


def _opened(path: Path) -> BinaryIO:
    if str(path) == STANDARD_INPUT:
        return BytesIO(sys.stdin.buffer.read(_MOST_OF_INPUT))
    require_file(path)
    return path.open("rb")


def _find_in_folder(folder: Path) -> Iterator[Path | Unreadable]:
    files = sorted(path for path in folder.rglob("*") if _is_article_file(path, folder))
    if files:
        yield from files
    else:
        yield Unreadable(name=str(folder), reason=f"directory without articles ({_LISTED})")


def _is_article_file(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() in SUFFIXES and path.is_file()
