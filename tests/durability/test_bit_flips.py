"""One flipped bit anywhere in the file, by a bad disk or memory, is found if it changes what is stored."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from events import projections
from events.errors import LogError
from events.verification import verify
from tests.durability.pages import cells, leaves, page_size
from tests.durability.workload import appended, opened

TABLES = ("records", "texts", *projections.TABLES)
APPENDS, ANYWHERE, IN_RECORDS, IN_SCHEMA, IN_CELLS = 16, 200, 100, 80, 25
Dump = dict[str, str]
Row = tuple[object, ...]


class Stored(NamedTuple):
    """A database file, and what can be read from it."""

    content: bytes
    tables: Dump


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Some appends in one checkpointed file."""
    path = tmp_path_factory.mktemp("flips") / "log.db"
    with opened(path) as log:
        for number in range(1, APPENDS + 1):
            appended(log, number)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode = delete")
    return Stored(path.read_bytes(), dump(path))


def test_flip_anywhere_that_changes_a_row_is_found(stored: Stored, tmp_path: Path) -> None:
    check(stored, drawn(range(len(stored.content)), ANYWHERE), tmp_path)


def test_flip_in_the_pages_of_the_records_is_found(stored: Stored, tmp_path: Path) -> None:
    size = page_size(stored.content)
    pages = leaves(stored.content, root_of_records(stored, tmp_path))
    places = [place for leaf in pages for place in range(leaf, leaf + size)]

    changing = check(stored, drawn(places, IN_RECORDS), tmp_path)

    assert changing > IN_RECORDS / 2


def test_flip_in_the_pages_of_the_schema_is_found(stored: Stored, tmp_path: Path) -> None:
    size = page_size(stored.content)
    places = [place for leaf in leaves(stored.content, 1) for place in range(leaf, leaf + size)]

    check(stored, drawn(places, IN_SCHEMA), tmp_path)


@pytest.mark.parametrize("column", ["position", "stream", "data", "previous_hash", "hash"])
def test_flip_in_a_cell_of_a_record_is_found(stored: Stored, tmp_path: Path, column: str) -> None:
    places = places_of(stored, column, tmp_path)

    changing = check(stored, drawn(places, IN_CELLS), tmp_path)

    assert changing == IN_CELLS


def check(stored: Stored, places: Iterable[tuple[int, int]], folder: Path) -> int:
    """Flip each bit in a fresh copy; fail if `verify` fails to see one; return how many changed a row."""
    wrong, changing = {}, 0
    for byte, bit in places:
        path = flipped(stored, byte, bit, folder)
        changed = [table for table, digest in dump(path).items() if digest != stored.tables[table]]
        outcome = verified(path)
        changing += bool(changed)
        if outcome not in ({"found"} if changed else {"found", "clean"}):
            wrong[byte, bit] = (outcome, changed)
    assert wrong == {}, "what `verify` said, and the tables that differ, by the (byte, bit) that was flipped"
    return changing


def flipped(stored: Stored, byte: int, bit: int, folder: Path) -> Path:
    """A copy of the database with one bit the other way round."""
    content = bytearray(stored.content)
    content[byte] ^= 1 << bit
    path = folder / "flipped.db"
    path.write_bytes(content)
    return path


def verified(path: Path) -> str:
    """What `verify` makes of a file; it may say that something is wrong instead of opening it."""
    try:
        return "clean" if verify(path).is_clean else "found"
    except LogError:
        return "found"
    except Exception as error:  # collected, so that one failing test names all of them
        return repr(error)


def dump(path: Path) -> Dump:
    """For each stored table a digest of all its rows as they lie in the file, or why they cannot be read."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        return {table: digest_of(connection, table) for table in TABLES}


def digest_of(connection: sqlite3.Connection, table: str) -> str:
    """SHA-256 over the rows of a table, or the error that reading them ends with."""
    try:
        rows = connection.execute(f"select * from {table} not indexed").fetchall()
    except (sqlite3.Error, ValueError) as error:  # ValueError: an error message of SQLite may be no UTF-8
        return str(error)
    return hashlib.sha256(repr([readable(row) for row in rows]).encode()).hexdigest()


def readable(row: Row) -> Row:
    """A row with its zlib stream as the text that it holds: the last bits of a stream mean nothing."""
    return tuple(inflated(value) if isinstance(value, bytes) else value for value in row)


def inflated(value: bytes) -> bytes:
    """What a zlib stream holds; any other bytes as they are."""
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value


def drawn(places: range | list[int], count: int) -> list[tuple[int, int]]:
    """So many bits, as (byte, bit), always the same."""
    chance = random.Random(count)
    return [(chance.choice(places), chance.randrange(8)) for _ in range(count)]


def root_of_records(stored: Stored, folder: Path) -> int:
    """The page at which the tree of `records` begins."""
    path = folder / "whole.db"
    path.write_bytes(stored.content)
    with closing(sqlite3.connect(path)) as connection:
        query = "select rootpage from sqlite_schema where name = 'records'"
        return int(connection.execute(query).fetchone()[0])


def places_of(stored: Stored, column: str, folder: Path) -> list[int]:
    """The bytes of the file that hold a column of `records`, as far as they lie in its leaf pages."""
    root = root_of_records(stored, folder)
    rows = [cell for leaf in leaves(stored.content, root) for cell in cells(stored.content, leaf)]
    if column == "position":
        return [byte for row in rows for byte in row.rowid]
    with closing(sqlite3.connect(folder / "whole.db")) as connection:
        values = connection.execute(
            f"select cast({column} as blob) from records order by position"
        ).fetchall()
    return [
        byte
        for row, (value,) in zip(rows, values, strict=True)
        for byte in bytes_of(value, stored.content, row.payload)
    ]


def bytes_of(value: bytes, content: bytes, payload: range) -> range:
    """Where a value lies in the payload of its row; the beginning of it, when it goes on in other pages."""
    start = content.find(value[:30], payload.start, payload.stop)
    return range(start, min(start + len(value), payload.stop)) if start >= 0 else range(0)
