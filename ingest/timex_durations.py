"""Lengths of time and what recurs: "three years", "every Tuesday"."""

from __future__ import annotations

from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import duration_value, number_of
from ingest.timex_words import sense, word_list


def duration(found: Found, _: Reference) -> Resolved | None:
    """three years; a few days"""
    value = duration_value(number_of(found.group("n")), found.meaning("unit"))
    return Resolved("DURATION", value, why="a length of time")


def set_of(found: Found, _: Reference) -> Resolved | None:
    """every Tuesday; daily"""
    unit = found.group("unit") or found.group("plural")
    if found.group("adverb"):
        return Resolved("SET", found.meaning("adverb"), why="again and again")
    if unit in word_list("weekday"):
        value = f"XXXX-WXX-{int(word_list('weekday')[unit]) + 1}"
        return Resolved("SET", value, why="that day of every week")
    code = word_list("unit").get(unit, "D")
    count = 2 if sense("every_second") & set(found.words) else number_of(found.group("n")) or 1
    return Resolved("SET", duration_value(count, code), why="again and again")
