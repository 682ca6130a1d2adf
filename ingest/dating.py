"""When an article was published: the day, where that is stated, and the words that state it.

Never a file's time stamp, never the machine's clock, and never a date that the story itself mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from events.interval import Interval
from events.model import Confidence, PublishedBasis
from events.value import Value
from ingest.cleaning import Found, find_furniture
from ingest.day_words import PartialDay, day_in_year, full_days, partial_day, read_day, read_url_day
from ingest.rulefiles import read_yaml

__all__ = ["Publication", "date_article", "read_day", "read_url_day", "wire_dateline"]

_HALF_YEAR = 183
_URL_YEAR = re.compile(r"/(?P<year>(?:19|20)\d\d)/")


class Publication(Value):
    """The day of publication, how it is known, and the words that say so; None where nobody tells.

    Without `confidence` the day is stated, and no other fits.
    """

    value: date | None = None
    basis: PublishedBasis = "unknown"
    evidence: str | None = None
    confidence: Confidence | None = None

    @property
    def interval(self) -> Interval | None:
        """The days that fit: here the stated one alone."""
        return Interval.day(self.value) if self.value else None


def date_article(
    text: str,
    *,
    given: date | None = None,
    header: Sequence[str] = (),
    metadata: Sequence[str] = (),
    url: str | None = None,
) -> Publication:
    r"""Find the day of publication: given by the user, header or metadata, dateline, URL; else unknown.

    `header` are the values of the file's date headers, `metadata` the stamps of a page or record, best first.

    >>> date_article("LUSAKA — March 5, 2024\n\nFarmers blocked the road.").value
    datetime.date(2024, 3, 5)
    >>> date_article("The bridge opened on March 5, 2024.").basis
    'unknown'
    """
    if given is not None:
        return Publication(
            value=given, basis="given", evidence=f"published {given.isoformat()} given by the user"
        )
    found = find_furniture(text)
    return (
        _first_day(header, "header")
        or _first_day(_in_publishers_zone(metadata, url), "metadata")
        or _of_lines(text, found)
        or _of_dateline(text, found, url)
        or _of_url(url)
        or Publication()
    )


def _first_day(stamps: Sequence[str], basis: PublishedBasis) -> Publication | None:
    for words in stamps:
        day = read_day(words)
        if day is not None:
            return Publication(value=day, basis=basis, evidence=words.strip())
    return None


def _in_publishers_zone(stamps: Sequence[str], url: str | None) -> Sequence[str]:
    """The stamps, and where the first is in UTC, before it one that names the publisher's own day.

    Late in an American evening it is the next day in UTC: another stamp of the same instant, or the day in
    the address, tells which day the publisher means.
    """
    first = _instant(stamps[0]) if stamps else None
    if first is None or first.utcoffset():
        return stamps
    for other in stamps[1:]:
        instant = _instant(other)
        if instant is not None and instant == first and instant.utcoffset():
            return [other, *stamps]
    day = read_url_day(url) if url else None
    shift = (day - first.date()).days if day else 0
    near = (shift == -1 and first.hour < _WEST) or (shift == 1 and first.hour >= 24 - _EAST)
    words = stamps[0].rpartition(", ")[2]  # its weekday is that of the other day
    return [f"{day} (address; {words})", *stamps] if near else stamps


_WEST, _EAST = 12, 14  # hours by which a zone may lie behind and before UTC


def _instant(stamp: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):  # of JSON and pages, of feeds
        try:
            found = parse(stamp.strip())
        except (ValueError, TypeError, LookupError, OverflowError):
            continue
        return found if found.tzinfo is not None else None
    return None


def _of_lines(text: str, found: Sequence[Found]) -> Publication | None:
    """The date of a line above the story ("Published March 5, 2024"); of several the one that says so."""
    ranked = sorted(
        (item for item in found if "published" in item.parts), key=lambda item: item.rule == "date-line"
    )
    for item in ranked:
        day = read_day(item.parts["published"])
        if day is not None:
            return Publication(value=day, basis="header", evidence=_evidence(text, item))
    return None


def _of_dateline(text: str, found: Sequence[Found], url: str | None) -> Publication | None:
    for item in found:
        partial = partial_day(item.parts["day"]) if "day" in item.parts else None
        year = (partial.year or _known_year(text, url)) if partial else None
        day = day_in_year(year, partial) if partial and year else None
        if day is not None:
            return Publication(value=day, basis="dateline", evidence=_evidence(text, item))
    return _of_weekday(text, found)


def _of_weekday(text: str, found: Sequence[Found]) -> Publication | None:
    """A dateline whose weekday fits in one year only of those around the latest full date in the text."""
    wire, item = _wire(found)
    stated = max(full_days(text), default=None)
    if wire is None or item is None or wire.weekday is None or stated is None:
        return None
    days = [day_in_year(stated.year + shift, wire) for shift in (-1, 0, 1) if stated.year + shift >= 1]
    fitting = [day for day in days if day is not None and abs((day - stated).days) <= _HALF_YEAR]
    if len(fitting) != 1:
        return None
    words = f"{_evidence(text, item)}; its weekday is that of {fitting[0].year}"
    return Publication(value=fitting[0], basis="dateline", evidence=words, confidence="likely")


def wire_dateline(text: str) -> PartialDay | None:
    """Month and day of a dateline that leaves out the year.

    >>> wire_dateline("LUSAKA, March 5 (Reuters) - Farmers blocked the road.")
    PartialDay(year=None, month=3, day=5, weekday=None)
    """
    return _wire(find_furniture(text))[0]


def _wire(found: Sequence[Found]) -> tuple[PartialDay | None, Found | None]:
    for item in found:
        partial = partial_day(item.parts["day"]) if "day" in item.parts else None
        if partial is not None and partial.year is None:
            return partial, item
    return None, None


def _of_url(url: str | None) -> Publication | None:
    day = read_url_day(url) if url else None
    return Publication(value=day, basis="url", evidence=url) if day else None


def _known_year(text: str, url: str | None) -> int | None:
    """The year that the address or the copyright line gives to a dateline without one."""
    match = _URL_YEAR.search(url) if url else None
    match = match or _copyright_year().search(text)
    return int(match["year"]) if match else None


def _evidence(text: str, item: Found) -> str:
    return text[item.start : item.end].strip(" \t—–-\n")


@lru_cache(maxsize=1)
def _copyright_year() -> re.Pattern[str]:
    return re.compile(read_yaml("dating.yml")["copyright_year"])
