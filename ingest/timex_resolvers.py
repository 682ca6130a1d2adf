"""One function for each pattern of times.yml: from words and a reference to a TIMEX3 value and its days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from events.interval import Interval, Precision
from events.model import TimexType
from ingest import timex_calendar as calendar
from ingest.timex_direction import Direction
from ingest.timex_recognition import Found, word_list

_VAGUE_DAYS = 7
_SOON_DAYS = 60  # beyond it, a day that a past verb governs lies in the year before
_UNIT_PRECISION: dict[str, Precision] = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "WE": "range", "Q": "range",
    "CE": "range",
}  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """What an expression may lean on: publication day, the last day that was told, where its verb looks."""

    dct: date | None
    last: Interval | None
    looks: Direction
    near: bool = False  # whether that last day stands in the same sentence

    @property
    def future(self) -> bool:
        """Whether the governing verb looks ahead."""
        return self.looks.tense == "future"

    @property
    def named_day(self) -> date | None:
        """The first day last named, when a stretch of at most a month was."""
        return self.last.start if self.last and self.last.days <= 31 else None

    def counted_from(self, unit: str) -> date | None:
        """The day that "two units later" counts from: of the stretch last named, where it is no longer."""
        longest = 31 if unit in {"D", "W", "F", "TH"} else 366
        return self.last.start if self.last and self.last.days <= longest else self.dct

    @property
    def cue(self) -> str:
        """Why, for people."""
        return f"{self.looks.tense} by '{self.looks.cue}'" if self.looks.tense else "no verb tells"


@dataclass(frozen=True)
class Resolved:
    """The TIMEX3 type and value of an expression, the days it stands for, and why."""

    type: TimexType
    value: str
    interval: Interval | None = None
    precision: Precision = "day"
    basis: Literal["explicit", "relative"] = "relative"
    why: str = ""


Resolver = Callable[[Found, Reference], Resolved | None]


def _date(
    interval: Interval, value: str, precision: Precision, basis: Literal["explicit", "relative"], why: str
) -> Resolved:
    return Resolved("DATE", value, interval, precision, basis, why)


def _day(day: date, basis: Literal["explicit", "relative"], why: str, part: str = "") -> Resolved:
    value = f"{day}T{part}" if part else str(day)
    return Resolved("TIME" if part else "DATE", value, Interval.day(day), "day", basis, why)


def _year_of(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 50 else 1900 + int(text)


def _number(text: str) -> int | None:
    """The whole number that a figure or word stands for; None for "several"."""
    if not text:
        return None
    words = word_list("number")
    if all(part in words for part in text.split("-")):
        return sum(int(words[part]) for part in text.split("-"))
    known = words.get(text)
    return int(float(known or text)) if known or text[0].isdigit() else None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# ---------------------------------------------------------------- full and partial dates
def iso(found: Found, _: Reference) -> Resolved | None:
    """2025-11-26"""
    day = _safe(int(found.group("year")), int(found.group("month")), int(found.group("day")))
    return _day(day, "explicit", "a full date") if day else None


def numeric(found: Found, _: Reference) -> Resolved | None:
    """11/26/2025: month first, as US sources write; day first when it cannot be a month."""
    first, second, year = int(found.group("month")), int(found.group("day")), _year_of(found.group("year"))
    day = _safe(year, first, second) or _safe(year, second, first)
    return _day(day, "explicit", "a full date, month first") if day else None


def month_day(found: Found, reference: Reference) -> Resolved | None:
    """November 23, 2025; 23 November; Tuesday, Nov. 25"""
    month, number = int(word_list("month")[found.group("month")]), int(found.group("day"))
    year = _given_year(found, reference)
    if year:
        day = _safe(year, month, number)
        return _day(day, "explicit", "a full date") if day else None
    day = _nearest_day(month, number, reference)
    if day is None:
        return Resolved("DATE", f"XXXX-{month:02}-{number:02}", why="no year and no publication day")
    return _day(day, "explicit", f"no year: the nearest to {reference.dct}, {reference.cue}")


def numeric_dots(found: Found, _: Reference) -> Resolved | None:
    """26.11.2025: day first, as the continent writes"""
    day = _safe(int(found.group("year")), int(found.group("month")), int(found.group("day")))
    return _day(day, "explicit", "a full date, day first") if day else None


def _given_year(found: Found, reference: Reference) -> int | None:
    """The year that stands with a day or month: "2024", "of last year"; None when there is none."""
    if found.group("year"):
        return int(found.group("year"))
    relation = found.group("ryear")
    anchor = reference.last.start if relation == "that" and reference.last else reference.dct
    return anchor.year + _SHIFT[relation] if relation and anchor else None


def _nearest_day(month: int, day: int, reference: Reference) -> date | None:
    dct = reference.dct or (reference.last.start if reference.last else None)
    if dct is None:
        return None
    years = (dct.year - 1, dct.year, dct.year + 1)
    options = [found for year in years if (found := _safe(year, month, day))]
    ahead = [option for option in options if option >= dct]
    if reference.future and ahead and (ahead[0] - dct).days < 300:
        return ahead[0]
    if reference.looks.tense == "past":
        options = [option for option in options if (option - dct).days < _SOON_DAYS]
    return min(options, key=lambda option: abs((option - dct).days), default=None)


def month_days(found: Found, reference: Reference) -> Resolved | None:
    """November 23-25; Nov. 28 through Dec. 2, 2024"""
    first = int(word_list("month")[found.group("month")])
    second = int(word_list("month")[found.group("month2")]) if found.group("month2") else first
    opened, closed = int(found.group("day")), int(found.group("day2"))
    if found.group("year"):
        start = _safe(int(found.group("year")), first, opened)
    else:
        start = _nearest_day(first, opened, reference)
    end = _safe(start.year + (second < first), second, closed) if start else None
    if start is None or end is None or end <= start:
        return None
    return _date(
        Interval(start=start, end=end),
        f"{start}/{end}",
        "range",
        "explicit",
        "from the first day to the last",
    )


def week_of(found: Found, reference: Reference) -> Resolved | None:
    """the week of November 28"""
    day = month_day(found, reference)
    if day is None or day.interval is None:
        return None
    week = calendar.week(day.interval.start)
    return _date(week, _week_value(week.start), "week", "explicit", "Monday to Sunday around that day")


def _week_value(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def _part(found: Found) -> str:
    """early, mid, late, end …: the last word of the modifier that names a third, "" when there is none."""
    words = (found.group("mod") or found.group("mod2")).split()
    return next((word for word in reversed(words) if word in calendar.THIRDS), "")


def month_year(found: Found, _: Reference) -> Resolved | None:
    """November 2025; late November 2025"""
    month = calendar.month(int(found.group("year")), int(word_list("month")[found.group("month")]))
    return _month(found, month, "a month with its year")


def _month(found: Found, month: Interval, why: str) -> Resolved:
    value, part = f"{month.start:%Y-%m}", _part(found)
    if part:
        return _date(
            calendar.third(month, part, "M"),
            value,
            "range",
            "explicit",
            f"{part}: a third of the month; {why}",
        )
    return _date(month, value, "month", "explicit", why)


def month_only(found: Found, reference: Reference) -> Resolved | None:
    """August; last November; the end of November; that March"""
    number, relation = int(word_list("month")[found.group("month")]), found.group("rel")
    year = _given_year(found, reference)
    if year:
        return _month(found, calendar.month(year, number), f"{found.group('ryear')} year")
    if relation == "that" and reference.last:
        return _month(found, calendar.month(reference.last.start.year, number), "in the year last named")
    if reference.dct is None:
        return Resolved("DATE", f"XXXX-{number:02}", why="no year and no publication day")
    months = [calendar.month(reference.dct.year + shift, number) for shift in (-1, 0, 1)]
    past = [month for month in months if month.start <= reference.dct]
    ahead = [month for month in months if month.end >= reference.dct]
    if relation in {"next", "this coming"} or (reference.future and relation not in {"last", "this past"}):
        later = [m for m in ahead if m.start > reference.dct] if relation == "next" else ahead
        return _month(found, later[0], f"the next one, {reference.cue}")
    if relation in {"last", "this past"}:
        past = [month for month in past if month.end < reference.dct]
    return _month(found, past[-1], f"the latest one, {reference.cue}")


def month_range(found: Found, reference: Reference) -> Resolved | None:
    """June to August 2023; between June and August"""
    first, second = (int(word_list("month")[found.group(name)]) for name in ("month", "month2"))
    last = int(found.group("year2") or 0)
    if not (last or found.group("year") or reference.dct):
        return None
    if not last:
        anchor = calendar.month(int(found.group("year")), first).start if found.group("year") else None
        start = anchor or _month_near(first, reference)
        last = start.year + (second < first)
    opened = int(found.group("year") or last - (second < first))
    if (opened, first) >= (last, second):
        return None
    days = Interval(start=date(opened, first, 1), end=calendar.month(last, second).end)
    value = f"{days.start:%Y-%m}/{days.end:%Y-%m}"
    return _date(days, value, "range", "explicit", "from the first month to the last")


def _month_near(number: int, reference: Reference) -> date:
    """The first day of the month of that number where the verb looks; needs a publication day."""
    assert reference.dct is not None
    months = [calendar.month(reference.dct.year + shift, number) for shift in (-1, 0, 1)]
    if reference.future:
        return next(month.start for month in months if month.end >= reference.dct)
    return [month.start for month in months if month.start <= reference.dct][-1]


_WEEK_EDGES = {"first": 0, "second": 7, "third": 14, "fourth": 21}


def week_in_month(found: Found, reference: Reference) -> Resolved | None:
    """the first week of May: its days 1 to 7; the last week: its last seven"""
    year = _given_year(found, reference)
    number = int(word_list("month")[found.group("month")])
    if year is None and reference.dct is None:
        return None
    whole = calendar.month(year or _month_near(number, reference).year, number)
    if found.group("edge") == "last":
        week = Interval(start=whole.end - timedelta(6), end=whole.end)
    else:
        start = whole.start + timedelta(_WEEK_EDGES[found.group("edge")])
        week = Interval(start=start, end=start + timedelta(6))
    return _date(week, _week_value(week.start), "week", "explicit", "seven days of that month")


# ---------------------------------------------------------------- weekdays
def _weekday_before(number: int, dct: date) -> date:
    return dct - timedelta((dct.weekday() - number) % 7)


def _weekday_after(number: int, dct: date) -> date:
    return dct + timedelta((number - dct.weekday() - 1) % 7 + 1)


def weekday(found: Found, reference: Reference) -> Resolved | None:
    """Tuesday; last Friday; Tuesday evening; overnight into Tuesday"""
    number, relation, dct = (
        int(word_list("weekday")[found.group("weekday")]),
        found.group("rel"),
        reference.dct,
    )
    part = word_list("part").get(found.group("part") or _named_part(found), "")
    if relation == "that" and reference.last:
        return _day(
            calendar.week(reference.last.start).start + timedelta(number),
            "relative",
            "of the week last named",
            part,
        )
    if relation in {"the following", "the previous"} and reference.last:
        anchor = reference.last.start
        day = (
            _weekday_after(number, anchor)
            if relation == "the following"
            else _weekday_before(number, anchor - timedelta(1))
        )
        return _day(day, "relative", "counted from the day last named", part)
    if dct is None:
        return Resolved("DATE", f"XXXX-WXX-{number + 1}", why="a weekday without a publication day")
    day, why = _resolve_weekday(number, relation, reference, dct)
    if found.group("mod").startswith("overnight"):
        interval = Interval(start=day - timedelta(1), end=day)
        return Resolved(
            "TIME", f"{interval.start}TNI", interval, "range", "relative", f"the night before that day; {why}"
        )
    return _day(day, "relative", why, part)


def _named_part(found: Found) -> str:
    return next((word for word in found.group("mod").split() if word in word_list("part")), "")


def _resolve_weekday(number: int, relation: str, reference: Reference, dct: date) -> tuple[date, str]:
    monday = dct - timedelta(dct.weekday())
    if relation == "next":
        return monday + timedelta(7 + number), "next: that day of the week after publication"
    if relation == "this":
        return monday + timedelta(number), "this: that day of the week of publication"
    if relation in {"last", "this past"}:
        return _weekday_before(number, dct - timedelta(1)), "last: the latest one before publication"
    if relation == "this coming" or reference.future:
        return _weekday_after(number, dct), f"the next one, {reference.cue}"
    return _weekday_before(number, dct), f"the latest one up to publication, {reference.cue}"


def weekday_range(found: Found, reference: Reference) -> Resolved | None:
    """from Thursday to Saturday; between Monday and Wednesday"""
    if reference.dct is None:
        return None
    opened = found.group("first") or found.group("third")
    first, second = (int(word_list("weekday")[name]) for name in (opened, found.group("second")))
    start = _resolve_weekday(first, "", reference, reference.dct)[0]
    end = start + timedelta((second - first) % 7)
    if end > reference.dct >= start and reference.looks.tense == "past":
        start, end = start - timedelta(7), end - timedelta(7)
    return _date(
        Interval(start=start, end=end),
        f"{start}/{end}",
        "range",
        "relative",
        f"the second from the first; {reference.cue}",
    )


def weekday_from(found: Found, reference: Reference) -> Resolved | None:
    """a week from Friday"""
    if reference.dct is None:
        return None
    day = _weekday_after(int(word_list("weekday")[found.group("weekday")]), reference.dct)
    count = _number(found.group("n") or "one") or 1
    return _day(day + timedelta(7 * count), "relative", f"{count} week(s) from the next one")


def weekday_week(found: Found, reference: Reference) -> Resolved | None:
    """Wednesday of last week"""
    if reference.dct is None:
        return None
    shift = {"last": -7, "the previous": -7, "next": 7, "the following": 7, "this": 0}[found.group("rel")]
    day = calendar.week(reference.dct + timedelta(shift)).start
    return _day(
        day + timedelta(int(word_list("weekday")[found.group("weekday")])),
        "relative",
        "that day of that week",
    )


# ---------------------------------------------------------------- calendar units
_SHIFT = {
    "this": 0, "the current": 0, "that": 0, "the same": 0, "last": -1, "the last": -1, "the previous": -1,
    "the preceding": -1,
    "this past": -1, "next": 1, "the next": 1, "the following": 1, "this coming": 1, "the coming": 1,
}  # fmt: skip


def unit_relative(found: Found, reference: Reference) -> Resolved | None:
    """this week; last year; the past week; the following month"""
    unit, relation = word_list("unit")[found.group("unit")], found.group("rel")
    anaphoric = (
        relation in {"the following", "the previous", "the preceding", "that", "the same"} and reference.last
    )
    anchor = reference.last.start if anaphoric and reference.last else reference.dct
    if anchor is None:
        return None
    if relation in {"the past", "past"} or (relation == "the last" and unit != "WE"):
        return _rolling(anchor, -1, unit)
    if unit == "F":
        return _rolling(anchor, _SHIFT[relation] or 1, unit)
    if unit == "WE":
        return _weekend(relation, reference, anchor)
    interval = calendar.unit_at(calendar.step(anchor, _SHIFT[relation], unit), unit)
    why = f"{relation} {found.group('unit')}, counted from {anchor}"
    part = _part(found)
    if part and unit in {"W", "M", "Y", "DE"}:
        value = _unit_value(interval.start, unit)
        return _date(_third(interval, part, unit), value, "range", "relative", f"{part}: a part of {why}")
    return _date(interval, _unit_value(interval.start, unit), _UNIT_PRECISION[unit], "relative", why)


def _unit_value(day: date, unit: str) -> str:
    values = {
        "D": str(day), "W": _week_value(day), "M": f"{day:%Y-%m}", "Y": f"{day.year}",
        "DE": f"{day.year // 10}",
        "CE": f"{day.year // 100}", "Q": f"{day.year}-Q{(day.month - 1) // 3 + 1}",
        "WE": f"{_week_value(day)}-WE",
    }  # fmt: skip
    return values[unit]


def _rolling(anchor: date, count: int, unit: str) -> Resolved:
    """A stretch that ends or starts at the anchor day: "the past week", "the next two months"."""
    other = calendar.step(anchor, count, unit)
    interval = Interval(start=min(anchor, other), end=max(anchor, other))
    return Resolved(
        "DURATION", _duration_value(abs(count), unit), interval, "range", "relative", f"counted from {anchor}"
    )


def _duration_value(count: int | None, unit: str) -> str:
    size = "X" if count is None else str(count)
    if unit.startswith("T"):
        return f"PT{size}{unit[1]}"
    return f"P{count * 2 if count else size}W" if unit == "F" else f"P{size}{unit}"


def _weekend(relation: str, reference: Reference, anchor: date) -> Resolved:
    """Back to the weekend just over, ahead to the coming one; on its own days it is itself."""
    current = calendar.weekend(anchor)
    if relation in {"last", "the last", "this past", "the past", "the previous"}:
        current = current if current.end < anchor else current.shifted(-7)
    elif relation in {"next", "the next", "the following"}:
        current = current.shifted(7)
    elif relation not in {"this coming", "the coming", "this"} and not reference.future:
        current = current if current.start <= anchor else current.shifted(-7)
    return _date(
        current,
        f"{_week_value(current.start)}-WE",
        "range",
        "relative",
        f"Saturday and Sunday, {reference.cue}",
    )


def weekend(found: Found, reference: Reference) -> Resolved | None:
    """the weekend; last weekend"""
    if reference.dct is None:
        return Resolved("DATE", "XXXX-WXX-WE", why="no publication day")
    return _weekend(found.group("rel"), reference, reference.dct)


def earlier_later(found: Found, reference: Reference) -> Resolved | None:
    """earlier this month; later this year"""
    dct, name = reference.dct, found.group("unit")
    if found.group("det") == "that" and reference.last:
        dct = reference.last.start
    if dct is None:
        return None
    seasonal = name in word_list("season")
    whole = season_near(name, reference, dct) if seasonal else calendar.unit_at(dct, word_list("unit")[name])
    earlier = found.group("when") == "earlier"
    start, end = (whole.start, dct) if earlier else (dct, whole.end)
    value = (
        f"{whole.start.year}-{word_list('season')[name]}"
        if seasonal
        else _unit_value(dct, word_list("unit")[name])
    )
    interval = Interval(start=min(start, end), end=max(start, end))
    return _date(
        interval, value, "range", "relative", "up to publication" if earlier else "from publication on"
    )


def edge_of(found: Found, reference: Reference) -> Resolved | None:
    """the end of the week; the start of next year"""
    unit, shift = word_list("unit")[found.group("unit")], {"last": -1, "next": 1}.get(found.group("det"), 0)
    if reference.dct is None:
        return None
    whole = calendar.unit_at(calendar.step(reference.dct, shift, unit), unit)
    value, edge = _unit_value(whole.start, unit), found.group("edge")
    if unit == "W":
        part = _third(whole, edge, unit)
    else:
        part = (
            calendar.third(
                whole, edge if edge in calendar.THIRDS else "start", unit if unit in {"M", "Y"} else "DE"
            )
            if unit in {"M", "Y", "DE"}
            else whole
        )
    return _date(part, value, "range", "relative", f"{edge} of it")


def _third(whole: Interval, part: str, unit: str) -> Interval:
    """The early, middle or late part; of a week Monday-Tuesday, Wednesday-Thursday or Friday-Sunday."""
    if unit != "W":
        return calendar.third(whole, part, unit)
    first, last = {0: (0, 1), 1: (2, 3), 2: (4, 6)}[calendar.THIRDS.get(part, 0)]
    return Interval(start=whole.start + timedelta(first), end=whole.start + timedelta(last))


def first_months(found: Found, reference: Reference) -> Resolved | None:
    """the first nine months of 2024"""
    count, relation = _number(found.group("n")), found.group("ryear")
    if found.group("year"):
        year = int(found.group("year"))
    elif reference.dct:
        year = reference.dct.year + {"last": -1, "next": 1}.get(relation, 0)
    else:
        return None
    if count is None or not 0 < count <= 12:
        return None
    days = calendar.months(year, 1 if found.group("edge") == "first" else 13 - count, count)
    return _date(days, f"{days.start:%Y-%m}/{days.end:%Y-%m}", "range", "explicit", "months of a year")


def week_after(found: Found, reference: Reference) -> Resolved | None:
    """the week after; the year before last"""
    unit, way = word_list("unit")[found.group("unit")], found.group("way")
    fixed = way in {"after next", "before last"}
    anchor = reference.dct if fixed else (reference.last.start if reference.last else reference.dct)
    if anchor is None:
        return None
    shift = {"after": 1, "before": -1, "after next": 2, "before last": -2}[way]
    interval = calendar.unit_at(calendar.step(anchor, shift, unit), unit)
    return _date(
        interval,
        _unit_value(interval.start, unit),
        _UNIT_PRECISION[unit],
        "relative",
        f"counted from {anchor}",
    )


def two_ago_this(found: Found, reference: Reference) -> Resolved | None:
    """Two years ago this month"""
    if reference.dct is None:
        return None
    count = _number(found.group("n")) or 1
    unit = word_list("unit")[found.group("unit2")]
    interval = calendar.unit_at(
        calendar.step(reference.dct, -count, word_list("unit")[found.group("unit")]), unit
    )
    return _date(
        interval, _unit_value(interval.start, unit), _UNIT_PRECISION[unit], "relative", f"{count} back"
    )


# ---------------------------------------------------------------- counted from a day
def ago(found: Found, reference: Reference) -> Resolved | None:
    """two days ago; three weeks later; a year earlier"""
    unit, way = word_list("unit")[found.group("unit")], found.group("way")
    back = way in {"ago", "earlier", "before"}
    halved = found.group("n").startswith("half")
    count = 1 if halved else _number(found.group("n"))
    count = 1 if "-" in found.words[-1] else count
    anchor = reference.dct if way in {"ago", "from now"} else reference.counted_from(unit)
    if anchor is None or count is None or unit.startswith("TM"):
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", why="how many is not told")
    sign = -1 if back else 1
    if halved or found.group("half"):
        day = _half_more(anchor, sign * (0 if halved else count), sign, unit)
    else:
        day = calendar.step(anchor, sign * count, unit)
    why = f"{found.group('n')} {found.group('unit')} from {anchor}"
    if unit in {"Y", "DE", "CE"} or (unit == "Q"):
        whole = _same_unit(day, way, reference, unit)
        return _date(whole[0], _unit_value(day, whole[1]), _UNIT_PRECISION[whole[1]], "relative", why)
    return _day(day, "relative", why)


def _same_unit(day: date, way: str, reference: Reference, unit: str) -> tuple[Interval, str]:
    """ "A year earlier" than a month or quarter is that month or quarter of the year before."""
    last = reference.last
    if unit == "Q":
        return calendar.unit_at(day, "Q"), "Q"
    if way in {"earlier", "later", "before", "after", "on"} and last:
        for name in ("M", "Q"):
            if calendar.unit_at(last.start, name) == last:
                return calendar.unit_at(day, name), name
    return calendar.year(day.year), "Y"


def _half_more(anchor: date, count: int, sign: int, unit: str) -> date:
    """`count` units and a half of one further."""
    parts = {"Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "M": (15, "D"), "W": (4, "D")}
    half, smaller = parts.get(unit, (0, "D"))
    return calendar.step(calendar.step(anchor, count, unit), sign * half, smaller)


def in_units(found: Found, reference: Reference) -> Resolved | None:
    """in two weeks: a day ahead where the verb looks ahead; else how long it took"""
    count, unit = _number(found.group("n")), word_list("unit")[found.group("unit")]
    ahead = reference.future or found.group("time")
    if not ahead or count is None or reference.dct is None or unit in {"TM", "TS", "TH"}:
        return Resolved("DURATION", _duration_value(count, unit), why="how long it took")
    day = calendar.step(reference.dct, count, unit)
    if unit in {"Y", "DE", "CE"}:
        return _date(calendar.year(day.year), str(day.year), "year", "relative", f"from {reference.dct}")
    return _day(day, "relative", f"counted from {reference.dct}")


def units_ahead(found: Found, reference: Reference) -> Resolved | None:
    """the weeks ahead"""
    unit = word_list("unit")[found.group("unit")]
    if reference.dct is None or unit == "Y":
        return Resolved("DATE", "FUTURE_REF", why="some time ahead")
    return _vague(reference.dct, False, unit)


def year_end(found: Found, reference: Reference) -> Resolved | None:
    """year's end; the end of the year: its last month"""
    owner = found.group("owner")
    if owner[:2].isdigit():
        number = int(owner)
    elif reference.dct is None:
        return None
    else:
        number = reference.dct.year + {"last year": -1, "next year": 1}.get(owner, 0)
    days = calendar.month(number, 12)
    return _date(days, f"{days.start:%Y-%m}", "range", "relative", "the last month of the year")


