"""Words that name a calendar day, in all the usual orders: in stamps, headers, datelines and addresses."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

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
_SLASHED = re.compile(r"(?<!\d)(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})[/.](?P<year>\d{4})(?!\d)")
_WORD = re.compile(r"[A-Za-z]+")
_URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>\d{1,2}|[A-Za-z]{3,9})[/-](?P<day>\d{1,2})(?=[/\-_.?#]|$)"
    r"|[/_-](?P<year2>(?:19|20)\d\d)(?P<month2>[01]\d)(?P<day2>[0-3]\d)(?=[/\-_.?#]|$)"
)
_FIRST_YEAR = 1600
_UNSET = {date(1970, 1, 1)}  # the zero of computer clocks, written where nobody gave a date


class PartialDay(NamedTuple):
    """A month and day, the year where it is written, and the weekday (Monday is 0) where it is."""

    year: int | None
    month: int
    day: int
    weekday: int | None


def read_day(words: str) -> date | None:
    """The one calendar day that a stamp or a header names, as written there: no zone is applied to it.

    A day without its year, and "05/04/2024" that may be in April or May, are None.

    >>> read_day("2024-03-05T23:30:00-05:00"), read_day("Tue, 5 Mar 2024 23:30 EST"), read_day("05/04/2024")
    (datetime.date(2024, 3, 5), datetime.date(2024, 3, 5), None)
    """
    partial = partial_day(words)
    if partial is None or partial.year is None:
        return None
    return day_in_year(partial.year, partial)


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


def partial_day(words: str) -> PartialDay | None:
    """The first day that is written out, in any of the usual orders."""
    weekday = next((_weekdays()[w] for w in _WORD.findall(words.lower()) if w in _weekdays()), None)
    for pattern in (_ISO, _COMPACT):
        match = pattern.search(words)
        if match is not None:
            return PartialDay(int(match["year"]), int(match["month"]), int(match["day"]), weekday)
    return _named_month(words, weekday) or _slashed(words, weekday)


def full_days(text: str) -> list[date]:
    """All days that a text writes out with month, day and year.

    >>> full_days("They met on March 5, 2024, and on 7 March.")
    [datetime.date(2024, 3, 5)]
    """
    days = []
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(text):
            month = _months().get(match["name"].lower()) if match["year"] else None
            day = _calendar_day(int(match["year"]), month, int(match["day"])) if month else None
            days += [day] if day else []
    return days


def _named_month(words: str, weekday: int | None) -> PartialDay | None:
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        for match in pattern.finditer(words):
            month = _months().get(match["name"].lower())
            if month is not None:
                year = int(match["year"]) if match["year"] else None
                return PartialDay(year, month, int(match["day"]), weekday)
    return None


def _slashed(words: str, weekday: int | None) -> PartialDay | None:
    """ "13/04/2024" is plain, and "05.04.2024" in April; "05/04/2024" may be in April or May."""
    match = _SLASHED.search(words)
    if match is None:
        return None
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if first == second or (first <= 12 < second and match["mark"] == "/"):
        return PartialDay(year, first, second, weekday)
    day_first = second <= 12 and (first > 12 or match["mark"] == ".")
    return PartialDay(year, second, first, weekday) if day_first else None


def day_in_year(year: int, partial: PartialDay) -> date | None:
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
