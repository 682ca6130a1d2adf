"""ZIP and gzip: the files inside, read in memory and never written anywhere."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from events.errors import SourceError
from events.model import Article
from ingest.sources.decoding import LIMIT, LIMIT_MB
from ingest.sources.unreadable import Unreadable

_MOST_MEMBERS = 100_000
_MOST_BYTES = 1024 * 1024 * 1024  # of all members together
_BOMB = 200  # bytes out of one byte in
_BOMB_FROM = 1024 * 1024  # bytes; a small file may be very repetitive
_OFFICE = ("[Content_Types].xml", "mimetype")
_ENCRYPTED = 0x1
_LINK = 0o120000
_DAMAGED = (OSError, EOFError, zlib.error)
ReadMember = Callable[[bytes, str], Iterator[Article | Unreadable]]


def looks_like_zip(data: bytes) -> bool:
    """Whether bytes begin as a ZIP archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def looks_like_gzip(data: bytes) -> bool:
    """Whether bytes begin as gzip does."""
    return data.startswith(b"\x1f\x8b")


def read_zip(
    file: BinaryIO, name: str, read: ReadMember, is_wanted: Callable[[str], bool]
) -> Iterator[Article | Unreadable]:
    """What `read` makes of each file inside, named "saved.zip!news/a.html", by name.

    SourceError for what is no readable archive, or an office document; a member that cannot be read, is too
    large or looks like an attack is Unreadable, and the others are read.
    """
    try:
        archive = zipfile.ZipFile(file)
        members = sorted(archive.infolist(), key=lambda member: member.filename)
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise SourceError(f"is a damaged ZIP archive ({error})") from error
    if {member.filename for member in members} & set(_OFFICE):
        raise SourceError("is an office document, not text; save it as text or HTML")
    members = [member for member in members if not member.is_dir() and not _is_hidden(member.filename)]
    members = [member for member in members if is_wanted(member.filename)]
    if not members:
        raise SourceError("is a ZIP archive without articles")
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_BYTES:
        raise SourceError(f"is a ZIP archive of more than {_MOST_MEMBERS} files or 1 GB; split it")
    for member in members:
        try:
            content = _content(archive, member)
        except SourceError as error:
            yield Unreadable(name=f"{name}!{member.filename}", reason=str(error))
        else:
            yield from read(content, f"{name}!{member.filename}")


def read_gzip(file: BinaryIO) -> bytes:
    """What gzip holds; SourceError where it is damaged, or larger than one document may be."""
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            content = unpacked.read(LIMIT + 1)
    except _DAMAGED as error:
        raise SourceError(f"is damaged gzip ({error})") from error
    if len(content) > LIMIT:
        raise SourceError(f"is larger than {LIMIT_MB} MB when unpacked; split it")
    return content


def first_bytes_of_gzip(file: BinaryIO, size: int = 16) -> bytes:
    """The first bytes of what gzip holds, as far as they can be unpacked; the file is at its start again."""
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            return unpacked.read(size)
    except _DAMAGED:
        return b""
    finally:
        file.seek(0)


def lines_of_gzip(file: BinaryIO) -> Iterator[bytes]:
    """The lines of what gzip holds, at most 1 GB; SourceError where it is damaged or holds more."""
    read = 0
    try:
        with gzip.GzipFile(fileobj=file) as unpacked:
            while line := unpacked.readline(LIMIT + 1):
                read += len(line)
                if read > _MOST_BYTES:
                    raise SourceError("is larger than 1 GB when unpacked; split it")
                yield line
    except _DAMAGED as error:
        raise SourceError(f"is damaged gzip ({error})") from error


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    _refuse_tricks(member)
    try:
        with archive.open(member) as file:
            content = file.read(LIMIT + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise SourceError(f"cannot be unpacked ({error})") from error
    if len(content) > LIMIT:
        raise SourceError(f"is larger than {LIMIT_MB} MB")
    return content


def _refuse_tricks(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename[:3]:
        raise SourceError("has a path that leads out of the archive")
    if member.external_attr >> 16 & 0o170000 == _LINK:
        raise SourceError("is a link, not a file")
    if member.flag_bits & _ENCRYPTED:
        raise SourceError("is encrypted; unpack it with its password first")
    if member.file_size > _BOMB_FROM and member.file_size > _BOMB * max(1, member.compress_size):
        raise SourceError("unpacks to hundreds of times its size, which no article does")


def _is_hidden(filename: str) -> bool:
    parts = PurePosixPath(filename).parts
    return any(part.startswith((".", "__MACOSX")) and part not in {".", ".."} for part in parts)
