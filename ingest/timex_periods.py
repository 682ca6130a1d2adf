"""Parts of years, and years and more: seasons, quarters, halves, decades, centuries."""

from __future__ import annotations

from datetime import date

from events.interval import Interval
from ingest import timex_calendar as calendar
from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import Basis, number_of, stretch, whole_or_part
from ingest.timex_words import sense, word_list


def season_near(name: str, reference: Reference, dct: date) -> Interval:
    """The season of that name that the tense points to: the latest begun, or the next one."""
    options = [calendar.season(dct.year + shift, word_list("season")[name]) for shift in (-2, -1, 0, 1)]
    if reference.future:
        return next(option for option in options if option.end >= dct)
    return [option for option in options if option.start <= dct][-1]


def season(found: Found, reference: Reference) -> Resolved | None:
    """last summer; spring 2024"""
    code, relation = found.meaning("season"), found.group("rel")
    if found.group("year"):
        whole = calendar.season(int(found.group("year")), code)
        return stretch(whole, f"{whole.start.year}-{code}", "season", "explicit", "a season with its year")
    if reference.dct is None:
        return Resolved("DATE", f"XXXX-{code}", why="no year")
    whole = season_near(found.group("season"), reference, reference.dct)
    if found.means("rel", "earlier_one") and whole.contains(Interval.day(reference.dct)):
        whole = calendar.season(whole.start.year - 1, code)
    if found.means("rel", "later_one") and whole.start <= reference.dct:
        whole = calendar.season(whole.start.year + 1, code)
    why = f"{relation or 'the'} one, {reference.cue}"
    return stretch(whole, f"{whole.start.year}-{code}", "season", "relative", why)


def quarter(found: Found, reference: Reference) -> Resolved | None:
    """the third quarter; Q3 2025; the first half of 2024"""
    half = found.means("kind", "half_of_year")
    count, letter = (2, "H") if half else (4, "Q")
    number = found.group("q") or found.group("q2") or word_list("ordinal").get(found.group("ordinal"))
    index = int(number or count)  # "the final quarter"
    named = found.figure("year") or found.figure("qyear") or found.figure("year2")
    if named is None and reference.dct is None:
        return Resolved("DATE", f"XXXX-{letter}{index}", why="no year")
    if not 1 <= index <= count:
        return None
    year = named or _quarter_year(found, index, 12 // count, reference)
    days = calendar.months(year, 12 // count * (index - 1) + 1, 12 // count)
    basis: Basis = "explicit" if named else "relative"
    return stretch(days, f"{year}-{letter}{index}", "range", basis, "a part of the year")


def _quarter_year(found: Found, index: int, months: int, reference: Reference) -> int:
    """The year that "last year" says, else the one of the latest such part that is over, or of the next."""
    assert reference.dct is not None
    words, year = found.match.group().lower(), reference.dct.year
    for named in (*sense("last_year"), *sense("next_year")):
        if named in words:
            return year + int(word_list("shift")[named])
    over = calendar.months(year, months * (index - 1) + 1, months).end < reference.dct
    said = any(named in words for named in sense("this_year"))
    return year if over or said or reference.future else year - 1


def fiscal_year(found: Found, _: Reference) -> Resolved | None:
    """fiscal 2024"""
    year = calendar.year(int(found.group("year")))
    return stretch(year, found.group("year"), "year", "explicit", "taken as the calendar year")


def year(found: Found, _: Reference) -> Resolved | None:
    """2022; early 2022"""
    return whole_or_part(found, calendar.year(int(found.group("year"))), "Y", "explicit", "a year")


def year_end(found: Found, reference: Reference) -> Resolved | None:
    """year's end; the end of the year: its last month"""
    owner = found.group("owner")
    number = found.figure("owner")
    if number is None and reference.dct:
        number = reference.dct.year + int(word_list("shift").get(owner, "0"))
    if number is None:
        return None
    days = calendar.month(number, 12)
    return stretch(days, f"{days.start:%Y-%m}", "range", "relative", "the last month of the year")


def first_months(found: Found, reference: Reference) -> Resolved | None:
    """the first nine months of 2024"""
    count, year = number_of(found.group("n")), found.figure("year")
    if year is None and reference.dct:
        year = reference.dct.year + int(word_list("shift").get(found.group("ryear"), "0"))
    if year is None or count is None or not 0 < count <= 12:
        return None
    days = calendar.months(year, 1 if found.means("edge", "first_in_year") else 13 - count, count)
    return stretch(days, f"{days.start:%Y-%m}/{days.end:%Y-%m}", "range", "explicit", "months of a year")


def decade(found: Found, _: Reference) -> Resolved | None:
    """the 1990s; the late 1990s"""
    short = found.group("short")
    first = found.group("decade") or (f"19{short}" if short else found.meaning("word", "decade_word"))
    return whole_or_part(found, calendar.decade(int(first)), "DE", "explicit", "a decade")


def century(found: Found, _: Reference) -> Resolved | None:
    """the 19th century"""
    first = (int(found.group("n")) - 1) * 100
    if not 0 < first < 9000:
        return None
    whole = Interval(start=date(first, 1, 1), end=date(first + 99, 12, 31))
    return stretch(whole, f"{first // 100}", "range", "explicit", "a century")
