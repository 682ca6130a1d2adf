"""A redacted text can be read nowhere any more, while the log still verifies."""

from pathlib import Path

import pytest

from events import projections
from events.errors import LogError
from events.facts import ArticleRedacted, EventExtracted
from events.log import Log
from events.model import Article, Span
from events.timeline import articles, entries
from events.verification import verify
from tests.events.samples import article, clock, event

SECRET = "wept behind the velvet curtain"
TEXT = f"Grace Okoro resigned on Tuesday and {SECRET}."
SOURCE = article(text=TEXT)
REASON = "the court forbids it"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log with an article that holds the secret, and another one."""
    path = tmp_path / "log.db"
    other = article("Morning Ledger")
    with Log.open(path, "write", clock) as log:
        for source in (SOURCE, other):
            log.record(source, [EventExtracted.of(event(source), source, "rules@1")])
    return path


def redact(path: Path, source: Article = SOURCE) -> int:
    with Log.open(path, "write", clock) as log:
        return len(log.redact(source.article_id, REASON, "hand@ana"))


def bytes_beside(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_text_and_quotes_are_gone_from_the_tables(path: Path) -> None:
    redact(path)

    with Log.open(path) as log:
        assert log.article(SOURCE.article_id) is None
        for table in projections.TABLES:
            assert not any(SECRET in str(row) for row in projections.rows_of(log.connection, table))
        assert [row["redacted"] for row in articles(log) if row["publisher"] == "Harbour Post"] == [REASON]
        assert len(entries(log)) == 1


def test_no_byte_of_it_is_left_in_the_files(path: Path) -> None:
    assert SECRET.encode() in bytes_beside(path)

    redact(path)

    assert SECRET.encode() not in bytes_beside(path)
    assert b"velvet" not in bytes_beside(path)


def test_log_keeps_the_fact_and_the_digest_and_verifies(path: Path) -> None:
    head = verify(path).head

    assert redact(path) == 1

    assert verify(path, expect=head).findings == ()
    with Log.open(path) as log:
        last = list(log.records())[-1]
        reading = log.article_read(SOURCE.article_id)
    assert (last.type, last.causation) == ("ArticleRedacted", 1)
    assert reading is not None
    assert reading.text_digest == SOURCE.text_digest


def test_rebuild_does_not_bring_it_back(path: Path) -> None:
    redact(path)

    with Log.open(path, "write", clock) as log:
        before = projections.digests(log.connection)
        projections.rebuild(log)

        assert projections.digests(log.connection) == before


def test_second_redaction_records_nothing(path: Path) -> None:
    redact(path)

    assert redact(path) == 0


def test_unknown_article_is_refused(path: Path) -> None:
    with pytest.raises(LogError, match="never read"):
        redact(path, article("Nobody", text="Never read."))


def test_its_text_is_not_kept_again_in_another_layout(path: Path) -> None:
    redact(path)
    wrapped = article(text=TEXT.replace(" and ", "\nand "))
    again = EventExtracted.of(event(wrapped, evidence=(Span(start=0, end=20),)), wrapped, "rules@1")

    with Log.open(path, "write", clock) as log, pytest.raises(LogError, match="redacted"):
        log.record(wrapped, [again])

    assert verify(path).is_clean


def test_same_text_of_another_publisher_goes_too(path: Path) -> None:
    copy = article("Evening Star", text=TEXT)
    with Log.open(path, "write", clock) as log:
        log.record(copy, [EventExtracted.of(event(copy), copy, "rules@1")])

    redact(path)

    assert SECRET.encode() not in bytes_beside(path)
    assert verify(path).findings == ()


def test_entries_are_told_by_reports_that_still_have_words(path: Path) -> None:
    redact(path)

    with Log.open(path) as log:
        quotes = [row["quote"] for row in entries(log)]
    assert quotes == ["Grace Okoro resigned on Tuesday."]


def test_other_writer_forgets_the_quotes_that_it_remembers(path: Path) -> None:
    third = article("Evening Star", text=f"Okoro, who {SECRET}, is said to have resigned on Tuesday.")

    with Log.open(path, "write", clock) as log:
        log.record(article("Daily Mast"), [])
        redact(path)
        log.record(third, [EventExtracted.of(event(third), third, "rules@1")])
    assert verify(path).findings == ()


def test_fact_of_a_redaction_alone_erases_quotes(path: Path) -> None:
    with Log.open(path, "write", clock) as log:
        fact = ArticleRedacted(article_id=SOURCE.article_id, because=REASON, by="hand@ana")
        log.append(f"article-{SOURCE.article_id}", [fact])

        assert not log.connection.execute("select 1 from evidence where instr(quote, 'velvet')").fetchall()
