"""The witness: a text file beside a database that keeps the heads which its log once had.

A chain of hashes cannot see that its tail was cut or written anew; a head that lies outside of it can.
One head per line, as `position:hash`. A last line without line feed was torn by a crash: it does not count.
"""

from __future__ import annotations

import fcntl
import os
import re
from pathlib import Path
from typing import NamedTuple

from events.errors import LogError
from events.files import sync

SUFFIX = ".witness"
_HEAD = re.compile("(?P<position>[0-9]+):(?P<hash>[0-9a-fA-F]{64})")


class Head(NamedTuple):
    """Where a log ended: the position and the hash of its last record."""

    position: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.position}:{self.hash.hex()}"


class Line(NamedTuple):
    """A line of a witness file by its number, from 1; `head` is None when it holds none."""

    number: int
    head: Head | None


def parse_head(text: str) -> Head | None:
    """Read a head as `verify` prints it; None when the text is none.

    >>> str(parse_head("7:" + "ab" * 32))[:8]
    '7:ababab'
    >>> parse_head("7:ab") is None
    True
    """
    match = _HEAD.fullmatch(text)
    return Head(int(match["position"]), bytes.fromhex(match["hash"])) if match else None


def file_of(database: Path) -> Path:
    """Where the witness of a database lies."""
    return database.with_name(database.name + SUFFIX)


def append(database: Path, head: str) -> None:
    """Keep the head of a log beyond any crash; that of an empty log and a repeated one are left out.

    Raises LogError when the file cannot be written; what was recorded stays recorded.
    """
    if head.startswith("0:"):
        return
    file = file_of(database)
    try:
        _append(file, f"{head}\n".encode())
    except OSError as error:
        raise LogError(
            f"{file}: the head {head} is recorded, but could not be witnessed: {error.strerror or error};"
            " make the file writable, or use --no-witness"
        ) from error


def lines(database: Path) -> tuple[Line, ...]:
    """All whole lines of a database's witness, none when it has no witness. Raises OSError."""
    file = file_of(database)
    if not os.path.lexists(file):
        return ()
    whole = _without_torn(file.read_bytes()).decode(errors="replace").split("\n")[:-1]
    return tuple(Line(number, parse_head(text)) for number, text in enumerate(whole, start=1))


def heads(database: Path) -> tuple[Head, ...]:
    """The heads that a database once had, as they were kept; lines that hold none are passed over.

    Raises LogError when there is a witness that cannot be read.
    """
    try:
        return tuple(line.head for line in lines(database) if line.head)
    except OSError as error:
        raise LogError(f"{file_of(database)}: cannot be read: {error.strerror or error}") from error


def _append(file: Path, line: bytes) -> None:
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # else cutting a torn line off could cut another writer's
        content = file.read_bytes()
        _write_line(descriptor, content, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if not content:
        sync(file.parent)


def _write_line(descriptor: int, content: bytes, line: bytes) -> None:
    whole = _without_torn(content)
    if whole != content:
        os.ftruncate(descriptor, len(whole))
    if whole.splitlines(keepends=True)[-1:] == [line]:
        return
    if os.write(descriptor, line) != len(line):
        raise OSError("only a part of the line could be written; is the disk full?")


def _without_torn(content: bytes) -> bytes:
    return content[: content.rfind(b"\n") + 1]