def past_units(found: Found, reference: Reference) -> Resolved | None:
    """the past 24 hours; the next two weeks"""
    unit, count = word_list("unit")[found.group("unit")], _number(found.group("n"))
    if unit in {"TM", "TS"} or reference.dct is None:
        return Resolved("DURATION", _duration_value(count, unit), why="too short or without publication day")
    back = found.group("rel") in {"past", "last", "previous", "preceding"}
    if count is None:
        return _vague(reference.dct, back, unit)
    return _rolling(reference.dct, -count if back else count, unit)


def _vague(dct: date, back: bool, unit: str) -> Resolved:
    """Some days or weeks: seven days up to or from publication for days, three units else."""
    if back:
        start = dct - timedelta(_VAGUE_DAYS) if unit == "D" else calendar.step(dct, -3, unit)
        return Resolved(
            "DATE",
            "PAST_REF",
            Interval(start=start, end=dct),
            "vague",
            "relative",
            "some time up to publication",
        )
    first = dct + timedelta(1)
    end = dct + timedelta(_VAGUE_DAYS) if unit == "D" else calendar.step(dct, 3, unit)
    return Resolved(
        "DATE",
        "FUTURE_REF",
        Interval(start=first, end=end),
        "vague",
        "relative",
        "some time from publication on",
    )


