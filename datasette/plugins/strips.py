"""The strip above a timeline: how many entries lie on each day, month or year, shown on this page or not.

The counts come from a question of their own, so that they stay whole where a list is cut into pages.
"""

import re
import sqlite3
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from datasette.app import Datasette
from datasette.utils import sqlite_timelimit
from jinja2 import Environment

from datasette import hookimpl

LENGTH = 42  # bars at most
LEAST = 15  # bars; fewer are drawn with empty ones on both sides
LOWEST_SCALE = 4  # a single entry is not drawn as a tower
PATIENCE_MS = 500  # a count that takes longer is left out, and the strip with it
ANNOUNCED = ("planned", "possible")
CUT = re.compile(r"\blimit\s+(?:251\b|\d+$)")  # where a timeline, or a view, ends its page


class Count(NamedTuple):
    """How many entries of one status have the same days; `starts` is None where nobody tells when."""

    starts: str | None
    ends: str | None
    status: str
    entries: int


class Bar(NamedTuple):
    """One day, month or year of the strip; `cell` is the beginning of its ISO days."""

    cell: str
    starts: str
    ends: str
    happened: int
    announced: int


class Strip(NamedTuple):
    """The dense stretch, and how many entries it does not show: outside of it, longer than a bar, undated."""

    unit: str
    bars: list
    highest: int
    earlier: int
    later: int
    longer: int
    undated: int


def counted(rows: Iterable[Mapping]) -> list:
    """The counts of rows that are all at hand.

    >>> counted([{"starts": "2025-11-05", "status": "planned"}] * 2)
    [Count(starts='2025-11-05', ends='2025-11-05', status='planned', entries=2)]
    """
    held = map(dict, rows)
    found = Counter((row["starts"], row.get("ends") or row["starts"], row["status"]) for row in held)
    return [Count(*days, entries) for days, entries in found.items()]


def strip(counts: Sequence | None) -> Strip | None:
    """The finest strip that holds more than half of what is dated, else the coarsest; None for too few days.

    One event of 2014 must not squeeze a fortnight into a pixel: the dense stretch is shown, the rest counted.
    """
    dated = [count for count in counts or () if read_day(count.starts)]
    drawn = [found for unit in UNITS if (found := drawn_by(unit, dated, counts or ()))]
    total = sum(count.entries for count in dated)
    return next((one for one in drawn if 2 * shown(one) > total), drawn[-1] if drawn else None)


def shown(drawn: Strip) -> int:
    """How many entries the bars hold."""
    return sum(bar.happened + bar.announced for bar in drawn.bars)


def drawn_by(unit: str, dated: Sequence, counts: Sequence) -> Strip | None:
    """The dense stretch in bars of one unit; None where fewer than three of them hold anything."""
    letters, number, cell = UNITS[unit]
    inside: Counter = Counter()
    announced: Counter = Counter()
    for count in dated:
        if count.starts[:letters] == (count.ends or count.starts)[:letters]:
            place = number(read_day(count.starts))
            inside[place] += count.entries
            announced[place] += count.entries * (count.status in ANNOUNCED)
    if len(inside) < 3:
        return None
    first, last = densest(inside)
    places = on_calendar(padded(first, last), number)
    bars = [bar(cell(place), inside[place] - announced[place], announced[place]) for place in places]
    earlier = sum(count.entries for count in dated if (count.ends or count.starts)[:letters] < cell(first))
    later = sum(count.entries for count in dated if count.starts[:letters] > cell(last))
    held = sum(inside[place] for place in range(first, last + 1))
    total, all_dated = (sum(count.entries for count in some) for some in (counts, dated))
    longer = all_dated - earlier - later - held
    highest = max(LOWEST_SCALE, *(inside[place] for place in places))
    return Strip(unit, bars, highest, earlier, later, longer, total - all_dated)


def densest(inside: Mapping) -> tuple:
    """The first and the last of at most `LENGTH` places that hold most; the latest of equals.

    >>> densest({1: 1, 100: 2, 103: 1})
    (100, 103)
    """
    places = sorted(inside)
    sums = [0]
    for place in places:
        sums.append(sums[-1] + inside[place])
    best = (0, places[0], places[0])
    for end in places:
        begin = bisect_left(places, end - LENGTH + 1)
        best = max(best, (sums[bisect_right(places, end)] - sums[begin], end, places[begin]))
    return best[2], best[1]


