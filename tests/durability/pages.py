"""Where in a database file the rows of a table lie, see https://sqlite.org/fileformat2.html#b_tree_pages."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

INTERIOR, LEAF = 0x05, 0x0D  # the kinds of page of a table with a rowid
FILE_HEADER = 100  # bytes that lead the first page


class Cell(NamedTuple):
    """Offsets in the file of a row's rowid and of its columns, as far as they lie in its leaf page."""

    rowid: range
    payload: range


def page_size(content: bytes) -> int:
    """The bytes of a page of the file."""
    size = int(struct.unpack_from(">H", content, 16)[0])
    return 65_536 if size == 1 else size


def leaves(content: bytes, root: int) -> Iterator[int]:
    """The offsets of the leaf pages of the table whose tree begins at page `root`."""
    start = (root - 1) * page_size(content)
    header = start + (FILE_HEADER if root == 1 else 0)
    if content[header] == LEAF:
        yield start
        return
    (last,) = struct.unpack_from(">I", content, header + 8)
    children = [struct.unpack_from(">I", content, cell)[0] for cell in _cell_offsets(content, start, header)]
    for child in (*children, last):
        yield from leaves(content, child)


def cells(content: bytes, leaf: int) -> Iterator[Cell]:
    """The rows of the leaf page at that offset."""
    usable = leaf + page_size(content)
    for offset in _cell_offsets(content, leaf, leaf):
        size, rowid = _varint(content, offset)
        _, payload = _varint(content, rowid)
        yield Cell(range(rowid, payload), range(payload, min(payload + size, usable)))


def _cell_offsets(content: bytes, start: int, header: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">H", content, header + 3)
    pointers = header + (8 if content[header] == LEAF else 12)
    for number in range(count):
        yield start + struct.unpack_from(">H", content, pointers + 2 * number)[0]


def _varint(content: bytes, offset: int) -> tuple[int, int]:
    """A number of one to eight bytes, and the offset behind it."""
    value = 0
    while True:
        value = value << 7 | content[offset] & 0x7F
        offset += 1
        if content[offset - 1] < 0x80:
            return value, offset
