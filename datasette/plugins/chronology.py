"""Rows to what a page says: honest headings, days and words. Pure; no database, no clock.

Datasette executes this file without registering it as a module: no dataclasses, no imports between plugins.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import NamedTuple

from datasette.utils import path_with_replaced_args
from datasette.utils.asgi import Request
from jinja2 import Environment

from datasette import hookimpl

NEEDED = {"starts", "headline", "type", "status"}
IDENTIFIERS = {"entry_id", "event_id"}
LISTS = ("actors", "targets", "numbers", "sources")
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNIT_NOTES = {"month": "month only", "season": "season only", "year": "year only", "decade": "decade only"}
SPAN_NOTES = {"week": "within this week", "range": "within these dates", "vague": "about these dates"}
NUMBER = re.compile(r"^(?P<before>.*?)(?P<value>\d[\d.,]*)\s*(?P<name>.*)$", re.DOTALL)


class Heading(NamedTuple):
    """What stands above the entries of the same days, and how exactly these days are known."""

    text: str
    note: str


class Group(NamedTuple):
    """The entries of one heading; `anchor` names it in the page, `firsts` the month and year it begins."""

    heading: Heading
    anchor: str
    firsts: list
    starts: str
    ends: str
    entries: list


class Segment(NamedTuple):
    """A piece of a text, with the events that rest on it and those of them that end with it."""

    start: int
    words: str
    resting: list
    ending: list


def is_timeline(columns: Iterable[str]) -> bool:
    """Whether rows with these columns can be drawn as a timeline.

    >>> is_timeline(["entry_id", "starts", "headline", "type", "status"])
    True
    >>> is_timeline(["first_day", "strikes"])
    False
    """
    names = set(columns or ())
    return names >= NEEDED and bool(names & IDENTIFIERS)


def words(name: object) -> str:
    """A machine word as people write it.

    >>> words("plan_revision")
    'plan revision'
    """
    return str(name if name is not None else "").replace("_", " ").strip()


def shape(status: object) -> str:
    """The name under which the style sheet draws a status; an ad hoc query may return anything.

    >>> shape("planned"), shape(None), shape('"><b>')
    ('planned', 'unknown', 'unknown')
    """
    text = str(status or "")
    return text if re.fullmatch(r"[a-z_]+", text) else "unknown"


def parts(text: object) -> list:
    """The pieces of a list that a column holds as text.

    >>> parts("Ruritania; Grace Okoro")
    ['Ruritania', 'Grace Okoro']
    """
    return [piece.strip() for piece in str(text or "").split(";") if piece.strip()]


def read_day(value: object) -> date | None:
    """The day that an ISO text names; None for anything else, since a query may return any text."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(T.*)?", str(value))
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def day_text(value: object, year: bool = True) -> str:
    """A day in words; what is no day is returned as it is.

    >>> day_text("2025-11-05")
    '5 November 2025'
    """
    day = read_day(value)
    if day is None:
        return str(value or "")
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def short_day(value: object) -> str:
    """A day for narrow places.

    >>> short_day("2025-11-05")
    '5 Nov 2025'
    """
    day = read_day(value)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}" if day else str(value or "")


def span_text(first: date, last: date) -> str:
    """Two days with what they share said once.

    >>> span_text(date(2025, 11, 21), date(2025, 11, 30))
    '21–30 November 2025'
    >>> span_text(date(2025, 8, 1), date(2025, 11, 28))
    '1 August – 28 November 2025'
    """
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_text(last)}"
    return f"{day_text(first, year=first.year != last.year)} – {day_text(last)}"


def unit_text(first: date, last: date, precision: str) -> str:
    """The name of the month, season, year or decade that two days bound.

    >>> unit_text(date(2025, 8, 1), date(2025, 8, 31), "month")
    'August 2025'
    >>> unit_text(date(1990, 1, 1), date(1999, 12, 31), "decade")
    '1990s'
    """
    if precision == "year":
        return str(first.year)
    if precision == "decade":
        return f"{first.year // 10 * 10}s"
    start, end = f"{MONTHS[first.month - 1]}", f"{MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return end
    return f"{start}–{end}" if first.year == last.year else f"{start} {first.year} – {end}"


def is_one_unit(first: date, last: date, precision: str) -> bool:
    """Whether the days lie in a single unit of that precision, so that its name tells no lie."""
    if precision == "month":
        return (first.year, first.month) == (last.year, last.month)
    if precision == "year":
        return first.year == last.year
    if precision == "decade":
        return first.year // 10 == last.year // 10
    return precision == "season"


