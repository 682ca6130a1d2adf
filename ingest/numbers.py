"""Numbers in a text, in figures and in words, with the words that say how sure they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from text_to_num import text2num  # type: ignore[import-untyped]  # ships no types

from ingest.rulefiles import LANGUAGE, read_yaml


class Number(NamedTuple):
    """A number at `[start, end)`; `from_` is where its qualifier or currency `sign` starts."""

    start: int
    end: int
    value: Decimal
    qualifier: str | None
    from_: int
    sign: str


@cache
def units() -> Any:
    """The rule file of numbers, as read."""
    return read_yaml("units.yml")


def number_pattern() -> str:
    """What a number looks like, as a regular expression without groups: for patterns that hold numbers.

    >>> bool(re.fullmatch(number_pattern(), "two hundred and four"))
    True
    """
    rules = units()
    word = "|".join(sorted(rules["words"], key=len, reverse=True))
    scale = "|".join(sorted(rules["scales"], key=len, reverse=True))
    special = "|".join(
        sorted((re.escape(text) for text in (*rules["special"], *rules["vague"])), key=len, reverse=True)
    )
    figure = rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?:[ -](?:{scale})\b)?|\d+(?:\.\d+)?(?:[ -]?(?:{scale})\b)?"
    return rf"(?:(?:{special})\b|{figure}|\b(?:{word})(?:[ -](?:and )?(?:{word})\b)*)"


@cache
def _scanner() -> re.Pattern[str]:
    rules = units()
    signs = "|".join(sorted((re.escape(sign) for sign in rules["currency_signs"]), key=len, reverse=True))
    qualifiers = "|".join(sorted((re.escape(words) for words in rules["qualifiers"]), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<qualifier>{qualifiers}) (?:the |a further |another )?)?"
        rf"(?:(?P<sign>(?<![\w])(?-i:{signs}) ?)|(?<![\w.,:/#–-]))"
        rf"(?P<number>{number_pattern()})(?![\w/:]|[.,]\d)",
        re.IGNORECASE,
    )


def find_numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """The numbers of `text[start:end]` that may count something: no dates, years, clock times or labels.

    >>> [(n.value, n.qualifier) for n in find_numbers("At least 1.5 million voted on May 4, 2021.", 0, 42)]
    [(Decimal('1500000.0'), 'at least')]
    """
    return tuple(
        number
        for match in _scanner().finditer(text, start, end)
        if not _counts_nothing(text, match, start, end) and (number := _read(match)) is not None
    )


def _read(match: re.Match[str]) -> Number | None:
    value = read_number(match["number"])
    if value is None:
        return None
    vague = match["number"].lower() if match["number"].lower() in units()["vague"] else None
    qualifier = match["qualifier"].lower() if match["qualifier"] else vague
    sign = (match["sign"] or "").strip()
    return Number(match.start("number"), match.end("number"), value, qualifier, match.start(), sign)


def read_number(words: str) -> Decimal | None:
    """What figures or number words are worth; None where they make no number.

    >>> read_number("3.5 billion"), read_number("twenty-five"), read_number("half a million")
    (Decimal('3500000000.0'), Decimal('25'), Decimal('500000'))
    """
    rules, lower = units(), words.lower()
    for heading in ("special", "vague"):
        if lower in rules[heading]:
            return Decimal(rules[heading][lower])
    figure = re.match(r"[\d,]+(?:\.\d+)?", lower)
    if figure:
        scale = lower[figure.end() :].strip(" -")
        return Decimal(figure.group().replace(",", "")) * int(rules["scales"].get(scale, 1))
    try:
        return Decimal(text2num(lower.replace("-", " "), LANGUAGE))
    except ValueError:
        return None


_WORD_BEFORE = re.compile(r"([^\W\d_]+)\.?\s*[-–]?\s*$")
_DAY_BEFORE = re.compile(r"([^\W\d_]+)\.? \d{1,2}(?:st|nd|rd|th)?(?:, | and | to | or |[-–])$")
_WORD_AFTER = re.compile(r"\s*[-–]?(?:\d+)?\s*([^\W\d_]+)")
_CLOCK = re.compile(r"\s?[ap]\.?m\b|\s?o['’]clock|\s?(?:GMT|UTC|EST|BST)\b", re.IGNORECASE)


_NO = re.compile(r"\bno $", re.IGNORECASE)  # "no one"
_AGE = re.compile(r"[\s-]years?[\s-]olds?\b", re.IGNORECASE)
_MARKS = " \n\t\"'“‘—–:;(["


def _opens(text: str, number: int, start: int) -> bool:
    """Whether only marks stand before the number: a capital elsewhere makes it a name ("Five Eyes")."""
    before = text[max(start, number - 3) : number]
    return number == start or before.strip(_MARKS) == "" or before.rstrip(" ")[-1:] in _MARKS


def _counts_nothing(text: str, match: re.Match[str], start: int, end: int) -> bool:
    number = match["number"]
    if _AGE.match(text, match.end(), end):
        return True
    if number.lower() == "one" and _NO.search(text, max(start, match.start() - 4), match.start()):
        return True
    if not number[0].isdigit():
        return number[0].isupper() and not _opens(text, match.start(), start)
    rules = units()
    before, after = (
        text[max(start, match.start() - 24) : match.start()],
        text[match.end() : min(end, match.end() + 16)],
    )
    word = _WORD_BEFORE.search(before)
    word_before = word[1].lower() if word else ""
    following = _WORD_AFTER.match(after)
    word_after = following[1].lower() if following else ""
    if _CLOCK.match(after) or word_before in rules["labels"]:
        return True
    if (
        number.isdigit()
        and (word_before in rules["months"] or word_after in rules["months"])
        and int(number) <= 31
    ):
        return not match["sign"]
    if (day := _DAY_BEFORE.search(before)) and day[1].lower() in rules["months"]:
        return True
    return not match["sign"] and _is_year(number, word_before, word_after, match["qualifier"])


def _is_year(number: str, before: str, after: str, qualifier: str | None) -> bool:
    if not (len(number) == 4 and number.isdigit() and 1900 <= int(number) <= 2099):
        return False
    return not ((after in units()["people"] and before not in units()["year_prepositions"]) or qualifier)


def following_words(text: str, start: int, end: int, most: int) -> Sequence[re.Match[str]]:
    """Up to `most` words right after `start`, without a mark between them."""
    return list(_following(text, start, end, most))


_NEXT_WORD = re.compile(r"[\s-]{0,2}(%|-?[^\W\d_][\w’']*²?)")


def _following(text: str, start: int, end: int, most: int) -> Iterator[re.Match[str]]:
    for _ in range(most):
        match = _NEXT_WORD.match(text, start, end)
        if match is None:
            return
        yield match
        start = match.end()
