"""The log: the only writer of `records`. Append, read, and nothing else."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple, Self
from uuid import uuid4

from events import connections, copies, event_tables, projections, statements
from events.errors import ConflictError, LogError
from events.facts import (
    CURATION,
    ArticleRead,
    ArticleRedacted,
    ArticleSuperseded,
    CopyFound,
    EntriesMerged,
    EntrySplit,
    EventExtracted,
    EventsRelated,
    EventWithdrawn,
    Fact,
    Record,
    article_stream,
)
from events.locks import WriterLock
from events.model import Article, Event, Relation
from events.upcasters import read_fact

SQL = statements.named("log")
_NOT_SCRUBBED = "the text is erased, but bytes of it may be left in the file; free some disk space"
START = bytes(32)  # the previous hash of the first record
Mode = Literal["write", "read"]


def utc_now() -> datetime:
    """The clock of production; tests pass their own."""
    return datetime.now(UTC)


class _Head(NamedTuple):
    """What the next record has to follow."""

    position: int
    hash: bytes
    recorded_at: str


class Log:
    """An open database. One process writes at a time; any number read."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        now: Callable[[], datetime] = utc_now,
        run: str = "",
        lock: WriterLock | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.run = run or f"run-{uuid4().hex[:12]}"
        self._now = now
        self._lock = lock
        self._tables = projections.Projections(connection)

    @classmethod
    def open(
        cls, path: Path | str, mode: Mode = "read", now: Callable[[], datetime] = utc_now, run: str = ""
    ) -> Self:
        """Open a log; "write" creates it where there is none, and brings one of an older schema up to date.

        `run` is the correlation of all that is recorded; one is drawn when it is empty.
        Raises LogError when the file is missing or of an older schema (read), is no log, or comes from a
        newer dateline.
        """
        path = Path(path)
        lock = None
        try:
            if mode == "write":
                connection, lock = connections.writable(path)
            else:
                connection = connections.read_only(path)
        except (sqlite3.Error, OSError, UnicodeDecodeError) as error:  # SQLite quotes what is damaged
            raise LogError(f"{path}: cannot be opened as a dateline log: {error}") from error
        return cls(connection, path, now, run, lock)

    def close(self) -> None:
        """Let go of the file; the last writer to leave folds the WAL into it."""
        with connections.held(self._lock, self.path):
            self.connection.close()
        if self._lock:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- writing ---

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun with the write lock held: all of it is kept, or nothing.

        Inside another one it is part of that one. SQLite folds its WAL into the file at the end of a commit:
        this too happens under the lock, so that no two writers ever do it at once.
        """
        if self.connection.in_transaction:
            yield self.connection
            return
        with connections.held(self._lock, self.path):
            try:
                self.connection.execute("begin immediate")
                yield self.connection
                self.connection.execute("commit")
            except sqlite3.Error as error:
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
            news = self._news(facts)
            if not news:
                return ()
            self._expect(stream, expected_version)
            self._keep_texts(stream, texts or {})
            records = self._records(stream, news)
            connection.executemany(SQL["append"], ([*dict(record).values()] for record in records))
            self._tables.apply(list(zip(records, news, strict=True)))
        return records

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

    def redact(self, article_id: str, because: str, by: str) -> tuple[Record, ...]:
        """Erase an article's text and all quotes from it, also from the free pages of the file.

        The log keeps the digest and still verifies. Another article with the very same text loses it too.
        Raises LogError for an unknown article, and when the file is too busy to be cleaned: then repeat it.
        """
        if self.article_read(article_id) is None:
            raise LogError(f"article {article_id} was never read, so it cannot be redacted")
        with self.writing() as connection:
            event_tables.erase_text(connection, article_id)
            fact = ArticleRedacted(article_id=article_id, because=because, by=by)
            records = self.append(article_stream(article_id), [fact])
        self._scrub()
        return records

    def _scrub(self) -> None:
        """Leave no erased byte behind: in the full-text index, in free pages or in the WAL."""
        try:
            with connections.held(self._lock, self.path):
                for statement in ("optimize_search", "vacuum"):
                    self.connection.execute(SQL[statement])
                is_busy = self.connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        except sqlite3.OperationalError as error:
            raise LogError(f"{self.path}: {_NOT_SCRUBBED} ({error}); then redact it again") from error
        if is_busy:
            raise LogError(f"{self.path}: {_NOT_SCRUBBED}, and end what reads it; then redact it again")

    def _news(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts that are not known yet, each seen after those before it."""
        news: list[Fact] = []
        stands = self._standing(fact.event_id for fact in facts if isinstance(fact, EventExtracted))
        for fact in facts:
            if self._knows(fact, stands) or (not isinstance(fact, EventExtracted) and fact in news):
                continue
            if isinstance(fact, EventExtracted | EventWithdrawn):
                stands[fact.event_id] = isinstance(fact, EventExtracted)
            news.append(fact)
        return news

    def _standing(self, event_ids: Iterable[str]) -> dict[str, bool]:
        """For each event whether it holds now."""
        stands = dict.fromkeys(event_ids, False)
        rows = self.connection.execute(SQL["standing"], (json.dumps(list(stands)),))
        return stands | {event_id: True for (event_id,) in rows}

    def _knows(self, fact: Fact, stands: Mapping[str, bool]) -> bool:
        match fact:
            case ArticleRead():
                return self._knows_article(fact)
            case ArticleRedacted():
                return self._is_redacted(article_stream(fact.article_id))
            case ArticleSuperseded():
                return self._has("supersession", article_stream(fact.article_id))
            case CopyFound():
                return self._has("copy", fact.article_id, fact.copy_of)
            case EventExtracted():
                return stands[fact.event_id]
            case EventWithdrawn():
                return not self._stands(fact.event_id, stands)
            case EventsRelated():
                return self._last_relations(fact.article_id) == fact.relations
            case EntriesMerged() | EntrySplit():
                return self._last_judgement(fact.event_ids) == fact
        return False

    def _last_relations(self, article_id: str) -> tuple[Relation, ...]:
        """What an article was last read to say of its events; nothing when it never did."""
        records = [r for r in self.stream(article_stream(article_id)) if r.type == EventsRelated.__name__]
        fact = read_fact(records[-1]) if records else None
        return fact.relations if isinstance(fact, EventsRelated) else ()

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

    def _stands(self, event_id: str, stands: Mapping[str, bool]) -> bool:
        if event_id in stands:
            return stands[event_id]
        if event_tables.position_of(self.connection, event_id) is None:
            raise LogError(f"event {event_id} was never recorded, so it cannot be withdrawn")
        return self._standing([event_id])[event_id]

    def _expect(self, stream: str, expected_version: int | None) -> None:
        actual = self.stream_version(stream)
        if expected_version is not None and expected_version != actual:
            raise ConflictError(
                f"stream {stream} is at version {actual}, not at {expected_version} as expected:"
                " another writer was faster; read it again and retry"
            )

    def _keep_texts(self, stream: str, texts: Mapping[str, str]) -> None:
        for digest, text in texts.items():
            if hashlib.sha256(text.encode()).hexdigest() != digest:
                raise LogError(f"a text does not have the digest {digest} under which it should be kept")
            if self._is_redacted(stream):
                raise LogError(f"{stream} was redacted: its text is not kept again")
            self.connection.execute(SQL["keep_text"], (digest, zlib.compress(text.encode())))

    def _is_redacted(self, stream: str) -> bool:
        return self._has("redaction", stream)

    def _has(self, question: str, *named: str) -> bool:
        return self.connection.execute(SQL[question], named).fetchone() is not None

    def _records(self, stream: str, facts: Sequence[Fact]) -> tuple[Record, ...]:
        """Facts as the records that follow the head; none bears an earlier time than the one before it."""
        head, version = self._head(), self.stream_version(stream)
        recorded_at = max(head.recorded_at, self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        causes = self._causes(stream, facts, head.position)
        records: list[Record] = []
        previous_hash = head.hash
        for count, (fact, cause) in enumerate(zip(facts, causes, strict=True), start=1):
            place = (head.position + count, stream, version + count, fact.type, fact.schema_version)
            columns = (*place, fact.data(), recorded_at, self.run, cause, previous_hash)
            previous_hash = hash_of(columns)
            records.append(Record.of((*columns, previous_hash)))
        return tuple(records)

    def _causes(self, stream: str, facts: Sequence[Fact], head: int) -> Iterator[int | None]:
        """For each fact the position of the record that it follows from.

        An extraction follows from the reading of its article, a withdrawal from what says the same better. A
        reading and a person's judgement follow from none.
        """
        reading = None
        extractions: dict[str, int] = {}
        for position, fact in enumerate(facts, start=head + 1):
            match fact:
                case ArticleRead():
                    reading = position
                    yield None
                case EntriesMerged() | EntrySplit():
                    yield None
                case _:
                    if reading is None:
                        reading = self.connection.execute(SQL["last_reading"], (stream,)).fetchone()[0]
                    better = fact.replaced_by if isinstance(fact, EventWithdrawn) else None
                    yield extractions.get(better or "", reading)
            if isinstance(fact, EventExtracted):
                extractions[fact.event_id] = position

    # --- reading ---

    def head(self) -> str:
        """The last record as "position:hash"; "0:" and zeros for an empty log."""
        head = self._head()
        return f"{head.position}:{head.hash.hex()}"

    def position(self) -> int:
        """The position of the last record, 0 for an empty log."""
        return self._head().position

    def _head(self) -> _Head:
        row = self.connection.execute(SQL["head"]).fetchone()
        return _Head(*row) if row else _Head(0, START, "")

    def stream_version(self, stream: str) -> int:
        """The version of the stream's last record, 0 when it has none."""
        return int(self.connection.execute(SQL["stream_version"], (stream,)).fetchone()[0])

    def records(self, after: int = 0) -> Iterator[Record]:
        """All records with a position greater than `after`, in order."""
        return (Record.of(row) for row in self.connection.execute(SQL["records"], (after,)))

    def stream(self, stream: str) -> Iterator[Record]:
        """The records of one stream, in order."""
        return (Record.of(row) for row in self.connection.execute(SQL["records_of_stream"], (stream,)))

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
        text = event_tables.text_of(self.connection, row[-1]) if row else None
        if row is None or text is None:
            return None
        fields = [name for name in Article.model_fields if name != "text"]
        return Article.model_validate({"text": text, **dict(zip(fields, row[:-1], strict=True))})

    def same_prose(self, article: Article) -> tuple[str, ...]:
        """The ids of articles whose sentences are the same, in the order in which they were read."""
        rows = self.connection.execute(SQL["same_prose"], (copies.prose_digest(article.text),))
        return tuple(article_id for (article_id,) in rows)

    def at_address(self, article: Article) -> tuple[str, ...]:
        """The ids of other articles that were read at the same address and have no newer version."""
        rows = self.connection.execute(SQL["at_address"], (article.address, article.article_id))
        return tuple(article_id for (article_id,) in rows)

    def copies_of(self, article: Article) -> tuple[copies.Copy, ...]:
        """The articles that print the same words, whoever published them."""
        return copies.copies_of(self.connection, article.article_id, article.text)

    def standing_events(self, article_id: str) -> dict[str, Event]:
        """The events of an article that hold now, by their ids, in the order they were recorded."""
        return {fact.event_id: fact.event for fact in self.standing_facts(article_id)}

    def standing_facts(self, article_id: str) -> tuple[EventExtracted, ...]:
        """The same with the extractor that found each, and the digest of the text it was found in."""
        rows = self.connection.execute(SQL["standing_events"], (article_id,))
        facts = (read_fact(Record.of(row)) for row in rows)
        return tuple(fact for fact in facts if isinstance(fact, EventExtracted))


def hash_of(columns: Sequence[object]) -> bytes:
    """SHA-256 over a record's columns but `hash`: each as stored, as text, led by its length in bytes.

    Numbers are decimal text and `previous_hash` its 32 bytes, so that any language can verify the chain.
    Columns that are null are left out: records from before there was a correlation keep their hash.

    >>> hash_of((1, "a", None)).hex() == hashlib.sha256(b"1:1" + b"1:a").hexdigest()
    True
    """
    held = (item for item in columns if item is not None)
    stored = [item if isinstance(item, bytes) else str(item).encode() for item in held]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(item), item) for item in stored])).digest()