def heading(starts: object, ends: object = None, precision: object = None) -> Heading:
    """What to write above entries of these days: never more exact than the articles are.

    >>> heading("2025-08-01", "2025-08-31", "month")
    Heading(text='August 2025', note='month only')
    >>> heading("2025-11-25", "2025-11-25", "day")
    Heading(text='25 November 2025', note='Tuesday')
    >>> heading(None)
    Heading(text='Undated', note='the articles do not tell when')
    """
    first = read_day(starts)
    if first is None:
        return Heading(str(starts), "") if starts else Heading("Undated", "the articles do not tell when")
    last = max(first, read_day(ends) or first)
    if first == last:
        return Heading(day_text(first), WEEKDAYS[first.weekday()])
    precision = str(precision or "range")
    if precision in UNIT_NOTES and is_one_unit(first, last, precision):
        return Heading(unit_text(first, last, precision), UNIT_NOTES[precision])
    return Heading(span_text(first, last), SPAN_NOTES.get(precision, SPAN_NOTES["range"]))


def when_text(starts: object, ends: object = None, precision: object = None) -> str:
    """A heading in one phrase, for lists that are not grouped by day.

    >>> when_text("2022-01-01", "2022-12-31", "year")
    '2022 (year only)'
    """
    text, note = heading(starts, ends, precision)
    return text if not note or note in WEEKDAYS or text == "Undated" else f"{text} ({note})"


def numbers(text: object) -> list:
    """Each number of a cell as (words before it, the number, what it counts).

    Where reports give several numbers for one thing, all are named; points before and after are one change.

    >>> numbers("at least 22 missiles; 600000 troops; 7 killed; 8 killed")
    [('at least', '22', 'missiles'), ('', '600,000', 'troops'), ('', '7 or 8', 'killed')]
    >>> numbers("19 points after; 28 points before")
    [('', '28 → 19', 'points')]
    """
    told: dict = {}
    for before, value, name in map(number_parts, parts(text)):
        told.setdefault(name, []).append((before, value))
    return [
        (*values[0], name) if len(values) == 1 else ("", alternatives(values), name)
        for name, values in with_change_of_points(told).items()
    ]


def with_change_of_points(told: Mapping) -> dict:
    """Numbers by name, the points of a plan before and after made one; without "after" they stay."""
    if "points after" not in told:
        return dict(told)
    before, after = (alternatives(told.get(name, [])) for name in ("points before", "points after"))
    others = {name: values for name, values in told.items() if name not in ("points before", "points after")}
    return {"points": [("", f"{before} → {after}".strip())], **others}


def alternatives(values: Sequence) -> str:
    """What several reports say of one number.

    >>> alternatives([("at least", "7"), ("", "8")])
    'at least 7 or 8'
    """
    return " or ".join(f"{before} {value}".strip() for before, value in values)


def number_parts(piece: str) -> tuple:
    """One number of a cell; "amount" adds nothing to a sum of money.

    >>> number_parts("1200000000 USD amount")
    ('', '1.2 billion', 'USD')
    """
    match = NUMBER.match(piece)
    if match is None:
        return ("", "", words(piece))
    return (words(match["before"]), readable(match["value"]), words(match["name"]).removesuffix(" amount"))


def readable(value: str) -> str:
    """A number as people read it: thousands set apart, millions and billions in words where nothing is lost.

    >>> [readable(value) for value in ("464", "2025", "600000", "35000000", "1234567", "2.50")]
    ['464', '2025', '600,000', '35 million', '1,234,567', '2.50']
    """
    if not value.isdigit() or len(value) < 5:
        return value
    for size, name in ((10**9, "billion"), (10**6, "million")):
        if int(value) >= size and int(value) * 100 % size == 0:
            return f"{int(value) / size:g} {name}"
    return f"{int(value):,}"


def as_entry(row: Mapping) -> dict:
    """A row as a dictionary whose lists are lists; columns that a query left out are simply absent."""
    entry = dict(zip(row.keys(), tuple(row), strict=True)) if not isinstance(row, dict) else dict(row)
    return {**entry, **{name: parts(entry.get(name)) for name in LISTS if name != "numbers"}}


def timeline_groups(rows: Sequence) -> list:
    """Entries under their headings, in the order of the rows."""
    entries = [as_entry(row) for row in rows]
    groups = []
    taken: Counter = Counter()
    for (starts, ends, _), members in groupby(entries, key=days_of):
        held = list(members)
        title = heading(starts, ends, held[0].get("precision"))
        name = re.sub(r"[^0-9A-Za-z-]+", "-", f"{starts}" if starts == ends else f"{starts}-{ends}")
        anchor = f"d-{name}" if starts else "undated"
        taken[anchor] += 1
        unique = anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"
        firsts = [name for name in (f"m-{starts[:7]}", f"y-{starts[:4]}") if starts and not taken[name]]
        taken.update(firsts)
        groups.append(Group(title, unique, firsts, starts, ends, held))
    return groups


def days_of(entry: Mapping) -> tuple:
    """What entries under one heading share."""
    starts = str(entry.get("starts") or "")
    ends = str(entry.get("ends") or starts)
    return (starts, ends, heading(starts, ends, entry.get("precision")))