def vague_units(found: Found, reference: Reference) -> Resolved | None:
    """recent days; the coming weeks"""
    back = "recent" in found.group("rel") or "past" in found.group("rel") or "last" in found.group("rel")
    unit = word_list("unit")[found.group("unit")]
    if reference.dct is None or unit in {"TH", "Y", "DE"}:
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", why="a vague time")
    return _vague(reference.dct, back, unit)


def vague_earlier(found: Found, reference: Reference) -> Resolved | None:
    """days earlier: an unknown number of days before the day last named, else before publication"""
    back = found.group("way") in {"earlier", "ago", "before"}
    value = "PAST_REF" if back else "FUTURE_REF"
    if reference.dct is None or reference.near or not back or found.group("unit") != "days":
        return Resolved("DATE", value, why="an unknown number, from an earlier day")
    days = Interval(start=reference.dct - timedelta(_VAGUE_DAYS), end=reference.dct - timedelta(1))
    return Resolved("DATE", value, days, "vague", "relative", "the week before publication")


def same_day(found: Found, reference: Reference) -> Resolved | None:
    """the following day; that night; the day before"""
    words = " ".join(found.words)
    if reference.last is None or reference.named_day is None:
        return Resolved("DATE", "XXXX-XX-XX", why="no day was named before")
    shift = (
        1
        if {"following", "next", "after"} & set(words.split())
        else -1
        if {"previous", "preceding", "before"} & set(words.split())
        else 0
    )
    anchor = reference.last.end if shift > 0 else reference.last.start
    part = word_list("part").get(words.split()[-1], "")
    return _day(anchor + timedelta(shift), "relative", f"counted from {anchor}, the day last named", part)


