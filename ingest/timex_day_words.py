"""Words for days near at hand: "today", "last night", "the following morning"."""

from __future__ import annotations

from datetime import timedelta

from events.interval import Interval
from ingest.timex_recognition import Found, word_list
from ingest.timex_reference import Reference, Resolved
from ingest.timex_values import one_day

DAY_WORDS = {
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
    shift, part = DAY_WORDS[word]
    return one_day(
        dct + timedelta(shift),
        "relative",
        f"{word}, from publication",
        word_list("part").get(found.group("part"), part),
    )


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
    return one_day(anchor + timedelta(shift), "relative", f"counted from {anchor}, the day last named", part)
