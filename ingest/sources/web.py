"""Web addresses as a source: what stands there is read like a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO

from events.errors import SourceError
from events.model import Article
from ingest.addresses import Address
from ingest.sources.acceptance import accept
from ingest.sources.documents import read_document
from ingest.sources.fetching import Fetcher
from ingest.sources.unreadable import Unreadable


def read_address(address: Address, published: date | None = None) -> Iterator[Article | Unreadable]:
    """The articles of a page, a feed or an export on the web; Unreadable where nothing can be fetched."""
    try:
        fetched = fetcher(address.allow_private).fetch(address.url)
        found = read_document(BytesIO(fetched.content), address.url, published, address=fetched.address)
        yield from map(accept, found)
    except SourceError as error:
        yield Unreadable(name=address.url, reason=str(error))


@cache
def fetcher(allow_private: bool) -> Fetcher:
    """One client for this process, so that each site is asked for its robots.txt once."""
    return Fetcher(allow_private=allow_private)
