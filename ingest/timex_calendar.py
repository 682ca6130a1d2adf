"""Calendar algebra: units of time as intervals of days, and steps between them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from events.interval import Interval

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def month(year: int, number: int) -> Interval:
    """The days of a month."""
    return Interval(start=date(year, number, 1), end=date(year, number, calendar.monthrange(year, number)[1]))


def year(number: int) -> Interval:
    """The days of a year."""
    return Interval(start=date(number, 1, 1), end=date(number, 12, 31))


def week(day: date) -> Interval:
    """Monday to Sunday of the week that holds the day."""
    monday = day - timedelta(day.weekday())
    return Interval(start=monday, end=monday + timedelta(6))


def weekend(day: date) -> Interval:
    """Saturday and Sunday of the week that holds the day."""
    saturday = week(day).start + timedelta(5)
    return Interval(start=saturday, end=saturday + timedelta(1))


def quarter(year_: int, number: int) -> Interval:
    """The three months of a quarter, 1 to 4."""
    return months(year_, 3 * number - 2, 3)


def months(year_: int, first: int, count: int) -> Interval:
    """`count` months from month `first` of a year on."""
    start = date(year_, first, 1)
    return Interval(start=start, end=start + relativedelta(months=count) - timedelta(1))


def season(year_: int, code: str) -> Interval:
    """Three months from March, June, September or December on; winter reaches into the next year."""
    return months(year_, SEASONS[code], 3)


def decade(first_year: int) -> Interval:
    """Ten years."""
    return Interval(start=date(first_year, 1, 1), end=date(first_year + 9, 12, 31))


def unit_at(day: date, unit: str) -> Interval:
    """The calendar unit (D, W, M, Y, Q, DE, CE, WE) that holds the day."""
    if unit == "W":
        return week(day)
    if unit == "WE":
        return weekend(day)
    if unit == "M":
        return month(day.year, day.month)
    if unit == "Q":
        return quarter(day.year, (day.month - 1) // 3 + 1)
    if unit == "Y":
        return year(day.year)
    if unit == "DE":
        return decade(day.year // 10 * 10)
    if unit == "CE":
        return Interval(start=date(day.year // 100 * 100, 1, 1), end=date(day.year // 100 * 100 + 99, 12, 31))
    return Interval.day(day)


def step(day: date, count: int, unit: str) -> date:
    """The day `count` units later (earlier when negative); month arithmetic clips to the last day."""
    if unit in {"D", "W", "WE", "F"}:
        return day + timedelta(count * {"D": 1, "W": 7, "WE": 7, "F": 14}[unit])
    if unit in {"TH", "TM", "TS"}:
        return day + timedelta(count // 24 if unit == "TH" and abs(count) >= 24 else 0)
    size = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}[unit]
    return day + relativedelta(months=count * size)


def third(interval: Interval, index: int, unit: str) -> Interval:
    """The first, middle or last (0, 1, 2) third of a month, year or decade."""
    start, end = interval.start, interval.end
    if unit == "M":
        first = start + timedelta(10 * index)
        return Interval(start=first, end=end if index == 2 else first + timedelta(9))
    if unit == "Y":
        first = start + relativedelta(months=4 * index)
        return Interval(start=first, end=first + relativedelta(months=4) - timedelta(1))
    cuts = (0, 3, 7, 10)
    first = start + relativedelta(years=cuts[index])
    return Interval(start=first, end=start + relativedelta(years=cuts[index + 1]) - timedelta(1))
