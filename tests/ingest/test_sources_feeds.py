"""Feeds: every entry with a sentence is an article of the day that its publisher names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from events.model import Article
from ingest.sources import Unreadable, read_articles

_STORY = "Farmers blocked the road to the capital on Monday. They demanded a higher price for maize."
_URL = "https://lakeherald.example/farmers"
_DAY = date(2024, 3, 5)

_RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Lake Herald</title><link>https://lakeherald.example/</link>
<lastBuildDate>Sat, 09 Mar 2024 08:00:00 +0000</lastBuildDate>
{items}</channel></rss>
"""
_ITEM = """<item><title>Farmers block road</title><link>{url}</link>{more}
<description>{words}</description></item>
"""
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Herald</title><id>urn:feed</id>
<updated>2024-03-09T08:00:00Z</updated>
<entry><id>urn:1</id><title type="html">Farmers block &lt;b&gt;road&lt;/b&gt;</title>
<link rel="alternate" href="https://lakeherald.example/farmers"/>{stamps}
<summary>Farmers came.</summary>{content}</entry></feed>
"""
_RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lakeherald.example/"><title>Lake Herald</title>
<link>https://lakeherald.example/</link><description>News</description></channel>
<item rdf:about="https://lakeherald.example/farmers"><title>Farmers block road</title>
<link>https://lakeherald.example/farmers</link><dc:date>2024-03-05T23:30:00-05:00</dc:date>
<description>{words}</description></item></rdf:RDF>
"""


def _read(path: Path, text: str) -> list[Article | Unreadable]:
    path.write_text(text, "utf-8")
    return list(read_articles(path))


def _item(words: str = _STORY, more: str = "", url: str = _URL) -> str:
    return _ITEM.format(words=words, more=more, url=url)


def _stamp(words: str) -> str:
    return f"<pubDate>{words}</pubDate>"


def _only(path: Path, text: str) -> Article:
    (article,) = _read(path, text)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize(
    "text",
    [
        _RSS.format(items=_item(more=_stamp("Tue, 05 Mar 2024 10:00:00 GMT"))),
        _RDF.format(words=_STORY),
        _ATOM.format(
            stamps="<published>2024-03-05T10:00:00Z</published>",
            content=f'<content type="html">&lt;p&gt;{_STORY}&lt;/p&gt;</content>',
        ),
    ],
    ids=["rss-2", "rss-1", "atom"],
)
@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed", "feed.txt"])
def test_entry_is_an_article(tmp_path: Path, text: str, name: str) -> None:
    article = _only(tmp_path / name, text)

    assert (article.name, article.text, article.title) == (f"{name}#1", _STORY, "Farmers block road")
    assert (article.publisher, article.url) == ("Lake Herald", _URL)
    assert (article.published, article.published_basis) == (_DAY, "metadata")


def test_late_evening_stays_on_the_publishers_day(tmp_path: Path) -> None:
    items = _item(more=_stamp("Tue, 05 Mar 2024 23:30:00 -0500"))

    article = _only(tmp_path / "feed.xml", _RSS.format(items=items))

    assert article.published == _DAY
    assert article.published_evidence == "Tue, 05 Mar 2024 23:30:00 -0500"


def test_stamp_in_utc_gives_way_to_the_day_in_the_address(tmp_path: Path) -> None:
    url = "https://lakeherald.example/2024/03/04/farmers"
    items = _item(more=_stamp("Tue, 05 Mar 2024 00:30:00 +0000"), url=url)

    article = _only(tmp_path / "feed.xml", _RSS.format(items=items))

    assert article.published == date(2024, 3, 4)


def test_content_is_better_than_the_teaser(tmp_path: Path) -> None:
    body = f"<p>{_STORY}</p><ul><li>maize</li></ul><p>They left at 5 &amp; 6.</p>"
    whole = f"<content:encoded><![CDATA[{body}]]></content:encoded>"

    article = _only(tmp_path / "feed.xml", _RSS.format(items=_item("Farmers came on Monday.", whole)))

    assert article.text == f"{_STORY}\nmaize\nThey left at 5 & 6."


