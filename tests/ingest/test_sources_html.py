"""Pages built after the markup habits of publishers give the right title, day, publisher and body."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from events.model import Article
from ingest.sources import Unreadable, read_articles

_DAY = date(2024, 3, 5)
_TITLE = "Farmers block road to the capital"
_URL = "https://lakeherald.example/world/farmers-block-road"
_BODY = [
    "LUSAKA — Farmers blocked the main road to the capital on Monday and demanded a higher price for maize.",
    "The union of growers said that two thousand of its members had come with tractors, and would stay.",
    "A minister of the government promised on Monday evening to meet their leaders within the week.",
    "Traders in the city said that the markets had enough flour for ten days. Bakers were less certain.",
    "The police closed two bridges, and asked drivers to take the longer way around the lake for now.",
]
_NAV = '<nav><ul><li><a href="/world">World</a></li><li><a href="/farms">Farms</a></li></ul></nav>'


def _page(
    head: str = "", above: str = "", below: str = "", body: list[str] = _BODY, heading: str = _TITLE
) -> str:
    paragraphs = "\n".join(f"<p>{line}</p>" for line in body)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">{head}</head><body>
<header><a href="/">Lake Herald</a>{_NAV}</header>
<main><article><h1>{heading}</h1>{above}
{paragraphs}
</article>{below}</main>
<footer><p>Lake Herald · About us · Subscribe for 99 cents a week</p></footer></body></html>"""


def _ld(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def _news(**fields: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": _TITLE,
        "datePublished": "2024-03-05T10:00:00+02:00",
        "dateModified": "2024-03-09T10:00:00+02:00",
        "publisher": {"@type": "Organization", "name": "Lake Herald"},
        "mainEntityOfPage": {"@type": "WebPage", "@id": _URL},
        **fields,
    }


_OTHER = _news(headline="Bridge reopens", datePublished="2024-03-01", mainEntityOfPage="https://l.example/b")
_GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "@id": "https://lakeherald.example/#org", "name": "Lake Herald"},
        {"@type": "WebPage", "@id": _URL, "datePublished": "2019-01-01"},
        {
            k: v
            for k, v in _news(publisher={"@id": "https://lakeherald.example/#org"}).items()
            if k != "@context"
        },
    ],
}
_META = (
    f'<title>{_TITLE} | Lake Herald</title><meta property="og:title" content="{_TITLE} | Lake Herald">'
    f'<meta property="og:site_name" content="Lake Herald"><link rel="canonical" href="{_URL}">'
)
_PUBLISHED = '<meta property="article:published_time" content="2024-03-05T10:00:00+02:00">'
_MODIFIED = '<meta property="article:modified_time" content="2024-03-09T10:00:00+02:00">'
_CAPTION = "<figure><figcaption><span class='date'>March 1, 2024</span> A tractor.</figcaption></figure>"
_IN_UTC = _ld(_news(datePublished="2024-03-06T03:30:00Z"))
_OWN_ZONE = '<meta property="article:published_time" content="2024-03-05T22:30:00-05:00">'
_IN_COMMENT = f'<script type="application/ld+json"><!-- {json.dumps(_news())} --></script>'
_BROKEN = '<script type="application/ld+json">{"@type": </script>'
_TIME = "<p>By Amina Banda <time datetime='2024-03-05T10:00:00+02:00'>5 March</time></p>"
_FURNITURE = "<p>By Amina Banda</p><p>Listen to this article</p>"

_PAGES = {
    "json-ld": _page(_ld(_news())),
    "json-ld-list-of-types": _page(_ld([_news(**{"@type": ["NewsArticle", "Article"]})])),
    "json-ld-graph": _page(_ld(_GRAPH)),
    "json-ld-in-comment": _page(_IN_COMMENT),
    "json-ld-broken-then-meta": _page(_BROKEN + _META + _PUBLISHED),
    "json-ld-of-several": _page(f'<link rel="canonical" href="{_URL}">' + _ld(_OTHER) + _ld(_news())),
    "live-blog": _page(_ld(_news(**{"@type": "LiveBlogPosting", "liveBlogUpdate": [_OTHER]}))),
    "meta-only": _page(_MODIFIED + _META + _PUBLISHED),
    "meta-in-capitals": _page(_META + '<META NAME="DC.date.issued" CONTENT="2024-03-05">'),
    "parsely": _page(_META + '<meta name="parsely-pub-date" content="2024-03-05T08:00:00Z">'),
    "microdata": _page(_META + '<meta itemprop="datePublished" content="2024-03-05">'),
    "amp": _page(_ld(_news())).replace("<html ", "<html amp "),
    "time-element": _page(_META, _TIME),
    "time-published-and-updated": _page(
        _META,
        "<p>Updated <time datetime='2024-03-09T10:00'>9 March</time></p>"
        "<p>Published <time datetime='2024-03-05T10:00'>5 March</time></p>",
    ),
    "visible-date": _page(_META, "<div class='article-date'>Tuesday, March 5, 2024</div>"),
    "visible-date-beside-caption": _page(_META, f"{_CAPTION}<span class='posted-on'>5 March 2024</span>"),
    "utc-beside-own-zone": _page(_IN_UTC + _OWN_ZONE),
    "furniture-in-the-body": _page(_META + _PUBLISHED, _FURNITURE, "<p>Read more: Bridge reopens</p>"),
}


