"""Which article it is: its address without what only tracks readers, and which known article it is again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from courlan import clean_url

from events.model import Article

_AMP_HOST = re.compile(r"^(?:amp|m|mobile)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html?$)|^/amp(?=/)", re.IGNORECASE)
_AMP_QUERY = re.compile(r"(?:^|&)(?:amp|outputType|output)(?:=(?:amp|1|true))?(?=&|$)", re.IGNORECASE)


def canonical_url(url: str | None) -> str | None:
    """The address by which a page is known: no tracking, fragment, "www." or AMP variant, always https.

    None where it is no web address.

    >>> canonical_url("http://www.example.org/a/story.amp.html?utm_source=x&id=3#top")
    'https://example.org/a/story.html?id=3'
    """
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(clean_url(url) or url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:  # a port that is no number, half a bracket
        return None
    host = _AMP_HOST.sub("", host) + (f":{port}" if _is_odd(port) else "")
    path = _AMP_PATH.sub("", parts.path).rstrip("/")
    query = _AMP_QUERY.sub("", parts.query).lstrip("&")
    return urlunsplit(("https", host, path, query, "")) if host else None


def _is_odd(port: int | None) -> bool:
    return port not in {None, 80, 443}


def has_own_address(article: Article) -> bool:
    """Whether its address is that of one article, not of a whole site."""
    parts = urlsplit(article.address or "")
    return bool(parts.path.strip("/") or parts.query)


def is_same_publisher(one: Article, other: Article) -> bool:
    """Whether nothing says that two papers printed them.

    >>> is_same_publisher(Article(text="A.", name="a", publisher="The Lake"), Article(text="A.", name="b"))
    True
    """
    names = [(article.publisher or "").casefold() for article in (one, other)]
    return names[0] == names[1] or not all(names)


def same_article(fresh: Article, known: Iterable[Article]) -> Article | None:
    """The first of the known articles with the same sentences that one paper printed on one day.

    A paper or day that is not stated may be the same; at one address the day does not matter.
    """
    return next((one for one in known if is_same_publisher(fresh, one) and _is_same_issue(fresh, one)), None)


def _is_same_issue(one: Article, other: Article) -> bool:
    address = one.address is not None and one.address == other.address
    return address or one.published == other.published or not (one.published and other.published)


def older_versions(fresh: Article, at_address: Iterable[Article]) -> tuple[Article, ...]:
    """The known articles that a fresh one at the same address takes the place of; none is dated after it."""
    if not has_own_address(fresh):
        return ()
    return tuple(one for one in at_address if is_same_publisher(fresh, one) and not _is_older(fresh, one))


def newer_version(fresh: Article, at_address: Iterable[Article]) -> Article | None:
    """The known article at the same address that is dated after a fresh one."""
    if not has_own_address(fresh):
        return None
    later = (one for one in at_address if is_same_publisher(fresh, one) and _is_older(fresh, one))
    return next(later, None)


def _is_older(one: Article, other: Article) -> bool:
    return bool(one.published and other.published and one.published < other.published)
