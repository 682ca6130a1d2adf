"""Lengths of time and what recurs: "three years", "every Tuesday"."""

from __future__ import annotations

from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import duration_value, number_of


def duration(found: Found, _: Reference) -> Resolved | None:
    """three years; a few days"""
    return Resolved(
        "DURATION",
        duration_value(number_of(found.group("n")), word_list("unit")[found.group("unit")]),
        why="a length of time",
    )


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
    count = 2 if "other" in found.words else number_of(found.group("n")) or 1
    return Resolved("SET", duration_value(count, code), why="again and again")
