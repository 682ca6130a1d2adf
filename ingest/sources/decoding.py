"""Bytes of a file, and the text that they spell, or a clear reason where they spell none."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from events.errors import SourceError

LIMIT_MB = 10
LIMIT = LIMIT_MB * 1024 * 1024

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.01
_MOST_BROKEN = 0.25  # of the characters beyond ASCII
_FEW_ODD = 0.05  # of the bytes
_SAMPLE = 100_000  # bytes
_CHARSETS = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "koi8_r"),
]
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\x00", "a SQLite database"),
)


def require_file(path: Path) -> None:
    """SourceError where the path is missing, a folder, or something that is no file."""
    if path.is_dir():
        raise SourceError("is a directory")
    if not path.exists():
        raise SourceError("no such file")
    if not path.is_file():
        raise SourceError("is not a regular file")


def decode(data: bytes, declared: str | None = None) -> str:
    r"""The text that the bytes spell.

    Tried in this order: the byte order mark, strict UTF-8, the declared charset, UTF-8 with a few broken
    characters (which become U+FFFD), and the charset that the bytes themselves look like. Line ends stay as
    they are. SourceError where the bytes are empty or no text (with the offset of the first bad byte).

    >>> decode(b"\xef\xbb\xbfPolls open.\r\n")
    'Polls open.\r\n'
    """
    if not data.strip():
        raise SourceError("is empty")
    _refuse_known_binary(data)
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    _refuse_control_bytes(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_declared(data, declared) or _decode_damaged(data) or _decode_detected(data)
        if text is not None and text.strip():
            return text
        raise SourceError(_invalid_utf8(data, error)) from error


def _refuse_known_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"is {what}, not text; save the article as text or HTML")


def _refuse_control_bytes(data: bytes) -> None:
    zero = data.find(b"\0")
    if zero >= 0:
        raise SourceError(f"is binary, not text (a NUL byte at byte {zero})")
    if len(_CONTROL.findall(data)) > _CONTROL_SHARE * len(data):
        raise SourceError("is binary, not text (control characters throughout)")


def _decode_marked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"begins like {encoding.upper()}, but is not valid at byte {error.start}"
        ) from error
    if "\0" in text:
        raise SourceError("is binary, not text (a NUL character)")
    if not text.strip():
        raise SourceError("is empty")
    return text


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if declared is None:
        return None
    # browsers read these two as the superset that people's tools really write
    name = {"iso-8859-1": "cp1252", "us-ascii": "cp1252"}.get(declared.lower(), declared)
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_damaged(data: bytes) -> str | None:
    """UTF-8 in which most characters beyond ASCII are whole: cut off, or broken by some tool."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return text if broken <= max(1, whole * _MOST_BROKEN) and whole else None


def _decode_detected(data: bytes) -> str | None:
    """The charset that the text is most likely written in; a few odd bytes among ASCII are Western ones."""
    odd = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if odd < _FEW_ODD * len(data[:_SAMPLE]):
        return _decode_declared(data, "cp1252") or data.decode("utf-8", "replace")
    found = from_bytes(data[:_SAMPLE], cp_isolation=_CHARSETS).best()
    try:
        return data.decode(found.encoding) if found else None
    except UnicodeDecodeError:
        return None


def _invalid_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    return (
        f"is not valid UTF-8 at byte {error.start} (0x{data[error.start]:02x}, line {line}); "
        "save it as UTF-8, for example with: iconv -f windows-1252 -t utf-8"
    )
