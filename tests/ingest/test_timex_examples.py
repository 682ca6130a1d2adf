"""Every class of time expression, by the examples next to its words, and by what holds for all texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.model import Timex
from ingest.rulefiles import read_yaml
from ingest.timex_normalization import read_timexes

_FILE = read_yaml("times_examples.yml")
_PUBLISHED = date.fromisoformat(_FILE["published"])
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


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


@pytest.mark.parametrize("example", list(_examples()))
def test_examples_are_found_and_resolved(example: Sequence[str]) -> None:
    marked, expected = example[:2]
    published = date.fromisoformat(example[2]) if len(example) > 2 else _PUBLISHED
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")

    found = {(t.span.start, t.span.end): t for t in read_timexes(text, published)}

    assert (start, end) in found, f"{text[start:end]!r} not among {[t.text for t in found.values()]}"
    assert _days_of(found[start, end]) == expected


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
    ],
)
def test_without_publication_day_only_what_stands_for_itself_gets_days(text: str, days: list[str]) -> None:
    assert [str(t.interval) for t in read_timexes(text, None) if t.interval] == days


def test_reason_names_the_word_that_told_the_direction() -> None:
    (timex,) = read_timexes("The mayor will resign on Friday.", _PUBLISHED)

    assert "future" in timex.why
    assert "will" in timex.why


_SENTENCES = [text for examples in _FILE["examples"].values() for text, *_ in examples]
_PIECES = st.lists(
    st.sampled_from([*_SENTENCES, "\n", "\u00a0", "“", "”", "1999", "May", "Q9", "31 February", "00:99"]),
    max_size=6,
)


@given(st.one_of(_PIECES.map(" ".join), st.text(max_size=60)), st.one_of(st.none(), _DAYS))
@settings(max_examples=150, deadline=None)
def test_spans_slice_and_stand_apart_in_order(text: str, published: date | None) -> None:
    found = read_timexes(text, published)

    assert all(timex.span.of(text) == timex.text for timex in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert found == read_timexes(text, published)


@given(st.sampled_from(_WEEKDAYS), st.sampled_from(["fell", "will fall"]), _DAYS, st.integers(-200, 200))
@settings(max_examples=100, deadline=None)
def test_weekdays_move_with_publication_by_whole_weeks(name: str, verb: str, day: date, weeks: int) -> None:
    text = f"The tower {verb} on {name}."

    (here,) = read_timexes(text, day)
    (there,) = read_timexes(text, day + timedelta(7 * weeks))

    assert here.interval
    assert there.interval == here.interval.shifted(7 * weeks)
    assert here.interval.start.weekday() == _WEEKDAYS.index(name)


@given(st.sampled_from(_WEEKDAYS), _DAYS)
@settings(max_examples=100, deadline=None)
def test_past_weekday_is_within_a_week_up_to_publication(name: str, day: date) -> None:
    (timex,) = read_timexes(f"The tower fell on {name}.", day)

    assert timex.interval
    assert timedelta(0) <= day - timex.interval.start < timedelta(7)


@given(_DAYS, _DAYS)
@settings(max_examples=100, deadline=None)
def test_a_full_date_is_that_day_whatever_the_publication_day(day: date, published: date) -> None:
    (timex,) = read_timexes(f"The tower fell on {day.day} {day:%B} {day.year}.", published)

    assert timex.interval
    assert timex.interval.start == timex.interval.end == day
    assert timex.value == day.isoformat()
