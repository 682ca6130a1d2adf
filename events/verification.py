"""Check that a database holds what was recorded: nothing changed, nothing missing, nothing added.

Everything is read in one transaction over a read-only file, beside a replay of the records in memory.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from events import projections, statements, witness
from events.errors import DatelineError, LogError
from events.facts import ArticleRead, EventExtracted, Fact, Record
from events.log import START, Log, hash_of
from events.model import Event
from events.upcasters import read_fact
from events.value import Value
from events.witness import Head

SQL = statements.named("verification")
RESTORE = "restore a backup made before the change; trust nothing at or after this position"
REBUILD = "run `dateline rebuild`"
COPY = "copy the file away, then run `dateline rebuild`; restore a backup if it comes back"
LITESTREAM = {("table", "_litestream_seq"), ("table", "_litestream_lock")}  # what it makes to replicate

Row = tuple[object, ...]
Schema = dict[tuple[str, str], tuple[str, str | None]]


class Finding(Value):
    """Something that is not as it was recorded; `position` is None where no record is concerned."""

    position: int | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = "database" if self.position is None else f"position {self.position}"
        return f"{where}: {self.problem} — {self.remedy}"


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
    connection = sqlite3.connect(":memory:", uri=True, isolation_level=None)
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
        connection.execute("begin")
        head = connection.execute(SQL["head"]).fetchone() or head
        findings.extend(_findings(connection, claims))
    except sqlite3.DatabaseError as error:
        findings.append(Finding(position=None, problem=f"cannot be read: {error}", remedy="restore a backup"))
    return Verification(head=f"{head[0]}:{head[1].hex()}", records=head[0], findings=tuple(findings))


def _findings(connection: sqlite3.Connection, claims: Sequence[_Claim]) -> Iterator[Finding]:
    yield from _check_file(connection)
    yield from _check_schema(connection)
    yield from _check_claims(connection, claims)
    yield from _check_records(connection)
    yield from _check_texts(connection)
    yield from _check_projections(connection)


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


# --- the chain ------------------------------------------------------------------------------------------


class _Walk(NamedTuple):
    """Where the walk along the chain stands: what the next record has to follow."""

    last: int
    hashes: frozenset[bytes]
    versions: dict[bytes, int]


def _check_records(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Walk the chain; a changed record is named once: the walk goes on with what its successor expects."""
    walk = _Walk(last=0, hashes=frozenset({START}), versions={})
    for row in connection.execute(SQL["records"]):
        position, columns, hash = row[0], row[1:-1], row[-1]
        for problem in _chain_problems(columns, hash, walk):
            yield Finding(position=position, problem=problem, remedy=RESTORE)
        yield from _check_fact(connection, position, columns, hash)
        walk.versions[columns[1]] = int(columns[2])
        walk = walk._replace(last=position, hashes=frozenset({hash, hash_of(columns)}))


def _chain_problems(columns: Sequence[bytes], hash: bytes, walk: _Walk) -> Iterator[str]:
    position, version = int(columns[0]), int(columns[2])
    before = walk.versions.get(columns[1], 0)
    if position != walk.last + 1:
        yield f"follows position {walk.last}: {position - walk.last - 1} records are missing"
    if version != before + 1:
        yield f"version {version} of its stream follows version {before}"
    if columns[7] not in walk.hashes:
        yield "does not follow the record before it: its previous_hash is another"
    if hash != hash_of(columns):
        yield "was changed: its hash does not fit what it holds"


def _check_fact(
    connection: sqlite3.Connection, position: int, columns: Sequence[bytes], hash: bytes
) -> Iterator[Finding]:
    try:
        fact = _fact_of(columns, hash)
    except (DatelineError, ValueError) as error:
        yield Finding(position=position, problem=str(error), remedy="update dateline, or restore a backup")
        return
    for problem in _fact_problems(connection, fact):
        yield Finding(position=position, problem=problem, remedy=COPY)


