"""Rows with a day and a number to the geometry of a chart. Pure; no database, no clock.

Contract: `day` (or `starts`) and `value` (or `number`) make a point. Optional columns are `series` (what is
counted), `unit` (series of one unit share a panel, without it each has its own), `qualifier` ("at least"),
`least` and `most` (between which it lies), `precision` (only "day" is drawn), `publisher` or `source`,
`reported`, `headline` and `entry_id`. Where all rows tell of one entry, its reports are drawn by their days.

Across, places are per cent of the panel's width and downwards they are pixels: a chart fits every screen
without a script, and its letters stay as large as those around it.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from jinja2 import Environment

from datasette import hookimpl

DAYS, VALUES, SOURCES = ("day", "starts"), ("value", "number"), ("publisher", "source")
SHAPES = ("circle", "square", "triangle", "diamond", "cross")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TALL, FLAT = 220, 150  # pixels from the highest tick to the foot: one panel, one of several
LEFT, RIGHT = 3.0, 97.0  # per cent: marks at the ends stay inside
MOST_POINTS = 400  # links on one page; the table holds all
APART = 9  # pixels between the marks that several series have on one day
LONE = 3  # a day that lies this many times the others' span away from them would squeeze them
LEAST_SPAN = timedelta(14)
STEPS = (1, 2, 5, 10)


class Reading(NamedTuple):
    """One number of one or more reports; `day` is where it stands on the axis."""

    series: str
    unit: str
    day: date
    value: float
    least: float
    most: float
    qualifier: str
    entry_id: str
    headline: str
    sources: tuple


class Point(NamedTuple):
    """A mark with its words; `least` and `most` are the ends of what is uncertain, or the same as `y`."""

    x: float
    y: float
    least: float
    most: float
    qualified: bool
    label: str
    entry_id: str


class Line(NamedTuple):
    """A straight line between two places."""

    x1: float
    y1: float
    x2: float
    y2: float


class Axes(NamedTuple):
    """What the edges of a panel mean: its first and last day, its lowest and highest number, its height."""

    first: date
    last: date
    low: float
    high: float
    foot: int


class Tick(NamedTuple):
    """A place on an axis; a minor one may go where there is no room. `anchor` is SVG's."""

    at: float
    text: str
    minor: bool = False
    anchor: str = "middle"


class Series(NamedTuple):
    """What is drawn alike; `shift` keeps the marks of several series on one day apart."""

    name: str
    shape: str
    number: int
    shift: float
    points: list
    lines: list
    notes: list


class Panel(NamedTuple):
    """One pair of axes."""

    title: str
    series: list
    ticks: list
    foot: int
    zero: float
    highest: str


class Chart(NamedTuple):
    """Panels over the same days, and how many rows stand in the table alone."""

    panels: list
    ticks: list
    axis: str
    span: str
    qualified: bool
    outside: int
    unread: int


def is_chart(columns: Iterable[str]) -> bool:
    """Whether rows with these columns can be drawn as numbers over time.

    >>> is_chart(["day", "value", "series"]), is_chart(["starts", "number"]), is_chart(["starts", "strikes"])
    (True, True, False)
    """
    names = set(columns or ())
    return bool(names.intersection(DAYS)) and bool(names.intersection(VALUES))


def first_of(row: Mapping, names: Iterable[str]) -> object:
    """The first of these columns that holds something."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def number_of(value: object) -> float | None:
    """A number as a float; None for anything that can stand nowhere on an axis.

    >>> number_of("7"), number_of(2.5), number_of("many"), number_of(float("inf"))
    (7.0, 2.5, None, None)
    """
    try:
        number = float(str(value)) + 0.0  # no minus before zero
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) < 1e15 else None


def day_of(value: object) -> date | None:
    """The day that an ISO text names; None for anything else."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(T.*)?", str(value))
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def figure(number: float) -> str:
    """A number as people read it.

    >>> [figure(number) for number in (0, 464, 600000, 1.2e9, 2.5)]
    ['0', '464', '600,000', '1.2 billion', '2.5']
    """
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if abs(number) >= size and math.isclose(number, round(number / size, 2) * size):
            return f"{number / size:g} {name}"
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4g}"