_DAY_WORDS = {
    "today": (0, ""), "tomorrow": (1, ""), "yesterday": (-1, ""), "the day before yesterday": (-2, ""),
    "the day after tomorrow": (2, ""), "tonight": (0, "NI"), "last night": (-1, "NI"),
    "this morning": (0, "MO"), "this afternoon": (0, "AF"), "this evening": (0, "EV"),
}  # fmt: skip


def day_word(found: Found, reference: Reference) -> Resolved | None:
    """today; tomorrow morning; overnight"""
    word, dct = found.group("word"), reference.dct
    if word == "today" and reference.looks.cue == "generic":
        return Resolved("DATE", "PRESENT_REF", why="nowadays")
    if dct is None:
        return Resolved("DATE", "PRESENT_REF", why="no publication day")
    if word == "overnight":
        interval = Interval(start=dct - timedelta(1), end=dct)
        return Resolved(
            "TIME", f"{interval.start}TNI", interval, "range", "relative", "the night before publication"
        )
    shift, part = _DAY_WORDS[word]
    return _day(
        dct + timedelta(shift),
        "relative",
        f"{word}, from publication",
        word_list("part").get(found.group("part"), part),
    )


# ---------------------------------------------------------------- years and their parts
def season_near(name: str, reference: Reference, dct: date) -> Interval:
    """The season of that name that the tense points to: the latest begun, or the next one."""
    options = [calendar.season(dct.year + shift, word_list("season")[name]) for shift in (-2, -1, 0, 1)]
    if reference.future:
        return next(option for option in options if option.end >= dct)
    return [option for option in options if option.start <= dct][-1]


