"""Every class of time expression, by the examples next to its words; the examples, by Python's calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest

from events.model import Timex
from ingest.rulefiles import read_yaml
from ingest.timex_normalization import read_timexes
from tests.ingest.timex_days import Days, disagreement, month_days

_FILE = read_yaml("times_examples.yml")
_PUBLISHED = date.fromisoformat(_FILE["published"])
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
_MONTHS += ["November", "December"]


def _examples() -> Iterator[Any]:
    for group, examples in _FILE["examples"].items():
        for place, example in enumerate(examples):
            yield pytest.param(example, id=f"{group} {place + 1}")


def _traps() -> Iterator[Any]:
    for group, sentences in _FILE["traps"].items():
        for place, sentence in enumerate(sentences):
            yield pytest.param(sentence, id=f"{group} {place + 1}")


def _days_of(timex: Timex) -> str:
    if timex.interval is None:
        return timex.value
    return str(timex.interval)


class _Example(NamedTuple):
    """A line of the file: the sentence, where its expression stands, what it means, when it was published."""

    text: str
    start: int
    end: int
    expected: str
    published: date

    @property
    def words(self) -> str:
        return " ".join(self.text[self.start : self.end].split())

    @property
    def days(self) -> Days | None:
        """The days it is expected to mean; None for a value without days."""
        parts = re.findall(r"\d{4}-\d\d-\d\d", self.expected)
        return (date.fromisoformat(parts[0]), date.fromisoformat(parts[-1])) if parts else None


def _read(example: Sequence[str]) -> _Example:
    marked, expected = example[:2]
    published = date.fromisoformat(example[2]) if len(example) > 2 else _PUBLISHED
    text = marked.replace("[", "").replace("]", "")
    return _Example(text, marked.index("["), marked.index("]") - 1, expected, published)


@pytest.mark.parametrize("example", list(_examples()))
def test_examples_are_found_and_resolved(example: Sequence[str]) -> None:
    text, start, end, expected, published = _read(example)

    found = {(t.span.start, t.span.end): t for t in read_timexes(text, published)}

    assert (start, end) in found, f"{text[start:end]!r} not among {[t.text for t in found.values()]}"
    assert _days_of(found[start, end]) == expected


@pytest.mark.parametrize("example", list(_examples()))
def test_values_of_examples_agree_with_their_days(example: Sequence[str]) -> None:
    text, *_, published = _read(example)

    assert [told for timex in read_timexes(text, published) if (told := disagreement(timex))] == []


# --- what the words of an example say of its days, by Python's calendar alone ----------------------------


def _places(names: Sequence[str], words: str) -> list[int]:
    """Which of the names stand in the words, in full or cut short with a full stop, in their order there."""
    short = (rf"\b(?:{name}\b|{name[:3]}[a-z]*\.)" for name in names)
    found = [(match.start(), place) for place, form in enumerate(short) for match in re.finditer(form, words)]
    return [place for _, place in sorted(found)]


def _claims(words: str, days: Days, published: date) -> Iterator[tuple[str, bool]]:
    """What the words alone say of the days, and whether it is so."""
    first, last = days
    weekdays, months = _places(_WEEKDAYS, words), _places(_MONTHS, words)
    if weekdays:
        yield "its last weekday", last.weekday() == weekdays[-1]
    if len(weekdays) > 1:
        yield "its first weekday", first.weekday() == weekdays[0]
    if months and " week " not in f" {words} ":
        yield "its months", (first.month, last.month) == (months[0] + 1, months[-1] + 1)
    if (
        re.fullmatch(r"(?:(?:last|next|that) )?[A-Z][a-z]+(?:,? \d{4}| (?:last|next) year)?", words)
        and months
    ):
        yield "a whole month", days == month_days(first.year, first.month)
    if months and (numbers := re.findall(r"\b\d{1,2}(?=st|nd|rd|th|\b)", words)) and "week" not in words:
        yield "its days of the month", [first.day, last.day] == [int(numbers[0]), int(numbers[-1])]
    if years := re.findall(r"\b(?:1[5-9]|20)\d\d\b", words):
        yield "its first year", first.year == int(years[0])
        yield "its last year", last.year - int(years[-1]) in ({0, 1} if "-" in words else {0})
    if re.fullmatch(
        r"(?:the )?(?:(?:this|last|next|Christmas) )?week(?: of \w+ \d+| after| before last)?", words
    ):
        yield "Monday to Sunday", (first.weekday(), (last - first).days) == (0, 6)
    if words.endswith("weekend") and " Day" not in words and "Thanksgiving" not in words:
        yield "Saturday and Sunday", (first.weekday(), (last - first).days) == (5, 1)
    if unit := re.search(r"\b(quarter|half|spring|summer|fall|winter)\b|\bQ\d\b", words):
        size = 6 if unit.group() == "half" else 3
        month = first.month + size - 1
        ends = month_days(first.year + (month > 12), (month - 1) % 12 + 1)[1]
        yield "whole months of that number", (first.day, last) == (1, ends)
    if re.fullmatch(r"the (?:1[5-9]|20)\d0s", words):
        decade = int(words[4:8])
        yield "ten years", days == (date(decade, 1, 1), date(decade + 9, 12, 31))
    if match := re.fullmatch(r"(two|three) (days|weeks) (ago|from now)", words):
        count = {"two": 2, "three": 3}[match[1]] * {"days": 1, "weeks": 7}[match[2]]
        yield "so many days", first == last == published + timedelta(count if match[3] != "ago" else -count)


def _dated_examples() -> list[_Example]:
    return [example for lines in _FILE["examples"].values() for example in map(_read, lines) if example.days]


def test_examples_themselves_hold_on_pythons_calendar() -> None:
    checked, wrong = 0, []
    for example in _dated_examples():
        assert example.days
        claims = list(_claims(example.words, example.days, example.published))
        checked += bool(claims)
        wrong += [(example.words, example.expected, claim) for claim, holds in claims if not holds]

    assert wrong == []
    assert checked > 0.6 * len(_dated_examples())


@pytest.mark.parametrize("sentence", list(_traps()))
def test_what_only_looks_like_a_date_gets_no_days(sentence: str) -> None:
    found = [(t.text, str(t.interval)) for t in read_timexes(sentence, _PUBLISHED) if t.interval]

    assert found == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It closed on March 9, 2021.", ["2021-03-09"]),
        ("It closed in 1998.", ["1998-01-01/1998-12-31"]),
        ("It closed in the 1970s.", ["1970-01-01/1979-12-31"]),
        ("It closed on Friday.", []),
        ("It closed last week.", []),
        ("It closed three days ago, in April.", []),
        ("It closed today, on May 3.", []),
        ("It will close next year at 5 p.m. on Tuesday.", []),
        ("It opened on March 9, 2021. On July 2 it flooded.", ["2021-03-09", "2021-07-02"]),
        ("It opened on March 9, 2021. On January 4 it had flooded.", ["2021-03-09", "2021-01-04"]),
        (
            "It opened on March 9, 2021. A guide of 1998 praised it. On July 2 it flooded.",
            ["2021-03-09", "1998-01-01/1998-12-31", "2021-07-02"],
        ),
        ("It opened in 1998. On July 2 it flooded.", ["1998-01-01/1998-12-31"]),
    ],
)
def test_without_publication_day_only_what_stands_for_itself_gets_days(text: str, days: list[str]) -> None:
    assert [str(t.interval) for t in read_timexes(text, None) if t.interval] == days


def test_reason_names_the_word_that_told_the_direction() -> None:
    (timex,) = read_timexes("The mayor will resign on Friday.", _PUBLISHED)

    assert "future" in timex.why
    assert "will" in timex.why
