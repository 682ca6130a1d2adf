"""Find time expressions: patterns of times.yml, the longest at each place, without what is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from ingest.rulefiles import read_yaml

_NUMBER = r"\d{1,4}"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NAMES = ("weekday", "month", "month2", "holiday", "first", "second", "plural")


class Found(NamedTuple):
    """A stretch of text that a pattern matched; `name` is the pattern's."""

    name: str
    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        """Half-open range of code points."""
        return self.match.span()

    def group(self, name: str) -> str:
        """A named group, lower case; empty when the pattern has none or it did not take part."""
        return (self.match.groupdict().get(name) or "").lower()


@cache
def word_list(name: str) -> Mapping[str, str]:
    """{lower-case word: meaning} of one list of times.yml."""
    found: Mapping[str, str] = read_yaml("times.yml")["words"][name]
    return found


@cache
def traps(name: str) -> frozenset[str]:
    """One list of words around what is no date."""
    return frozenset(read_yaml("times.yml")["traps"][name])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules: Sequence[Mapping[str, Any]] = read_yaml("times.yml")["patterns"]
    return tuple(
        (rule["name"], re.compile(rf"(?<![\w$€£])(?:{_expand(rule['pattern'])})", re.IGNORECASE))
        for rule in rules
    )


def _expand(pattern: str) -> str:
    """Replace {list} by an alternation of its words, any case where the words are not names."""
    lists = read_yaml("times.yml")["words"]
    filled = pattern.replace("{day}", _DAY).replace("{year}", _YEAR)
    for name, entries in lists.items():
        filled = filled.replace("{" + name + "}", _alternation(name, entries))
    return filled


def _alternation(name: str, entries: Mapping[str, str]) -> str:
    forms = [re.escape(form).replace("'", "['’]") for form in sorted(entries, key=len, reverse=True)]
    return "(?:" + "|".join([*forms, rf"{_NUMBER}(?:\.\d)?"] if name == "number" else forms) + ")"


def recognize(text: str) -> tuple[Found, ...]:
    """Time expressions, left to right, none overlapping; the longest wins, then the first rule."""
    found = [found for name, pattern in _patterns() for found in _search(name, pattern, text)]
    order = {name: place for place, (name, _) in enumerate(reversed(_patterns()))}
    found.sort(key=lambda item: (item.span[0], -item.span[1], -order[item.name]))
    return tuple(_without_overlap(item for item in found if not is_trap(text, item)))


def _search(name: str, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    return (Found(name, match) for match in pattern.finditer(text) if _is_written_as_name(match))


def _is_written_as_name(match: re.Match[str]) -> bool:
    """Whether days, months and holidays have their capital: "may" and "sun" are other words."""
    return all(
        word[0].isupper() or word[0].isdigit() for name in _NAMES if (word := match.groupdict().get(name))
    )


def _without_overlap(found: Iterator[Found]) -> Iterator[Found]:
    end = 0
    for item in found:
        if item.span[0] >= end:
            yield item
            end = item.span[1]


def is_trap(text: str, found: Found) -> bool:
    """Whether the words look like a date and are none."""
    check = _TRAPS.get(found.name)
    return check is not None and check(text, found)


def _word_before(text: str, start: int) -> str:
    return (text[max(0, start - 20) : start].split() or [""])[-1].lower().strip('"“‘(')


def _word_after(text: str, end: int) -> str:
    match = re.match(r"[\s-]*([\w%]+)", text[end : end + 30])
    return match.group(1) if match else ""


def _is_name_of_day(text: str, found: Found) -> bool:
    start, end = found.span
    around = text[max(0, start - 8) : end + 16].lower().replace("’", "'")
    return any(name in around for name in traps("weekday_names"))


def _is_no_month(text: str, found: Found) -> bool:
    """ "May" and "March" need a cue; other names of months only when a capital follows ("April Haines")."""
    if found.group("mod") or found.group("rel"):
        return False
    start, end = found.span
    before, after = _word_before(text, start), _word_after(text, end)
    cued = before in traps("month_cues") or text[start - 1 : start] in {"-", "/"}
    if found.group("month") in traps("month_verbs"):
        return not cued or before in {"to", "and"}
    named = after[:1].isupper() and text[end : end + 1] == " " and not cued
    return named or (before in {"mr.", "ms.", "mrs.", "dr."})


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
    hour = found.group("hour24")
    return bool(hour) and not text[found.span[1] :].lstrip().startswith(("GMT", "UTC", "local", "a.m", "p.m"))


def _is_no_season(text: str, found: Found) -> bool:
    """ "Fall" and "spring" are verbs and places unless something points to the season."""
    return not (found.group("rel") or found.group("year") or found.group("mod"))


def _is_no_duration(text: str, found: Found) -> bool:
    """A rate ("2,000 rounds a day") or an age ("45 years old") or an ordinal second."""
    start, end = found.span
    rate = (
        found.group("n") in {"a", "an"}
        and re.search(r"[\d%\w]\s$", text[max(0, start - 2) : start]) is not None
    )
    aged = re.match(r"[ -]old|[ -]of[ -]age", text[end : end + 8]) is not None
    return aged or text[max(0, start - 1) : start] in {",", "."} or (rate and _is_rate(text, start))


def _is_rate(text: str, start: int) -> bool:
    """Whether a count stands shortly before: "12 flights a week"."""
    return (
        re.search(
            r"\d[\d,.]*(?: \w+){1,3} $|(?:once|twice|times|hours|dollars) $", text[max(0, start - 40) : start]
        )
        is not None
    )


def _is_no_past_ref(text: str, found: Found) -> bool:
    return found.group("word") == "once"


_TRAPS = {
    "weekday": _is_name_of_day,
    "holiday": _is_name_of_day,
    "month_only": _is_no_month,
    "year": _is_no_year,
    "clock": _is_no_clock,
    "season": _is_no_season,
    "duration": _is_no_duration,
    "past_ref": _is_no_past_ref,
}
