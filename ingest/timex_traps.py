"""What looks like a date and is none: "may" the verb, 1985 the flight, "The Sunday Times"."""

from __future__ import annotations

import re

from ingest.timex_found import Found
from ingest.timex_words import around, sense, traps

_AFTER_WORD = re.compile(r"[%\w]\s$")


def is_trap(text: str, found: Found) -> bool:
    """Whether the words look like a date and are none."""
    check = _TRAPS.get(found.name)
    return check is not None and check(text, found)


def _word_before(text: str, start: int) -> str:
    return (text[max(0, start - 20) : start].split() or [""])[-1].lower().strip('"“‘(')


def _word_after(text: str, end: int) -> str:
    match = re.match(r"[\s-]*([\w%]+)", text[end : end + 30])
    return match.group(1) if match else ""


def _is_no_weekday(text: str, found: Found) -> bool:
    """ "The Good Friday Agreement" is no Friday."""
    return _word_before(text, found.span[0]) in traps("before_weekday") or _is_name_of_day(text, found)


def _is_name_of_day(text: str, found: Found) -> bool:
    start, end = found.span
    around = text[max(0, start - 8) : end + 16].lower().replace("’", "'")
    return any(name in around for name in traps("weekday_names")) or _is_any_day(text, found)


def _is_any_day(text: str, found: Found) -> bool:
    """ "Fewer guards on a Sunday" names no Sunday; "a Sunday meeting" does."""
    start, end = found.span
    indefinite = around("before_any_day").search(text[max(0, start - 6) : start])
    return bool(indefinite and around("after_any_day").match(text[end : end + 7]))


def _is_no_holiday(text: str, found: Found) -> bool:
    """ "Merry Christmas", "Christmas trees", "Easter Island" and Mr. Ramadan are no days."""
    start, end = found.span
    before, after = _word_before(text, start), _word_after(text, end)
    if before in traps("holiday_before") or _is_name_of_day(text, found):
        return True
    if found.group("stretch") or found.group("year"):
        return False
    words = found.group("holiday").split()
    titled = text[end : end + 1] == " " and after[:1].isupper() and words[-1] not in traps("holiday_closed")
    owned = len(words) == 1 and not found.group("rel") and _is_surname(text, start)
    return titled or owned or after.lower() in traps("holiday_after")


def _is_surname(text: str, start: int) -> bool:
    """Whether a capitalised word that is no preposition stands right before."""
    words = re.search(r"\b([A-Z][\w.’'-]*) $", text[max(0, start - 24) : start])
    return words is not None and words[1].lower() not in traps("month_cues") | traps("holiday_cues")


def _is_no_month(text: str, found: Found) -> bool:
    """ "May" and "March" need a cue; other names of months only when a capital follows ("April Haines")."""
    if found.group("mod") or found.group("rel") or found.group("ryear"):
        return False
    start, end = found.span
    before, after = _word_before(text, start), _word_after(text, end)
    cued = before in traps("month_cues") or text[start - 1 : start] in {"-", "/"}
    if found.group("month") in traps("month_verbs"):
        return not cued or before in traps("no_month_before")
    named = after[:1].isupper() and text[end : end + 1] == " " and not cued
    return named or before in traps("titles")


def _is_no_year(text: str, found: Found) -> bool:
    start, end = found.span
    before, after = _word_before(text, start), _word_after(text, end).lower()
    counted = after in traps("after_year") and text[end : end + 1] in {" ", "%"}
    valued = text[max(0, start - 1) : start] in {"$", "€", "£", ",", ".", "-", "/", ":"} or before in traps(
        "before_year"
    )
    return not found.group("mod") and (counted or valued)


def _is_no_clock(text: str, found: Found) -> bool:
    """A score or ratio ("won 3:10") has no half of the day and no zone."""
    hour, end = found.group("hour24"), found.match.end("minute24")
    return bool(hour) and not around("after_clock").match(text, end)


def _is_no_season(text: str, found: Found) -> bool:
    """ "Fall" and "spring" are verbs and places unless something points to the season."""
    start, end = found.span
    cued = _word_before(text, start) in traps("season_cues")
    if found.group("rel") in sense("definite") and not found.group("year"):
        if not cued and around("after_season_verb").match(text[end : end + 4]):
            return True
        return around("after_season_thing").match(text[end : end + 14]) is not None
    pointed = found.group("rel") or found.group("year") or found.group("mod")
    return not pointed and not cued


def _is_no_set(text: str, found: Found) -> bool:
    """ "A day" recurs only behind a count; "Daily Mail" is the name of a paper."""
    if found.group("rate"):
        return not _is_rate(text, found.span[0])
    return _is_name_of_paper(text, found)


def _is_name_of_paper(text: str, found: Found) -> bool:
    """ "Daily Mail" and "Electronic Gaming Monthly": a capital beside a capital."""
    start, end = found.span
    if not found.group("adverb") or not text[start].isupper():
        return False
    return (
        _word_after(text, end)[:1].isupper()
        or (text[max(0, start - 20) : start].split() or ["."])[-1][0].isupper()
    )


def _is_no_duration(text: str, found: Found) -> bool:
    """A rate ("2,000 rounds a day") or an age ("45 years old") or an ordinal second."""
    start, end = found.span
    unit, number = found.group("unit"), found.group("n")
    if unit in traps("ordinals") and number in traps("one_second"):
        return True
    if unit in traps("fractions") and around("after_fraction").match(text[end : end + 5]):
        return True
    if around("after_age").match(text[end : end + 8]) or text[max(0, start - 1) : start] in {",", "."}:
        return True
    return number in traps("one_unit") and _is_rate(text, start)


def _is_rate(text: str, start: int) -> bool:
    """Whether a count stands shortly before: "12 flights a week"."""
    before = text[max(0, start - 40) : start]
    return _AFTER_WORD.search(before[-2:]) is not None and around("before_rate").search(before) is not None


def _is_list_of_months(text: str, found: Found) -> bool:
    """ "June and August" are two months; "between June and August" is a stretch."""
    return bool(found.match["both"]) and _word_before(text, found.span[0]) not in traps("stretch_before")


def _is_no_past_ref(text: str, found: Found) -> bool:
    return found.group("word") in traps("once")


_TRAPS = {
    "weekday": _is_no_weekday,
    "holiday": _is_no_holiday,
    "month_only": _is_no_month,
    "year": _is_no_year,
    "clock": _is_no_clock,
    "season": _is_no_season,
    "set_of": _is_no_set,
    "month_range": _is_list_of_months,
    "duration": _is_no_duration,
    "past_ref": _is_no_past_ref,
}
