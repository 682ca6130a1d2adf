"""On which days a holiday falls, from the rules of times_holidays.yml and the `holidays` library."""

from __future__ import annotations

import calendar
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, easter

from events.errors import LexiconError
from events.interval import Interval
from ingest.rulefiles import read_yaml

_RULE = re.compile(
    r"(?:(?P<feast>easter|orthodox)|(?P<month>\d\d)-(?:(?P<day>\d\d)|(?P<nth>\d)-(?P<weekday>\d))"
    r"|(?P<country>[A-Z]{2})?=(?P<name>.+?))(?P<shift>[+-]\d+)?(?:/(?P<days>\d+))?"
)

_PARTS = re.compile("; | / ")  # two holidays on a day, two names of one holiday


@cache
def holiday_days(rule: str, year: int) -> tuple[Interval, ...]:
    """The days of a holiday that begins in that year, in order; empty where nobody knows them.

    >>> [str(days) for days in holiday_days("11-4-3", 2024)]
    ['2024-11-28']
    >>> [str(days) for days in holiday_days("IL=Hanukkah/8", 2025)]
    ['2025-12-15/2025-12-22']

    Every name of the rules has its days in a year of our time, also after an update of the library:

    >>> from ingest.timex_words import word_list
    >>> [name for name, rule in word_list("holiday").items() if not holiday_days(rule, 2025)]
    []
    """
    return tuple(sorted((d for part in rule.split("|") for d in _days(part, year)), key=lambda d: d.start))


def _days(rule: str, year: int) -> Iterator[Interval]:
    match = _RULE.fullmatch(rule)
    if match is None:
        raise LexiconError(
            f"ingest/rules/en/times_holidays.yml: {rule!r} tells no day; its first lines say how"
        )
    for day in _first_days(match, year):
        start = day + timedelta(int(match["shift"] or 0))
        yield Interval(start=start, end=start + timedelta(int(match["days"] or 1) - 1))


def _first_days(rule: re.Match[str], year: int) -> Sequence[date]:
    if rule["feast"]:
        return [easter(year, EASTER_ORTHODOX) if rule["feast"] == "orthodox" else easter(year)]
    if rule["day"]:
        return [date(year, int(rule["month"]), int(rule["day"]))]
    if rule["nth"]:
        return [nth_weekday(year, int(rule["month"]), int(rule["nth"]), int(rule["weekday"]))]
    countries = [rule["country"]] if rule["country"] else read_yaml("times_holidays.yml")["countries"]
    return next((days for country in countries if (days := _in_country(country, rule["name"], year))), [])


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth such weekday (Monday is 0) of a month, or its last when it has fewer.

    >>> nth_weekday(2024, 5, 5, 0)
    datetime.date(2024, 5, 27)
    """
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    days = [week[weekday] for week in weeks if week[weekday].month == month]
    return days[min(nth, len(days)) - 1]


def _in_country(country: str, name: str, year: int) -> list[date]:
    """The days of a year on which a holiday begins there; it may have begun in the year before."""
    before, days = (_calendar(country, y).get(name.lower(), []) for y in (year - 1, year))
    known = {*before, *days}
    return [day for day in days if day - timedelta(1) not in known]


@cache
def _calendar(country: str, year: int) -> Mapping[str, Sequence[date]]:
    """{English name in lower case: its days} for one country and year."""
    import holidays  # noqa: PLC0415  # a tenth of a second that only a text with such a holiday pays

    known = getattr(holidays, country)
    with (
        warnings.catch_warnings()
    ):  # a year that the library does not know has no days, and that is the answer
        warnings.simplefilter("ignore")
        found = known(years=year, language="en_US", observed=False, categories=known.supported_categories)
    days: defaultdict[str, list[date]] = defaultdict(list)
    for day, names in sorted(found.items()):
        for name in _PARTS.split(names):
            days[name.removesuffix(" (estimated)").lower()].append(day)
    return days