def day_text(day: date) -> str:
    """A day for narrow places.

    >>> day_text(date(2025, 11, 5))
    '5 Nov 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def reading(row: Mapping, columns: Sequence[str]) -> Reading | None:
    """The number of a row, on the day that one of these columns tells; None when either is missing."""
    day, value = day_of(first_of(row, columns)), number_of(first_of(row, VALUES))
    if day is None or value is None or row.get("precision") not in (None, "", "day"):
        return None
    ends = [number for name in ("least", "most") if (number := number_of(row.get(name))) is not None]
    text = {
        name: str(row.get(name) or "") for name in ("series", "unit", "qualifier", "entry_id", "headline")
    }
    source = first_of(row, SOURCES)
    return Reading(
        **text,
        day=day,
        value=value,
        least=min([value, *ends]),
        most=max([value, *ends]),
        sources=(str(source),) if source else (),
    )


def is_one_story(rows: Sequence[Mapping]) -> bool:
    """Whether all rows tell of one happening, so that the days of its reports are what passes.

    >>> toll = [{"entry_id": "a", "reported": "2025-11-25"}, {"entry_id": "a", "reported": "2025-11-26"}]
    >>> is_one_story(toll), is_one_story([*toll, {"entry_id": "b", "reported": "2025-11-26"}])
    (True, False)
    """
    entries = {row.get("entry_id") for row in rows}
    reported = {str(row.get("reported"))[:10] for row in rows if day_of(row.get("reported"))}
    return len(entries) == 1 and None not in entries and len(reported) > 1


def merged(readings: Iterable[Reading]) -> list:
    """Readings in the order of their days, those that say the same made one with all their sources."""
    told: dict = {}
    for one in readings:
        told.setdefault(one._replace(headline="", sources=()), []).append(one)
    joined = [
        same[0]._replace(sources=tuple(dict.fromkeys(name for one in same for name in one.sources)))
        for same in told.values()
    ]
    return sorted(joined, key=lambda one: (one.day, one.series, one.value))


def window(days: Sequence[date]) -> tuple:
    """The first and last of sorted days, without lone ones so far away that they would squeeze the others.

    >>> window([date(2014, 3, 1), *(date(2025, 11, day) for day in (1, 5, 9))])
    (datetime.date(2025, 11, 1), datetime.date(2025, 11, 9))
    """
    held = sorted(set(days))
    while len(held) > 3 and held[1] - held[0] > LONE * max(held[-1] - held[1], LEAST_SPAN):
        held = held[1:]
    while len(held) > 3 and held[-1] - held[-2] > LONE * max(held[-2] - held[0], LEAST_SPAN):
        held = held[:-1]
    return held[0], held[-1]


def across(day: date, first: date, last: date) -> float:
    """Where a day stands, in per cent of the width; a single day stands in the middle.

    >>> across(date(2025, 1, 2), date(2025, 1, 1), date(2025, 1, 3))
    50.0
    """
    if first == last:
        return (LEFT + RIGHT) / 2
    return round(LEFT + (RIGHT - LEFT) * ((day - first) / (last - first)), 2)


def down(value: float, axes: Axes) -> float:
    """How far below the upper edge a number stands, in pixels.

    >>> down(2, Axes(date(2025, 1, 1), date(2025, 1, 2), 0, 8, 200))
    150.0
    """
    return round(axes.foot * (axes.high - value) / (axes.high - axes.low), 1)


def step_for(span: float, most: int) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50, … that divides a span into at most so many parts.

    >>> step_for(464, 4), step_for(3, 4), step_for(0.3, 4)
    (200.0, 1.0, 0.1)
    """
    size = 10.0 ** math.floor(math.log10(span / most))
    return next(round(step * size, 12) for step in STEPS if step * size * most >= span * (1 - 1e-9))