def season(found: Found, reference: Reference) -> Resolved | None:
    """last summer; spring 2024"""
    code, relation = word_list("season")[found.group("season")], found.group("rel")
    if found.group("year"):
        whole = calendar.season(int(found.group("year")), code)
        return _date(whole, f"{whole.start.year}-{code}", "season", "explicit", "a season with its year")
    if reference.dct is None:
        return Resolved("DATE", f"XXXX-{code}", why="no year")
    whole = season_near(found.group("season"), reference, reference.dct)
    if relation in {"last", "this past"} and whole.contains(Interval.day(reference.dct)):
        whole = calendar.season(whole.start.year - 1, code)
    if relation in {"next", "this coming"} and whole.start <= reference.dct:
        whole = calendar.season(whole.start.year + 1, code)
    return _date(
        whole, f"{whole.start.year}-{code}", "season", "relative", f"{relation or 'the'} one, {reference.cue}"
    )


def quarter(found: Found, reference: Reference) -> Resolved | None:
    """the third quarter; Q3 2025; the first half of 2024"""
    number = found.group("q") or found.group("q2") or word_list("ordinal").get(found.group("ordinal"), "")
    half = found.group("kind") == "half"
    index = int(number) if number else (2 if half else 4)
    named = found.group("year") or found.group("qyear") or found.group("year2")
    if named[:2].isdigit():
        year = int(named)
    elif reference.dct is None:
        return Resolved("DATE", f"XXXX-{'H' if half else 'Q'}{index}", why="no year")
    else:
        year = _quarter_year(found, index, half, reference, reference.dct)
    if not 1 <= index <= (2 if half else 4):
        return None
    whole = calendar.months(year, 6 * index - 5, 6) if half else calendar.quarter(year, index)
    return _date(
        whole,
        f"{year}-{'H' if half else 'Q'}{index}",
        "range",
        "explicit" if named[:2].isdigit() else "relative",
        "a part of the year",
    )


