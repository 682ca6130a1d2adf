"""Find time expressions: patterns of times.yml, the longest at each place, without what is no date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from ingest.rulefiles import read_yaml
from ingest.timex_found import Found
from ingest.timex_openings import LENGTH, could_open, openings, plain
from ingest.timex_traps import is_trap
from ingest.timex_words import word_list

_NUMBER = r"\d{1,4}"
_SPACE = " \u00a0\n"  # wrapped lines and hard spaces part words as spaces do
_WORDS = re.compile(r"(?<![\w$€£])\S")  # where an expression may begin
_LISTS = re.compile(r"\{([a-z]\w*)\}")
_SPACES = re.compile(r"\[[^\]]*\]| ")
_NAMES = ("weekday", "month", "month2", "holiday", "stretched", "first", "second", "third", "plural")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules: Sequence[Mapping[str, Any]] = read_yaml("times.yml")["patterns"]
    return tuple(
        (rule["name"], re.compile(rf"(?<![\w$€£])(?:{_expand(rule['pattern'])})", re.IGNORECASE))
        for rule in rules
    )


def _expand(pattern: str) -> str:
    """Replace {list} by an alternation of its words, any case where the words are not names."""
    rules, filled = read_yaml("times.yml"), pattern
    for name, piece in reversed(rules["pieces"].items()):  # a piece may use those that stand above it
        filled = filled.replace("{" + name + "}", piece)
    for name in set(_LISTS.findall(filled)):
        filled = filled.replace("{" + name + "}", _alternation(name, word_list(name)))
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


@lru_cache(maxsize=64)  # an article without a date is read on many days, to find the one that fits
def recognize(text: str) -> tuple[Found, ...]:
    """Time expressions, left to right, none overlapping; the longest wins, then the first rule."""
    order = {name: place for place, (name, _) in enumerate(reversed(_patterns()))}
    found = sorted(_search(text), key=lambda item: (item.span[0], -item.span[1], -order[item.name]))
    return tuple(_without_overlap(item for item in found if not is_trap(text, item)))


def _search(text: str) -> Iterator[Found]:
    """What the patterns match, each from left to right without overlap; tried only where they could begin."""
    ends = [0] * len(_patterns())
    for word in _WORDS.finditer(text):
        start = word.start()
        for place in _candidates(text[start : start + LENGTH]):
            name, pattern = _patterns()[place]
            if ends[place] > start or not (match := pattern.match(text, start)):
                continue
            ends[place] = match.end()
            if _is_written_as_name(match):
                yield Found(name, match)


@lru_cache(maxsize=4096)  # the ways in which words begin
def _candidates(first: str) -> tuple[int, ...]:
    """Which patterns a text that begins so could match."""
    text = "".join(map(plain, first))
    return tuple(place for place, known in enumerate(_openings()) if could_open(known, text))


@cache
def _openings() -> tuple[frozenset[str], ...]:
    return tuple(openings(pattern) for _, pattern in _patterns())


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