def _fact_of(columns: Sequence[bytes], hash: bytes) -> Fact:
    texts = [column.decode() for column in columns[:7]]
    fields = dict(zip(Record.model_fields, (*texts, columns[7], hash), strict=True))
    return read_fact(Record.model_validate(fields))


def _fact_problems(connection: sqlite3.Connection, fact: Fact) -> Iterator[str]:
    if isinstance(fact, ArticleRead | EventExtracted):
        row = connection.execute(SQL["text"], (fact.text_digest,)).fetchone()
        if row is None:
            yield f"the text {fact.text_digest} of its article is missing"
        elif isinstance(fact, EventExtracted):
            yield from _quote_problems(connection, fact, _text_of(*row))


# --- texts and quotes -----------------------------------------------------------------------------------


def _check_texts(connection: sqlite3.Connection) -> Iterator[Finding]:
    for digest, codec, body in connection.execute(SQL["texts"]):
        text = _text_of(codec, body)
        if codec == "zlib" and (text is None or hashlib.sha256(text.encode()).hexdigest() != digest):
            problem = f"the article text {digest} was changed"
            yield Finding(
                position=None, problem=problem, remedy="ingest the article again, or restore a backup"
            )


def _text_of(codec: str, body: bytes | None) -> str | None:
    """The text; None when it was redacted or is damaged."""
    try:
        return zlib.decompress(body or b"").decode() if codec == "zlib" else None
    except (zlib.error, UnicodeDecodeError):
        return None


def _quote_problems(connection: sqlite3.Connection, fact: EventExtracted, text: str | None) -> Iterator[str]:
    event: Event = fact.event
    if text is not None and any(span.end > len(text) for span in event.evidence):
        yield "its evidence lies outside the text of its article"
    spans = [(span.start, span.end, None if text is None else span.of(text)) for span in event.evidence]
    expected = [(seq, *span) for seq, span in enumerate(spans)]
    if connection.execute(SQL["quotes"], (fact.event_id,)).fetchall() != expected:
        yield f"the quotes of event {fact.event_id} are not the slices of its article's text"


# --- projections ----------------------------------------------------------------------------------------


def _check_projections(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Replay the records beside the stored tables and compare row by row."""
    try:
        projections.create(connection)
        projections.replay(connection, _records(connection))
    except (DatelineError, ValueError, TypeError, zlib.error, sqlite3.Error) as error:
        problem = f"the tables could not be compared, because the records do not replay: {error}"
        yield Finding(position=None, problem=problem, remedy="mend the findings above first")
        return
    for table in projections.TABLES:
        yield from _compare(connection, table)


def _records(connection: sqlite3.Connection) -> Iterator[Record]:
    for row in connection.execute(SQL["records"]):
        texts = [column.decode() for column in row[1:8]]
        yield Record.model_validate(dict(zip(Record.model_fields, (*texts, *row[8:]), strict=True)))


def _compare(connection: sqlite3.Connection, table: str) -> Iterator[Finding]:
    names = connection.execute("select name from pragma_table_info(?, 'main')", (table,))
    columns = [name for (name,) in names]
    replayed, stored = (_rows(connection, schema, table, columns) for schema in ("main", "stored"))
    different = sorted(replayed ^ stored, key=repr)
    if different:
        position = _position(connection, dict(zip(columns, different[0], strict=True)))
        problem = f"table {table}: {len(different)} rows are not what the records say, first {different[0]!r}"
        yield Finding(position=position, problem=problem, remedy=COPY)


def _rows(connection: sqlite3.Connection, schema: str, table: str, columns: Sequence[str]) -> set[Row]:
    return set(connection.execute(f"select {', '.join(columns)} from {schema}.{table}").fetchall())


def _position(connection: sqlite3.Connection, row: dict[str, object]) -> int | None:
    """The record that a row of any projected table comes from."""
    for kind in ("event", "article", "entry"):
        if f"{kind}_id" in row:
            found = connection.execute(SQL[f"position_of_{kind}"], (row[f"{kind}_id"],)).fetchone()
            return int(found[0]) if found else None
    return None