def _quarter_year(found: Found, index: int, half: bool, reference: Reference, dct: date) -> int:
    words = found.match.group().lower()
    if "last year" in words or "next year" in words:
        return dct.year + (1 if "next year" in words else -1)
    end = (
        calendar.months(dct.year, 6 * index - 5, 6).end
        if half
        else calendar.quarter(dct.year, min(index, 4)).end
    )
    return dct.year - 1 if end >= dct and not reference.future and "this year" not in words else dct.year


def fiscal_year(found: Found, _: Reference) -> Resolved | None:
    """fiscal 2024"""
    return _date(
        calendar.year(int(found.group("year"))),
        f"{found.group('year')}",
        "year",
        "explicit",
        "taken as the calendar year",
    )


def decade(found: Found, _: Reference) -> Resolved | None:
    """the 1990s; the late 1990s"""
    short = found.group("short")
    first = int(
        found.group("decade") or (f"19{short}" if short else word_list("decade_word")[found.group("word")])
    )
    whole, part = calendar.decade(first), _part(found)
    if part:
        return _date(
            calendar.third(whole, part, "DE"),
            f"{first // 10}",
            "range",
            "explicit",
            f"{part}: part of the decade",
        )
    return _date(whole, f"{first // 10}", "decade", "explicit", "a decade")


