"""Check that a database holds what was recorded: nothing changed, nothing missing, nothing added.

Everything is read from a read-only file, beside a replay of the records in a private one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from events import statements, witness
from events.connections import CACHE_KIB
from events.errors import LogError
from events.findings import REBUILD, RESTORE, Finding
from events.log import START, Log
from events.record_checks import check_chain, check_texts
from events.table_checks import check_tables
from events.value import Value
from events.witness import Head

SQL = statements.named("verification")
LITESTREAM = {("table", "_litestream_seq"), ("table", "_litestream_lock")}  # what it makes to replicate
Schema = dict[tuple[str, str], tuple[str, str | None]]


class Verification(Value):
    """The outcome: keep `head` elsewhere, so that a later check can see a cut or rewritten tail."""

    head: str
    records: int
    findings: tuple[Finding, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether everything is as it was recorded."""
        return not self.findings


def verify(path: Path | str, expect: str | None = None) -> Verification:
    """Check a whole database, also against the heads in its witness file and `expect` ("position:hash").

    Raises LogError when there is no dateline database at `path` or `expect` is malformed.
    """
    path = Path(path)
    expected = () if expect is None else (_parse_head(expect),)
    Log.open(path).close()
    claims, findings = _witness(path)  # read before the log, which then holds every head in it
    connection = sqlite3.connect("", uri=True, isolation_level=None)  # a private file that goes with it
    try:
        found = _verify(connection, path, (*expected, *claims))
    finally:
        connection.close()
    return found.model_copy(update={"findings": (*findings, *found.findings)})


def _verify(connection: sqlite3.Connection, path: Path, claims: Sequence[_Claim]) -> Verification:
    findings: list[Finding] = []
    head: tuple[int, bytes] = (0, START)
    try:
        connection.execute("attach ? as stored", (f"{path.resolve().as_uri()}?mode=ro",))
        for setting in ("journal_mode = off", "synchronous = off", f"cache_size = -{CACHE_KIB}"):
            connection.execute(f"pragma main.{setting}")
        connection.execute("begin")
        head = _head(connection)
        findings.extend(_findings(connection, path, head[0], claims))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # SQLite's own words may hold broken UTF-8
        findings.append(Finding(position=None, problem=f"cannot be read: {error}", remedy="restore a backup"))
    return Verification(head=f"{head[0]}:{head[1].hex()}", records=head[0], findings=tuple(findings))


def _head(connection: sqlite3.Connection) -> tuple[int, bytes]:
    """Where the log ends; a damaged row may hold no hash, which the walk along the chain will find."""
    row = connection.execute(SQL["head"]).fetchone() or (0, START)
    return (row[0], row[1] if isinstance(row[1], bytes) else START)


def _findings(
    connection: sqlite3.Connection, path: Path, head: int, claims: Sequence[_Claim]
) -> Iterator[Finding]:
    yield from _check_file(connection)
    yield from _check_schema(connection)
    yield from _check_claims(connection, claims)
    yield from check_chain(path, head)
    yield from check_texts(connection)
    yield from check_tables(connection)


# --- heads that were kept outside of the log -------------------------------------------------------------


class _Claim(NamedTuple):
    """A head that the log once had, and who says so."""

    head: Head
    source: str


def _parse_head(text: str) -> _Claim:
    head = witness.parse_head(text)
    if head is None:
        raise LogError(f"{text!r} is no head: give position:hash as `dateline verify` printed it")
    return _Claim(head, "the expected head")


def _witness(path: Path) -> tuple[tuple[_Claim, ...], tuple[Finding, ...]]:
    """The heads in the witness file, and what is wrong with the file itself."""
    name = witness.file_of(path).name
    try:
        lines = witness.lines(path)
    except OSError as error:
        problem = f"{name} cannot be read: {error.strerror or error}"
        return (), (Finding(position=None, problem=problem, remedy="make it a file that you may read"),)
    claims = (_Claim(line.head, f"{name}, line {line.number}") for line in lines if line.head)
    findings = (_malformed(name, line.number) for line in lines if line.head is None)
    return tuple(claims), tuple(findings)


def _malformed(name: str, number: int) -> Finding:
    problem = f"{name}, line {number} holds no head, which is position:hash"
    return Finding(position=None, problem=problem, remedy="look who changed the file, then take the line out")


def _check_claims(connection: sqlite3.Connection, claims: Sequence[_Claim]) -> Iterator[Finding]:
    """Of all heads that the log lacks, and of all that it contradicts, the first stands for the others."""
    wrong: dict[str, list[_Claim]] = {}
    for claim in sorted(claims):
        if problem := _claim_problem(connection, claim.head):
            wrong.setdefault(problem, []).append(claim)
    for problem, (first, *more) in wrong.items():
        source = first.source + (f" and {len(more)} more" if more else "")
        yield Finding(position=first.head.position, problem=f"{problem} ({source})", remedy=RESTORE)


def _claim_problem(connection: sqlite3.Connection, head: Head) -> str | None:
    row = connection.execute(SQL["record_at"], (head.position,)).fetchone()
    if row is None:
        return "was recorded, but the log does not hold it: its tail was cut" if head.position else None
    return None if row[0] == head.hash else "had another hash: the log was rewritten"


# --- the file and its schema ----------------------------------------------------------------------------


def _check_file(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (problem,) in connection.execute("pragma stored.integrity_check(20)"):
        if problem != "ok":
            yield Finding(position=None, problem=f"SQLite says: {problem}", remedy="restore a backup")


def _check_schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    stored, shipped = _schema_of(connection, "stored_schema"), _shipped_schema()
    for kind, name in sorted(stored.keys() | shipped.keys()):
        if stored.get((kind, name)) == shipped.get((kind, name)):
            continue
        state = (
            "missing" if (kind, name) not in stored else "changed" if (kind, name) in shipped else "not ours"
        )
        yield Finding(position=None, problem=f"{kind} {name} is {state}", remedy=_schema_remedy(name, state))


def _schema_remedy(name: str, state: str) -> str:
    if state == "not ours":
        return "drop it, unless you made it"
    return RESTORE if name.startswith(("records", "sqlite_autoindex_records", "texts")) else REBUILD


def _schema_of(connection: sqlite3.Connection, query: str) -> Schema:
    rows = connection.execute(SQL[query])
    return {
        (kind, name): (table, sql)
        for kind, name, table, sql in rows
        if not name.startswith("sqlite_stat") and (kind, name) not in LITESTREAM
    }


@cache
def _shipped_schema() -> Schema:
    with sqlite3.connect(":memory:") as scratch:
        for statement in (*statements.schema("log"), *statements.schema("projections")):
            scratch.execute(statement)
        return _schema_of(scratch, "schema")