def heights(readings: Sequence[Reading]) -> list:
    """Round numbers for the axis; zero is always one of them.

    >>> one = Reading("killed", "", date(2025, 1, 1), 7, 7, 8, "", "", "", ())
    >>> heights([one])
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    low, high = min(0.0, *(one.least for one in readings)), max(0.0, *(one.most for one in readings))
    step = step_for((high - low) or 1, 4)
    return [
        round(step * count, 12) for count in range(math.floor(low / step), math.ceil(high / step) + 1)
    ] or [0]


def day_ticks(first: date, last: date) -> list:
    """At most seven days, or first days of months or years, with their names.

    >>> [tick.text for tick in day_ticks(date(2025, 11, 24), date(2025, 11, 26))]
    ['24 Nov 2025', '25 Nov', '26 Nov']
    >>> [tick.text for tick in day_ticks(date(2025, 10, 20), date(2026, 3, 2))]
    ['Nov 2025', 'Dec', 'Jan 2026', 'Feb', 'Mar']
    """
    days = tick_days(first, last)
    texts = [
        tick_text(day, days[place - 1] if place else None, last - first) for place, day in enumerate(days)
    ]
    kept = 3 if len(days) > 5 else 2  # every third or second name is left where there is little room
    return [
        Tick(at, text, bool(place % kept), "start" if at < 6 else "end" if at > 94 else "middle")
        for place, (day, text) in enumerate(zip(days, texts, strict=True))
        for at in [across(day, first, last)]
    ]


def tick_days(first: date, last: date) -> list:
    """The days that are named on an axis."""
    length = (last - first).days
    if length <= 90:
        step = next(step for step in (1, 2, 7, 14, 28) if length <= 6 * step)
        return [first + timedelta(shift) for shift in range(0, length + 1, step)]
    months = last.year * 12 + last.month - first.year * 12 - first.month
    step = next((step for step in (1, 2, 3, 6) if months <= 6 * step), 12 * math.ceil(months / 72))
    begin = first.year * 12 + first.month - (first.day == 1)
    begin += -begin % step
    return [date(month // 12, month % 12 + 1, 1) for month in range(begin, last.year * 12 + last.month, step)]


def tick_text(day: date, before: date | None, length: timedelta) -> str:
    """The name of a day or month; the year is told where it is new."""
    name = f"{day.day} {MONTHS[day.month - 1]}" if length.days <= 90 else MONTHS[day.month - 1]
    return name if before and before.year == day.year else f"{name} {day.year}"


def label(one: Reading) -> str:
    """What a point says to whoever rests on it.

    >>> label(Reading("killed", "", date(2025, 11, 25), 7, 7, 7, "at least", "a", "Fire", ("Ledger", "Post")))
    'at least 7 killed, 25 Nov 2025: Fire (Ledger; Post)'
    """
    span = f" ({figure(one.least)} to {figure(one.most)})" if one.least < one.most else ""
    number = " ".join(filter(None, (one.qualifier, figure(one.value) + span, one.series.replace("_", " "))))
    told = f"{number}, {day_text(one.day)}"
    sources = f" ({'; '.join(one.sources)})" if one.sources else ""
    return (f"{told}: {one.headline}" if one.headline else told) + sources


def stems(points: Sequence[Point], zero: float) -> list:
    """A line from zero to the highest mark of each day: numbers of different happenings are not joined."""
    tallest = {x: max(held, key=lambda point: abs(point.y - zero)).y for x, held in by_place(points)}
    return [Line(x, zero, x, y) for x, y in tallest.items()]


def stairs(points: Sequence[Point]) -> list:
    """Steps through the highest mark of each day: a number holds until the next report."""
    corners = [(x, min(point.y for point in held)) for x, held in by_place(points)]
    pairs = list(pairwise(corners))
    flat = [Line(x1, y1, x2, y1) for (x1, y1), (x2, _) in pairs]
    return flat + [Line(x2, y1, x2, y2) for (_, y1), (x2, y2) in pairs if y1 != y2]


def by_place(points: Sequence[Point]) -> list:
    """The points of each day, in the order of days."""
    ordered = sorted(points, key=lambda point: point.x)
    return [(x, list(held)) for x, held in groupby(ordered, key=lambda point: point.x)]


def notes(points: Sequence[Point], readings: Sequence[Reading]) -> list:
    """The numbers that are written at their marks: the highest and, where there is room, the latest."""
    pairs = list(zip(points, readings, strict=True))
    highest = max(pairs, key=lambda pair: pair[1].value)
    latest = max(pairs, key=lambda pair: (pair[1].day, pair[1].value))
    shown = [highest, latest] if abs(highest[0].x - latest[0].x) > 12 else [highest]
    return [
        (point.x, point.y, "start" if point.x < 8 else "end" if point.x > 92 else "middle",
         f"{one.qualifier} {figure(one.value)}".strip())
        for point, one in shown
    ]  # fmt: skip


def point_of(one: Reading, axes: Axes) -> Point:
    """The mark of a reading."""
    x, y = across(one.day, axes.first, axes.last), down(one.value, axes)
    return Point(
        x, y, down(one.least, axes), down(one.most, axes), bool(one.qualifier), label(one), one.entry_id
    )


def series_of(readings: Sequence[Reading], place: int, shift: float, axes: Axes, joined: bool) -> Series:
    """What is drawn for the readings of one name."""
    points = [point_of(one, axes) for one in readings]
    lines = stairs(points) if joined else stems(points, down(0, axes))
    return Series(readings[0].series, SHAPES[place], place + 1, shift, points, lines, notes(points, readings))


def panel(readings: Sequence[Reading], days: tuple, foot: int, joined: bool) -> Panel:
    """One pair of axes with its series, in the order of their names."""
    ticks = heights(readings)
    axes = Axes(*days, ticks[0], max(ticks[-1], ticks[0] + 1e-9), foot)
    names = sorted({one.series for one in readings})
    series = [
        series_of([one for one in readings if one.series == name], place, shift, axes, joined)
        for place, name in enumerate(names)
        for shift in [0.0 if joined else (place - (len(names) - 1) / 2) * APART]
    ]
    if len(series) > 1:  # numbers at the marks of several series would stand on each other
        series = [one._replace(notes=[]) for one in series]
    highest = label(max(readings, key=lambda one: one.value))
    marks = [Tick(down(tick, axes), figure(tick)) for tick in ticks]
    title = names[0] if len(names) == 1 else readings[0].unit
    return Panel(title, series, marks, foot, down(0, axes), highest)


def panels_of(readings: Sequence[Reading]) -> list:
    """The readings of each panel: those of one unit, as many series as there are shapes."""
    units: dict = {}
    for one in readings:
        units.setdefault(("unit", one.unit) if one.unit else ("series", one.series), []).append(one)
    parts = []
    for held in units.values():
        names = sorted({one.series for one in held})
        for start in range(0, len(names), len(SHAPES)):
            shown = names[start : start + len(SHAPES)]
            parts.append([one for one in held if one.series in shown])
    return parts


def chart(rows: Sequence) -> Chart | None:
    """The chart of rows; None where none of them has both a day and a number."""
    told = [dict(row) for row in rows]
    joined = is_one_story(told)
    found = [one for row in told if (one := reading(row, ("reported",) if joined else DAYS))]
    if not found:
        return None
    every = merged(found)[-MOST_POINTS:]
    ends = window([one.day for one in every])
    shown = [one for one in every if ends[0] <= one.day <= ends[1]]
    order = list(dict.fromkeys(one.series for one in found))
    parts = sorted(panels_of(shown), key=lambda part: min(order.index(one.series) for one in part))
    foot = TALL if len(parts) == 1 else FLAT
    return Chart(
        panels=[panel(part, ends, foot, joined) for part in parts],
        ticks=day_ticks(*ends),
        axis="day of the report" if joined else "day of the event",
        span=" to ".join(dict.fromkeys(map(day_text, ends))),
        qualified=any(one.qualifier for one in shown),
        outside=len(merged(found)) - len(shown),
        unread=len(told) - len(found),
    )


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates these functions."""
    env.tests["chart"] = is_chart
    env.filters.update(
        chart=chart, figure=lambda value: value if number_of(value) is None else figure(number_of(value))
    )
