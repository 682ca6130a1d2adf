"""Pages in the markup habits of publishers, around one invented story each."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from typing import NamedTuple

TITLE = "Ferry sinks off Moss, minister resigns"
PARAGRAPHS = (
    "The ferry Solvei sank off Moss on Monday evening, and at least nine people drowned, the coast guard said.",
    "It had left Horten at half past five with 61 passengers and 14 cars, in a wind that the harbour office "
    "described as fresh but not unusual for the season.",
    "“We heard a crack, and then the bow door was gone,” said Mia Sund, a nurse who was on her way home from work. "
    "She was pulled out of the water by a fishing boat after twenty minutes.",
    "Transport Minister Ana Okoro resigned on Tuesday. She told reporters that her ministry had put off an "
    "inspection of the ferry in January, against the advice of its own engineers.",
    "The opposition wants Parliament to hear the owner, Lund Lines, which has run the route since 1998. "
    "A spokesman for the company said that it would answer every question, but not before the divers had finished.",
    "Divers found the wreck at a depth of 84 metres early on Tuesday. The police have asked anybody who filmed the "
    "departure to send them what they have.",
    "A service for the dead will be held in the cathedral of Tonsberg on Sunday at eleven.",
)
DAY = date(2024, 3, 5)
NAV = (
    '<div class="cookie-banner"><p>We use cookies to measure how our site is used. <button>Accept</button></p></div>'
    '<header><a href="/">Lake Herald</a><nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li>'
    '<li><a href="/weather">Weather</a></li></ul></nav></header>'
)
RELATED = (
    '<aside class="related"><h3>Read more</h3><ul><li><a href="/a">Bridge over the fjord to cost twice as much</a>'
    '<time datetime="2024-02-11">11 February 2024</time></li><li><a href="/b">Why the herring left</a></li></ul></aside>'
)
FOOT = (
    '<div class="newsletter"><p>Sign up for our newsletter</p><input name="mail"></div>'
    '<section class="comments"><h3>Comments</h3><p>First! This is a scandal, somebody must go to jail for it.</p></section>'
    "<footer><p>© 2024 Lake Herald. All rights reserved.</p><p>Last built on 9 April 2024</p></footer>"
)
SHARE = '<div class="share"><span>Share</span> <a href="#">Facebook</a> <a href="#">X</a> <a href="#">Email</a></div>'


class Sample(NamedTuple):
    """A page with what must be read of it."""

    page: str
    title: str = TITLE
    day: date = DAY
    body: tuple[str, ...] = PARAGRAPHS


def paragraphs(*between: str) -> str:
    """The story as paragraphs, with other markup after the first ones."""
    parts = [f"<p>{escape(words)}</p>" for words in PARAGRAPHS]
    for place, markup in enumerate(between, start=1):
        parts[place] += markup
    return "".join(parts)


def whole(head: str, body: str, title: str = f"{TITLE} | Lake Herald") -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width">{head}</head><body>{NAV}{body}{RELATED}{FOOT}</body></html>'
    )


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def news(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields


def _graph() -> Sample:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Lake Herald", "datePublished": "2011-01-01"},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "World"}]},
            {"@type": "Person", "@id": "#me", "name": "Elva Ruud"},
            news(
                datePublished="2024-03-05T18:02:11+01:00",
                dateModified="2024-03-07T09:00:00+01:00",
                author={"@id": "#me"},
            ),
        ],
    }
    return Sample(whole(ld(graph), f"<main><article><h1>{TITLE}</h1>{SHARE}{paragraphs()}</article></main>"))


def _types_and_list() -> Sample:
    values = [
        {"@context": "https://schema.org", "@type": "Organization", "name": "Lake Herald"},
        news(datePublished="2024-03-05T23:40:00-05:00") | {"@type": ["Article", "ReportageNewsArticle"]},
    ]
    return Sample(whole(ld(values), f"<main><h1>{TITLE}</h1><div class='body'>{paragraphs()}</div></main>"))


def _broken_json() -> Sample:
    script = (
        '<script type="application/ld+json">\n//<![CDATA[\n{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"{TITLE}","description":"A ferry\nsank","datePublished":"2024-03-05T08:00:00Z",}}\n//]]></script>'
    )
    return Sample(whole(script, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"))


def _meta_only() -> Sample:
    head = (
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Lake Herald">'
        '<meta property="article:modified_time" content="2024-03-08T10:00:00+01:00">'
        '<meta property="article:published_time" content="2024-03-05T21:15:00+01:00">'
        '<meta name="twitter:title" content="You will not believe what sank">'
    )
    return Sample(
        whole(head, f"<div id='content'><h1>{TITLE}</h1>{SHARE}<div class='text'>{paragraphs()}</div></div>")
    )


def _old_meta() -> Sample:
    head = (
        '<meta name="DC.date.issued" content="2024-03-05"><meta name="parsely-title" content="' + TITLE + '">'
    )
    return Sample(whole(head, f"<div class='story'><h1>{TITLE}</h1>{paragraphs()}</div>"))


def _visible_dates() -> Sample:
    byline = '<p class="byline">By Elva Ruud</p><p class="timestamp">Published: Tuesday 5 March 2024, 18:40 CET</p>'
    return Sample(whole("", f"<article><h1>{TITLE}</h1>{byline}{paragraphs()}</article>"))


def _time_elements() -> Sample:
    times = (
        '<div class="dates">Updated <time datetime="2024-03-09T08:00">9 March</time> '
        'Published <time datetime="2024-03-05T18:40" pubdate>5 March</time></div>'
    )
    return Sample(
        whole("", f"<main><article><header><h1>{TITLE}</h1>{times}</header>{paragraphs()}</article></main>")
    )


def _zone_in_utc() -> Sample:
    head = '<link rel="canonical" href="https://lakeherald.example/2024/03/05/ferry-sinks">' + ld(
        news(datePublished="2024-03-06T03:30:00Z")
    )
    return Sample(whole(head, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"))


def _amp() -> Sample:
    body = (
        f"<article><h1>{TITLE}</h1><amp-img src=a.jpg width=1 height=1></amp-img>{paragraphs()}"
        "<amp-ad type=x></amp-ad></article>"
    )
    head = '<link rel="canonical" href="https://lakeherald.example/ferry">' + ld(
        news(datePublished="2024-03-05")
    )
    return Sample(whole(head, body).replace("<html", "<html ⚡", 1))


def _live_blog() -> Sample:
    posts = "".join(
        f'<div class="post"><time datetime="2024-03-05T{hour}:00">{hour}:00</time><p>{escape(words)}</p></div>'
        for hour, words in zip(range(21, 14, -1), PARAGRAPHS, strict=True)
    )
    head = ld(
        {
            "@context": "https://schema.org",
            "@type": "LiveBlogPosting",
            "headline": TITLE,
            "coverageStartTime": "2024-03-05T15:00:00+01:00",
            "datePublished": "2024-03-05T15:00:00+01:00",
            "dateModified": "2024-03-06T02:00:00+01:00",
        }
    )
    return Sample(whole(head, f"<main><article><h1>{TITLE}</h1>{posts}</article></main>"))


def _captions() -> Sample:
    figure = (
        "<figure><img src=b.jpg alt='The ferry'><figcaption>The Solvei in Horten on 14 July 2019. Photo: Ole Ruud / "
        "Lake Picture</figcaption></figure>"
    )
    date_line = '<span class="article__date">05 Mar 2024</span>'
    return Sample(whole("", f"<article><h1>{TITLE}</h1>{figure}{date_line}{paragraphs(figure)}</article>"))


def _teasers() -> Sample:
    teasers = "".join(
        f'<article class="teaser"><h2><a href="/t{n}">Herring prices fall for week {n}</a></h2>'
        f'<time datetime="2024-04-0{n}">April {n}, 2024</time><p>Fishermen in the north are worried again.</p></article>'
        for n in range(1, 6)
    )
    head = f'<meta property="og:title" content="{TITLE}">'
    main = f'<main><article class="full"><h1>{TITLE}</h1><time datetime="2024-03-05">March 5, 2024</time>{paragraphs()}</article></main>'
    return Sample(whole(head, f"{main}<section class='latest'>{teasers}</section>"))


def _numeric_date() -> Sample:
    head = ld(news(datePublished="05.03.2024 18:40"))
    return Sample(whole(head, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"))


def _address_only() -> Sample:
    head = '<link rel="canonical" href="https://lakeherald.example/world/2024/03/05/ferry-sinks-off-moss">'
    return Sample(whole(head, f"<article><h1>{TITLE}</h1>{paragraphs()}</article>"))


def _interrupted() -> Sample:
    promo = '<div class="promo"><p><strong>Read more: <a href="/x">What we know about Lund Lines</a></strong></p></div>'
    quote = "<aside class='pullquote'><blockquote>“The bow door was gone”</blockquote></aside>"
    advert = "<div class='ad'><span>Advertisement</span></div><p>Story continues below</p>"
    head = ld(news(datePublished="2024-03-05T18:40:00+01:00"))
    return Sample(whole(head, f"<article><h1>{TITLE}</h1>{paragraphs(promo, quote, advert)}</article>"))


def _old_markup() -> Sample:
    text = "<br><br>".join(escape(words) for words in PARAGRAPHS)
    body = (
        f"<table width=600><tr><td><font size=5><b>{TITLE}</b></font><br><font size=1>Tuesday, March 5, 2024</font>"
        f"<br><br><font face=arial>{text}</font></td></tr></table>"
    )
    return Sample(whole("", body, TITLE))


def _blocks() -> Sample:
    blocks = "".join(f'<p class="wp-block-paragraph">{escape(words)}</p>' for words in PARAGRAPHS)
    body = (
        f'<main class="wp-site-blocks"><h1 class="wp-block-post-title">{TITLE}</h1><div class="wp-block-post-date">'
        f'<time datetime="2024-03-05T18:40:00+01:00">March 5, 2024</time></div><div class="entry-content">{blocks}</div>'
        '<div class="wp-block-post-terms">Tags: <a href="/t">ferries</a></div></main>'
    )
    return Sample(whole('<meta name="generator" content="WordPress 6.4">', body))


def _shown(line: str, *, lang: str = "en", before: str = "", title: str = f"{TITLE} | Lake Herald") -> Sample:
    """A page that tells its day in one line under its heading, beside newer ones."""
    page = f"{before}<div class='story'><h2>{TITLE}</h2>{line}{paragraphs()}</div>"
    teaser = "<div class='item'><span class='item-date'>9 April 2024</span> <a href='/z'>Why the herring left</a></div>"
    return Sample(whole("", page + teaser, title).replace('lang="en"', f'lang="{lang}"'))


_TODAY = "<div><span class='today date'>Friday, April 12, 2024</span></div>"
_SITE = "<h1><a href='/'>Lake Herald</a></h1>"


def _boxes() -> Sample:
    link = "<p><strong><a href='/x'>Why the herring left the fjord this winter</a></strong></p>"
    quote = "<div class='pull-quote'><p>“The bow door was gone”</p></div>"
    appeal = "<div class='donation-appeal'><p>Our work is free because readers like you pay for it.</p></div>"
    poll = "<div class='poll'><p>Should ferries sail at night?</p><label>Yes</label></div>"
    bio = "<div class='author-bio'><p>Elva Ruud is a writer in Moss, and has two dogs.</p></div>"
    head = ld(news(datePublished="2024-03-05T18:40:00+01:00"))
    return Sample(
        whole(head, f"<article><h1>{TITLE}</h1>{paragraphs(link, quote, appeal, poll)}{bio}</article>")
    )


DATE_LINES = {
    "today above, an undressed line": _shown("<p class='info'>Tuesday 5 March 2024 18:40</p>", before=_TODAY),
    "created": _shown("<span class='field--created'>Tue, 5/3/2024 - 18:40</span>", lang="en-GB"),
    "update in the same line": _shown(
        "<p class='dateline'>March 5, 2024, 7:01 PM / Updated April 2, 2024, 9 AM</p>"
    ),
    "update first, day before month": _shown(
        "<div class='dateline'>Last updated: 19/03/2024</div><div class='pub-date'>Published: 05/03/2024</div>",
        lang="en-GB",
    ),
    "label alone": _shown("<div class='a_dt' aria-label='Published: 7:01 p.m. ET March 5, 2024'></div>"),
    "milliseconds": _shown("<header><time datetime='1709660400000'>3 weeks ago</time></header>"),
    "UTC beside the reader's day": _shown(
        "<header><time datetime='2024-03-06T02:14:00Z'>March 5, 2024, 9:14 PM EST</time></header>"
    ),
    "day told twice": _shown(
        "<div class='date-simple'><span>Published On 5 Mar 2024</span><span>5 Mar 2024</span></div>"
    ),
}
HEADINGS = {
    "site as h1": _shown("<p class='date'>5 March 2024</p>", before=_SITE),
    "section in the title": _shown(
        "<p class='date'>5 March 2024</p>", title=f"{TITLE} | World | Lake Herald"
    ),
    "site first in the title": _shown("<p class='date'>5 March 2024</p>", title=f"Lake Herald: {TITLE}"),
    "other words for social media": Sample(
        whole(
            '<meta property="og:title" content="A crack, and then the door was gone">'
            '<meta name="date" content="2024-03-05">',
            f"<article><h1>{TITLE}</h1>{paragraphs()}</article>",
            "Moss ferry: minister out",
        )
    ),
}
SAMPLES = {
    "JSON-LD in a graph": _graph(),
    "JSON-LD of several types in a list": _types_and_list(),
    "JSON-LD that is no JSON": _broken_json(),
    "meta tags only": _meta_only(),
    "old meta tags": _old_meta(),
    "visible dates only": _visible_dates(),
    "updated before published": _time_elements(),
    "UTC in a western zone": _zone_in_utc(),
    "AMP": _amp(),
    "live blog": _live_blog(),
    "dates in captions": _captions(),
    "several articles on a page": _teasers(),
    "numeric date": _numeric_date(),
    "date in the address only": _address_only(),
    "interrupted story": _interrupted(),
    "tables and line breaks": _old_markup(),
    "blocks": _blocks(),
    "boxes in the story": _boxes(),
    **DATE_LINES,
    **HEADINGS,
}