def century(found: Found, _: Reference) -> Resolved | None:
    """the 19th century"""
    first = (int(found.group("n")) - 1) * 100
    if not 0 < first < 9000:
        return None
    whole = Interval(start=date(first, 1, 1), end=date(first + 99, 12, 31))
    return _date(whole, f"{first // 100}", "range", "explicit", "a century")


def holiday(found: Found, reference: Reference) -> Resolved | None:
    """Good Friday; Thanksgiving 2024"""
    rule = word_list("holiday")[found.group("holiday").replace("’", "'")]
    if found.group("year"):
        return _day(calendar.holiday(rule, int(found.group("year"))), "explicit", "a holiday with its year")
    if reference.dct is None:
        return None
    days = [calendar.holiday(rule, reference.dct.year + shift) for shift in (-1, 0, 1)]
    ahead = [day for day in days if day >= reference.dct]
    if (reference.future or found.group("rel") == "next") and found.group("rel") != "last":
        return _day(ahead[0], "relative", f"the next one, {reference.cue}")
    past = [day for day in days if day <= reference.dct]
    if reference.looks.tense is None and (ahead[0] - reference.dct).days < 30:
        return _day(ahead[0], "relative", "the one at hand")
    return _day(past[-1], "relative", f"the latest one, {reference.cue}")


