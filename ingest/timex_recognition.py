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
_IN_YEAR = rf"(?:,? (?P<year>{_YEAR})|,?(?: of)? (?P<ryear>this|last|next|that) year)"
_SPACE = " \u00a0\n"  # wrapped lines and hard spaces part words as spaces do
_SPACES = re.compile(r"\[[^\]]*\]| ")
_NAMES = ("weekday", "month", "month2", "holiday", "first", "second", "third", "plural")


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
        found = self.match.groupdict().get(name) or ""
        return " ".join(found.lower().replace("’", "'").split())

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the whole expression, lower case."""
        return tuple(self.match.group().lower().split())


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
    filled = pattern.replace("{in_year}", _IN_YEAR).replace("{day}", _DAY).replace("{year}", _YEAR)
    for name, entries in lists.items():
        filled = filled.replace("{" + name + "}", _alternation(name, entries))
    return _SPACES.sub(_widen, filled)


def _widen(match: re.Match[str]) -> str:
    return match.group().replace(" ", _SPACE if match.group().startswith("[") else f"[{_SPACE}]")


def _alternation(name: str, entries: Mapping[str, str]) -> str:
    forms = [
        re.escape(form).replace("\\ ", " ").replace("'", "['’]")
        for form in sorted(entries, key=len, reverse=True)
    ]
    if name == "number":
        tens = "|".join(word for word, number in entries.items() if int(number) in range(20, 100, 10))
        ones = "|".join(word for word, number in entries.items() if int(number) < 10 and len(word) > 2)
        forms = [rf"(?:{tens})-(?:{ones})", *forms, rf"{_NUMBER}(?:\.\d)?"]
    return "(?:" + "|".join(forms) + ")"


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
    return any(name in around for name in traps("weekday_names")) or _is_any_day(text, found)


def _is_any_day(text: str, found: Found) -> bool:
    """ "Fewer guards on a Sunday" names no Sunday; "a Sunday meeting" does."""
    start, end = found.span
    indefinite = re.search(r"\bon an? $", text[max(0, start - 6) : start]) is not None
    return (
        indefinite and re.match(r" ?[.,;:!?)]| (?:in|and|or|when|night)\b", text[end : end + 7]) is not None
    )


def _is_no_month(text: str, found: Found) -> bool:
    """ "May" and "March" need a cue; other names of months only when a capital follows ("April Haines")."""
    if found.group("mod") or found.group("rel") or found.group("ryear"):
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
    zoned = (
        text[found.match.end("minute24") :].lstrip().startswith(("GMT", "UTC", "CET", "local", "a.m", "p.m"))
    )
    return bool(hour) and not zoned


def _is_no_season(text: str, found: Found) -> bool:
    """ "Fall" and "spring" are verbs and places unless something points to the season."""
    start, end = found.span
    cued = _word_before(text, start) in traps("season_cues")
    if found.group("rel") == "the" and not found.group("year"):
        if not cued and re.match(r" in\b", text[end : end + 4]):
            return True
        return re.match(r" of\b|-| [a-z]+(?:s|er|ing|ion|house)\b", text[end : end + 14]) is not None
    pointed = found.group("rel") or found.group("year") or found.group("mod")
    return not pointed and not cued


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
    rate = (
        found.group("n") in {"a", "an"}
        and re.search(r"[\d%\w]\s$", text[max(0, start - 2) : start]) is not None
    )
    aged = re.match(r"[ -]old|[ -]of[ -]age", text[end : end + 8]) is not None
    unit = found.group("unit")
    ordinal = unit == "second" and found.group("n") in {"a", "an", "one"}
    fraction = unit.startswith("quarter") and re.match(r" (?:of|the)\b", text[end : end + 5]) is not None
    if ordinal or fraction:
        return True
    return aged or text[max(0, start - 1) : start] in {",", "."} or (rate and _is_rate(text, start))


def _is_rate(text: str, start: int) -> bool:
    """Whether a count stands shortly before: "12 flights a week"."""
    return (
        re.search(
            r"\d[\d,.]*(?: \w+){0,3} $|(?:once|twice|times|hours|dollars) $", text[max(0, start - 40) : start]
        )
        is not None
    )


def _is_list_of_months(text: str, found: Found) -> bool:
    """ "June and August" are two months; "between June and August" is a stretch."""
    return bool(found.match["both"]) and _word_before(text, found.span[0]) != "between"


def _is_no_past_ref(text: str, found: Found) -> bool:
    return found.group("word") == "once"


_TRAPS = {
    "weekday": _is_name_of_day,
    "holiday": _is_name_of_day,
    "month_only": _is_no_month,
    "year": _is_no_year,
    "clock": _is_no_clock,
    "season": _is_no_season,
    "set_of": _is_name_of_paper,
    "month_range": _is_list_of_months,
    "duration": _is_no_duration,
    "past_ref": _is_no_past_ref,
}
