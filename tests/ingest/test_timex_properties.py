"""What holds for the time expressions of every text, whatever it says and wherever it is read."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.timex_normalization import read_timexes
from tests.ingest.timex_days import days_of, disagreement

ROOT = Path(__file__).parents[2]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = re.findall(
    r"\w+", "January February March April May June July August September October November December"
)
SEASONS = ("spring", "summer", "autumn", "fall", "winter")
HOLIDAYS = ("Christmas", "Good Friday", "New Year’s Eve", "Thanksgiving", "Labor Day", "Easter Monday")
NUMBERS = ("two", "three", "a", "twenty-one", "5", "40", "several", "a few", "half a", "9999")
UNITS = ("day", "week", "month", "year", "decade", "century", "weekend", "quarter", "hour", "fortnight")

# --- texts ----------------------------------------------------------------------------------------------


def listed(forms: str) -> tuple[str, ...]:
    """The forms between the bars."""
    return tuple(" ".join(form.split()) for form in forms.split("|"))


FRAMES = (
    "It fell {}.",
    "It will fall {}.",
    "{}, it fell.",
    "The “talks” in {} – 40 of them –\nfailed;",
    "{}",
)
WEEKDAY_FORMS = listed(
    """
    {} | on {} | last {} | next {} | this {} | {} evening | early {} | {} of last week | until {} |
    a week from {} | two weeks from {} | overnight into {} | the following {} | by {} | {} next week
    """
)
WEEK_FORMS = listed(
    """
    yesterday | today | tomorrow | tonight | overnight | last night | the day after tomorrow | last week |
    this week | next week | the weekend | last weekend | earlier this week | three days ago | two weeks ago
    | the past week | the next 10 days | a fortnight ago | in two weeks | the week before last
    """
)
RELATIVE_FORMS = listed(
    """
    last {} | next {} | this {} | the past {} | the end of the {} | every {} | every other {} |
    the start of next {} | late last {} | the {} after next | the same {}
    """
)
COUNTED_FORMS = listed(
    """
    {} {}s ago | {} {}s later | {} {}s earlier | in {} {}s | the past {} {}s | the next {} {}s | for {} {}s
    | {}-{}-long | {} {}s from now | more than {} {}s ago | {} and a half {}s ago
    """
)
SINCE_FORMS = ("earlier {} {}", "later {} {}")
MONTH_FORMS = listed(
    """
    {} | last {} | next {} | this {} | early {} | the end of {}
    """
)
DAY_NUMBERS = listed(
    """
    1 | 29 | 30 | 31 | 0 | 32
    """
)
RANGE_FORMS = listed(
    """
    {} to {} | from {} until {} | {} and {} | between {} and {}
    """
)
OTHERS = listed(
    """
    now | recently | soon | recent days | the coming weeks | days earlier | decades ago | once |
    the day before | the following day | that night | the previous evening | on the 5th | on the 31st |
    5 p.m. | 14:30 GMT | 9:15 a.m. Tuesday | 00:00 | 24:00 | 25:61 | 12 a.m. tomorrow | 0 p.m. | 31 February
    | February 29 | 29 February 2023 | 2023-02-30 | 13/13/2020 | 00/00/0000 | Q3 | Q9 2020 | H1 2024 |
    the third quarter | the first half of next year | fiscal 2023 | the last nine months of 2021 | the 1990s
    | the late ’80s | mid-1970s | the 19th century | the 99th century | the 0th century | the week of June 5
    | that March | 2019-20 | 1999-98 | from 2014 to 2018 | next century | last century | the next decade |
    9999 years ago | 9999 centuries from now | winter 1988-89 | year's end | the year end |
    two years ago this month | from Friday to Tuesday | between Monday and Sunday
    """
)
ODD = st.sampled_from(["²", "\u00a0", "\u200b", "’", "\n", "\0", "ﬁ", "-", "٣", "."])
# letters and digits that a search without regard to case takes for plain ones
LOOK_ALIKES = {
    "s": "\u017f",
    "i": "\u0130",
    "I": "\u0131",
    "k": "\u212a",
    "2": "\u0662",
    "3": "\u0663",
    "9": "\u0669",
}

years = st.integers(1500, 2099)
days = st.dates(date(1583, 1, 1), date(2400, 12, 31))
DATE_FORMS = listed(
    """
    {m} {d}, {y} | {d} {m} {y} | {y}-{mm:02}-{d:02} | {d:02}.{mm:02}.{y} | {m} {y} | the {d}th of {m} {y}
    """
)
full_dates = st.builds(
    lambda day, form: form.format(d=day.day, m=MONTHS[day.month - 1], mm=day.month, y=day.year),
    st.dates(date(1500, 1, 1), date(2099, 12, 31)),
    st.sampled_from(DATE_FORMS),
)
explicit = st.one_of(
    full_dates,
    st.builds("{}".format, years),
    st.builds(
        "{} of {}".format, st.sampled_from(["the summer", "the third quarter", "the first half"]), years
    ),
    st.builds("{} {} to {} {}".format, st.sampled_from(MONTHS), years, st.sampled_from(MONTHS), years),
    st.builds("{} {}-{}, {}".format, st.sampled_from(MONTHS), st.integers(1, 31), st.integers(1, 31), years),
    st.builds("between {} and {}".format, years, years),
    st.builds("{} {}".format, st.sampled_from(HOLIDAYS), years),
)


def filled(forms: Sequence[str], *words: Sequence[str]) -> st.SearchStrategy[str]:
    return st.builds(str.format, st.sampled_from(forms), *map(st.sampled_from, words))


weekdays = filled(WEEKDAY_FORMS, WEEKDAYS)
expressions = st.one_of(
    explicit,
    weekdays,
    st.sampled_from(WEEK_FORMS),
    st.sampled_from(OTHERS),
    filled(RELATIVE_FORMS, [*UNITS, *SEASONS, *MONTHS, *WEEKDAYS]),
    filled(SINCE_FORMS, ["this", "that", "in the"], UNITS),
    filled(COUNTED_FORMS, NUMBERS, UNITS),
    filled(MONTH_FORMS, [*MONTHS, *SEASONS, *HOLIDAYS]),
    filled(["{0} {1}", "{1} {0}", "{0} {1} to {1}", "from {1} to {1} {0}"], MONTHS, DAY_NUMBERS),
    filled(RANGE_FORMS, [*WEEKDAYS, *MONTHS], [*WEEKDAYS, *MONTHS]),
)
sentences = st.builds(str.format, st.sampled_from(FRAMES), expressions)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """An expression in which one letter was exchanged or put in."""
    text = draw(expressions)
    place = draw(st.integers(0, len(text)))
    return f"{text[:place]}{draw(ODD)}{text[place + draw(st.integers(0, 1)) :]}"


texts = st.lists(st.one_of(sentences, expressions, spoilt(), st.text(max_size=20)), max_size=5).map(" ".join)
ends_of_time = st.one_of(
    st.dates(date.min, date.min + timedelta(800)), st.dates(date.max - timedelta(800), date.max)
)
any_day = st.one_of(st.none(), days, st.dates(), ends_of_time)
often = settings(max_examples=300)


# --- for all texts --------------------------------------------------------------------------------------


@given(texts, any_day)
@example("It fell next century.", date.max)
@example("It will fall next summer, in May, on Friday, at Christmas.", date.max)
@example("It fell last summer, in May, on Friday, at Christmas.", date.min)
@example("It will fall next summer, in May, on Friday, at Christmas.", date.min)
@often
def test_every_text_can_be_read(text: str, dct: date | None) -> None:
    found = read_timexes(text, dct)

    assert all(timex.span.of(text) == timex.text for timex in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(timex.interval.start <= timex.interval.end for timex in found if timex.interval)
    assert found == read_timexes(text, dct)


@given(st.text(), any_day)
@often
def test_any_string_of_characters_can_be_read(text: str, dct: date | None) -> None:
    assert all(timex.span.of(text) == timex.text for timex in read_timexes(text, dct))


@given(st.lists(expressions, max_size=3).map(" ".join), st.sampled_from(sorted(LOOK_ALIKES)), days)
@example("It fell on Tuesday.", "s", date(2024, 5, 15))
@example("It fell on Friday.", "i", date(2024, 5, 15))
@often
def test_letters_that_pass_for_others_do_no_harm(text: str, letter: str, dct: date) -> None:
    odd = text.replace(letter, LOOK_ALIKES[letter])

    assert all(timex.span.of(odd) == timex.text for timex in read_timexes(odd, dct))


# --- values and days ------------------------------------------------------------------------------------


@given(texts, st.one_of(st.none(), days))
@often
def test_values_agree_with_intervals(text: str, dct: date | None) -> None:
    wrong = [(timex.text, told) for timex in read_timexes(text, dct) if (told := disagreement(timex))]

    assert not wrong


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.sampled_from(FRAMES), st.one_of(st.none(), days))
@often
def test_full_date_is_that_day_in_every_order(day: date, frame: str, dct: date | None) -> None:
    month = MONTHS[day.month - 1]
    written = (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat())

    for words in written:
        found = {timex.text: timex.interval for timex in read_timexes(frame.format(words), dct)}

        assert words in found
        interval = found[words]
        assert interval
        assert (interval.start, interval.end) == (day, day)


def test_value_of_a_week_in_a_month_agrees_with_its_days() -> None:
    (timex,) = read_timexes("It fell in the first week of May.", date(2025, 6, 15))

    assert disagreement(timex) is None


@given(filled(SINCE_FORMS, ["this", "that"], SEASONS), st.sampled_from(FRAMES), days)
@example("earlier this spring", "It fell {}.", date(2024, 2, 29))
@example("later that fall", "It fell {}.", date(1999, 12, 31))
@often
def test_value_of_earlier_in_a_season_agrees_with_its_days(words: str, frame: str, dct: date) -> None:
    found = read_timexes(frame.format(words), dct)

    assert [told for timex in found if (told := disagreement(timex))] == []


@given(st.integers(1, 400), st.sampled_from(["day", "week"]), st.sampled_from(["ago", "from now"]), days)
@often
def test_counted_days_and_weeks_are_exact(number: int, unit: str, way: str, dct: date) -> None:
    (timex,) = read_timexes(f"It fell {number} {unit}{'s' if number > 1 else ''} {way}.", dct)

    assert timex.interval
    steps = timedelta(number * (7 if unit == "week" else 1))
    assert timex.interval.start == timex.interval.end == (dct - steps if way == "ago" else dct + steps)


@given(st.sampled_from(["last", "this", "next"]), st.sampled_from(["week", "month", "year"]), days)
@often
def test_neighbouring_weeks_months_and_years_are_whole(relation: str, unit: str, dct: date) -> None:
    (timex,) = read_timexes(f"It fell {relation} {unit}.", dct)
    step = {"last": -1, "this": 0, "next": 1}[relation]
    month = dct.year * 12 + dct.month - 1 + step
    year, number, _ = (dct + timedelta(7 * step)).isocalendar()
    value = {
        "week": f"{year}-W{number:02}",
        "month": f"{month // 12}-{month % 12 + 1:02}",
        "year": f"{dct.year + step}",
    }[unit]

    assert timex.interval
    assert timex.value == value
    assert (timex.interval.start, timex.interval.end) == days_of(value)


# --- the publication day --------------------------------------------------------------------------------


@given(
    st.lists(st.one_of(weekdays, st.sampled_from(WEEK_FORMS)), min_size=1, max_size=3),
    st.sampled_from(FRAMES),
    st.dates(date(1700, 1, 1), date(2300, 1, 1)),
    st.integers(-2000, 2000),
)
@often
def test_weekdays_and_weeks_move_with_publication(
    words: list[str], frame: str, dct: date, weeks: int
) -> None:
    text = " ".join(frame.format(word) for word in words)
    shift = timedelta(7 * weeks)

    here, there = read_timexes(text, dct), read_timexes(text, dct + shift)

    assert [timex.span for timex in here] == [timex.span for timex in there]
    assert [timex.interval and timex.interval.shifted(7 * weeks) for timex in here] == [
        timex.interval for timex in there
    ]


@given(st.sampled_from(WEEKDAYS), days)
@often
def test_past_weekday_is_within_a_week_up_to_publication(name: str, dct: date) -> None:
    (timex,) = read_timexes(f"The tower fell on {name}.", dct)

    assert timex.interval
    assert timedelta(0) <= dct - timex.interval.start < timedelta(7)


@given(weekdays, st.sampled_from(FRAMES), days)
@often
def test_named_weekday_falls_on_it(words: str, frame: str, dct: date) -> None:
    (name,) = (name for name in WEEKDAYS if name in words)

    found = [timex for timex in read_timexes(frame.format(words), dct) if name in timex.text]

    assert [timex.interval and timex.interval.end.weekday() for timex in found] == [WEEKDAYS.index(name)]


@given(explicit, st.lists(sentences, max_size=3), st.lists(sentences, max_size=2), st.one_of(st.none(), days))
@often
def test_explicit_date_means_the_same_in_a_longer_text(
    words: str, before: list[str], after: list[str], dct: date | None
) -> None:
    sentence = f"It fell in {words}."
    lead = "".join(f"{other}\n\n" for other in before)

    alone = read_timexes(sentence, dct)
    within = read_timexes(lead + sentence + "\n\n" + " ".join(after), dct)

    inside = [
        timex
        for timex in within
        if len(lead) <= timex.span.start and timex.span.end <= len(lead) + len(sentence)
    ]
    assert [(t.text, t.type, t.value, t.interval) for t in inside] == [
        (t.text, t.type, t.value, t.interval) for t in alone
    ]


# --- the machine ----------------------------------------------------------------------------------------

STORY = " ".join(
    FRAMES[place % len(FRAMES)].format(words)
    for place, words in enumerate(
        [
            *OTHERS,
            *WEEK_FORMS,
            *MONTHS,
            *HOLIDAYS,
            *SEASONS,
            *(form.format(unit) for form in RELATIVE_FORMS for unit in UNITS),
            *(form.format(name) for form in WEEKDAY_FORMS for name in WEEKDAYS),
            *(
                form.format(number, unit)
                for form in COUNTED_FORMS
                for number in NUMBERS
                for unit in UNITS[:4]
            ),
        ]
    )
)
READ = """
import json, sys
from datetime import date
from ingest.timex_normalization import read_timexes
text = sys.stdin.buffer.read().decode("utf-8")
read = [read_timexes(text, dct) for dct in (None, date(2024, 2, 29))]
print(json.dumps([[timex.model_dump(mode="json") for timex in timexes] for timexes in read]))
"""
MACHINES = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Pago_Pago", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"},
    {"TZ": "America/St_Johns", "LC_ALL": "POSIX", "PYTHONHASHSEED": "random"},
)


def read_on(machine: dict[str, str]) -> Any:  # parsed JSON
    result = subprocess.run(
        [sys.executable, "-c", READ],
        input=STORY.encode(),
        env={**os.environ, **machine},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return json.loads(result.stdout)


def test_every_machine_reads_the_same() -> None:
    first, *others = (read_on(machine) for machine in MACHINES)

    assert all(len(timexes) > 300 for timexes in first)
    assert all(other == first for other in others)


CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "ctime", "strptime", "tzset"}


@contextmanager
def watched_clocks() -> Iterator[list[str]]:
    """The functions of `datetime` and `time` that are called meanwhile and ask the machine for its time."""
    called: list[str] = []

    def watch(_: FrameType, event: str, function: Any) -> None:  # the interpreter's own protocol
        if event == "c_call" and function.__name__ in CLOCKS:
            called.append(function.__qualname__)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield called
    finally:
        sys.setprofile(before)


def test_no_clock_is_read() -> None:
    with watched_clocks() as called:
        read_timexes(STORY, date(2024, 2, 29))
        read_timexes(STORY, None)

    assert called == []


def test_reading_a_clock_would_be_noticed() -> None:
    with watched_clocks() as called:
        date.today()
        datetime.now()

    assert called == ["date.today", "datetime.now"]
