"""Parts of years, and years and more: seasons, quarters, halves, decades, centuries."""

from __future__ import annotations

from datetime import date

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import number_of, part_of, stretch


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
        return stretch(whole, f"{whole.start.year}-{code}", "season", "explicit", "a season with its year")
    if reference.dct is None:
        return Resolved("DATE", f"XXXX-{code}", why="no year")
    whole = season_near(found.group("season"), reference, reference.dct)
    if relation in {"last", "this past"} and whole.contains(Interval.day(reference.dct)):
        whole = calendar.season(whole.start.year - 1, code)
    if relation in {"next", "this coming"} and whole.start <= reference.dct:
        whole = calendar.season(whole.start.year + 1, code)
    return stretch(
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
    return stretch(
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
    return stretch(
        calendar.year(int(found.group("year"))),
        f"{found.group('year')}",
        "year",
        "explicit",
        "taken as the calendar year",
    )


def year(found: Found, _: Reference) -> Resolved | None:
    """2022; early 2022"""
    whole, part = calendar.year(int(found.group("year"))), part_of(found)
    if part:
        return stretch(
            calendar.third(whole, part, "Y"),
            str(whole.start.year),
            "range",
            "explicit",
            f"{part}: a third of the year",
        )
    return stretch(whole, str(whole.start.year), "year", "explicit", "a year")


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
    return stretch(days, f"{days.start:%Y-%m}", "range", "relative", "the last month of the year")


def first_months(found: Found, reference: Reference) -> Resolved | None:
    """the first nine months of 2024"""
    count, relation = number_of(found.group("n")), found.group("ryear")
    if found.group("year"):
        year = int(found.group("year"))
    elif reference.dct:
        year = reference.dct.year + {"last": -1, "next": 1}.get(relation, 0)
    else:
        return None
    if count is None or not 0 < count <= 12:
        return None
    days = calendar.months(year, 1 if found.group("edge") == "first" else 13 - count, count)
    return stretch(days, f"{days.start:%Y-%m}/{days.end:%Y-%m}", "range", "explicit", "months of a year")


def decade(found: Found, _: Reference) -> Resolved | None:
    """the 1990s; the late 1990s"""
    short = found.group("short")
    first = int(
        found.group("decade") or (f"19{short}" if short else word_list("decade_word")[found.group("word")])
    )
    whole, part = calendar.decade(first), part_of(found)
    if part:
        return stretch(
            calendar.third(whole, part, "DE"),
            f"{first // 10}",
            "range",
            "explicit",
            f"{part}: part of the decade",
        )
    return stretch(whole, f"{first // 10}", "decade", "explicit", "a decade")


def century(found: Found, _: Reference) -> Resolved | None:
    """the 19th century"""
    first = (int(found.group("n")) - 1) * 100
    if not 0 < first < 9000:
        return None
    whole = Interval(start=date(first, 1, 1), end=date(first + 99, 12, 31))
    return stretch(whole, f"{first // 100}", "range", "explicit", "a century")
