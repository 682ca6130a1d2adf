"""Ten invented articles, and every format that people may have them in."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

PLACES = ("Moss", "Horten", "Larvik", "Skien", "Arendal", "Tynset", "Roros", "Alta", "Bodo", "Namsos")
SITE = "https://lakeherald.example"


class Story(NamedTuple):
    """An article as its paper has it; `day` is of March 2024."""

    title: str
    day: int
    paragraphs: tuple[str, ...]
    slug: str

    @property
    def stamp(self) -> str:
        """Late in the evening, so that UTC is already on the next day."""
        return f"2024-03-{self.day:02}T23:30:00-05:00"

    @property
    def markup(self) -> str:
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)

    @property
    def url(self) -> str:
        return f"{SITE}/news/{self.slug}"


def stories() -> tuple[Story, ...]:
    """Ten articles of three paragraphs, each with events of its own place and day."""
    return tuple(
        Story(
            f"Ferry sinks off {place}",
            4 + number,
            (
                f"A ferry sank off {place} on Monday, killing {number + 3} people, the coast guard said.",
                f"Transport Minister Ana Okoro & her deputy resigned on Tuesday after protests in {place}. "
                "“We have failed the families,” she told reporters.",
                f"Parliament votes on a ferry law on 2 April 2024. Police in {place} arrested the captain.",
            ),
            f"ferry-{place.lower()}",
        )
        for number, place in enumerate(PLACES)
    )


def as_text(story: Story) -> bytes:
    head = f"Title: {story.title}\nPublisher: Lake Herald\nDate: {story.stamp}\nURL: {story.url}\n\n"
    return (head + "\n\n".join(story.paragraphs) + "\n").encode()


def as_markdown(story: Story) -> bytes:
    head = (
        f"---\ntitle: {story.title}\nsource: Lake Herald\npublished: {story.stamp}\nurl: {story.url}\n---\n"
    )
    return f"{head}\n# {story.title}\n\n{chr(10).join(p + chr(10) for p in story.paragraphs)}".encode()


def as_page(story: Story) -> bytes:
    record = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": story.stamp,
        "publisher": {"@type": "Organization", "name": "Lake Herald"},
    }
    return (
        f"<!doctype html><html lang=en><head><title>{story.title} | Lake Herald</title>"
        f'<link rel="canonical" href="{story.url}">'
        f'<script type="application/ld+json">{json.dumps(record)}</script></head><body>'
        "<nav><a href=/>Home</a> <a href=/news>News</a></nav>"
        f"<main><article><h1>{story.title}</h1>{story.markup}</article></main>"
        "<footer>© 2024 Lake Herald</footer></body></html>"
    ).encode()


def as_lines(stories: Sequence[Story]) -> bytes:
    rows = (
        {
            "title": story.title,
            "maintext": "\n".join(story.paragraphs),
            "date_publish": story.stamp,
            "source": {"title": "Lake Herald"},
            "url": story.url,
        }
        for story in stories
    )
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def as_rss(stories: Sequence[Story]) -> bytes:
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link>{story.url}</link>"
        f"<description>{escape(story.paragraphs[0])}</description>"
        f"<content:encoded><![CDATA[{story.markup}]]></content:encoded>"
        f"<pubDate>{_rfc822(story)}</pubDate></item>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lake Herald</title>'
        f"<link>{SITE}</link>{items}</channel></rss>"
    ).encode()


def as_atom(stories: Sequence[Story]) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(story.title)}</title><id>{story.url}</id><link href='{story.url}'/>"
        f"<published>{story.stamp}</published><updated>2024-04-01T00:00:00Z</updated>"
        f"<content type='html'>{escape(story.markup)}</content></entry>"
        for story in stories
    )
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Herald</title>'
        f"{entries}</feed>"
    ).encode()


def as_ninjs(stories: Sequence[Story]) -> bytes:
    items = [
        {
            "uri": f"urn:lakeherald:{story.slug}",
            "url": story.url,
            "type": "text",
            "pubstatus": "usable",
            "headline": story.title,
            "firstcreated": story.stamp,
            "versioncreated": "2024-04-01T00:00:00Z",
            "infosources": [{"name": "Lake Herald"}],
            "body_xhtml": story.markup,
        }
        for story in stories
    ]
    return json.dumps({"items": items}).encode()


def as_warc(stories: Sequence[Story]) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    for story in stories:
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        page = io.BytesIO(as_page(story))
        writer.write_record(
            writer.create_warc_record(story.url, "response", payload=page, http_headers=headers)
        )
    return file.getvalue()


def as_zip(stories: Sequence[Story]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for story in stories:
            archive.writestr(f"saved/{story.slug}.html", as_page(story))
            archive.writestr(f"__MACOSX/saved/._{story.slug}.html", b"\x00\x05")
    return file.getvalue()


def _rfc822(story: Story) -> str:
    weekday = ("Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu")[(story.day - 1) % 7]
    return f"{weekday}, {story.day:02} Mar 2024 23:30:00 -0500"


def each(write: Callable[[Story], bytes], suffix: str) -> dict[str, bytes]:
    return {f"{story.slug}{suffix}": write(story) for story in stories()}


FORMATS: Mapping[str, Mapping[str, bytes]] = {
    "text": each(as_text, ".txt"),
    "markdown": each(as_markdown, ".md"),
    "page": each(as_page, ".html"),
    "json lines": {"export.jsonl": as_lines(stories())},
    "json lines, gzip": {"export.jsonl.gz": gzip.compress(as_lines(stories()))},
    "rss": {"feed.xml": as_rss(stories())},
    "atom": {"feed.atom": as_atom(stories())},
    "ninjs": {"wire.json": as_ninjs(stories())},
    "warc": {"saved.warc.gz": as_warc(stories())},
    "zip": {"saved.zip": as_zip(stories())},
    "page, gzip": {name + ".gz": gzip.compress(page) for name, page in each(as_page, ".html").items()},
}
