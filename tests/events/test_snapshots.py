"""A snapshot tells what a fresh log would that was fed only what was recorded, and published, by then."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import projections, snapshots, timeline
from events.errors import LogError
from events.facts import (
    ArticleRead,
    EntriesMerged,
    EntrySplit,
    EventExtracted,
    EventWithdrawn,
    Fact,
    Record,
    article_stream,
)
from events.log import Log
from events.model import Article
from events.upcasters import read_fact
from tests.events.samples import article, event, strike

POSITIONS = {"position", "since", "until", "one", "other"}
Row = tuple[object, ...]


class Days:
    """A clock that tells each day until it is set to the next."""

    def __init__(self) -> None:
        self.today = datetime(2025, 12, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.today


@pytest.fixture
def days() -> Days:
    return Days()


def headlines(log: Log) -> list[str]:
    return [str(row["headline"]) for row in timeline.entries(log)]


def test_withdrawn_event_stands_on_the_days_before(tmp_path: Path, days: Days) -> None:
    source = article(day=1)
    with Log.open(tmp_path / "log.db", "write", days) as log:
        log.record(source, [EventExtracted.of(event(source), source, "rules@1")])
        days.today += timedelta(1)
        better = event(source, headline="Okoro leaves office")
        withdrawn = EventWithdrawn(event_id=event(source).event_id, because="misread", by="rules@2")
        log.append(
            article_stream(source.article_id), [withdrawn, EventExtracted.of(better, source, "rules@2")]
        )

        with snapshots.opened(log, as_of=date(2025, 12, 1)) as before:
            assert headlines(before) == ["Grace Okoro resigns"]
        with snapshots.opened(log, as_of=date(2025, 12, 2)) as after:
            assert headlines(after) == ["Okoro leaves office"]
        with snapshots.opened(log, as_of=date(2025, 11, 30)) as empty:
            assert headlines(empty) == []
            assert empty.head() == f"0:{'00' * 32}"


def test_article_published_later_changes_nothing_before(tmp_path: Path, days: Days) -> None:
    post, ledger = article("Harbour Post", 1), article("Morning Ledger", 3)
    with Log.open(tmp_path / "log.db", "write", days) as log:
        log.record(post, [EventExtracted.of(event(post, status="planned"), post, "rules@1")])
        log.record(ledger, [EventExtracted.of(event(ledger), ledger, "rules@1")])

        with snapshots.opened(log, reported_by=date(2025, 12, 2)) as before:
            [entry] = timeline.entries(before)
        [now] = timeline.entries(log)

    assert (entry["status"], entry["articles"]) == ("planned", 1)
    assert (now["status"], now["articles"]) == ("occurred", 2)


def test_date_that_was_corrected_later_counts_from_then_on(tmp_path: Path, days: Days) -> None:
    source = article(day=9)
    with Log.open(tmp_path / "log.db", "write", days) as log:
        log.record(source, [EventExtracted.of(event(source), source, "rules@1")])
        days.today += timedelta(1)
        log.record(source.model_copy(update={"published": date(2025, 12, 1)}))

        for as_of, expected in ((date(2025, 12, 1), 0), (date(2025, 12, 2), 1)):
            with snapshots.opened(log, as_of, reported_by=date(2025, 12, 3)) as snapshot:
                assert len(headlines(snapshot)) == expected


def test_undated_articles_are_left_out_and_counted(tmp_path: Path, days: Days) -> None:
    dated, undated = article(day=1), Article(text="Okoro resigned. Nobody knows when.", name="a.txt")
    with Log.open(tmp_path / "log.db", "write", days) as log:
        for source in (dated, undated):
            log.record(source, [EventExtracted.of(event(source), source, "rules@1")])
        now, on_a_day = snapshots.moment(log), snapshots.moment(log, reported_by=date(2025, 12, 1))

        assert snapshots.write(log, tmp_path / "now.db", now) == 0
        assert snapshots.write(log, tmp_path / "day.db", on_a_day) == 1
    with Log.open(tmp_path / "day.db") as snapshot:
        assert [row["article_id"] for row in timeline.articles(snapshot)] == [dated.article_id]


def test_snapshot_keeps_the_records_and_their_hashes(tmp_path: Path, days: Days) -> None:
    sources = [article(day=day) for day in (1, 2, 3)]
    with Log.open(tmp_path / "log.db", "write", days) as log:
        for source in sources:
            log.record(source, [EventExtracted.of(event(source), source, "rules@1")])
        records = list(log.records())
        snapshots.write(
            log, tmp_path / "then.db", snapshots.Moment(position=3, reported_by=date(2025, 12, 1))
        )

    with Log.open(tmp_path / "then.db") as snapshot:
        assert list(snapshot.records()) == records[:3]
        assert snapshot.head() == records[2].head
        assert snapshot.article(sources[2].article_id) is None


def test_redacted_text_is_redacted_at_every_moment(tmp_path: Path, days: Days) -> None:
    source = article(day=1)
    with Log.open(tmp_path / "log.db", "write", days) as log:
        log.record(source, [EventExtracted.of(event(source), source, "rules@1")])
        before = snapshots.moment(log, as_of=date(2025, 12, 1))
        log.connection.execute("update texts set codec = 'redacted', body = null")

        assert snapshots.moment(log, as_of=date(2025, 12, 1)) != before
        with snapshots.opened(log, as_of=date(2025, 12, 1)) as snapshot:
            [entry] = timeline.entries(snapshot)
            assert entry["quote"] is None
            assert snapshot.article(source.article_id) is None


def test_last_day_of_the_calendar_is_a_day(tmp_path: Path, days: Days) -> None:
    with Log.open(tmp_path / "log.db", "write", days) as log:
        log.record(article(day=1))

        assert snapshots.moment(log, as_of=date.max) == snapshots.moment(log)


def test_failed_snapshot_leaves_no_file(tmp_path: Path, days: Days) -> None:
    with Log.open(tmp_path / "log.db", "write", days) as log:
        log.record(article(day=1))
        into = tmp_path / "there.db"
        snapshots.write(log, into, snapshots.moment(log))

        with pytest.raises(LogError, match="its past could not be written"):
            snapshots.write(log, into, snapshots.moment(log))

    assert not into.exists()


# --- the exact definition, on random histories --------------------------------------------------------------

SOURCES = [article(f"Paper {number}", day=1 + number) for number in range(4)]
TOLD = [
    (source, found)
    for source in SOURCES
    for found in (event(source), strike(source), event(source, status="planned", headline="Okoro to go"))
]
IDS = [found.event_id for _, found in TOLD]
Step = tuple[str, Fact]


def steps() -> st.SearchStrategy[Step]:
    """Readings with changing dates, extractions, withdrawals, merges and splits, each with its stream."""
    dates = st.none() | st.dates(date(2025, 12, 1), date(2025, 12, 5))
    some = st.lists(st.sampled_from(IDS), min_size=2, max_size=3, unique=True).map(tuple)
    told = st.sampled_from(TOLD)
    return st.one_of(
        st.tuples(st.sampled_from(SOURCES), dates).map(lambda drawn: reading(*drawn)),
        told.map(lambda drawn: (stream(drawn[0]), EventExtracted.of(drawn[1], drawn[0], "rules@1"))),
        told.map(lambda drawn: (stream(drawn[0]), withdrawal(drawn[1].event_id))),
        some.map(lambda ids: ("curation", EntriesMerged(event_ids=ids, because="test", by="ana"))),
        some.map(lambda ids: ("curation", EntrySplit(event_ids=ids, because="test", by="ana"))),
    )


def stream(source: Article) -> str:
    return article_stream(source.article_id)


def reading(source: Article, published: date | None) -> Step:
    return stream(source), ArticleRead.of(source.model_copy(update={"published": published}))


def withdrawal(event_id: str) -> Fact:
    return EventWithdrawn(event_id=event_id, because="test", by="rules@2")


def feed(log: Log, story: Iterable[Step]) -> None:
    """Append each fact alone; what has no place yet, such as an event of an unread article, is left out."""
    texts = {source.text_digest: source.text for source in SOURCES}
    for where, fact in story:
        if log.stream_version(where) or isinstance(fact, ArticleRead) or where == "curation":
            try:
                log.append(where, [fact], texts=texts)
            except LogError:
                continue


def let_through(records: Sequence[Record], at: snapshots.Moment) -> list[Record]:
    """The definition, said once more without SQL."""
    known = [record for record in records if record.position <= at.position]
    reads = {record.stream: read_fact(record) for record in known if record.type == "ArticleRead"}
    return [
        record
        for record in known
        if record.stream == "curation"
        or at.reported_by is None
        or is_out(reads[record.stream], at.reported_by)
    ]


def is_out(fact: Fact, day: date) -> bool:
    return isinstance(fact, ArticleRead) and fact.published is not None and fact.published <= day


def tables(log: Log, positions: Sequence[int]) -> dict[str, list[Row]]:
    """Every projected table, with each position as the number that `positions` give it (the first is 1)."""
    return {name: sorted(rows_of(log, name, positions), key=repr) for name in projections.TABLES}


def rows_of(log: Log, table: str, positions: Sequence[int]) -> Iterable[Row]:
    columns = [row[0] for row in log.connection.execute("select name from pragma_table_info(?)", (table,))]
    for row in projections.rows_of(log.connection, table):
        yield tuple(
            positions.index(value) + 1 if column in POSITIONS and isinstance(value, int) else value
            for column, value in zip(columns, row, strict=True)
        )


@settings(max_examples=60)
@given(st.lists(steps(), min_size=1, max_size=25), st.data())
def test_snapshot_equals_a_fresh_log_of_the_same_facts(
    tmp_path_factory: pytest.TempPathFactory, story: list[Step], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    with (
        Log.open(folder / "live.db", "write", Days()) as live,
        Log.open(folder / "fresh.db", "write") as fresh,
    ):
        for log in (live, fresh):
            log.connection.execute("pragma synchronous = off")
        feed(live, [*(reading(source, source.published) for source in SOURCES[:2]), *story])
        records = list(live.records())
        at = snapshots.Moment(
            position=data.draw(st.integers(0, len(records))),
            reported_by=data.draw(st.none() | st.dates(date(2025, 11, 30), date(2025, 12, 5))),
        )
        fed = let_through(records, at)
        feed(fresh, [(record.stream, read_fact(record)) for record in fed])
        snapshots.write(live, folder / "then.db", at)

        with Log.open(folder / "then.db") as then:
            expected = tables(fresh, range(1, len(fed) + 1))
            assert tables(then, [record.position for record in fed]) == expected


@settings(max_examples=20)
@given(st.lists(steps(), min_size=1, max_size=25))
def test_snapshot_of_now_equals_the_live_tables(
    tmp_path_factory: pytest.TempPathFactory, story: list[Step]
) -> None:
    path = tmp_path_factory.mktemp("logs") / "live.db"
    with Log.open(path, "write", Days()) as live:
        live.connection.execute("pragma synchronous = off")
        feed(live, story)

        with snapshots.opened(live) as now:
            assert projections.digests(now.connection) == projections.digests(live.connection)
