"""Walk along the records of a log: do they follow each other, and does each say what its hash says?

Long logs are walked in stretches, in as many processes as there are cores.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from events import statements
from events.errors import DatelineError
from events.facts import EventExtracted, Fact, Record
from events.findings import COPY, READ_AGAIN, RESTORE, Finding
from events.log import START, hash_of
from events.upcasters import read_fact

SQL = statements.named("record_checks")
STRETCH = 50_000  # records, about what pays for starting one more process
UPDATE = "update dateline, or restore a backup"

Row = Sequence[
    Any
]  # columns of many types; text as stored bytes, so that nothing is decoded before it is hashed


def check_chain(path: Path, head: int) -> Iterator[Finding]:
    """Check hashes, positions and versions of all records; `head` is the last position."""
    count = max(1, min(head // STRETCH, os.cpu_count() or 1))
    bounds = [head * number // count for number in range(count + 1)]
    bounds[-1] = 2**62  # whatever lies behind the head is no record of ours either
    stretches = [(str(path), first, last) for first, last in pairwise(bounds)]
    if count == 1:
        yield from _check_stretch(stretches[0])
        return
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from chain.from_iterable(pool.map(_check_stretch, stretches))


def _check_stretch(stretch: tuple[str, int, int]) -> list[Finding]:
    """The findings behind position `first`, up to `last`; all in memory, to be sent between processes."""
    path, first, last = stretch
    connection = sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)
    connection.text_factory = bytes
    try:
        return list(_check_rows(connection, first, last))
    finally:
        connection.close()


def _check_rows(connection: sqlite3.Connection, first: int, last_position: int) -> Iterator[Finding]:
    """A changed record is named once: the walk goes on with what its successor expects."""
    before = connection.execute(SQL["record"], (first,)).fetchone()
    last, hashes = first, (before[-1], hash_of(before[:-1])) if before else (START,)
    versions: dict[bytes, int] = {}
    for row in connection.execute(SQL["records"], (first, last_position)):
        position, stream, version, stored, fresh = row[0], row[1], row[2], row[-1], hash_of(row[:-1])
        known = versions.get(stream)
        if known is None:
            known = _version_before(connection, stream, first)
        if position != last + 1 or version != known + 1 or row[-2] not in hashes or stored != fresh:
            yield from _row_findings(row, last, known, hashes, fresh)
        versions[stream] = version if isinstance(version, int) else 0
        last, hashes = position, (stored,) if stored == fresh else (stored, fresh)


def _row_findings(
    row: Row, last: int, version: int, hashes: Sequence[bytes], fresh: bytes
) -> Iterator[Finding]:
    """What is wrong with a record that should follow position `last`, one of `hashes` and `version`."""
    position = row[0]
    if position != last + 1:
        yield _wrong(position, f"follows position {last}: {position - last - 1} records are missing")
    if row[2] != version + 1:
        yield _wrong(position, f"version {row[2]} of its stream follows version {version}")
    if row[-2] not in hashes:
        yield _wrong(position, "does not follow the record before it: its previous_hash is another")
    if row[-1] != fresh:
        yield _wrong(position, "was changed: its hash does not fit what it holds")


def _version_before(connection: sqlite3.Connection, stream: bytes, first: int) -> int:
    """The version at which a stream came into this stretch."""
    return int(connection.execute(SQL["version_before"], (stream, first)).fetchone()[0]) if first else 0


def _wrong(position: int, problem: str) -> Finding:
    return Finding(position=position, problem=problem, remedy=RESTORE)


# --- facts and texts --------------------------------------------------------------------------------------


def check_facts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check what every record holds, one by one: slow, for when a replay has stumbled over one of them."""
    for row in connection.execute(SQL["facts"]):
        yield from _check_fact(connection, row)


def _check_fact(connection: sqlite3.Connection, row: Sequence[object]) -> Iterator[Finding]:
    position = row[0]
    assert isinstance(position, int)
    try:
        fact = read_fact(Record.of([item.decode() if isinstance(item, bytes) else item for item in row]))
    except (DatelineError, ValueError) as error:
        yield Finding(position=position, problem=str(error), remedy=UPDATE)
    else:
        yield from (
            Finding(position=position, problem=it, remedy=COPY) for it in _fact_problems(connection, fact)
        )


def _fact_problems(connection: sqlite3.Connection, fact: Fact) -> Iterator[str]:
    if isinstance(fact, EventExtracted):
        text = _text_of(*connection.execute(SQL["text"], (fact.text_digest,)).fetchone() or ("", None))
        if text is not None and any(span.end > len(text) for span in fact.event.evidence):
            yield "its evidence lies outside the text of its article"


def check_texts(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Check that every text is there that a fact rests on, and that it is the one that was read."""
    for position, digest in connection.execute(SQL["missing_texts"]):
        problem = f"the text {digest} of its article is missing"
        yield Finding(position=position, problem=problem, remedy=READ_AGAIN)
    for digest, codec, body in connection.execute(SQL["texts"]):
        text = _text_of(codec, body)
        if codec == "zlib" and (text is None or hashlib.sha256(text.encode()).hexdigest() != digest):
            yield Finding(position=None, problem=f"the article text {digest} was changed", remedy=READ_AGAIN)


def _text_of(codec: str, body: bytes | None) -> str | None:
    """The text; None when it was redacted or is damaged."""
    try:
        return zlib.decompress(body or b"").decode() if codec == "zlib" else None
    except (zlib.error, UnicodeDecodeError):
        return None
