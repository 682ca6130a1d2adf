"""Watch feeds and folders: record what is new in them, and leave alone what asks to be left alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Event as Signal
from typing import NamedTuple

from events import polls
from events.errors import SourceError
from events.log import Log
from events.model import Article
from events.polls import Poll
from ingest import pipeline
from ingest.addresses import Address, Source
from ingest.sources import find_files, read_articles
from ingest.sources.acceptance import accept
from ingest.sources.documents import read_document
from ingest.sources.fetching import Fetched, FetchError
from ingest.sources.unreadable import Unreadable
from ingest.sources.web import fetcher

FOLDER_EVERY = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(days=1)
_MOST_DOUBLINGS = 10
_TEASER_WORDS = 150  # an entry with fewer is a teaser: its page has the article
_ONCE = "tried once: "
_SETTLED = timedelta(seconds=2)  # a file that was written just now may not be whole


class Round(NamedTuple):
    """What came of asking one source: what it added to the log, or why it gave nothing."""

    source: str
    summary: pipeline.Summary | None
    note: str | None = None


class _Asked(NamedTuple):
    """What to remember of a source that was asked, and how long it wants to be left alone, if it says so."""

    poll: Poll
    retry_after_s: float | None = None


class _Item(NamedTuple):
    """Something new in a source, what it holds, and whether to look at it again next time."""

    key: str
    readings: Sequence[Article | Unreadable]
    is_settled: bool = True


def watch(
    sources: Sequence[Source],
    log: Log,
    every: timedelta,
    stop: Signal,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Round]:
    """Ask each source when it is due, until `stop` is set; what is remembered lies in the log's database.

    A feed is asked after `every`, with the marks of its last answer; after a failure it is left alone twice
    as long each time, a day at most, or as long as it asks. A folder is looked at every ten seconds.
    """
    while not stop.is_set():
        for source in sources:
            if stop.is_set():
                return
            if (poll := _poll(source, log, now())).due <= now():
                pause = every if isinstance(source, Address) else min(every, FOLDER_EVERY)
                asked = yield from _ask(source, poll, log, stop, now())
                with log.writing() as connection:
                    polls.put_poll(connection, _due_after(asked, pause, now()))
        due = min((_poll(source, log, now()).due for source in sources), default=now() + every)
        stop.wait(max(0.0, (due - now()).total_seconds()))


def _poll(source: Source, log: Log, now: datetime) -> Poll:
    """What is remembered of a source; a clock that was set back keeps none waiting for more than a day."""
    poll = polls.poll_of(log.connection, _name(source))
    if poll is None or poll.due > now + LONGEST_PAUSE:
        return (poll or Poll(_name(source), now))._replace(due=now)
    return poll


def _name(source: Source) -> str:
    return source.url if isinstance(source, Address) else str(source.absolute())


def _ask(source: Source, poll: Poll, log: Log, stop: Signal, now: datetime) -> Generator[Round, None, _Asked]:
    """Ask one source and record what is new in it; return what to remember of it."""
    known = poll._replace(failures=0, note=None)
    try:
        fetched = _fetch(source, poll) if isinstance(source, Address) else None
        yield from _record(poll.source, _items(source, fetched, log, now), log, stop)
    except FetchError as error:
        yield Round(poll.source, None, str(error))
        return _Asked(poll._replace(failures=poll.failures + 1, note=str(error)), error.retry_after_s)
    except SourceError as error:
        yield Round(poll.source, None, str(error))
        return _Asked(known._replace(note=str(error)))
    if fetched is None or fetched.is_unchanged or stop.is_set():
        return _Asked(known)  # what was left over is asked for again, so its marks must not be known
    return _Asked(known._replace(etag=fetched.etag, last_modified=fetched.last_modified))


def _due_after(asked: _Asked, pause: timedelta, now: datetime) -> Poll:
    """What is remembered, with the time of the next try: as the server asks, else later for each failure."""
    if asked.retry_after_s is not None:
        wait = max(pause, timedelta(seconds=min(asked.retry_after_s, LONGEST_PAUSE.total_seconds())))
    else:
        wait = pause * (1 << min(asked.poll.failures, _MOST_DOUBLINGS))
    return asked.poll._replace(due=now + min(LONGEST_PAUSE, wait))


def _fetch(source: Address, poll: Poll) -> Fetched:
    return fetcher(source.allow_private).fetch(source.url, poll.etag, poll.last_modified)


def _record(source: str, items: Iterable[_Item], log: Log, stop: Signal) -> Iterator[Round]:
    """Record items one by one, so that an end in between loses none.

    An entry whose page could not be fetched is looked at once more, at the next round.
    """
    for item in items:
        yield Round(source, pipeline.record(item.readings, log))
        with log.writing() as connection:
            once = _ONCE + item.key
            is_last_try = item.is_settled or not polls.unseen(connection, source, [once])
            polls.see(connection, source, item.key if is_last_try else once)
        if stop.is_set():
            return


def _items(source: Source, fetched: Fetched | None, log: Log, now: datetime) -> Iterator[_Item]:
    if isinstance(source, Path):
        yield from _new_files(source, log, now)
    elif fetched is not None and not fetched.is_unchanged:
        yield from _new_entries(source, fetched, log)


def _new_files(folder: Path, log: Log, now: datetime) -> Iterator[_Item]:
    """Files that are new or were changed, by their size and time."""
    files = [file for file in find_files([folder]) if isinstance(file, Path)]
    settled = ((file, stat) for file in files if (stat := _settled(file, now)))
    keys = {f"{file}|{stat.st_size}|{stat.st_mtime_ns}": file for file, stat in settled}
    for key in polls.unseen(log.connection, str(folder.absolute()), keys):
        yield _Item(key, list(read_articles(keys[key])))


def _settled(file: Path, now: datetime) -> os.stat_result | None:
    """What the file system says of a file, unless it is gone, or may still be written."""
    try:
        stat = file.stat()
    except OSError:
        return None
    written = datetime.fromtimestamp(stat.st_mtime, UTC)
    return stat if now - written >= _SETTLED or written > now else None


def _new_entries(source: Address, fetched: Fetched, log: Log) -> Iterator[_Item]:
    """The entries of a feed that were not met before, the oldest first: feeds begin with the newest."""
    found = list(read_document(BytesIO(fetched.content), source.url, address=fetched.address))
    entries = {_key(reading): reading for reading in reversed(found)}
    for key in polls.unseen(log.connection, source.url, entries):
        yield _whole(key, entries[key], source)


def _key(reading: Article | Unreadable) -> str:
    """By what an entry is known again: its address and its words, so that a changed entry is a new one."""
    if isinstance(reading, Unreadable):
        return f"{reading.name}|{reading.reason}"
    return f"{reading.url}|{reading.text_digest}"


def _whole(key: str, reading: Article | Unreadable, source: Address) -> _Item:
    """The entry, or the article on its page where the entry is a teaser and the page can be read."""
    if isinstance(reading, Unreadable):
        return _Item(key, [reading])
    if not reading.url or reading.url == source.url or len(reading.text.split()) >= _TEASER_WORDS:
        return _Item(key, [accept(reading)])
    try:
        fetched = fetcher(source.allow_private).fetch(reading.url)
        page = map(accept, read_document(BytesIO(fetched.content), reading.url, address=fetched.address))
        articles = [item for item in page if isinstance(item, Article)]
    except SourceError as error:
        passing = isinstance(error, FetchError) and error.is_passing
        return _Item(key, [accept(reading)], is_settled=not passing)
    return _Item(key, articles or [accept(reading)])
