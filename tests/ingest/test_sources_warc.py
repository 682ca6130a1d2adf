"""Web archives: the pages in them are read as pages, and the time of a visit dates nothing."""

from __future__ import annotations

import gzip
import io
from datetime import date
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from events.model import Article
from ingest.sources import Unreadable, read_articles

_STORY = "Farmers blocked the road to the capital on Monday. They demanded a higher price for maize. " * 3
_PAGE = (
    "<!DOCTYPE html><html><head><title>Farmers block road</title></head><body><article>"
    f"<h1>Farmers block road</h1><p>{_STORY}</p></article></body></html>"
)
_URL = "https://lakeherald.example/farmers"
_HTML = "text/html; charset=utf-8"


class _Archive:
    """A web archive in the making."""

    def __init__(self, packed: bool = True) -> None:
        self._buffer = io.BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=packed)
        self._writer.write_record(self._writer.create_warcinfo_record("crawl", {"software": "a crawler"}))

    def response(
        self, body: bytes, kind: str = _HTML, status: str = "200 OK", url: str = _URL, **headers: str
    ) -> _Archive:
        lines = [
            ("Content-Type", kind),
            *((name.replace("_", "-"), value) for name, value in headers.items()),
        ]
        http = StatusAndHeaders(status, lines, protocol="HTTP/1.1")
        return self._add(
            self._writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=http)
        )

    def other(self, kind: str, body: bytes, media: str, url: str = _URL) -> _Archive:
        record = self._writer.create_warc_record(url, kind, io.BytesIO(body), warc_content_type=media)
        return self._add(record)

    def _add(self, record: object) -> _Archive:
        self._writer.write_record(record)
        return self

    def read(self, folder: Path, name: str = "crawl.warc.gz") -> list[Article | Unreadable]:
        (folder / name).write_bytes(self.data)
        return list(read_articles(folder / name))

    @property
    def data(self) -> bytes:
        return self._buffer.getvalue()


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("name", ["crawl.warc.gz", "crawl.warc", "crawl"])
def test_saved_page_is_an_article_at_the_address_that_was_visited(
    tmp_path: Path, packed: bool, name: str
) -> None:
    (article,) = _Archive(packed).response(_PAGE.encode()).read(tmp_path, name)

    assert isinstance(article, Article)
    assert (article.name, article.title, article.url) == (f"{name}#1", "Farmers block road", _URL)
    assert article.text == _STORY.strip()
    assert article.published is None


def test_page_that_names_its_address_keeps_it(tmp_path: Path) -> None:
    page = _PAGE.replace("<title>", '<link rel="canonical" href="https://lakeherald.example/own"><title>')

    (article,) = _Archive().response(page.encode()).read(tmp_path)

    assert isinstance(article, Article)
    assert article.url == "https://lakeherald.example/own"


def test_day_in_the_visited_address_dates_the_page(tmp_path: Path) -> None:
    url = "https://lakeherald.example/2024/03/05/farmers"

    (article,) = _Archive().response(_PAGE.encode(), url=url).read(tmp_path)

    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == (date(2024, 3, 5), "url")


def test_everything_else_is_passed_over(tmp_path: Path) -> None:
    archive = (
        _Archive()
        .other("request", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
        .response(b"", status="301 Moved")
        .response(_PAGE.encode(), status="404 Not Found")
        .response(b"\x89PNG", kind="image/png")
        .other("metadata", b"outlink: a\r\n", "application/warc-fields")
        .response(_PAGE.encode())
    )

    assert [item.name for item in archive.read(tmp_path)] == ["crawl.warc.gz#1"]


def test_texts_made_of_pages_are_articles(tmp_path: Path) -> None:
    archive = (
        _Archive()
        .other("conversion", f"Farmers block road\n\n{_STORY}".encode(), "text/plain")
        .other("resource", _PAGE.encode(), "text/html")
    )

    items = archive.read(tmp_path)

    assert [(item.title, item.text, item.url) for item in items if isinstance(item, Article)] == [
        ("Farmers block road", _STORY.strip(), _URL)
    ] * 2


def test_page_that_was_sent_compressed_or_in_another_charset_is_read(tmp_path: Path) -> None:
    page = _PAGE.replace("maize", "café").encode()
    latin = _PAGE.replace("maize", "café").encode("cp1252")
    archive = (
        _Archive()
        .response(gzip.compress(page), Content_Encoding="gzip")
        .response(latin, kind="text/html; charset=ISO-8859-1")
    )

    items = archive.read(tmp_path)

    assert ["café" in item.text for item in items if isinstance(item, Article)] == [True, True]


def test_page_without_a_story_is_a_reason_that_names_it(tmp_path: Path) -> None:
    links = b"<!DOCTYPE html><html><body><ul><li><a href='/a'>World</a></li></ul></body></html>"

    reason, article = _Archive().response(links).response(_PAGE.encode()).read(tmp_path)

    assert isinstance(reason, Unreadable)
    assert reason.name == f"crawl.warc.gz#1 ({_URL})"
    assert isinstance(article, Article)
    assert article.name == "crawl.warc.gz#2"


def test_archive_without_a_page_says_so(tmp_path: Path) -> None:
    (item,) = _Archive().response(b"\x89PNG", kind="image/png").read(tmp_path)

    assert isinstance(item, Unreadable)
    assert item.reason.startswith("is a web archive without a saved page")


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_archive_that_was_cut_short_gives_what_it_has(tmp_path: Path, packed: bool) -> None:
    whole = _Archive(packed).response(_PAGE.encode()).data
    more = _Archive(packed).response(_PAGE.encode()).response(_PAGE.encode()).data
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(more[: len(whole) + 20])

    items = list(read_articles(path))

    assert [item.name for item in items if isinstance(item, Article)] == ["crawl.warc.gz#1"]


def test_visit_is_no_day_of_publication(tmp_path: Path) -> None:
    (article,) = _Archive().response(_PAGE.encode()).read(tmp_path)

    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == (None, "unknown")