def _read(path: Path, page: str | bytes) -> Article | Unreadable:
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (item,) = read_articles(path)
    return item


@pytest.mark.parametrize("name", _PAGES)
def test_page_is_read_whole_and_clean(tmp_path: Path, name: str) -> None:
    article = _read(tmp_path / "page.html", _PAGES[name])

    assert isinstance(article, Article), article
    assert article.text.split("\n") == _BODY
    assert (article.title, article.publisher, article.url) == (_TITLE, "Lake Herald", _URL)
    assert (article.published, article.published_basis) == (_DAY, "metadata")


def test_page_with_words_alone_gives_its_own_heading_and_dateline(tmp_path: Path) -> None:
    body = ["LUSAKA, March 5, 2024 — " + _BODY[0].partition(" — ")[2], *_BODY[1:]]
    page = _page(f"<title>{_TITLE} – Lake Herald</title>", body=body)

    article = _read(tmp_path / "page.html", page)

    assert isinstance(article, Article)
    assert (article.title, article.publisher, article.url) == (_TITLE, "Lake Herald", None)
    assert (article.published, article.published_basis) == (_DAY, "dateline")


def test_page_that_nobody_dated_stays_undated(tmp_path: Path) -> None:
    article = _read(tmp_path / "page.html", _page(_META))

    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == (None, "unknown")


def test_address_dates_a_page_without_stamps(tmp_path: Path) -> None:
    page = _page('<link rel="canonical" href="https://lakeherald.example/2024/03/05/farmers">')

    article = _read(tmp_path / "page.html", page)

    assert isinstance(article, Article)
    assert (article.published, article.published_basis) == (_DAY, "url")


def test_late_stamp_keeps_the_day_that_it_writes(tmp_path: Path) -> None:
    article = _read(tmp_path / "page.html", _page(_ld(_news(datePublished="2024-03-05T23:59:00-08:00"))))

    assert isinstance(article, Article)
    assert article.published == _DAY
    assert article.published_evidence == "2024-03-05T23:59:00-08:00"


def test_section_headings_and_lists_stay_lines_of_their_own(tmp_path: Path) -> None:
    page = _page(_META, body=_BODY).replace("<p>Traders", "<h2>Flour for ten days</h2><p>Traders")

    article = _read(tmp_path / "page.html", page)

    assert isinstance(article, Article)
    assert article.text.split("\n") == [*_BODY[:3], "Flour for ten days", *_BODY[3:]]


def test_body_that_only_scripts_hold_comes_from_json_ld(tmp_path: Path) -> None:
    page = _page(_ld(_news(articleBody="\n\n".join(_BODY))), body=["Loading …"])

    article = _read(tmp_path / "page.html", page)

    assert isinstance(article, Article)
    assert article.text.split() == " ".join(_BODY).split()


def test_declared_charset_is_used_for_pages_that_are_no_utf8(tmp_path: Path) -> None:
    page = _page(_META).replace("utf-8", "ISO-8859-1").replace("LUSAKA — Farmers", "“Café” farmers")

    article = _read(tmp_path / "page.html", page.replace("·", "-").encode("cp1252"))

    assert isinstance(article, Article)
    assert article.text.startswith("“Café” farmers blocked")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><html><body><a href='/a'>World</a> <a href='/b'>Farms</a></body></html>",
        "<!DOCTYPE html><html><body><script>render()</script></body></html>",
        "<!DOCTYPE html>",
        "<html>" + "<div>" * 20_000,
        "<html><body><p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
    ],
    ids=["links", "script", "doctype", "nested", "attributes"],
)
def test_page_without_an_article_is_a_reason(tmp_path: Path, page: str) -> None:
    item = _read(tmp_path / "page.html", page)

    assert isinstance(item, Unreadable)
    assert item.reason
