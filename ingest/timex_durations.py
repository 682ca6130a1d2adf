"""Lengths of time and what recurs: "three years", "every Tuesday"."""

from __future__ import annotations

from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import duration_value, number_of
from ingest.timex_words import sense, word_list


def duration(found: Found, _: Reference) -> Resolved | None:
    """three years; a few days; two and a half years; weeks of rain; all day"""
    unit = word_list("unit").get(found.group("unit") or found.group("whole") or found.group("all"), "D")
    value = duration_value(_count(found), unit)
    if found.group("half"):
        value = value.replace(unit[-1], f".5{unit[-1]}")
    return Resolved("DURATION", value, why="a length of time")


def _count(found: Found) -> int | None:
    """How many units; one where a single one is named without a number, unknown where several are."""
    single = found.group("whole") or found.group("all") or not found.group("unit").endswith("s")
    return number_of(found.group("n")) if found.group("n") else 1 if single else None


def set_of(found: Found, _: Reference) -> Resolved | None:
    """every Tuesday; daily; twice a week; (twelve flights) a day"""
    unit = found.group("unit") or found.group("plural")
    if found.group("adverb"):
        return Resolved("SET", found.meaning("adverb"), why="again and again")
    per = found.group("per") or found.group("per2")
    if per:
        return Resolved("SET", duration_value(1, word_list("unit")[per]), why="in each")
    if unit in word_list("weekday"):
        value = f"XXXX-WXX-{int(word_list('weekday')[unit]) + 1}"
        return Resolved("SET", value, why="that day of every week")
    code = word_list("unit").get(unit, "D")
    count = 2 if sense("every_second") & set(found.words) else number_of(found.group("n")) or 1
    return Resolved("SET", duration_value(count, code), why="again and again")