def safe_link(url: object) -> str:
    """The address when a browser may follow it, else nothing: an article's own URL is not to be trusted.

    >>> safe_link("javascript:alert(1)")
    ''
    """
    text = str(url or "").strip()
    return text if re.match(r"https?://[^\s<>\"']+$", text, re.IGNORECASE) else ""


def source_text(piece: object) -> str:
    """A source with its day in words.

    >>> source_text("Harbour Post, 2025-11-26")
    'Harbour Post, 26 November 2025'
    """
    return re.sub(r"\d{4}-\d{2}-\d{2}$", lambda match: day_text(match[0]), str(piece or ""))


def days_in_words(text: object) -> str:
    """A text with each ISO day, and each stretch of two, as people write them.

    >>> days_in_words("moved from 2025-12-05 to 2025-12-12")
    'moved from 5 December 2025 to 12 December 2025'
    >>> days_in_words("2025-12-01/2025-12-07 - Harbour Post")
    '1–7 December 2025 - Harbour Post'
    """
    return re.sub(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?", stretch_in_words, str(text or ""))


def stretch_in_words(found: re.Match) -> str:
    """A day or two with a stroke between them; what is no day stays as it is."""
    days = [read_day(part) for part in found[0].split("/")]
    return found[0] if None in days else span_text(days[0], days[-1])


def next_place(rows: Sequence, parameters: Mapping) -> str | None:
    """Where a list that was cut goes on: the place in time of its last row, if the query can start there."""
    last = dict(rows[-1]) if rows else {}
    return last.get("in_time") if "after" in (parameters or {}) else None


def background(groups: Sequence, first: str) -> tuple:
    """What lies before the strip, to be folded away, and the rest; a list in another order stays as it is."""
    starts = [group.starts for group in groups if group.starts]
    if starts != sorted(starts):
        return [], list(groups)
    older = [group for group in groups if group.starts and group.ends < first]
    return older, [group for group in groups if group not in older]


def undated_last(groups: Sequence) -> list:
    """SQLite sorts what has no date first; a chronology lists it last."""
    return sorted(groups, key=lambda group: not group.starts)


def older_text(groups: Sequence) -> str:
    """What a fold of older groups holds, so that nobody needs to open it to know."""
    count = sum(len(group.entries) for group in groups)
    named = "1 earlier entry" if count == 1 else f"{count:,} earlier entries"
    ends = [groups[0].heading.text, groups[-1].heading.text]
    return f"{named}: {ends[0]}" + (f" to {ends[1]}" if ends[0] != ends[1] else "")


def link_with(request: Request, path: str | None = None, **arguments: object) -> str:
    """The address of this page, or of another path, with other arguments; one of None is left out."""
    return str(path_with_replaced_args(request, arguments, path))


def segments(text: str, evidence: Sequence) -> list:
    """The text cut where evidence begins or ends.

    >>> [piece.words for piece in segments("One two.", [{"event_id": "a", "starts_at": 4, "ends_at": 7}])]
    ['One ', 'two', '.']
    """
    spans = [(span["starts_at"], span["ends_at"], span["event_id"]) for span in evidence]
    edges = {at for start, end, _ in spans for at in (start, end) if 0 <= at <= len(text)}
    return [
        Segment(
            start,
            text[start:end],
            unique(event for begin, finish, event in spans if begin <= start and end <= finish),
            unique(event for _, finish, event in spans if finish == end),
        )
        for start, end in pairwise(sorted({0, len(text), *edges}))
    ]


def timed(piece: Segment, times: Sequence) -> list:
    """The words of a piece, each run of them with the time expression that they belong to, or None."""
    end = piece.start + len(piece.words)
    found, at = [], piece.start
    for time in times[bisect_right(times, piece.start, key=lambda time: time.ends_at) :]:
        first, last = max(time.starts_at, piece.start), min(time.ends_at, end)
        if first >= end:
            break
        found += [(at, first, None), (first, last, time)]
        at = last
    runs = [*found, (at, end, None)]
    return [(piece.words[a - piece.start : b - piece.start], time) for a, b, time in runs if a < b]


def unique(values: Iterable[str]) -> list:
    """Each value once, in the order of its first appearance."""
    return list(dict.fromkeys(values))


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates these functions."""
    env.tests.update(timeline=is_timeline, day=lambda value: read_day(value) is not None)
    env.filters.update(
        words=words, day=day_text, numbers=numbers, source=source_text, safe_link=safe_link,
        timeline_groups=timeline_groups, as_entry=as_entry, older_text=older_text, undated_last=undated_last,
        shape=shape, days_in_words=days_in_words, next_place=next_place, short_day=short_day,
    )  # fmt: skip
    env.globals.update(
        heading=heading,
        when=when_text,
        segments=segments,
        timed=timed,
        background=background,
        link_with=link_with,
    )
