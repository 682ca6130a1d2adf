"""Which reports make one entry, and that neither order nor history of ingest decides it."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import projections
from events.entries import NOTHING_CURATED, Curation, curation_of, links_of
from events.entries import group as group_linked
from events.entry import Entry, entry_of
from events.facts import EntriesMerged, EntrySplit, EventExtracted, EventWithdrawn, Fact
from events.interval import Interval, Precision
from events.log import Log
from events.model import Article, Event, Quantity, Span
from events.sameness import Report, explain, judge
from tests.events.samples import article, clock, event, strike

POST, LEDGER, STAR = (article(name) for name in ("Harbour Post", "Morning Ledger", "Evening Star"))


def report(found: Event, quote: str | None = None) -> Report:
    return Report(event_id=found.event_id, event=found, quote=quote)


def group(reports: Sequence[Report], curation: Curation = NOTHING_CURATED) -> tuple[Entry, ...]:
    return group_linked(reports, links_of(reports), curation)


def is_one(one: Event, other: Event) -> bool:
    return judge(report(one), report(other)).joined


def drones(count: int) -> tuple[Quantity, ...]:
    return (Quantity(name="drones", value=count),)


SAME = {
    "surname only": (event(POST), event(LEDGER, actors=("Okoro",))),
    "a week holds the day": (
        event(POST),
        event(LEDGER, interval=Interval.of("2025-12-01", "2025-12-07"), precision="week"),
    ),
    "planned and then done": (
        event(
            POST,
            type="meeting",
            status="planned",
            actors=("Ana Silva", "Norland"),
            place="Port Ems",
            interval=Interval.of("2025-12-01", "2025-12-07"),
            precision="week",
        ),
        event(LEDGER, type="meeting", mode="talks", actors=("Silva",), place="Port Ems"),
    ),
    "talks and summit": (
        event(POST, type="meeting", mode="talks", place="Port Ems"),
        event(LEDGER, type="meeting", mode="summit", place="Port Ems"),
    ),
    "countries and their officials": (
        event(
            POST,
            type="meeting",
            actors=("Sudria", "Norland"),
            place="Port Ems",
            interval=Interval.of("2025-11-26", "2025-12-03"),
            precision="vague",
        ),
        event(
            LEDGER,
            type="meeting",
            actors=("Sudrian envoys", "Norlander officials"),
            place="Port Ems",
            headline="Envoys gather",
        ),
    ),
    "the number is a fingerprint": (
        strike(POST, place=None, actors=()),
        strike(LEDGER, place="Sudria", actors=("Norland",)),
    ),
    "deaths rise from report to report": (
        strike(POST),
        strike(LEDGER, quantities=(Quantity(name="killed", value=9),)),
    ),
    "one place in the other": (
        event(POST, type="meeting", actors=("Norland", "Sudria"), place="Abu Dhabi"),
        event(
            LEDGER,
            type="meeting",
            actors=("Norlander officials", "Sudria"),
            place="the UAE",
            headline="A round",
        ),
    ),
    "nobody resigns twice": (event(POST), event(LEDGER, interval=None, precision="vague")),
    "what two do seldom needs no day": (
        event(
            POST,
            type="plan_revision",
            mode="drafted",
            actors=("Okoro", "Ana Silva"),
            interval=None,
            precision="vague",
        ),
        event(
            LEDGER,
            type="plan_revision",
            mode="drafted",
            actors=("Grace Okoro", "Silva"),
            interval=None,
            precision="vague",
        ),
    ),
    "moved to another day": (
        event(POST, type="meeting", status="planned", place="Port Ems"),
        event(
            LEDGER,
            type="meeting",
            status="planned",
            place="Port Ems",
            interval=Interval.of("2025-12-12"),
            moved_from=Interval.of("2025-12-02"),
        ),
    ),
    "counted people are no other target": (
        strike(POST, actors=(), targets=("nine people",)),
        strike(LEDGER, actors=(), quantities=(), headline="A block was hit"),
    ),
    "one night in two time zones": (
        strike(POST),
        strike(LEDGER, interval=Interval.of("2025-12-03")),
    ),
}
DIFFERENT = {
    "one article": (event(POST), event(POST, headline="Okoro leaves office")),
    "another type": (event(POST), event(POST, article_id=LEDGER.article_id, type="appointment")),
    "another person of that surname": (event(POST), event(LEDGER, actors=("Daniel Okoro",))),
    "another week": (event(POST), event(LEDGER, interval=Interval.of("2025-12-12"))),
    "undated, and can happen again": (
        event(POST, type="meeting", place="Port Ems"),
        event(LEDGER, type="meeting", place="Port Ems", interval=None, precision="vague"),
    ),
    "undated, and done again by the same two": (
        event(POST, type="decision", actors=("Norland", "Sudria"), headline="A dam is to be built"),
        event(
            LEDGER,
            type="decision",
            actors=("Norland", "Sudria"),
            interval=None,
            precision="vague",
            headline="Fishing is banned",
        ),
    ),
    "undated, and of one name only": (
        event(POST, type="decision"),
        event(LEDGER, type="decision", interval=None, precision="vague"),
    ),
    "the same office in another country": (
        event(POST, type="meeting", place="Lima", headline="Talks in Lima"),
        event(
            LEDGER, type="meeting", place="Oslo", headline="A round in Oslo", actors=("Okoro", "Ana Silva")
        ),
    ),
    "another place and number, same doer and day": (
        strike(POST),
        strike(LEDGER, place="Halvik", targets=(), quantities=drones(12), headline="Halvik hit"),
    ),
    "two plans for days apart": (
        event(POST, type="meeting", status="planned", place="Port Ems"),
        event(
            LEDGER,
            type="meeting",
            status="planned",
            place="Port Ems",
            interval=Interval.of("2025-12-04"),
        ),
    ),
    "another target in the same place": (
        strike(POST, actors=(), quantities=()),
        strike(LEDGER, actors=(), targets=("Grace Okoro",), quantities=(), headline="A block was hit"),
    ),
    "who hits whom is reversed": (strike(POST), strike(LEDGER, actors=("Sudria",), targets=("Norland",))),
    "plan presented and revised": (
        event(POST, type="plan_revision", mode="presented", place="Port Ems"),
        event(LEDGER, type="plan_revision", mode="revised", place="Port Ems"),
    ),
    "plans of other points": (
        event(POST, type="plan_revision", quantities=(Quantity(name="points_after", value=19),)),
        event(LEDGER, type="plan_revision", quantities=(Quantity(name="points_after", value=21),)),
    ),
    "only the day in common": (
        event(POST, type="vote", actors=("Norland",)),
        event(LEDGER, type="vote", actors=("Sudria",)),
    ),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_reports_of_one_happening_join(one: Event, other: Event) -> None:
    assert is_one(one, other)
    assert is_one(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_reports_of_different_happenings_stay_apart(one: Event, other: Event) -> None:
    assert not is_one(one, other)
    assert not is_one(other, one)


@pytest.mark.parametrize(
    ("speaker", "words", "joined"),
    [
        ("Grace Okoro", "The harbour budget will never be cut, she told reporters", True),
        ("Grace Okoro", "Fishing rights belong to coastal villages, she told reporters", False),
        ("Ana Silva", "The harbour budget will never be cut, she told reporters", False),
    ],
    ids=["same speaker and words", "other words", "other speaker"],
)
def test_statements_join_by_speaker_and_words(speaker: str, words: str, joined: bool) -> None:
    one = report(event(POST, type="statement"), "Okoro said the harbour budget will never be cut")
    other = report(event(LEDGER, type="statement", actors=(speaker,)), words)

    assert judge(one, other).joined is joined


@pytest.mark.parametrize(
    ("speaker", "words", "published", "joined"),
    [
        ("Okoro", 'The chair told reporters: "This was a reply to diplomacy, written in fire."', 2, True),
        ("Ana Silva", 'Silva blasted it as "a reply to diplomacy, written in fire".', 1, False),
        ("Okoro", 'Okoro blasted the raid as "fire".', 1, False),
        ("Okoro", 'Okoro blasted it as "a reply to diplomacy, written in fire".', 5, False),
    ],
    ids=["the same words a paper later", "another speaker", "only one word", "a week later"],
)
def test_statements_join_by_words_that_both_quote(
    speaker: str, words: str, published: int, joined: bool
) -> None:
    made = event(POST, type="statement", interval=Interval.of("2025-12-02"))
    day = Interval.day(date(2025, 12, 2) + timedelta(published))
    repeated = event(LEDGER, type="statement", actors=(speaker,), interval=day)
    quote = 'Okoro called the attack "a reply to diplomacy, written in fire".'

    verdict = judge(report(made, quote), report(repeated, words))

    assert verdict.joined is joined


@pytest.mark.parametrize(
    ("precision", "entries"), [("range", 1), ("vague", 2)], ids=["told from day to day", "some day of a week"]
)
def test_talks_told_from_day_to_day_join_their_start_and_their_end(
    precision: Precision, entries: int
) -> None:
    talks = {"type": "meeting", "mode": "talks", "place": "Port Ems", "actors": ("Norland", "Sudria")}
    began = event(POST, **talks, interval=Interval.of("2025-12-01"))
    ended = event(STAR, **talks, interval=Interval.of("2025-12-03"))
    whole = event(LEDGER, **talks, interval=Interval.of("2025-12-01", "2025-12-03"), precision=precision)

    found = group([report(began), report(whole), report(ended)])

    assert len(found) == entries
    assert not any(entry.differences for entry in found)


def test_two_sessions_within_a_longer_stretch_stay_apart() -> None:
    talks = {"type": "meeting", "mode": "talks", "place": "Port Ems", "actors": ("Norland", "Sudria")}
    one = event(POST, **talks, interval=Interval.of("2025-12-02"))
    other = event(STAR, **talks, interval=Interval.of("2025-12-04"))
    stretch = event(LEDGER, **talks, interval=Interval.of("2025-12-01", "2025-12-05"), precision="range")

    found = group([report(one), report(stretch), report(other)])

    assert len(found) == 2


def test_explanation_names_every_reason() -> None:
    line = explain(report(strike(POST)), report(strike(LEDGER)))

    assert (
        "joined: same actor (+2), same target (+2), same day (+2), same place (+2), same numbers (+4)" in line
    )


def test_explanation_of_a_refusal_names_the_obstacle() -> None:
    line = explain(report(strike(POST)), report(strike(LEDGER, interval=Interval.of("2025-12-12"))))

    assert "not joined: 2025-12-02 and 2025-12-12 lie apart" in line or "2025-12-12 and 2025-12-02" in line


def test_two_events_of_one_article_are_never_bridged_by_another() -> None:
    reports = [report(event(POST)), report(event(POST, headline="Okoro out")), report(event(LEDGER))]

    entries = group(reports)

    assert sorted(len(entry.event_ids) for entry in entries) == [1, 2]


def test_vague_report_does_not_chain_two_days_together() -> None:
    week = Interval.of("2025-12-01", "2025-12-07")
    vague = report(event(STAR, interval=week, precision="week", type="meeting", place="Port Ems"))
    days = [
        report(event(source, type="meeting", place="Port Ems", interval=Interval.of(day)))
        for source, day in ((POST, "2025-12-02"), (LEDGER, "2025-12-06"))
    ]

    assert sorted(len(entry.event_ids) for entry in group([vague, *days])) == [1, 2]


def test_a_report_of_the_move_joins_the_plan_with_what_then_happened() -> None:
    days = {"planned": "2025-12-02", "occurred": "2025-12-12"}
    planned, done = (
        report(
            event(source, type="meeting", status=status, place="Port Ems", interval=Interval.of(days[status]))
        )
        for source, status in ((POST, "planned"), (STAR, "occurred"))
    )
    moved = report(
        event(
            LEDGER,
            type="meeting",
            status="planned",
            place="Port Ems",
            interval=Interval.of("2025-12-12"),
            moved_from=Interval.of("2025-12-02"),
        )
    )

    assert [len(entry.event_ids) for entry in group([planned, done])] == [1, 1]
    (entry,) = group([planned, moved, done])
    assert entry.interval == Interval.of("2025-12-12")
    assert entry.differences == ()


def test_entry_has_the_day_that_most_reports_allow() -> None:
    weekend = Interval.of("2025-12-06", "2025-12-07")
    reports = [
        report(event(POST, type="meeting", place="Port Ems", interval=weekend, precision="range")),
        report(event(LEDGER, type="meeting", place="Port Ems", interval=weekend, precision="range")),
        report(event(STAR, type="meeting", place="Port Ems", interval=Interval.of("2025-12-08"))),
    ]

    entry = entry_of(reports)

    assert entry.interval == weekend
    assert entry.differences == ("date",)


@pytest.mark.parametrize(
    ("numbers", "differ"),
    [
        (((7, None), (8, None)), True),
        (((7, "at least"), (8, None)), False),
        (((9, "up to"), (8, None)), False),
        (((9, "at least"), (8, None)), True),
        (((100, "about"), (104, None)), False),
        (((100, "about"), (140, None)), True),
    ],
)
def test_numbers_differ_where_both_cannot_be_right(
    numbers: Sequence[tuple[int, str | None]], differ: bool
) -> None:
    killed = [Quantity(name="killed", value=value, qualifier=qualifier) for value, qualifier in numbers]
    reports = [
        report(strike(source, quantities=(number,)))
        for source, number in zip((POST, LEDGER), killed, strict=True)
    ]

    assert ("numbers" in entry_of(reports).differences) is differ


def test_denial_of_what_others_report_is_a_difference() -> None:
    denied, done = (
        report(strike(source, status=status)) for source, status in ((POST, "denied"), (LEDGER, "occurred"))
    )
    planned = report(strike(STAR, status="planned"))

    assert entry_of([denied, done]).differences == ("status",)
    assert entry_of([planned, done]).differences == ()


def test_entry_tells_the_most_precise_and_certain() -> None:
    week = Interval.of("2025-12-01", "2025-12-07")
    planned = report(
        event(POST, status="planned", interval=week, precision="week", actors=("Okoro",)), "Plan."
    )
    done = report(event(LEDGER, place="Port Ems"), "Okoro resigned on Tuesday.")

    entry = entry_of([planned, done])

    assert entry.status == "occurred"
    assert entry.interval == Interval.of("2025-12-02")
    assert (entry.place, entry.quote) == ("Port Ems", "Okoro resigned on Tuesday.")
    assert entry.actors == ("Grace Okoro",)
    assert entry.event_id == done.event_id


def test_headline_is_of_a_report_that_tells_the_status() -> None:
    exact = report(event(POST, status="planned", headline="Okoro to go on Tuesday"))
    vague = report(
        event(LEDGER, interval=Interval.of("2025-12-01", "2025-12-07"), precision="week"), "She left."
    )

    entry = entry_of([exact, vague])

    assert (entry.status, entry.interval) == ("occurred", Interval.of("2025-12-02"))
    assert (entry.event_id, entry.headline, entry.quote) == (
        vague.event_id,
        "Grace Okoro resigns",
        "She left.",
    )


def test_entry_is_denied_only_when_every_report_denies() -> None:
    denied = [report(event(source, status="denied")) for source in (POST, LEDGER)]

    assert entry_of(denied).status == "denied"
    assert entry_of([*denied, report(event(STAR))]).status == "occurred"


def test_merge_and_split_by_hand_win_over_the_rule() -> None:
    one, other, far = report(event(POST)), report(event(LEDGER)), report(event(STAR, actors=("Ana Silva",)))
    merge = EntriesMerged(event_ids=(one.event_id, far.event_id), because="test", by="ana")
    split = EntrySplit(event_ids=(other.event_id,), because="test", by="ana")

    def parts(*facts: Fact) -> set[frozenset[str]]:
        return {frozenset(entry.event_ids) for entry in group([one, other, far], curation_of(facts))}

    all_three = frozenset({one.event_id, other.event_id, far.event_id})
    assert parts() == {all_three - {far.event_id}, frozenset({far.event_id})}
    assert parts(merge) == {all_three}
    assert parts(merge, split) == {all_three - {other.event_id}, frozenset({other.event_id})}
    assert frozenset({far.event_id, one.event_id, other.event_id}) in parts(
        split, merge, EntriesMerged(event_ids=(one.event_id, other.event_id), because="test", by="ana")
    )


# --- properties ---------------------------------------------------------------------------------------------

FIRST = date(2025, 12, 1)
SOURCES = [article(f"Paper {number}") for number in range(5)]
NAMES = ("Okoro", "Grace Okoro", "Daniel Okoro", "Norland", "Sudria")


@st.composite
def events(draw: st.DrawFn, source: Article) -> Event:
    start = FIRST + timedelta(draw(st.integers(0, 9)))
    length = draw(st.sampled_from([0, 0, 0, 1, 6, 29, 400]))
    names = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    return event(
        source,
        type=draw(st.sampled_from(["meeting", "strike", "statement", "resignation", "plan_revision"])),
        mode=draw(st.sampled_from([None, "talks", "revised", "presented"])),
        status=draw(st.sampled_from(["occurred", "planned", "denied"])),
        interval=draw(st.none() | st.just(Interval(start=start, end=start + timedelta(length)))),
        precision="day" if length == 0 else "range",
        actors=tuple(names),
        targets=draw(st.sampled_from([(), ("Sudria",)])),
        place=draw(st.sampled_from([None, "Port Ems", "Halvik; Port Ems"])),
        quantities=draw(st.sampled_from([(), drones(41), drones(9)])),
        evidence=(Span(start=0, end=draw(st.integers(20, 31))),),
    )


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[Article, list[Event]]]:
    return [
        (source, draw(st.lists(events(source), max_size=4, unique_by=lambda found: found.event_id)))
        for source in SOURCES
    ]


def reports_of(story: Sequence[tuple[Article, Sequence[Event]]]) -> list[Report]:
    return [report(found, found.evidence[0].of(source.text)) for source, each in story for found in each]


@given(stories(), st.randoms(use_true_random=False))
def test_order_does_not_matter(story: list[tuple[Article, list[Event]]], random: object) -> None:
    reports = reports_of(story)
    shuffled = list(reports)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out random.Random

    assert group(shuffled) == group(reports)


@given(stories())
def test_every_report_is_in_exactly_one_entry(story: list[tuple[Article, list[Event]]]) -> None:
    reports = reports_of(story)

    entries = group(reports)

    ids = [event_id for entry in entries for event_id in entry.event_ids]
    assert sorted(ids) == sorted(item.event_id for item in reports)
    assert len({entry.entry_id for entry in entries}) == len(entries)
    assert all(_is_of_different_articles(entry, reports) for entry in entries)


def _is_of_different_articles(entry: Entry, reports: Sequence[Report]) -> bool:
    articles = [item.event.article_id for item in reports if item.event_id in entry.event_ids]
    return len(articles) == len(set(articles))


@given(stories())
def test_two_reports_that_join_share_a_key(story: list[tuple[Article, list[Event]]]) -> None:
    reports = reports_of(story)

    for one in reports:
        for other in reports:
            if judge(one, other).joined:
                kept = {*one.marks.keys, *one.marks.timeless.kept}
                assert kept & {*other.marks.keys, *other.marks.timeless.sought}


@settings(max_examples=40)
@given(stories(), st.data())
def test_tables_kept_up_to_date_equal_tables_rebuilt(
    tmp_path_factory: pytest.TempPathFactory, story: list[tuple[Article, list[Event]]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("log") / "log.db"
    every = [found.event_id for _, each in story for found in each]

    with Log.open(path, "write", clock) as log:
        log.connection.execute("pragma synchronous = off")
        for source, each in data.draw(st.permutations(story)):
            log.record(source, [EventExtracted.of(found, source, "rules@1") for found in each])
        for stream, fact in data.draw(st.lists(afterthoughts(story), max_size=5)) if len(every) > 1 else []:
            log.append(stream, [fact])
        incremental = projections.digests(log.connection)
        projections.rebuild(log)

        assert projections.digests(log.connection) == incremental


def afterthoughts(story: list[tuple[Article, list[Event]]]) -> st.SearchStrategy[tuple[str, Fact]]:
    """Withdrawals, renewed extractions, merges and splits, each with its stream."""
    told = [(source, found) for source, each in story for found in each]
    ids = [found.event_id for _, found in told]
    withdrawals = [EventWithdrawn(event_id=event_id, because="test", by="rules@2") for event_id in ids]
    renewed = [EventExtracted.of(found, source, "rules@2") for source, found in told]
    streams = [f"article-{source.article_id}" for source, _ in told]
    pairs = st.lists(st.sampled_from(ids), min_size=2, max_size=3, unique=True).map(tuple)
    return st.one_of(
        st.sampled_from(list(zip(streams, withdrawals, strict=True))),
        st.sampled_from(list(zip(streams, renewed, strict=True))),
        pairs.map(lambda found: ("curation", EntriesMerged(event_ids=found, because="test", by="ana"))),
        pairs.map(lambda found: ("curation", EntrySplit(event_ids=found, because="test", by="ana"))),
    )


def test_order_of_ingest_leaves_no_trace_in_the_entries(tmp_path: Path) -> None:
    story = [(source, [event(source), strike(source)]) for source in (POST, LEDGER, STAR)]
    told = []

    for number, order in enumerate((story, story[::-1])):
        with Log.open(tmp_path / f"{number}.db", "write", clock) as log:
            for source, each in order:
                log.record(source, [EventExtracted.of(found, source, "rules@1") for found in each])
            digests = projections.digests(log.connection)
            told.append({table: digests[table] for table in ("entries", "entry_reports", "entry_actors")})

    assert told[0] == told[1]


def test_what_people_put_together_stays_so_when_better_rules_replace_an_event(tmp_path: Path) -> None:
    one, far = event(POST), event(LEDGER, actors=("Ana Silva",))
    better = event(POST, headline="Okoro quits office")
    gone = EventWithdrawn(event_id=one.event_id, because="test", replaced_by=better.event_id, by="rules@2")
    merge = EntriesMerged(event_ids=(one.event_id, far.event_id), because="test", by="ana")

    with Log.open(tmp_path / "log.db", "write", clock) as log:
        for source, found in ((POST, one), (LEDGER, far)):
            log.record(source, [EventExtracted.of(found, source, "rules@1")])
        log.append("curation", [merge])
        log.record(POST, [EventExtracted.of(better, POST, "rules@2"), gone])

        (entry,) = entries_of(log)
        assert set(entry) == {better.event_id, far.event_id}


def test_split_of_a_merge_by_hand_leaves_both_in_the_timeline(tmp_path: Path) -> None:
    one, far = event(POST), event(LEDGER, actors=("Ana Silva",))
    ids = (one.event_id, far.event_id)

    with Log.open(tmp_path / "log.db", "write", clock) as log:
        for source, found in ((POST, one), (LEDGER, far)):
            log.record(source, [EventExtracted.of(found, source, "rules@1")])
        log.append("curation", [EntriesMerged(event_ids=ids, because="test", by="ana")])
        log.append("curation", [EntrySplit(event_ids=ids[1:], because="test", by="ana")])

        assert sorted(entries_of(log)) == sorted([ids[:1], ids[1:]])


def test_merge_of_what_stands_no_more_ends_the_split_for_what_was_split_with_it(tmp_path: Path) -> None:
    one, other, gone, past = strike(POST), strike(LEDGER), event(POST), event(LEDGER)
    split = EntrySplit(event_ids=(gone.event_id, one.event_id), because="test", by="ana")
    merge = EntriesMerged(event_ids=(gone.event_id, past.event_id), because="test", by="ana")

    with Log.open(tmp_path / "log.db", "write", clock) as log:
        for source, found in ((POST, one), (LEDGER, other)):
            log.record(source, [EventExtracted.of(found, source, "rules@1")])
        log.append("curation", [split])
        assert len(entries_of(log)) == 2
        log.append("curation", [merge])

        assert entries_of(log) == [tuple(sorted((one.event_id, other.event_id)))]


def entries_of(log: Log) -> list[tuple[str, ...]]:
    rows = log.connection.execute(
        "select group_concat(event_id) from (select * from entry_reports order by event_id) group by entry_id"
    )
    return [tuple(ids.split(",")) for (ids,) in rows]


def test_one_sentence_in_two_papers_is_one_happening_whoever_is_named() -> None:
    sentence = "A third provision was struck out of the draft after a long night."
    papers = [article(publisher, text=sentence) for publisher in ("Harbour Post", "Evening Star")]
    told = [event(paper, actors=(), type="plan_revision", rule="plan_revision/strike") for paper in papers]
    reports = [Report(event_id=one.event_id, event=one, quote=sentence) for one in told]

    (entry,) = group(reports)

    assert set(entry.event_ids) == {one.event_id for one in told}


def test_headline_is_of_the_report_that_tells_most_about_the_same_day() -> None:
    short = report(event(POST, basis="explicit", headline="She is out"))
    whole = report(event(LEDGER, basis="relative", place="Halvik", headline="Okoro resigns in Halvik"))
    vague = report(event(LEDGER, basis="published", place="Halvik", headline="Okoro resigns in Halvik"))

    assert entry_of([short, whole]).headline == "Okoro resigns in Halvik"
    assert entry_of([short, vague]).headline == "She is out"


def test_paper_that_says_two_things_is_named_with_its_titles(tmp_path: Path) -> None:
    first, second = (
        article("Harbour Post", text=f"{title}.").model_copy(update={"title": title})
        for title in ("Seven dead", "Eight dead; one missing")
    )
    tolls = [(first, 7), (second, 8), (LEDGER, 8)]

    with Log.open(tmp_path / "log.db", "write", clock) as log:
        for source, toll in tolls:
            killed = (Quantity(name="killed", value=toll),)
            log.record(source, [EventExtracted.of(strike(source, quantities=killed), source, "rules@1")])
        told = log.connection.execute("select said from entries").fetchall()

    seven, eight = (
        '7 killed: Harbour Post ("Seven dead")',
        '8 killed: Harbour Post ("Eight dead, one missing")',
    )
    assert told == [(f"{seven}; {eight}, Morning Ledger",)]
