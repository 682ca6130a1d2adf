"""Pages and feeds are fetched politely, within limits, and from no address inside this network."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from events.log import Log
from events.timeline import articles
from ingest.cli import main
from ingest.sources import fetching
from ingest.sources.decoding import LIMIT
from ingest.sources.fetching import Fetcher, FetchError, retry_after
from tests.ingest.formats import as_page, stories
from tests.ingest.web_server import Answer, Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(allow_private=True) as fetcher:
        yield fetcher


def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return str(caught.value)


def moved(to: str) -> Answer:
    return Answer(status=302, headers=(("Location", to),))


def test_redirects_are_followed_to_the_last_address(web: Web, fetcher: Fetcher) -> None:
    web.answers.update({"/a": moved("/b"), "/b": moved(f"{web.address}/c"), "/c": Answer(b"Fine.")})

    found = fetcher.fetch(f"{web.address}/a")

    assert (found.content, found.address) == (b"Fine.", f"{web.address}/c")


@pytest.mark.parametrize(
    ("to", "reason"),
    [("/a", "redirects more than 5 times"), ("file:///etc/passwd", "is no http or https address")],
    ids=["loop", "file"],
)
def test_redirect_that_leads_nowhere_is_refused(web: Web, fetcher: Fetcher, to: str, reason: str) -> None:
    web.answers["/a"] = moved(to)

    assert refused(fetcher, f"{web.address}/a") == reason


def test_answer_above_ten_megabytes_is_refused(web: Web, fetcher: Fetcher) -> None:
    web.answers["/a"] = Answer(b"x" * (LIMIT + 1))

    assert refused(fetcher, f"{web.address}/a") == "is larger than 10 MB"


def test_answer_that_drips_is_given_up(web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    web.answers["/a"] = Answer(b"x" * 1000, after_s=0.2)
    monkeypatch.setattr(fetching, "TOTAL_S", 0.1)

    assert "took more than" in refused(fetcher, f"{web.address}/a")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1", "0.0.0.0", "2130706433"]
)
def test_private_address_is_refused_however_it_is_written(host: str) -> None:
    with Fetcher() as careful:
        assert "private network" in refused(careful, f"http://{host}:9/a")


def test_robots_are_asked_once_and_obeyed(web: Web, fetcher: Fetcher) -> None:
    web.answers.update(
        {"/robots.txt": Answer(b"User-agent: dateline\nDisallow: /no\n"), "/yes": Answer(b"Fine.")}
    )

    assert "robots.txt" in refused(fetcher, f"{web.address}/no/a")
    assert fetcher.fetch(f"{web.address}/yes").content == b"Fine."
    assert (web.asked("/robots.txt"), web.asked("/no/a")) == (1, 0)


def test_retry_after_may_be_a_date() -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)

    assert retry_after("Tue, 01 Jan 2030 00:02:00 GMT", now) == 120
    assert retry_after("Mon, 31 Dec 2029 00:00:00 GMT", now) == 0


def test_command_reads_a_page_from_the_web(web: Web, tmp_path: Path) -> None:
    story = stories()[0]
    web.answers["/a"] = Answer(as_page(story))
    command = ["ingest", f"{web.address}/a", "--allow-private", "--db", str(tmp_path / "test.db")]

    result = CliRunner().invoke(main, command)

    assert result.exit_code == 0, result.output
    with Log.open(tmp_path / "test.db") as log:
        assert [row["title"] for row in articles(log)] == [story.title]


def test_command_names_what_could_not_be_fetched(web: Web, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["ingest", f"{web.address}/a", "--db", str(tmp_path / "test.db")])

    assert result.exit_code == 1
    assert f"{web.address}/a: lies in a private network or on this machine; allow it with" in result.stderr
