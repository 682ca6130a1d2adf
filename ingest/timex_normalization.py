"""Read the time expressions of a text and resolve each to a TIMEX3 value and the days it stands for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from nupunkt import sent_spans

from events.interval import Interval
from events.model import Span, Timex
from ingest.timex_direction import Direction, direction
from ingest.timex_found import Found
from ingest.timex_recognition import recognize
from ingest.timex_reference import Reference, Resolved
from ingest.timex_resolvers import RESOLVERS
from ingest.timex_words import around

_NO_VERB = Direction(None, "")
_QUOTES = re.compile(r"[\"“”]")


def read_timexes(text: str, dct: date | None) -> tuple[Timex, ...]:
    """All time expressions of a text, left to right, none overlapping another.

    `dct` is the publication day; without it only what stands for itself gets an interval.
    A bare weekday or month looks where its nearest verb looks; "the next day" counts from the day last named.

    Source: TIMEX3 types and values as defined in TimeML 1.2.1.

    >>> [(t.text, str(t.interval)) for t in read_timexes("She left on Friday.", date(2024, 5, 15))]
    [('Friday', '2024-05-10')]
    """
    sentences = [(start, end) for start, end in sent_spans(text)]
    timexes: list[Timex] = []
    last: Interval | None = None
    told: date | None = None
    last_at = -1
    for found in recognize(text):
        sentence = _sentence_of(sentences, found.span, len(text))
        known = Reference(dct, last, _NO_VERB, last_at >= sentence[0], told)
        resolved = _resolve(text, found, sentence, known)
        if resolved is None:
            continue
        timexes.append(_timex(text, found, resolved))
        if resolved.interval and resolved.type != "DURATION" and resolved.precision != "vague":
            last, last_at = resolved.interval, found.span[0]
            told = Reference(dct, last, _NO_VERB).named_day or told
    return tuple(timexes)


def _sentence_of(sentences: Sequence[tuple[int, int]], span: tuple[int, int], size: int) -> tuple[int, int]:
    place = bisect_right(sentences, (span[0], size + 1)) - 1
    start, end = sentences[place] if place >= 0 else (0, size)
    return start, max(end, span[1])


def _resolve(text: str, found: Found, sentence: tuple[int, int], known: Reference) -> Resolved | None:
    start, end = sentence
    words, first = text[start:end], found.span[0] - start
    looks = direction(words, first, found.span[1] - start)
    if found.name == "day_word":
        looks, dct = _speech_day(words, first, found, looks, known.dct)
        known = replace(known, dct=dct)
    try:
        return RESOLVERS[found.name](found, replace(known, looks=looks))
    except (OverflowError, ValueError):  # a day before year 1 or after 9999: "40,000 years ago"
        return None


def _speech_day(
    sentence: str, first: int, found: Found, looks: Direction, dct: date | None
) -> tuple[Direction, date | None]:
    """ "Today" in a quotation is the day of speech, if the sentence names it; "today would" is nowadays."""
    after = sentence[first + len(found.match.group()) :]
    if around("after_generic_today").match(after):
        return Direction(looks.tense, "generic"), dct
    opened = len(_QUOTES.findall(sentence[:first])) % 2
    if dct is None or not opened:
        return looks, dct
    spoken = [t for t in read_timexes(_outside_quotes(sentence), dct) if t.precision == "day" and t.interval]
    return looks, spoken[0].interval.start if spoken and spoken[0].interval else dct


def _outside_quotes(sentence: str) -> str:
    return " ".join(_QUOTES.split(sentence)[::2])


def _timex(text: str, found: Found, resolved: Resolved) -> Timex:
    start, end = found.span
    return Timex(
        span=Span(start=start, end=end),
        text=text[start:end],
        type=resolved.type,
        value=resolved.value,
        interval=resolved.interval,
        precision=resolved.precision,
        basis=resolved.basis,
        rule=found.name,
        why=resolved.why,
    )
