"""Documents that somebody might send to break the reader, made by code.

A case is read when `reads` holds words of the article that must come out, and refused when it is None.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import NamedTuple

STORY = "The ferry Solvei sank off Moss on Monday, and nine people drowned, the coast guard said."
TAIL = "Transport Minister Ana Okoro resigned on Tuesday after protests in the capital."
MB = 1024 * 1024


class Case(NamedTuple):
    """A hostile document under a file name; `reads` are words of the article that must be read, if any."""

    file: str
    data: bytes
    reads: str | None = None


def page(body: str, head: str = "") -> bytes:
    article = f"<article><h1>Ferry sinks off Moss</h1><p>{STORY}</p>{body}<p>{TAIL}</p></article>"
    return (
        f"<!doctype html><html><head><title>Ferry</title>{head}</head><body>{article}</body></html>".encode()
    )


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _nested_zip(depth: int) -> bytes:
    content = STORY.encode()
    name = "a.txt"
    for level in range(depth):
        content, name = zipped({name: content}), f"{level}.zip"
    return content


def _zip_link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def _encrypted_zip() -> bytes:
    data = bytearray(zipped({"a.txt": STORY.encode()}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _overlapping_zip() -> bytes:
    """Many entries that share one compressed stream, as in the bombs of David Fifield."""
    kernel = zipped({"a.txt": b"0" * (9 * MB)})
    start, end = kernel.find(b"PK\x01\x02"), kernel.find(b"PK\x05\x06")
    entry = kernel[start:end]
    many = 300
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, many, many, len(entry) * many, start, 0)
    return kernel[:start] + entry * many + tail


def _lie_in_header() -> bytes:
    data = bytearray(gzip.compress(STORY.encode() * 3))
    data[-4:] = struct.pack("<I", 2**31)
    return bytes(data)


def _billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{entities}]>'
        "<rss version='2.0'><channel><title>&l9;</title><item><title>A</title><description>&l9;</description></item>"
        "</channel></rss>"
    ).encode()


def _external_entity() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<rss version='2.0'><channel><item><title>A</title><description>&x;</description></item></channel></rss>"
    )


def _warc(body: bytes, length: int | None = None) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://l.example/a\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\nWARC-Date: 2024-03-05T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _feed(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Lake</title>{items}</channel></rss>'.encode()


def _lines(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


Cases = dict[str, Callable[[], Case]]  # made one by one, so that large ones live only for a moment


def texts() -> Cases:
    """Text files: odd bytes, odd characters, and shapes that make careless code slow."""
    return {
        "empty": lambda: Case("a.txt", b""),
        "blanks": lambda: Case("a.txt", b" \n" * 100_000),
        "NUL bytes": lambda: Case("a.txt", STORY.encode() + b"\0" * 50),
        "random bytes": lambda: Case("a.txt", bz2.compress(STORY.encode() * 999)[4:]),
        "UTF-7": lambda: Case("a.txt", STORY.replace("sank", "+AHM-ank").encode(), "ferry Solvei"),
        "UTF-16 without a mark": lambda: Case("a.txt", STORY.encode("utf-16-le")),
        "UTF-16 that ends in half a character": lambda: Case("a.txt", STORY.encode("utf-16")[:-1]),
        "cut within a character": lambda: Case("a.txt", f"{STORY} It was über".encode()[:-3], STORY),
        "overlong UTF-8": lambda: Case(
            "a.txt", f"{STORY} Café ".encode() * 4 + b"\xc0\xaf\xe0\x80\xaf", STORY
        ),
        "text direction marks": lambda: Case("a.txt", f"\u202e{STORY}\u202c\u200b".encode(), STORY),
        "only marks": lambda: Case("a.txt", "\ufeff\u200b\u2060".encode() * 1000),
        "11 MB": lambda: Case("a.txt", (STORY.encode() + b" ") * (11 * MB // 88)),
        "one line of 9 MB": lambda: Case("a.txt", b"x" * (9 * MB)),
        "9 MB of full stops": lambda: Case("a.txt", STORY.encode() + b"." * (9 * MB)),
        "a million short lines": lambda: Case("a.txt", b"a\n" * 1_000_000),
        "90,000 short paragraphs": lambda: Case("a.txt", STORY.encode() + b"\n\nNo. Yes!" * 90_000),
        "100,000 nested brackets": lambda: Case("a.txt", (STORY + "(" * 100_000 + ")" * 100_000).encode()),
        "20,000 nested brackets": lambda: Case("a.txt", (STORY + "(" * 20_000 + ")" * 20_000).encode()),
        "20,000 quotation marks": lambda: Case("a.txt", (STORY + " “" * 20_000).encode(), STORY),
        "2,000 dates in a sentence": lambda: Case(
            "a.txt", f"{STORY[:-1]}{' on Monday, 5 March,' * 2_000} they said.".encode(), "ferry"
        ),
        "2,000 verbs in a sentence": lambda: Case(
            "a.txt", f"{STORY[:-1]}{' and Ana Okoro resigned' * 2_000}.".encode(), "ferry"
        ),
        "2,000 names in a sentence": lambda: Case(
            "a.txt", f"{STORY[:-1]}{', Ana Okoro' * 2_000} met in Moss.".encode(), "ferry"
        ),
        "8,000 numbers in a sentence": lambda: Case(
            "a.txt", f"{STORY[:-1]}{' 17 dead' * 5_000}.".encode(), "ferry"
        ),
        "a word of 40,000 letters": lambda: Case("a.txt", f"{STORY} {'resign' * 6_600}.".encode(), STORY),
        "front matter that builds objects": lambda: Case(
            "a.md", f"---\ntitle: !!python/object/apply:os.system ['exit 1']\n---\n{STORY}".encode(), STORY
        ),
        "front matter of aliases": lambda: Case(
            "a.md",
            (
                "---\na: &a [x]\n"
                + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(999))
                + f"---\n{STORY}"
            ).encode(),
        ),
    }


def pages() -> Cases:
    """Web pages."""
    laden = " ".join(f"a{n}=1" for n in range(200_000))
    record = '{"@id":"#a","@type":"NewsArticle","mainEntity":{"@id":"#a"}}'
    return {
        "NUL bytes in a page": lambda: Case("a.html", page("").replace(b"drowned", b"dro\0wned")),
        "nested 100,000 deep": lambda: Case("a.html", page("<div>" * 100_000), "ferry"),
        "200,000 unclosed tags": lambda: Case("a.html", page("<b><i><p>" * 66_000)),
        "a tag of 50,000 attributes": lambda: Case("a.html", page(f"<p {laden[:400_000]}>"), "ferry"),
        "100 tags of 10,000 attributes": lambda: Case("a.html", page(f"<p {laden[:90_000]}>x</p>" * 100)),
        "an attribute of 3 MB": lambda: Case("a.html", page(f'<img src="data:{"A" * 3 * MB}">'), "ferry"),
        "5 MB of comment": lambda: Case("a.html", page("<!--" + "-" * 5 * MB), "ferry"),
        "a script that never ends": lambda: Case("a.html", page("<script>" + "x" * MB), "ferry"),
        "scripts and handlers": lambda: Case(
            "a.html", page("<p onclick=alert(1)>Click<script>alert(1)</script></p>"), "ferry"
        ),
        "JSON-LD nested 100,000 deep": lambda: Case(
            "a.html", page("", f'<script type="application/ld+json">{"[" * 100_000}</script>'), "ferry"
        ),
        "JSON-LD that refers to itself": lambda: Case(
            "a.html", page("", f'<script type="application/ld+json">{record}</script>'), "ferry"
        ),
        "20,000 meta tags": lambda: Case(
            "a.html", page("", '<meta name="date" content="soon">' * 20_000), "ferry"
        ),
        "a table of 150,000 cells": lambda: Case(
            "a.html", page("<table>" + "<tr><td>1</td></tr>" * 150_000 + "</table>")
        ),
        "100,000 links": lambda: Case("a.html", page("<a href=/x>Read more</a> " * 100_000)),
        "SVG that hides markup": lambda: Case(
            "a.html", page("<svg><p><style><!--</style><img src=x>--></svg>"), "ferry"
        ),
        "a picture called a page": lambda: Case("a.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
        "a robot check": lambda: Case(
            "a.html",
            b"<html><head><title>Just a moment...</title></head><body><p>Checking your browser before you go on, please wait a moment.</p></body></html>",
        ),
        "a paywall": lambda: Case(
            "a.html",
            b"<html><body><article><p>The ferry sank. Nine people drowned off Moss on Monday.</p><p>Subscribe to continue reading this story, from one crown a week.</p></article></body></html>",
        ),
    }


def records() -> Cases:
    """JSON and JSON Lines."""
    return {
        "half of a surrogate pair": lambda: Case(
            "a.jsonl", b'{"text": "' + STORY.encode() + b' \\ud800"}', STORY
        ),
        "control characters in markup": lambda: Case(
            "a.jsonl", _lines({"text": f"<p>{STORY}\u0001&#1;</p>"}), "ferry"
        ),
        "an address with a bad port": lambda: Case(
            "a.jsonl", _lines({"text": STORY, "url": "https://a:b.example/x"}), STORY
        ),
        "JSON nested 100,000 deep": lambda: Case("a.json", b"[" * 100_000 + b"]" * 100_000),
        "a number of 100,000 digits": lambda: Case("a.json", b'{"title": ' + b"9" * 100_000 + b"}"),
        "lines, one of them broken": lambda: Case(
            "a.jsonl", _lines({"text": STORY}, "{broken", {"text": 7}), STORY
        ),
        "a line of 11 MB": lambda: Case("a.jsonl", _lines({"text": "x" * 11 * MB}, {"text": STORY}), STORY),
        "the same key 100,000 times": lambda: Case(
            "a.jsonl", b'{"text": "' + STORY.encode() + b'"' + b',"a":1' * 100_000 + b"}", STORY
        ),
        "markup nested 100,000 deep": lambda: Case(
            "a.jsonl", _lines({"text": f"<p>{STORY}</p>" + "<b>" * 100_000}), STORY
        ),
    }


def feeds() -> Cases:
    """RSS and other XML."""
    return {
        "a billion laughs": lambda: Case("a.xml", _billion_laughs()),
        "an external entity": lambda: Case("a.xml", _external_entity()),
        "50,000 empty entries": lambda: Case("a.xml", _feed("<item></item>" * 50_000)),
        "an entry nested 50,000 deep": lambda: Case(
            "a.xml", _feed(f"<item><description>{'<a>' * 50_000}</description></item>")
        ),
        "a feed that is cut off": lambda: Case(
            "a.xml", _feed(f"<item><title>A</title><description>{STORY}</description></item>")[:-20], STORY
        ),
        "a script in a title": lambda: Case(
            "a.xml",
            _feed(
                f"<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Ferry</title><description>{STORY}</description></item>"
            ),
            STORY,
        ),
    }


def packed() -> Cases:
    """Archives."""
    evil = {"../../evil.txt": STORY.encode(), "/etc/a.txt": STORY.encode(), "C:\\a.txt": STORY.encode()}
    mixed = {"a.txt": STORY.encode(), "b.txt": b"\0\1", "../c.txt": b"x", "d.png": b"x"}
    return {
        "a gzip bomb": lambda: Case("a.txt.gz", gzip.compress(b"0" * (300 * MB), 1)),
        "a gzip bomb of lines": lambda: Case("a.jsonl.gz", gzip.compress(b"0" * (60 * MB), 1)),
        "gzip that lies about its length": lambda: Case("a.txt.gz", _lie_in_header()),
        "gzip that is cut off": lambda: Case("a.txt.gz", gzip.compress(STORY.encode() * 99)[:-20]),
        "a ZIP bomb": lambda: Case("a.zip", zipped({"a.txt": b"0" * (200 * MB)})),
        "a ZIP of overlapping files": lambda: Case("a.zip", _overlapping_zip()),
        "a ZIP in a ZIP in a ZIP": lambda: Case("a.zip", _nested_zip(4)),
        "a ZIP that climbs out": lambda: Case("a.zip", zipped(evil)),
        "a ZIP with a link": lambda: Case("a.zip", _zip_link()),
        "a ZIP with a password": lambda: Case("a.zip", _encrypted_zip()),
        "a ZIP that is cut off": lambda: Case("a.zip", zipped({"a.txt": STORY.encode()})[:-10]),
        "a ZIP with one good file": lambda: Case("a.zip", zipped(mixed), STORY),
        "a word processor's document": lambda: Case(
            "a.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
        ),
        "a WARC that lies about its length": lambda: Case("a.warc", _warc(page(""), 10**9), "ferry"),
        "a WARC of a hostile page": lambda: Case("a.warc", _warc(page("<b>" * 50_000)), "ferry"),
        "a WARC without pages": lambda: Case(
            "a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
        ),
        "a WARC without an address": lambda: Case(
            "a.warc", _warc(page("")).replace(b"WARC-Target-URI", b"X-Target-URI000")
        ),
    }


CASES: Cases = texts() | pages() | records() | feeds() | packed()
