"""The log: the only writer of `records`. Append, read, and nothing else."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Self

from events import projections, statements
from events.errors import ConflictError, LogError
from events.facts import (
    CURATION,
    ArticleRead,
    EntriesMerged,
    EntrySplit,
    EventExtracted,
    EventWithdrawn,
    Fact,
    Record,
    article_stream,
)
from events.model import Article, Event
from events.upcasters import read_fact

SQL = statements.named("log")
APPLICATION_ID = 0x44544C4E  # "DTLN", so that `file` and we know a log when we see one
USER_VERSION = 1
BUSY_TIMEOUT_S = 30
START = bytes(32)  # the previous hash of the first record
Mode = Literal["write", "read"]


def utc_now() -> datetime:
    """The clock of production; tests pass their own."""
    return datetime.now(UTC)


class Log:
    """An open database. One process writes at a time; any number read."""

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], datetime]) -> None:
        self.connection = connection
        self.path = path
        self._now = now

    @classmethod
    def open(cls, path: Path | str, mode: Mode = "read", now: Callable[[], datetime] = utc_now) -> Self:
        """Open a log; "write" creates it where there is none.

        Raises LogError when the file is missing (read), is no log, or comes from a newer dateline.
        """
        path = Path(path)
        try:
            connection = _writable(path) if mode == "write" else read_only(path)
        except sqlite3.Error as error:
            raise LogError(f"{path}: cannot be opened as a dateline log: {error}") from error
        return cls(connection, path, now)

    def close(self) -> None:
        """Let go of the file; the last writer to leave folds the WAL into it."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun with the write lock held: all of it is kept, or nothing."""
        try:
            self.connection.execute("begin immediate")
            yield self.connection
            self.connection.execute("commit")
        except sqlite3.OperationalError as error:
            self._roll_back()
            raise LogError(f"{self.path}: cannot be written, nothing was recorded: {error}") from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("rollback")

    def append(
        self,
        stream: str,
        facts: Sequence[Fact],
        expected_version: int | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> tuple[Record, ...]:
        """Record facts in one transaction with everything computed from them; return the new records.

        What is known already is skipped, so that a writer may repeat an append whose answer it never got.
        `expected_version` (0 for a new stream) is checked when something is left to record.
        `texts` are article texts by digest, kept beside the log.
        """
        with self.writing() as connection:
            added: list[tuple[Record, Fact]] = []
            for fact in facts:
                if self._knows(fact):
                    continue
                if not added:
                    self._expect(stream, expected_version)
                    _keep_texts(connection, texts or {})
                added.append((self._insert(stream, fact), fact))
                projections.apply(connection, *added[-1])
            projections.regroup_after(connection, added)
        return tuple(record for record, _ in added)

    def record(
        self, article: Article, facts: Sequence[Fact] = (), expected_version: int | None = None
    ) -> tuple[Record, ...]:
        """Record that `article` was read, and `facts` about it, in its own stream."""
        return self.append(
            article_stream(article.article_id),
            [ArticleRead.of(article), *facts],
            expected_version,
            {article.text_digest: article.text},
        )

    def _knows(self, fact: Fact) -> bool:
        match fact:
            case ArticleRead():
                return self._knows_article(fact)
            case EventExtracted():
                return self._stands(fact.event_id)
            case EventWithdrawn():
                self._require_event(fact.event_id)
                return not self._stands(fact.event_id)
            case EntriesMerged() | EntrySplit():
                return self._last_judgement(fact.event_ids) == fact
        return False

    def _last_judgement(self, event_ids: Sequence[str]) -> Fact | None:
        """The last fact of a person that names one of the events."""
        facts = [read_fact(record) for record in self.stream(CURATION)]
        about = (fact for fact in reversed(facts) if isinstance(fact, EntriesMerged | EntrySplit))
        return next((fact for fact in about if not set(event_ids).isdisjoint(fact.event_ids)), None)

    def _knows_article(self, fact: ArticleRead) -> bool:
        """The file's name and the layout of its text may differ: the words and the rest decide."""
        known = self.article_read(fact.article_id)
        same = {"name": fact.name, "text_digest": fact.text_digest}
        return known is not None and known.model_copy(update=same) == fact

    def _stands(self, event_id: str) -> bool:
        return self.connection.execute(SQL["standing_since"], (event_id,)).fetchone() is not None

    def _require_event(self, event_id: str) -> None:
        if self.connection.execute(SQL["has_event"], (event_id,)).fetchone() is None:
            raise LogError(f"event {event_id} was never recorded, so it cannot be withdrawn")

    def _expect(self, stream: str, expected_version: int | None) -> None:
        actual = self.stream_version(stream)
        if expected_version is not None and expected_version != actual:
            raise ConflictError(
                f"stream {stream} is at version {actual}, not at {expected_version} as expected:"
                " another writer was faster; read it again and retry"
            )

    def _insert(self, stream: str, fact: Fact) -> Record:
        position, previous_hash = self._head()
        place = (position + 1, stream, self.stream_version(stream) + 1)
        recorded_at = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        columns = (*place, fact.type, fact.schema_version, fact.data(), recorded_at, previous_hash)
        row = (*columns, hash_of(columns))
        self.connection.execute(SQL["append"], row)
        return _record(row)

    # --- reading ---

    def head(self) -> str:
        """The last record as "position:hash"; "0:" and zeros for an empty log."""
        position, hash = self._head()
        return f"{position}:{hash.hex()}"

    def _head(self) -> tuple[int, bytes]:
        row = self.connection.execute(SQL["head"]).fetchone()
        return (row[0], row[1]) if row else (0, START)

    def stream_version(self, stream: str) -> int:
        """The version of the stream's last record, 0 when it has none."""
        return int(self.connection.execute(SQL["stream_version"], (stream,)).fetchone()[0])

    def records(self, after: int = 0) -> Iterator[Record]:
        """All records with a position greater than `after`, in order."""
        return (_record(row) for row in self.connection.execute(SQL["records"], (after,)))

    def stream(self, stream: str) -> Iterator[Record]:
        """The records of one stream, in order."""
        return (_record(row) for row in self.connection.execute(SQL["records_of_stream"], (stream,)))

    def article_read(self, article_id: str) -> ArticleRead | None:
        """The last ArticleRead of an article, None when it was never read."""
        records = [
            record for record in self.stream(article_stream(article_id)) if record.type == "ArticleRead"
        ]
        fact = read_fact(records[-1]) if records else None
        return fact if isinstance(fact, ArticleRead) else None

    def article(self, article_id: str) -> Article | None:
        """The article as last read; None when it is unknown or its text was redacted."""
        row = self.connection.execute(SQL["article"], (article_id,)).fetchone()
        text = projections.text_of(self.connection, row[-1]) if row else None
        if row is None or text is None:
            return None
        fields = [name for name in Article.model_fields if name != "text"]
        return Article.model_validate({"text": text, **dict(zip(fields, row[:-1], strict=True))})

    def standing_events(self, article_id: str) -> dict[str, Event]:
        """The events of an article that hold now, by their ids, in the order they were recorded."""
        return {fact.event_id: fact.event for fact in self.standing_facts(article_id)}

    def standing_facts(self, article_id: str) -> tuple[EventExtracted, ...]:
        """The same with the extractor that found each, and the digest of the text it was found in."""
        rows = self.connection.execute(SQL["standing_events"], (article_id,))
        facts = (read_fact(_record(row)) for row in rows)
        return tuple(fact for fact in facts if isinstance(fact, EventExtracted))


def hash_of(columns: Sequence[object]) -> bytes:
    """SHA-256 over a record's columns but `hash`: each as stored, as text, led by its length in bytes.

    Numbers are decimal text and `previous_hash` its 32 bytes, so that any language can verify the chain.

    >>> hash_of((1, "a")).hex() == hashlib.sha256(b"1:1" + b"1:a").hexdigest()
    True
    """
    total = hashlib.sha256()
    for column in columns:
        stored = column if isinstance(column, bytes) else str(column).encode()
        total.update(f"{len(stored)}:".encode() + stored)
    return total.digest()


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises LogError when the file is missing or is no log."""
    if not path.is_file():
        raise LogError(f"{path}: no such database; `dateline ingest PATH` makes one")
    uri = f"{path.resolve().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
    _check_kind(connection, path)
    return connection


def _writable(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_S)
    if not _is_blank(connection):
        _check_kind(connection, path)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    _create(connection)
    return connection


def _create(connection: sqlite3.Connection) -> None:
    """Create the schema; of two processes that come at once, the second finds it done."""
    connection.execute("begin immediate")
    if _is_blank(connection):
        for statement in statements.schema("log"):
            connection.execute(statement)
        projections.create(connection)
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {USER_VERSION}")
    connection.execute("commit")


def _is_blank(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("select count(*) = 0 from sqlite_schema").fetchone()[0])


def _check_kind(connection: sqlite3.Connection, path: Path) -> None:
    kind = connection.execute("pragma application_id").fetchone()[0]
    version = connection.execute("pragma user_version").fetchone()[0]
    if kind != APPLICATION_ID:
        raise LogError(f"{path}: is not a dateline database; choose another file with --db")
    if version > USER_VERSION:
        raise LogError(f"{path}: was written by a newer dateline (schema {version}); update dateline")


def _keep_texts(connection: sqlite3.Connection, texts: Mapping[str, str]) -> None:
    for digest, text in texts.items():
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            raise LogError(f"a text does not have the digest {digest} under which it should be kept")
        connection.execute(SQL["keep_text"], (digest, zlib.compress(text.encode())))


def _record(row: Sequence[object]) -> Record:
    return Record.model_validate(dict(zip(Record.model_fields, row, strict=True)))
