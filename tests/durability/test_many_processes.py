"""Four writers and two readers at once: nothing is lost or doubled, and no reader sees half an append."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from threading import Barrier

from events.errors import ConflictError
from events.facts import EventExtracted, Record, article_stream
from events.log import START, Log
from events.upcasters import read_fact
from events.verification import verify
from tests.durability.processes import PATIENCE_S, context
from tests.durability.workload import Append, article_number, opened, reading
from tests.events.samples import event, extracted

WRITERS, READERS, APPENDS = 4, 2, 24
SHARED = 0  # the number of the article about which all writers have something to say
PASSES = 3  # so many times at least each reader reads everything
ENTRIES_OF_STANDING_EVENTS = """
select count(entry_reports.entry_id)
from standings
left join entry_reports on entry_reports.event_id = standings.event_id
where standings.until is null
group by standings.event_id
"""
Said = tuple[str, str]  # type and data of a fact


def test_readers_see_whole_appends_of_four_writers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with opened(path) as log:
        record(log, reading(SHARED))

    with context().Manager() as manager, ProcessPoolExecutor(WRITERS + READERS, context()) as pool:
        start, done = manager.Barrier(WRITERS + READERS), manager.Event()
        readers = [pool.submit(read, path, start, done.is_set) for _ in range(READERS)]
        writers = [pool.submit(write, path, start, writer) for writer in range(1, WRITERS + 1)]
        try:
            for written in writers:
                written.result()
        finally:
            done.set()
        passes = [reader.result() for reader in readers]

    assert min(passes) >= PASSES
    assert verify(path).findings == ()
    check_that_all_is_there_once(path)


def check_that_all_is_there_once(path: Path) -> None:
    """Every article is in its stream as it was written, and the shared stream has each writer's events."""
    with Log.open(path) as log:
        said = said_by_stream(log.records())
    shared = said.pop(shared_stream())
    others = (fact for number in all_numbers() for fact in said_in(about_shared(number)))

    assert said == due_by_stream()
    assert sorted(shared) == sorted([*said_in(reading(SHARED)), *others])


# --- writers --------------------------------------------------------------------------------------------


def write(path: Path, start: Barrier, writer: int) -> None:
    """Record articles of its own, and after each say something about the shared one."""
    with opened(path) as log:
        start.wait(PATIENCE_S)
        for number in numbers_of(writer):
            record(log, reading(number))
            say_about_shared(log, number)


def say_about_shared(log: Log, number: int) -> None:
    """Append at the version that the stream had when it was looked at, as often as another was faster."""
    while True:
        version = log.stream_version(shared_stream())
        try:
            records = log.append(shared_stream(), about_shared(number).facts, expected_version=version)
        except ConflictError:
            continue
        assert [record.version for record in records] == [version + 1, version + 2]
        return


def record(log: Log, append: Append) -> None:
    """Append what nobody else does."""
    assert len(log.append(append.stream, append.facts, texts=append.texts)) == len(append.facts)


def about_shared(number: int) -> Append:
    """Two events in the shared article that only one writer finds."""
    source = article_number(SHARED)
    found = [event(source, actors=(f"Actor {number}",), headline=headline) for headline in ("One", "Two")]
    return Append(shared_stream(), tuple(extracted(source, item) for item in found), {})


# --- readers --------------------------------------------------------------------------------------------


def read(path: Path, start: Barrier, is_done: Callable[[], bool]) -> int:
    """Look at everything again and again; return how often."""
    passes = last = 0
    with Log.open(path) as log:
        start.wait(PATIENCE_S)
        while not is_done() or passes < PASSES:
            last = check_moment(log, last)
            passes += 1
    return passes


def check_moment(log: Log, last: int) -> int:
    """Check what one read transaction shows, which is no less than the last one did; return its position."""
    log.connection.execute("begin")
    records = list(log.records())
    events = {row[0] for row in log.connection.execute("select event_id from events")}
    entries = [row[0] for row in log.connection.execute(ENTRIES_OF_STANDING_EVENTS)]
    log.connection.execute("commit")

    assert len(records) >= last
    check_chain(records)
    check_appends(said_by_stream(records))
    facts = [read_fact(record) for record in records]
    assert events == {fact.event_id for fact in facts if isinstance(fact, EventExtracted)}
    assert entries == [1] * len(events)
    return len(records)


def check_chain(records: list[Record]) -> None:
    """Positions without gaps, each record linked to the one before it."""
    assert [record.position for record in records] == list(range(1, len(records) + 1))
    assert [record.previous_hash for record in records] == [START, *(record.hash for record in records)][
        : len(records)
    ]


def check_appends(said: Mapping[str, list[Said]]) -> None:
    """Each article stands there with all its events, and two and two events in the shared stream."""
    due = due_by_stream()
    assert all(said[stream] == due[stream] for stream in said.keys() - {shared_stream()})
    events = [data for _, data in said[shared_stream()]][len(reading(SHARED).facts) :]
    pairs = {tuple(data for _, data in said_in(about_shared(number))) for number in all_numbers()}
    assert pairs.issuperset(zip(events[::2], events[1::2], strict=True))


# --- what is due ----------------------------------------------------------------------------------------


def numbers_of(writer: int) -> range:
    """The numbers of a writer's own articles."""
    return range(1_000 * writer, 1_000 * writer + APPENDS)


def all_numbers() -> list[int]:
    """The numbers of all writers' articles."""
    return [number for writer in range(1, WRITERS + 1) for number in numbers_of(writer)]


@cache
def due_by_stream() -> dict[str, list[Said]]:
    """What each writer's own streams must hold."""
    return {reading(number).stream: said_in(reading(number)) for number in all_numbers()}


def said_in(append: Append) -> list[Said]:
    """Type and data of what is appended."""
    return [(fact.type, fact.data()) for fact in append.facts]


def said_by_stream(records: Iterable[Record]) -> dict[str, list[Said]]:
    """Type and data of what the log holds, by stream."""
    said = defaultdict(list)
    for record in records:
        said[record.stream].append((record.type, record.data))
    return dict(said)


def shared_stream() -> str:
    """The stream that all writers append to."""
    return article_stream(article_number(SHARED).article_id)
