"""Feeds and folders are watched: news is recorded once, and a server that struggles is left alone."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event as Signal

import pytest

from events import polls
from events.log import Log
from events.timeline import articles
from ingest.addresses import Address, Source
from ingest.sources import fetching
from ingest.watching import Round, watch
from tests.ingest.formats import as_page, as_rss, stories
from tests.ingest.web_server import Answer, Web, serving

EVERY = timedelta(minutes=15)
MORE = "The owner of the ferry has run it since 1998, and it was due for repair in the spring. " * 8
LONG = tuple(story._replace(paragraphs=(*story.paragraphs, MORE.strip())) for story in stories())
FIRST, SECOND, *_ = LONG
TEASER = stories()[0]


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, pause: timedelta) -> None:
        self.now += pause


class OneLook(Signal):
    """Set as soon as there is nothing to do but wait."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    with Log.open(tmp_path / "test.db", "write") as log:
        yield log


@pytest.fixture
def clock() -> Clock:
    return Clock()


def look(log: Log, clock: Clock, *sources: Source) -> list[Round]:
    """Ask each source that is due, once."""
    return list(watch(sources, log, EVERY, OneLook(), clock))


def feed(web: Web) -> Address:
    return Address(f"{web.address}/feed.xml", allow_private=True)


def titles(log: Log) -> set[object]:
    return {row["title"] for row in articles(log)}


def linking_to(web: Web) -> bytes:
    """A feed of one teaser, whose page is on the same server."""
    link = f"{web.address}/news/{TEASER.slug}"
    return as_rss([TEASER]).replace(TEASER.url.encode(), link.encode())


def test_new_entries_are_recorded_and_known_ones_are_not_read_again(web: Web, log: Log, clock: Clock) -> None:
    web.answers["/feed.xml"] = Answer(as_rss([FIRST]))
    look(log, clock, feed(web))
    clock.go_on(EVERY)
    web.answers["/feed.xml"] = Answer(as_rss([SECOND, FIRST]))

    told = look(log, clock, feed(web))

    assert titles(log) == {FIRST.title, SECOND.title}
    assert [one.summary.new for one in told if one.summary] == [1]


def test_feed_is_not_asked_before_it_is_due(web: Web, log: Log, clock: Clock) -> None:
    web.answers["/feed.xml"] = Answer(as_rss([FIRST]))
    look(log, clock, feed(web))

    clock.go_on(EVERY / 2)
    look(log, clock, feed(web))

    assert web.asked("/feed.xml") == 1


def test_unchanged_feed_is_asked_with_its_marks(web: Web, log: Log, clock: Clock) -> None:
    marks = (("ETag", '"a1"'), ("Last-Modified", "Mon, 04 Mar 2024 10:00:00 GMT"))

    def answer(headers: dict[str, str]) -> Answer:
        known = headers.get("if-none-match") == '"a1"' and "if-modified-since" in headers
        return Answer(status=304) if known else Answer(as_rss([FIRST]), headers=marks)

    web.answers["/feed.xml"] = answer
    look(log, clock, feed(web))
    for _ in range(2):
        clock.go_on(EVERY)
        assert look(log, clock, feed(web)) == []

    assert web.asked("/feed.xml") == 3
    assert titles(log) == {FIRST.title}


def test_restart_goes_on_where_it_ended(web: Web, tmp_path: Path, clock: Clock) -> None:
    web.answers["/feed.xml"] = Answer(as_rss([FIRST]))
    with Log.open(tmp_path / "again.db", "write") as log:
        look(log, clock, feed(web))
    clock.go_on(EVERY)

    with Log.open(tmp_path / "again.db", "write") as log:
        assert look(log, clock, feed(web)) == []
        assert titles(log) == {FIRST.title}


def test_server_that_asks_for_it_is_left_alone(web: Web, log: Log, clock: Clock) -> None:
    web.answers["/feed.xml"] = Answer(status=429, headers=(("Retry-After", "7200"),))

    (told,) = look(log, clock, feed(web))
    clock.go_on(timedelta(minutes=119))
    look(log, clock, feed(web))
    assert web.asked("/feed.xml") == 1
    clock.go_on(timedelta(minutes=2))
    look(log, clock, feed(web))

    assert told.note == "is asked for too often (status 429)"
    assert web.asked("/feed.xml") == 2