def padded(first: int, last: int) -> tuple:
    """From which place on and before which one to draw: empty ones on both sides where there are too few.

    >>> padded(100, 103)
    (95, 110)
    """
    missing = max(0, LEAST - (last - first + 1))
    return first - missing // 2, last + 1 + missing - missing // 2


def on_calendar(places: tuple, number: Callable) -> range:
    """The places that are days, months or years of a calendar, which has a first and a last day.

    >>> on_calendar((-5, 3), date.toordinal)
    range(1, 3)
    """
    begin, end = places
    return range(max(begin, number(date.min)), min(end, number(date.max) + 1))


def bar(cell: str, happened: int, announced: int) -> Bar:
    """A bar with its first and last day.

    >>> bar("2025-11", 3, 1)
    Bar(cell='2025-11', starts='2025-11-01', ends='2025-11-30', happened=3, announced=1)
    """
    first = date.fromisoformat(cell + "-01-01"[len(cell) - 4 :])
    last_month = first.replace(month=12) if len(cell) == 4 else first
    length = monthrange(last_month.year, last_month.month)[1]
    last = first if len(cell) == 10 else last_month.replace(day=length)
    return Bar(cell, str(first), str(last), happened, announced)


def read_day(text: object) -> date | None:
    """The day that an ISO text names; None for anything else, since a query may return any text."""
    try:
        return date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        return None


def month_cell(number: int) -> str:
    """The beginning of the days of a month, which are counted from the year 0.

    >>> month_cell(2025 * 12 + 10)
    '2025-11'
    """
    return f"{number // 12:04}-{number % 12 + 1:02}"


# For each unit: how many letters of an ISO day name it, its number, and the letters of a number.
UNITS: Mapping[str, tuple[int, Callable, Callable]] = {
    "day": (10, date.toordinal, lambda number: str(date.fromordinal(number))),
    "month": (7, lambda day: day.year * 12 + day.month - 1, month_cell),
    "year": (4, lambda day: day.year, lambda number: f"{number:04}"),
}


def counting(sql: str) -> str:
    """The question how many rows of each day and status another question has, without its pages.

    >>> print(counting("select * from timeline limit 251"))
    select starts, ends, status, count(*) as entries from (
    select * from timeline limit -1
    ) group by 1, 2, 3
    """
    whole = CUT.sub("limit -1", sql.strip().rstrip(";"))
    return f"select starts, ends, status, count(*) as entries from (\n{whole}\n) group by 1, 2, 3"


async def counts_of(datasette: Datasette, database: str, sql: str, params: Mapping) -> list | None:
    """The counts of a question from its first page on; None where that takes too long."""
    whole = {**params, "after": ""} if "after" in params else dict(params)

    def read(connection: sqlite3.Connection) -> list:
        cursor = connection.cursor()
        cursor.row_factory = None  # a budget is kept of what visitors ask; this is longer, and never shown
        with sqlite_timelimit(connection, PATIENCE_MS):
            return cursor.execute(counting(sql), whole).fetchall()

    try:
        return [Count(*row) for row in await datasette.get_database(database).execute_fn(read)]
    except sqlite3.OperationalError:
        return None


def day_of_latest(counts: Sequence, most: int) -> str:
    """The day from which on at least so many dated entries begin; empty where there are fewer.

    >>> day_of_latest([Count("2025-11-05", "2025-11-05", "occurred", 2), Count(None, None, "planned", 9)], 2)
    '2025-11-05'
    """
    held = 0
    for count in sorted((one for one in counts if read_day(one.starts)), reverse=True):
        held += count.entries
        if held >= most:
            return str(count.starts)
    return ""


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Give the templates these functions; Jinja awaits what is asynchronous."""

    async def whole_counts(database: str, sql: str, params: Mapping) -> list | None:
        return await counts_of(datasette, database, sql, params)

    async def latest_rows(database: str, sql: str, params: Mapping, counts: Sequence, most: int) -> list:
        asked = {**params, "after": day_of_latest(counts, most)}
        return list((await datasette.get_database(database).execute(sql, asked)).rows)

    env.filters.update(counted=counted, strip=strip)
    env.globals.update(whole_counts=whole_counts, latest_rows=latest_rows)
