"""When an article was published: the day, where that is stated, and the words that state it.

Never a file's time stamp, never the machine's clock, and never a date that the story itself mentions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from events.model import PublishedBasis
from events.value import Value
from ingest.cleaning import Found, find_furniture
from ingest.rulefiles import read_yaml

_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T\d{4,6}|\d{6})?(?!\d)")
_MONTH_FIRST = re.compile(
    r"\b(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>\d{4})\b)?"
)
_DAY_FIRST = re.compile(
    r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<name>[A-Za-z]{3,9})\.?"
    r"(?:,?[\s-]+(?P<year>\d{4})\b)?"
)
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})(?!\d)")
_WORD = re.compile(r"[A-Za-z]+")
_URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[A-Za-z]{3,9})[/-](?P<day>\d{1,2})(?=[/\-_.?#]|$)"
    r"|[/_-](?P<year2>(?:19|20)\d\d)(?P<month2>[01]\d)(?P<day2>[0-3]\d)(?=[/\-_.?#]|$)"
)
_URL_YEAR = re.compile(r"/(?P<year>(?:19|20)\d\d)/")
_FIRST_YEAR = 1600
_UNSET = {date(1970, 1, 1)}  # the zero of computer clocks, written where nobody gave a date


class Publication(Value):
    """The day of publication, how it is known, and the words that say so; None where nobody tells."""

    value: date | None = None
    basis: PublishedBasis = "unknown"
    evidence: str | None = None


class PartialDay(NamedTuple):
    """A month and day, the year where it is written, and the weekday (Monday is 0) where it is."""

    year: int | None
    month: int
    day: int
    weekday: int | None


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


def read_day(words: str) -> date | None:
    """The one calendar day that a stamp or a header names, as written there: no zone is applied to it.

    A day without its year, and "05/04/2024" that may be in April or May, are None.

    >>> read_day("2024-03-05T23:30:00-05:00"), read_day("Tue, 5 Mar 2024 23:30 EST"), read_day("05/04/2024")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    partial = _partial_day(words)
    if partial is None or partial.year is None:
        return None
    return _day(partial.year, partial)


def read_url_day(url: str) -> date | None:
    """The day in the path of an address, as many publishers write it.

    >>> read_url_day("https://lakeherald.example/world/2024/03/05/farmers-block-road")
    datetime.date(2024, 3, 5)
    """
    match = _URL_DAY.search(url)
    if match is None:
        return None
    year, month, day = (match[part] or match[part + "2"] for part in ("year", "month", "day"))
    number = int(month) if month.isdigit() else _months().get(month.lower())
    return _calendar_day(int(year), number, int(day)) if number else None


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
    return [f"{day} (address; {stamps[0]})", *stamps] if near else stamps


_WEST, _EAST = 12, 14  # hours by which a zone may lie behind and before UTC


def _instant(stamp: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(stamp.strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


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
        partial = _partial_day(item.parts["day"]) if "day" in item.parts else None
        year = (partial.year or _known_year(text, url)) if partial else None
        day = _day(year, partial) if partial and year else None
        if day is not None:
            return Publication(value=day, basis="dateline", evidence=_evidence(text, item))
    return None


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


def _partial_day(words: str) -> PartialDay | None:
    """The first day that is written out, in any of the usual orders."""
    weekday = next((_weekdays()[w] for w in _WORD.findall(words.lower()) if w in _weekdays()), None)
    for pattern in (_ISO, _COMPACT):
        match = pattern.search(words)
        if match is not None:
            return PartialDay(int(match["year"]), int(match["month"]), int(match["day"]), weekday)
    return _named_month(words, weekday) or _slashed(words, weekday)


def _named_month(words: str, weekday: int | None) -> PartialDay | None:
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(words):
            month = _months().get(match["name"].lower())
            if month is not None:
                year = int(match["year"]) if match["year"] else None
                return PartialDay(year, month, int(match["day"]), weekday)
    return None


def _slashed(words: str, weekday: int | None) -> PartialDay | None:
    """ "13/04/2024" is plain, "05/04/2024" is not: it may be April or May."""
    match = _SLASHED.search(words)
    if match is None:
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first == second or (first <= 12 < second):
        return PartialDay(year, first, second, weekday)
    return PartialDay(year, second, first, weekday) if second <= 12 < first else None


def _day(year: int, partial: PartialDay) -> date | None:
    day = _calendar_day(year, partial.month, partial.day)
    if day is None or (partial.weekday is not None and day.weekday() != partial.weekday):
        return None  # a weekday that contradicts its date: one of both is wrong, and nobody can say which
    return day


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if year >= _FIRST_YEAR and found not in _UNSET else None


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return _numbers("months")


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    return _numbers("weekdays")


def _numbers(names: str) -> dict[str, int]:
    return {name: int(number) for number, forms in read_yaml("dating.yml")[names].items() for name in forms}


@lru_cache(maxsize=1)
def _copyright_year() -> re.Pattern[str]:
    return re.compile(read_yaml("dating.yml")["copyright_year"])
