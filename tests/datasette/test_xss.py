"""Markup in articles and in addresses stays text: on every page, and in every format that we write."""

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]
import pytest
from datasette.app import Datasette

from events.facts import EventExtracted
from events.interval import Interval
from events.log import Log
from events.model import Article, Event, Quantity, Span
from ingest.serving import Audience, open_site
from tests.datasette.asking import Answer, ask

PAYLOADS = {
    "script": '<script>alert("xss")</script>',
    "end of a script": "</script><script>alert(1)</script>",
    "end of a title": "</title></textarea></style></pre><img src=x onerror=alert(1)>",
    "attribute": '"onmouseover="alert(1)" autofocus onfocus="alert(1)',
    "single quotes": "' onclick='alert(1)' x='",
    "svg": "<svg onload=alert(1)><animate onbegin=alert(1) /></svg>",
    "iframe": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "template": "{{ 7191*7193 }}{% include 'base.html' %}${7191*7193}",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;&#x3c;script&#x3e;",
    "javascript": "javascript:alert(1)",
    "javascript in disguise": " \x01jAvAsCrIpT\t:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "link": '<a href="javascript:alert(1)">x</a><base href="//evil.example/"><form action="//evil.example">',
    "lines": "first\r\nX-EVIL:second\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "formula": '=HYPERLINK("https://evil.example","x")',
    "formula with a plus": "+1+cmd|' /C calc'!A0",
    "comment": "--><!--<script>alert(1)</script>",
    "cdata": "]]><script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "css": "</style><style>*{background:url(//evil.example)}</style>",
}
BARRED = {"iframe", "object", "embed", "base", "frame", "applet", "animate", "foreignobject"}
LINKS = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "{http://www.w3.org/1999/xlink}href",
    "poster",
    "srcdoc",
)
QUERIES = ["whole_timeline", "planned", "by_actor", "by_place", "by_type", "search", "strikes", "known_on"]
FEEDS = ["atom", "jsonfeed", "ics", "timelinejs", "geojson", "ndjson", "rows", "sheet", "datapackage"]
COLUMNS = (
    *("entry_id", "starts", "ends", "precision", "headline", "type", "status", "mode", "place", "actors"),
    *("targets", "numbers", "quote", "sources", "publisher", "published", "article_id", "url"),
)
TABLES = ["articles", "events", "entries", "texts", "records", "event_actors", "timeline_search"]


def hostile_article(payload: str, number: int) -> tuple[Article, list[Event]]:
    """An article of which every field is a payload, and an event of which every field is."""
    text = f"{payload} said {number}. Veldt was struck."
    article = Article(
        name=payload, title=payload, publisher=f"{payload} {number}", published=date(2025, 11, 20),
        published_basis="metadata", published_evidence=payload, url=payload, address=payload, byline=payload,
        section=payload, text=text,
    )  # fmt: skip
    event = Event.model_validate(
        {
            "article_id": article.article_id, "type": "strike", "mode": payload, "headline": payload or "x",
            "status": "occurred", "precision": "day", "basis": "explicit", "rule": payload,
            "interval": Interval.of(f"2025-11-{number + 1:02}"), "actors": (payload, f"A {payload}"),
            "targets": (payload,), "place": payload, "attribution": payload,
            "quantities": (Quantity(name="killed", value=Decimal(number), qualifier="at least"),),
            "evidence": (Span(start=0, end=len(text)),),
        }
    )  # fmt: skip
    return article, [event]


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of hostile articles."""
    path = tmp_path_factory.mktemp("poisoned") / "dateline.db"
    with Log.open(path, "write", now=lambda: datetime(2025, 12, 3, 9, 30, tzinfo=UTC)) as log:
        for number, payload in enumerate(PAYLOADS.values()):
            article, events = hostile_article(payload, number)
            log.record(article, [EventExtracted.of(event, article, "rules@1") for event in events])
    return path


@pytest.fixture
def hostile_site(poisoned: Path) -> Datasette:
    return open_site(poisoned, Audience(public=True, sql=True))


async def values(site: Datasette, sql: str) -> list[str]:
    return [row[0] for row in (await site.get_database("dateline").execute(sql)).rows]


def assert_inert(html: str, policy: str = "") -> None:
    """Nothing in a page runs, frames or leads to a script, except scripts that the policy knows by hash."""
    for element in lxml.html.document_fromstring(html).iter(lxml.etree.Element):
        name = str(element.tag).lower()
        assert name not in BARRED, lxml.html.tostring(element)[:200]
        if name == "script":
            assert_known(element, policy)
        if name == "meta":
            assert (element.get("http-equiv") or "").lower() != "refresh"
        if name == "style":
            assert "evil.example" not in re.sub(r'"(\\.|[^"\\\n\r\f])*"', "", element.text or "")
        for attribute, value in element.items():
            assert not str(attribute).lower().startswith("on"), lxml.html.tostring(element)[:200]
            if attribute in LINKS:
                assert_harmless(str(value))
    assert "51724863" not in html


def assert_known(script: Any, policy: str) -> None:
    if script.get("src"):
        assert script.get("src").startswith(("/-/static/", "/static/"))
        return
    digest = base64.b64encode(hashlib.sha256((script.text or "").encode()).digest()).decode()
    assert digest in policy, script.text


def assert_harmless(link: str) -> None:
    """A browser drops control characters and spaces before it looks for the scheme."""
    plain = re.sub(r"[\x00-\x20]", "", link).lower()
    assert not plain.startswith(("javascript:", "data:", "vbscript:", "//")), link
    assert urlsplit(plain).hostname != "evil.example"


async def page(site: Datasette, target: str) -> Answer:
    answer = await ask(site, target)
    assert_inert(answer.text, answer.headers["content-security-policy"])
    return answer


@pytest.mark.parametrize(
    "target",
    [
        "/", "/dateline", "/dateline?_show_hidden=1", *(f"/dateline/{name}" for name in QUERIES),
        *(f"/dateline/{name}?_view=table" for name in QUERIES), "/dateline/timeline", "/dateline/reports",
        "/dateline/timeline?_view=table", "/dateline/reports?_view=table&_facet=mode&_facet=place",
        *(f"/dateline/{name}" for name in TABLES), "/dateline-as-of-2025-12-31/whole_timeline",
        "/dateline-reported-by-2025-12-31/timeline", "/dateline?sql=select+*+from+reports",
        "/dateline?sql=select+*+from+timeline&_view=table", "/dateline?sql=select+*+from+articles",
    ],
)  # fmt: skip
async def test_page_of_hostile_articles_is_inert(hostile_site: Datasette, target: str) -> None:
    assert (await page(hostile_site, target)).status == 200


async def test_pages_of_hostile_entries_and_articles_are_inert(hostile_site: Datasette) -> None:
    entries = await values(hostile_site, "select entry_id from entries")
    articles = await values(hostile_site, "select article_id from articles")
    events = await values(hostile_site, "select position from events")

    assert len(articles) == len(PAYLOADS)
    for moment in ("dateline", "dateline-as-of-2025-12-31"):
        for target in (
            *(f"entry/{id}" for id in entries),
            *(f"article/{id}" for id in articles),
            *(f"articles/{id}" for id in articles),
            *(f"events/{id}" for id in events),
        ):
            assert (await page(hostile_site, f"/{moment}/{target}")).status == 200, target


async def test_payloads_are_shown_as_they_were_written(hostile_site: Datasette) -> None:
    told = lxml.html.document_fromstring(
        (await page(hostile_site, "/dateline/whole_timeline")).text
    ).text_content()

    for name in ("script", "svg", "template", "attribute", "entities"):
        assert " ".join(PAYLOADS[name].split()) in " ".join(told.split()), name


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
async def test_payload_in_an_address_is_inert(hostile_site: Datasette, payload: str) -> None:
    word = quote(payload, safe="")
    literal = quote("select '" + payload.replace("'", "''") + "' as x", safe="")

    for target in (
        f"/dateline/whole_timeline?actor={word}&place={word}&type={word}&since={word}&until={word}&status={word}",
        f"/dateline/search?words={word}",
        f"/dateline/whole_timeline?{word}={word}",
        f"/dateline/whole_timeline?_view={word}&_as={word}",
        f"/dateline/whole_timeline?_as_of={word}",
        f"/dateline/planned?_reported_by={word}",
        f"/dateline/articles?title__contains={word}&_sort={word}",
        f"/dateline/articles?title__contains={word}",
        f"/dateline/articles?_search={word}&_next={word}",
        f"/dateline/articles?_facet={word}",
        f"/dateline/timeline?place={word}",
        f"/dateline/entry/{word}",
        f"/dateline/{word}",
        f"/{word}",
        f"/dateline-as-of-{word}/planned",
        f"/dateline?sql={word}",
        f"/dateline?sql={literal}",
        f"/dateline?sql=select+1+as+%22{quote(payload.replace(chr(34), chr(34) * 2), safe='')}%22",
        f"/dateline?sql=select+:x&x={word}",
        f"/dateline.json?sql={literal}&callback={word}",
    ):
        answer = await ask(hostile_site, target)
        if answer.headers.get("content-type", "").startswith("text/html") and answer.text:
            assert_inert(answer.text, answer.headers["content-security-policy"])
        assert answer.status < 500, target
        assert not {"x-evil", "set-cookie"} & answer.headers.keys()


async def test_rows_of_a_visitor_are_inert(hostile_site: Datasette) -> None:
    for payload in PAYLOADS.values():
        text = "'" + payload.replace("'", "''") + "'"
        sql = "select " + ", ".join(f"{text} as {name}" for name in COLUMNS)
        assert (await page(hostile_site, f"/dateline?sql={quote(sql)}")).status == 200


@pytest.mark.parametrize("suffix", FEEDS)
async def test_feed_is_served_as_what_it_is(hostile_site: Datasette, suffix: str) -> None:
    answer = await ask(hostile_site, f"/dateline/whole_timeline.{suffix}?actor=")

    assert answer.status == 200
    assert "html" not in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_atom_holds_no_markup_of_articles(hostile_site: Datasette) -> None:
    feed = lxml.etree.fromstring((await ask(hostile_site, "/dateline/whole_timeline.atom")).body)

    names = {lxml.etree.QName(element).localname for element in feed.iter(lxml.etree.Element)}
    assert not names & {"script", "svg", "iframe", "a", "img"}
    for element in feed.iter("{http://www.w3.org/2005/Atom}link"):
        assert element.get("href").startswith(("http://localhost/", "https://"))
    for content in feed.iter("{http://www.w3.org/2005/Atom}content"):
        assert_inert(content.text)


async def test_json_for_pages_holds_no_markup_of_articles(hostile_site: Datasette) -> None:
    feed = json.loads((await ask(hostile_site, "/dateline/whole_timeline.jsonfeed")).text)
    slides = json.loads((await ask(hostile_site, "/dateline/whole_timeline.timelinejs")).text)

    assert len(feed["items"]) == len(slides["events"]) > 10
    for item in feed["items"]:
        assert_inert(item["content_html"])
        assert item["url"].startswith("http://localhost/")
    for slide in slides["events"]:
        for text in slide["text"].values():
            assert_inert(f"<p>{text}</p>")


async def test_calendar_has_no_lines_of_articles(hostile_site: Datasette) -> None:
    told = (await ask(hostile_site, "/dateline/whole_timeline.ics")).text
    lines = re.sub(r"\r\n[ \t]", "", told).split("\r\n")

    assert not [line for line in lines if line.startswith(("X-EVIL", "BEGIN:VALARM"))]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 10
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", told)


async def test_sheet_holds_no_formula(hostile_site: Datasette) -> None:
    told = (await ask(hostile_site, "/dateline/whole_timeline.sheet")).text

    rows = list(csv.reader(io.StringIO(told, newline="")))
    assert len(rows) > 10
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


async def test_links_of_articles_are_followed_only_to_the_web(hostile_site: Datasette) -> None:
    def outward(html: str) -> Iterator[str]:
        for element in lxml.html.document_fromstring(html).iter("a"):
            if not (element.get("href") or "").startswith(
                ("/", "#", "http://localhost", "https://datasette.io")
            ):
                yield str(element.get("href"))

    for id in await values(hostile_site, "select article_id from articles"):
        assert not list(outward((await page(hostile_site, f"/dateline/article/{id}")).text))