def test_pauses_grow_with_each_failure_and_end_with_success(web: Web, log: Log, clock: Clock) -> None:
    web.answers["/feed.xml"] = Answer(status=500)
    pauses = []
    for _ in range(3):
        look(log, clock, feed(web))
        poll = polls.poll_of(log.connection, feed(web).url)
        assert poll is not None
        pauses.append(poll.due - clock.now)
        clock.now = poll.due
    web.answers["/feed.xml"] = Answer(as_rss([FIRST]))

    look(log, clock, feed(web))

    poll = polls.poll_of(log.connection, feed(web).url)
    assert pauses == [EVERY * 2, EVERY * 4, EVERY * 8]
    assert poll is not None
    assert (poll.failures, poll.due - clock.now) == (0, EVERY)
    assert titles(log) == {FIRST.title}


def test_server_that_hangs_costs_the_others_nothing(
    web: Web, log: Log, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.answers["/slow.xml"] = Answer(as_rss([FIRST]), after_s=3)
    web.answers["/feed.xml"] = Answer(as_rss([SECOND]))
    monkeypatch.setattr(fetching, "CONNECT_S", 0.5)

    with fetching.Fetcher(allow_private=True) as impatient:
        monkeypatch.setattr("ingest.watching.fetcher", lambda _: impatient)
        told = look(log, clock, Address(f"{web.address}/slow.xml", allow_private=True), feed(web))

    assert "gave no answer" in (told[0].note or "")
    assert titles(log) == {SECOND.title}


def test_teaser_is_read_from_its_page(web: Web, log: Log, clock: Clock) -> None:
    link = f"{web.address}/news/{FIRST.slug}"
    web.answers["/feed.xml"] = Answer(linking_to(web))
    web.answers[f"/news/{FIRST.slug}"] = Answer(as_page(FIRST).replace(FIRST.url.encode(), link.encode()))

    look(log, clock, feed(web))

    (row,) = articles(log)
    assert row["words"] == len(" ".join(FIRST.paragraphs).split())


def test_page_that_robots_may_not_read_leaves_the_teaser(web: Web, log: Log, clock: Clock) -> None:
    web.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /news/\n")
    web.answers["/feed.xml"] = Answer(linking_to(web))

    with fetching.Fetcher(allow_private=True):
        look(log, clock, feed(web))

    assert titles(log) == {FIRST.title}
    assert web.asked(f"/news/{FIRST.slug}") == 0


def test_folder_gives_its_new_and_changed_files(tmp_path: Path, log: Log, clock: Clock) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.html").write_bytes(as_page(FIRST))
    look(log, clock, folder)
    clock.go_on(timedelta(seconds=11))
    (folder / "b.html").write_bytes(as_page(SECOND))

    told = look(log, clock, folder)

    assert titles(log) == {FIRST.title, SECOND.title}
    assert [one.summary.new for one in told if one.summary] == [1]


def test_stop_ends_between_two_articles_and_nothing_is_lost(web: Web, log: Log, clock: Clock) -> None:
    web.answers["/feed.xml"] = Answer(as_rss(LONG))
    stop = OneLook()

    for told in watch([feed(web)], log, EVERY, stop, clock):
        assert told.summary is not None
        stop.set()
    assert len(titles(log)) == 1
    clock.go_on(EVERY)
    look(log, clock, feed(web))

    assert len(titles(log)) == len(LONG)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"<html><body>Hello</body></html>"), "no article"),
        (Answer(b"\x00\x01\x02"), "binary"),
        (Answer(status=404), "not there"),
    ],
    ids=["page", "binary", "missing"],
)
def test_what_is_no_feed_is_told(web: Web, log: Log, clock: Clock, answer: Answer, reason: str) -> None:
    web.answers["/feed.xml"] = answer

    (told,) = look(log, clock, feed(web))

    assert reason in (told.note or "")


def test_private_addresses_are_refused(web: Web, log: Log, clock: Clock) -> None:
    (told,) = look(log, clock, Address(f"{web.address}/feed.xml"))

    assert "private network" in (told.note or "")
    assert web.requests == []


def test_command_tells_what_it_records_and_ends_cleanly(web: Web, tmp_path: Path) -> None:
    web.answers["/feed.xml"] = Answer(as_rss([FIRST]))
    command = [sys.executable, "-m", "ingest.cli", "watch", feed(web).url, "--allow-private", "--every", "1s"]
    running = subprocess.Popen(
        [*command, "--db", str(tmp_path / "own.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    line = running.stdout.readline()
    running.send_signal(signal.SIGTERM)
    _, errors = running.communicate(timeout=60)

    assert line.startswith(f"{feed(web).url}: 1 new, ")
    assert (running.returncode, errors) == (0, "")
    with Log.open(tmp_path / "own.db") as log:
        assert titles(log) == {FIRST.title}