def test_markup_in_a_teaser_becomes_text(tmp_path: Path) -> None:
    teaser = "&lt;p&gt;Farmers blocked &lt;a href='/r'&gt;the road&lt;/a&gt; on Monday.&lt;/p&gt;"

    article = _only(tmp_path / "feed.xml", _RSS.format(items=_item(teaser)))

    assert article.text == "Farmers blocked the road on Monday."


def test_named_source_is_the_publisher(tmp_path: Path) -> None:
    source = '<source url="https://hill.example/feed">Hill Gazette</source>'

    article = _only(tmp_path / "feed.xml", _RSS.format(items=_item(more=source)))

    assert article.publisher == "Hill Gazette"


def test_last_update_alone_is_only_a_likely_day(tmp_path: Path) -> None:
    content = f"<content>{_STORY}</content>"

    article = _only(
        tmp_path / "feed.atom",
        _ATOM.format(stamps="<updated>2024-03-05T10:00:00Z</updated>", content=content),
    )

    assert (article.published, article.published_confidence) == (_DAY, "likely")


def test_entry_without_a_date_is_not_dated_by_the_feed(tmp_path: Path) -> None:
    assert _only(tmp_path / "feed.xml", _RSS.format(items=_item())).published is None


def test_given_day_is_used_for_all(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(_RSS.format(items=_item(more=_stamp("Sat, 09 Mar 2024 08:00:00 GMT")) * 2))

    assert [item.published for item in read_articles(path, _DAY) if isinstance(item, Article)] == [_DAY, _DAY]


def test_entry_without_a_sentence_is_a_reason_and_the_others_articles(tmp_path: Path) -> None:
    items = _read(tmp_path / "feed.xml", _RSS.format(items=_item() + _item("More") + _item("") + _item()))

    assert [item.name for item in items] == [
        "feed.xml#1",
        "feed.xml, item 2",
        "feed.xml, item 3",
        "feed.xml#4",
    ]
    assert [item.reason for item in items if isinstance(item, Unreadable)] == [
        "holds no sentence, so it is no article",
        "has no text, only a title and a link",
    ]


def test_declared_charset_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    text = _RSS.replace("utf-8", "iso-8859-1").format(items=_item("The café in Orlé closed on Monday."))
    path.write_bytes(text.encode("cp1252"))

    (article,) = read_articles(path)

    assert isinstance(article, Article)
    assert article.text == "The café in Orlé closed on Monday."


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
    ids=["bomb", "file"],
)
def test_feed_that_declares_entities_is_refused(tmp_path: Path, doctype: str) -> None:
    text = _RSS.format(items=_item("They said &a; on Monday.")).replace("<rss", f"{doctype}\n<rss", 1)

    (item,) = _read(tmp_path / "feed.xml", text)

    assert isinstance(item, Unreadable)
    assert item.reason.startswith("is XML that declares entities of its own")


def test_entities_of_a_broken_feed_are_refused_too(tmp_path: Path) -> None:
    text = '<!DOCTYPE rss [<!ENTITY a "ha">]>\n' + _RSS.split("\n", 1)[1].format(
        items=_item("It & &a; came.")
    )

    (item,) = _read(tmp_path / "feed.xml", text)

    assert isinstance(item, Unreadable)


def test_feed_that_is_not_quite_xml_is_read(tmp_path: Path) -> None:
    article = _only(tmp_path / "feed.xml", _RSS.format(items=_item(_STORY + " R&D grew by half.")))

    assert article.text == _STORY + " R&D grew by half."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (_RSS.format(items=""), "is a feed without entries"),
        ("<feed>\n<p>Farmers", "is a feed without entries"),
        ('<?xml version="1.0"?><urlset><url/></urlset>', "is XML that is neither RSS nor Atom"),
    ],
    ids=["empty", "broken", "sitemap"],
)  # fmt: skip
def test_xml_without_articles_says_why(tmp_path: Path, text: str, reason: str) -> None:
    (item,) = _read(tmp_path / "feed.xml", text)

    assert isinstance(item, Unreadable)
    assert item.reason.startswith(reason)
