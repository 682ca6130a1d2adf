"""An independent reading of TIMEX3 values, on Python's calendar alone, with which tests compare ours."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from events.model import Timex

Days = tuple[date, date]
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def days_of(value: str) -> Days | None:
    """First and last day of a DATE or TIME value; None where it names no day, ValueError where it is none.

    >>> days_of("2024-02"), days_of("PAST_REF")
    ((datetime.date(2024, 2, 1), datetime.date(2024, 2, 29)), None)
    """
    if value.endswith("_REF") or value.startswith("XXXX"):
        return None
    if "/" in value:
        first, last = (days_of(part) for part in value.split("/"))
        assert first
        assert last
        return first[0], last[1]
    for pattern, read in _FORMS:
        if found := re.fullmatch(pattern, value, re.ASCII):
            return read(*found.groups())
    raise ValueError(f"{value!r} is no TIMEX3 value")


def disagreement(timex: Timex) -> str | None:
    """How the value of an expression contradicts its days; None when they agree."""
    if timex.type not in {"DATE", "TIME"}:
        return None if re.fullmatch(r"P(T?(\d+|X)[A-Z]{1,2})|XXXX-.*|T\w\w|P.*", timex.value) else "no length"
    told = days_of(timex.value)
    if timex.interval is None:
        return None if told is None else "no interval"
    if told is None:
        return None if timex.precision == "vague" else "no day in the value"
    first, last = timex.interval.start, timex.interval.end
    whole = (first, last) == told
    if timex.type == "TIME":  # a night lasts until the next day
        agrees = first == told[0] and last <= told[1] + timedelta(1)
    elif timex.value.endswith("-WE"):  # a long one takes in the days around
        agrees = first <= told[0] and last >= told[1] and last - first < timedelta(4)
    elif timex.precision == "range" and "/" not in timex.value:
        agrees = told[0] <= first and last <= told[1]
    else:
        agrees = whole
    return None if agrees else f"{first}/{last} for {timex.value}"


def month_days(year: int, month: int) -> Days:
    """A whole month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _months(year: int, first: int, count: int) -> Days:
    last = first + count - 2  # counted from January as 0
    return date(year, first, 1), month_days(year + last // 12, last % 12 + 1)[1]


def _day(day: str) -> Days:
    return date.fromisoformat(day), date.fromisoformat(day)


def _week(year: str, number: str) -> Days:
    return date.fromisocalendar(int(year), int(number), 1), date.fromisocalendar(int(year), int(number), 7)


def _weekend(year: str, number: str) -> Days:
    sunday = date.fromisocalendar(int(year), int(number), 7)
    return sunday - timedelta(1), sunday


_TIME_OF_DAY = r"T(?:MO|MI|AF|EV|NI|DT|(?:[01]\d|2[0-4]):[0-5]\d)"
_FORMS: tuple[tuple[str, Callable[..., Days]], ...] = (
    (rf"(\d{{4}}-\d\d-\d\d)(?:{_TIME_OF_DAY})?", _day),
    (r"(\d{4})-W(\d\d)", _week),
    (r"(\d{4})-W(\d\d)-WE", _weekend),
    (r"(\d{4})-(\d\d)", lambda year, month: month_days(int(year), int(month))),
    (r"(\d{4})-(SP|SU|FA|WI)", lambda year, season: _months(int(year), _SEASONS[season], 3)),
    (r"(\d{4})-Q([1-4])", lambda year, number: _months(int(year), 3 * int(number) - 2, 3)),
    (r"(\d{4})-H([12])", lambda year, number: _months(int(year), 6 * int(number) - 5, 6)),
    (r"(\d{4})", lambda year: _months(int(year), 1, 12)),
    (r"(\d{3})", lambda decade: (date(int(decade + "0"), 1, 1), date(int(decade + "9"), 12, 31))),
    (r"(\d{2})", lambda century: (date(int(century + "00"), 1, 1), date(int(century + "99"), 12, 31))),
)
