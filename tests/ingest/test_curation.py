"""What a person decides is a fact of its own, names may be short, and saying it twice records nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from events import timeline
from events.errors import ConflictError, DatelineError, ExtractorError
from events.facts import CURATION, EventExtracted, EventWithdrawn, article_stream
from events.interval import Interval
from events.log import Log
from events.model import Article, Event
from events.upcasters import read_fact
from ingest import curation, pipeline
from ingest.curation import Changes
from tests.events.samples import article, clock, event, extracted

POST = article("Harbour Post")
STAR = article("Harbour Star", day=3, text="Ole Brandt was elected mayor on Tuesday.")
RESIGNATION = event(POST, mode="resigned")
VOTE = event(STAR, type="vote", actors=("Ole Brandt",), headline="Ole Brandt is elected", rule="vote/elect")
WHY = "the editor says so"


@pytest.fixture
def log(database: Path) -> Iterator[Log]:
    """A log of two articles with one event each."""
    with Log.open(database, "write", now=clock) as log:
        log.record(POST, [extracted(POST, RESIGNATION)])
        log.record(STAR, [extracted(STAR, VOTE)])
        yield log


def standing(log: Log, source: Article = POST) -> list[Event]:
    return list(log.standing_events(source.article_id).values())


def correct(log: Log, known: Event, **changes: object) -> curation.Correction:
    return curation.correct(log, known.event_id, Changes.model_validate(changes), WHY, "ana")


# --- withdraw -------------------------------------------------------------------------------------------


def test_withdrawn_event_leaves_the_timeline(log: Log) -> None:
    records = curation.withdraw(log, [RESIGNATION.event_id, VOTE.event_id], WHY, "ana")

    assert [read_fact(record) for record in records] == [
        EventWithdrawn(event_id=one.event_id, because=WHY, by="hand@ana") for one in (RESIGNATION, VOTE)
    ]
    assert timeline.entries(log) == []


def test_withdrawing_twice_records_nothing(log: Log) -> None:
    curation.withdraw(log, [RESIGNATION.event_id], WHY, "ana")
    before = log.head()

    assert curation.withdraw(log, [RESIGNATION.event_id], WHY, "ana") == ()
    assert log.head() == before


def test_nothing_is_withdrawn_when_one_of_the_names_is_wrong(log: Log) -> None:
    with pytest.raises(DatelineError):
        curation.withdraw(log, [RESIGNATION.event_id, "ffffffff"], WHY, "ana")

    assert standing(log) == [RESIGNATION]


# --- correct --------------------------------------------------------------------------------------------


def test_correction_replaces_the_event_in_one_append(log: Log) -> None:
    correction = correct(log, RESIGNATION, start=date(2025, 12, 1))

    assert [record.type for record in correction.records] == ["EventExtracted", "EventWithdrawn"]
    assert [fact.extractor for fact in log.standing_facts(POST.article_id)] == ["hand@ana"]
    assert standing(log) == [correction.event]
    assert read_fact(correction.records[1]) == EventWithdrawn(
        event_id=RESIGNATION.event_id,
        because=WHY,
        replaced_by=correction.event.event_id,
        by="hand@ana",
    )


def test_corrected_event_keeps_its_evidence_and_what_nobody_named(log: Log) -> None:
    new = correct(log, RESIGNATION, headline="Okoro steps down").event

    changed = {name for name in Event.model_fields if getattr(new, name) != getattr(RESIGNATION, name)}
    assert changed == {"headline", "rule"}
    assert new.rule == "hand"
    assert new.event_id != RESIGNATION.event_id


def test_correcting_twice_records_nothing(log: Log) -> None:
    first = correct(log, RESIGNATION, start=date(2025, 12, 1))
    before = log.head()

    again = correct(log, RESIGNATION, start=date(2025, 12, 1))

    assert again == (first.event, ())
    assert log.head() == before


def test_correction_can_be_corrected(log: Log) -> None:
    first = correct(log, RESIGNATION, start=date(2025, 12, 1)).event

    second = correct(log, first, status="planned").event

    assert standing(log) == [second]
    assert second.interval == Interval.of("2025-12-01")


def test_withdrawn_event_cannot_be_corrected_and_the_better_one_is_named(log: Log) -> None:
    better = correct(log, RESIGNATION, start=date(2025, 12, 1)).event

    with pytest.raises(DatelineError, match=better.event_id):
        correct(log, RESIGNATION, start=date(2025, 11, 30))


def test_correction_rests_on_the_text_in_which_the_event_was_found(log: Log) -> None:
    wrapped = POST.model_copy(update={"text": POST.text.replace(" on", "\non")})
    rewrapped = Article.model_validate(wrapped.model_dump())
    found = event(rewrapped, headline="Okoro goes")
    log.record(rewrapped, [extracted(rewrapped, found)])

    correction = correct(log, found, start=date(2025, 12, 1))

    fact = read_fact(correction.records[0])
    assert isinstance(fact, EventExtracted)
    assert fact.text_digest == rewrapped.text_digest != POST.text_digest


class BusyLog(Log):
    """A log in which somebody else withdraws the event just after it was looked up."""

    def article(self, article_id: str) -> Article | None:
        with Log.open(self.path, "write") as other:
            curation.withdraw(other, [RESIGNATION.event_id], WHY, "ole")
        return super().article(article_id)


def test_correction_of_what_somebody_else_just_withdrew_is_a_conflict(log: Log) -> None:
    with BusyLog.open(log.path, "write") as busy, pytest.raises(ConflictError):
        correct(busy, RESIGNATION, start=date(2025, 12, 1))

    assert standing(log) == []


DAYS = {
    "a start is one day": (
        {"start": date(2025, 12, 1)},
        ("2025-12-01", "2025-12-01", "day"),
    ),
    "start and end are a range": (
        {"start": date(2025, 12, 1), "end": date(2025, 12, 3)},
        ("2025-12-01", "2025-12-03", "range"),
    ),
    "a precision wins": (
        {"start": date(2025, 12, 1), "end": date(2025, 12, 7), "precision": "week"},
        ("2025-12-01", "2025-12-07", "week"),
    ),
    "an end keeps the start": ({"end": date(2025, 12, 3)}, ("2025-12-02", "2025-12-03", "range")),
    "a precision keeps the days": ({"precision": "vague"}, ("2025-12-02", "2025-12-02", "vague")),
}


@pytest.mark.parametrize(("changes", "expected"), DAYS.values(), ids=DAYS)
def test_days_of_a_correction(changes: dict[str, object], expected: tuple[str, str, str]) -> None:
    start, end, precision = expected

    new = curation.corrected(RESIGNATION, Changes.model_validate(changes))

    assert (new.interval, new.precision) == (Interval.of(start, end), precision)


def test_event_can_be_made_undated_and_dated_again() -> None:
    undated = curation.corrected(RESIGNATION, Changes(undated=True))

    assert (undated.interval, undated.precision) == (None, "vague")
    assert curation.corrected(undated, Changes(start=date(2025, 12, 1))).interval == Interval.of("2025-12-01")
    with pytest.raises(DatelineError, match="--start"):
        curation.corrected(undated, Changes(end=date(2025, 12, 1)))


@pytest.mark.parametrize(
    "changes",
    [{}, {"start": date(2025, 12, 2)}, {"type": "resignation", "actors": ["Grace Okoro"], "place": ""}],
    ids=["nothing", "the same day", "the same words"],
)
def test_correction_that_changes_nothing_says_so(changes: dict[str, object]) -> None:
    with pytest.raises(DatelineError, match="nothing to change"):
        curation.corrected(RESIGNATION, Changes.model_validate(changes))


def test_correction_whose_end_lies_before_its_start_is_refused() -> None:
    with pytest.raises(DatelineError, match="before"):
        curation.corrected(RESIGNATION, Changes(end=date(2025, 11, 1)))


def test_mode_that_the_type_does_not_have_is_refused_with_those_it_has(log: Log) -> None:
    with pytest.raises(ExtractorError, match=r"dismissed.*retired"):
        correct(log, RESIGNATION, mode="drone")

    assert standing(log) == [RESIGNATION]


def test_another_type_drops_a_mode_that_it_does_not_have() -> None:
    assert curation.corrected(RESIGNATION, Changes(type="vote")).mode is None
    assert curation.corrected(RESIGNATION, Changes(type="vote", mode="election")).mode == "election"


def test_empty_texts_take_fields_away() -> None:
    new = curation.corrected(RESIGNATION, Changes(mode="", actors=("",)))

    assert (new.mode, new.actors) == (None, ())


def test_headline_that_is_too_long_is_refused() -> None:
    with pytest.raises(DatelineError, match="headline"):
        curation.corrected(RESIGNATION, Changes(headline="x" * 121))


# --- merge and split ------------------------------------------------------------------------------------


def entry_ids(log: Log) -> list[str]:
    return [str(row["entry_id"]) for row in timeline.entries(log)]


def test_merged_entries_are_one_however_they_are_named(log: Log) -> None:
    ids = entry_ids(log)

    curation.merge(log, [ids[0], VOTE.event_id, RESIGNATION.event_id], WHY, "ana")

    assert len(ids) == 2
    assert len(entry_ids(log)) == 1
    assert {row["event_id"] for row in timeline.reports_of(log, entry_ids(log)[0])} == {
        RESIGNATION.event_id,
        VOTE.event_id,
    }


def test_merging_twice_records_nothing_though_an_entry_is_gone(log: Log) -> None:
    ids = entry_ids(log)
    curation.merge(log, ids, WHY, "ana")
    before = log.head()

    assert curation.merge(log, ids, WHY, "ana") == ()
    assert log.head() == before


def test_merge_names_all_events_of_its_entries(log: Log) -> None:
    third = article("Harbour Sun", day=4, text="Something else happened on Tuesday.")
    other = event(third, type="incident", actors=(), headline="Something else")
    log.record(third, [extracted(third, other)])
    curation.merge(log, [RESIGNATION.event_id, VOTE.event_id], WHY, "ana")

    curation.merge(log, [VOTE.event_id, other.event_id], WHY, "ana")

    assert len(entry_ids(log)) == 1


def test_one_entry_alone_is_not_merged(log: Log) -> None:
    with pytest.raises(DatelineError, match="two"):
        curation.merge(log, [VOTE.event_id], WHY, "ana")


def test_split_event_has_an_entry_of_its_own(log: Log) -> None:
    curation.merge(log, entry_ids(log), WHY, "ana")

    curation.split(log, [VOTE.event_id], WHY, "ana")
    before = log.head()

    assert len(entry_ids(log)) == 2
    assert curation.split(log, [VOTE.event_id], "another reason", "ole") == ()
    assert log.head() == before


def test_withdrawn_event_is_not_split(log: Log) -> None:
    curation.withdraw(log, [VOTE.event_id], WHY, "ana")

    with pytest.raises(DatelineError, match="withdrawn"):
        curation.split(log, [VOTE.event_id], WHY, "ana")
    assert log.stream_version(CURATION) == 0


# --- redact ---------------------------------------------------------------------------------------------


def test_redacted_article_has_no_text_and_is_not_redacted_twice(log: Log) -> None:
    records = curation.redact(log, "Harbour Post.txt", WHY, "ana")

    assert [record.type for record in records] == ["ArticleRedacted"]
    assert log.article(POST.article_id) is None
    assert curation.redact(log, POST.article_id, WHY, "ana") == ()


def test_event_of_a_redacted_article_can_be_withdrawn_but_not_corrected(log: Log) -> None:
    curation.redact(log, POST.article_id, WHY, "ana")

    with pytest.raises(DatelineError, match="redacted"):
        correct(log, RESIGNATION, start=date(2025, 12, 1))
    curation.withdraw(log, [RESIGNATION.event_id], WHY, "ana")

    assert standing(log) == []


def test_redacted_article_is_not_read_again_from_its_file(articles: Path, database: Path) -> None:
    harbour = articles / "harbour.txt"
    with Log.open(database, "write") as log:
        pipeline.ingest([articles / "dockers.txt", harbour], log)
        curation.redact(log, "harbour.txt", WHY, "ana")
        before = log.head()

        same = pipeline.ingest([harbour], log)
        harbour.write_text(harbour.read_text("utf-8").replace(". ", ".\n"), "utf-8")
        rewrapped = pipeline.ingest([harbour], log)

        assert log.head() == before
    assert [Path(name).name for name in (*same.redacted, *rewrapped.redacted)] == ["harbour.txt"] * 2
    assert (same.new, same.known, same.found) == (0, 0, {})


# --- names ----------------------------------------------------------------------------------------------


def test_first_four_digits_are_a_name(log: Log) -> None:
    assert curation.find_event(log, RESIGNATION.event_id[:4])["headline"] == RESIGNATION.headline
    assert curation.find_article(log, POST.article_id[:4])["name"] == POST.name
    assert curation.find_entry(log, VOTE.event_id[:4].upper()) in entry_ids(log)


@pytest.mark.parametrize("name", ["", "abc", "harbour", "____", "%%%%", "0123456789abcdef0"])
def test_what_is_no_id_is_refused(log: Log, name: str) -> None:
    with pytest.raises(DatelineError, match="hexadecimal"):
        curation.find_event(log, name)
    with pytest.raises(DatelineError, match="hexadecimal"):
        curation.find_entry(log, name)


@pytest.mark.parametrize("words", ["", "%", "____", "%%%%", "Harbour"])
def test_article_is_never_guessed_from_a_part_of_its_name(log: Log, words: str) -> None:
    with pytest.raises(DatelineError, match="no article"):
        curation.find_article(log, words)


def test_unknown_article_error_lists_those_with_the_words_in_their_name(log: Log) -> None:
    with pytest.raises(DatelineError, match=f"{POST.article_id}.*{STAR.article_id}"):
        curation.find_article(log, "harbour")


def test_ambiguous_names_are_listed_with_headlines(log: Log) -> None:
    first, second = same_beginning(log)

    with pytest.raises(DatelineError, match="more than one") as error:
        curation.find_event(log, first.event_id[:4])

    assert all(f'{one.event_id} "{one.headline}"' in str(error.value) for one in (first, second))


def test_unknown_id_with_a_known_beginning_lists_what_begins_so(log: Log) -> None:
    wrong = RESIGNATION.event_id[:6] + ("0" if RESIGNATION.event_id[6] != "0" else "1")

    with pytest.raises(DatelineError, match=f"no event.*{RESIGNATION.event_id}"):
        curation.find_event(log, wrong)


def test_two_articles_of_one_name_are_ambiguous(log: Log) -> None:
    copy = article("Harbour Echo").model_copy(update={"name": "old/Harbour Post.txt"})
    log.record(copy)

    with pytest.raises(DatelineError, match=f"{POST.article_id}.*{copy.article_id}|{copy.article_id}"):
        curation.find_article(log, "Harbour Post.txt")


def same_beginning(log: Log) -> tuple[Event, Event]:
    """Two events of the log whose ids begin with the same four digits."""
    seen: dict[str, Event] = {}
    for number in range(10_000):
        found = event(POST, headline=f"Version {number}")
        if other := seen.get(found.event_id[:4]):
            facts = [EventExtracted.of(one, POST, "llm@1") for one in (other, found)]
            log.append(article_stream(POST.article_id), facts)
            return other, found
        seen[found.event_id[:4]] = found
    raise AssertionError("no two ids begin alike")