def year_range(found: Found, _: Reference) -> Resolved | None:
    """2014-2018"""
    first, last = int(found.group("year")), found.group("year2")
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not 0 < second - first < 150:
        return None
    return _date(
        Interval(start=date(first, 1, 1), end=date(second, 12, 31)),
        f"{first}/{second}",
        "range",
        "explicit",
        "from year to year",
    )


def year(found: Found, _: Reference) -> Resolved | None:
    """2022; early 2022"""
    whole, part = calendar.year(int(found.group("year"))), _part(found)
    if part:
        return _date(
            calendar.third(whole, part, "Y"),
            str(whole.start.year),
            "range",
            "explicit",
            f"{part}: a third of the year",
        )
    return _date(whole, str(whole.start.year), "year", "explicit", "a year")


def ordinal_day(found: Found, reference: Reference) -> Resolved | None:
    """on the 5th: of the month last named, else the nearest"""
    number = int(found.group("day"))
    near = reference.last.start if reference.last else reference.dct
    day = _safe(near.year, near.month, number) if near else None
    return _day(day, "relative", "of the month at hand") if day else None


# ---------------------------------------------------------------- no place on a timeline
def set_of(found: Found, _: Reference) -> Resolved | None:
    """every Tuesday; daily"""
    unit = found.group("unit") or found.group("plural")
    if found.group("adverb"):
        return Resolved("SET", word_list("adverb")[found.group("adverb")], why="again and again")
    if unit in word_list("weekday"):
        return Resolved(
            "SET", f"XXXX-WXX-{int(word_list('weekday')[unit]) + 1}", why="that day of every week"
        )
    code = word_list("unit").get(unit, "D")
    count = 2 if "other" in found.words else _number(found.group("n")) or 1
    return Resolved("SET", _duration_value(count, code), why="again and again")


def clock(found: Found, reference: Reference) -> Resolved | None:
    """5 p.m.; 14:30 GMT; 9 a.m. Tuesday"""
    hour = int(found.group("hour") or found.group("hour24"))
    minute = int(found.group("minute") or found.group("minute24") or 0)
    if found.group("half").startswith("p") and hour < 12:
        hour += 12
    weekday_name = found.group("weekday")
    if reference.dct is None or hour > 24 or minute > 59:
        return Resolved("TIME", f"XXXX-XX-XXT{hour:02}:{minute:02}", why="no day")
    if weekday_name:
        day = _resolve_weekday(int(word_list("weekday")[weekday_name]), "", reference, reference.dct)[0]
        return Resolved(
            "TIME", f"{day}T{hour:02}:{minute:02}", Interval.day(day), "day", "relative", reference.cue
        )
    named = found.group("word")
    if named:
        near = reference.dct + timedelta(_DAY_WORDS[named][0])
    else:
        near = reference.last.start if reference.last and reference.last.days == 1 else reference.dct
    value = f"{near}T{hour:02}:{minute:02}"
    why = named or "a time of the day at hand"
    return Resolved("TIME", value, Interval.day(near), "day", "relative", why)


def duration(found: Found, _: Reference) -> Resolved | None:
    """three years; a few days"""
    return Resolved(
        "DURATION",
        _duration_value(_number(found.group("n")), word_list("unit")[found.group("unit")]),
        why="a length of time",
    )


def present_ref(_: Found, __: Reference) -> Resolved | None:
    """now; currently"""
    return Resolved("DATE", "PRESENT_REF", why="the present")


def past_ref(found: Found, reference: Reference) -> Resolved | None:
    """recently: the week before publication; "previously" names no day"""
    if found.group("word") in {"recently", "lately"} and reference.dct:
        days = Interval(start=reference.dct - timedelta(_VAGUE_DAYS), end=reference.dct - timedelta(1))
        return Resolved("DATE", "PAST_REF", days, "vague", "relative", "the week before publication")
    return Resolved("DATE", "PAST_REF", why="some time ago")


def future_ref(_: Found, __: Reference) -> Resolved | None:
    """soon; the near future"""
    return Resolved("DATE", "FUTURE_REF", why="some time ahead")


RESOLVERS: dict[str, Resolver] = {
    resolver.__name__: resolver
    for resolver in (
        iso, numeric, numeric_dots, month_day, month_days, week_of, month_year, month_only, weekday,
        weekday_range, weekday_from, weekday_week, unit_relative, weekend, earlier_later, edge_of,
        first_months, week_after, two_ago_this, ago, past_units, month_range, week_in_month, in_units,
        units_ahead, year_end, vague_units, vague_earlier, same_day, day_word, season, quarter, fiscal_year,
        decade, century, holiday, year_range, year, ordinal_day, set_of, clock, duration, present_ref,
        past_ref, future_ref,
    )
}  # fmt: skip
