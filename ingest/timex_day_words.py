"""Words for days near at hand: "today", "last night", "the following morning"."""

from __future__ import annotations

from datetime import timedelta

from ingest.timex_found import Found
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import night_before, one_day
from ingest.timex_words import word_list


def day_word(found: Found, reference: Reference) -> Resolved | None:
    """today; tomorrow morning; overnight"""
    word, dct = found.group("word"), reference.dct
    if found.means("word", "nowadays") and reference.looks.cue == "generic":
        return Resolved("DATE", "PRESENT_REF", why="nowadays")
    if dct is None:
        return Resolved("DATE", "PRESENT_REF", why="no publication day")
    if found.means("word", "overnight"):
        return night_before(dct, "the night before publication")
    part = word_list("part").get(found.group("part")) or word_list("day_word_part").get(word, "")
    day = dct + timedelta(found.numeral("word", "day_word"))
    return one_day(day, "relative", f"{word}, from publication", part)


def same_day(found: Found, reference: Reference) -> Resolved | None:
    """the following day; that night; the day before"""
    if reference.last is None or reference.named_day is None:
        return Resolved("DATE", "XXXX-XX-XX", why="no day was named before")
    shift = next((int(step) for word, step in word_list("neighbour").items() if word in found.words), 0)
    anchor = reference.last.end if shift > 0 else reference.last.start
    part = word_list("part").get(found.words[-1], "")
    return one_day(anchor + timedelta(shift), "relative", f"counted from {anchor}, the day last named", part)
