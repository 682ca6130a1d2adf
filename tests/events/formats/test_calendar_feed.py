"""The calendar, read back by icalendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component

from events.formats import Feed, render
from events.formats.days import is_precise, when
from tests.events.formats.hostile import ATTACKS, CUT, FEED, MONTH, RAID, ROWS, TALKS, UNDATED, feeds, rows


def read(text: str) -> Component:
    """The calendar; lines must be folded at 75 octets and end with CRLF."""
    lines = text.encode("utf-8").split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    return Calendar.from_ical(text)


def test_day_is_all_day_and_its_end_exclusive() -> None:
    [event] = read(render("ics", FEED, [RAID])).walk("VEVENT")

    assert event.decoded("dtstart") == date(2025, 11, 25)
    assert event.decoded("dtend") == date(2025, 11, 26)
    assert not isinstance(event.decoded("dtstart"), datetime)
    assert event["dtstart"].params["VALUE"] == event["dtend"].params["VALUE"] == "DATE"
    assert event.decoded("dtstamp").isoformat() == "2025-12-02T08:15:30+00:00"
    assert str(event["summary"]) == "Northland fires 22 missiles at Veldt"
    assert event["url"] == "https://news.test/dateline/entry/aaaa000000000001"
    assert event["location"] == "Veldt"


def test_range_lasts_until_the_day_after_its_last() -> None:
    [event] = read(render("ics", FEED, [TALKS])).walk("VEVENT")

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2025, 11, 24), date(2025, 11, 27))
    assert event["x-dateline-edtf"] == "2025-11-24/2025-11-26"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("occurred", "CONFIRMED"),
        ("ongoing", "CONFIRMED"),
        ("planned", "CONFIRMED"),
        ("possible", "TENTATIVE"),
        ("denied", "CANCELLED"),
        ("rumoured", None),
    ],
)
def test_status_in_the_words_of_calendars(status: str, told: str | None) -> None:
    [event] = read(render("ics", FEED, [RAID | {"status": status}])).walk("VEVENT")

    assert event.get("status") == told


def test_what_has_no_day_is_left_out_and_counted() -> None:
    calendar = read(render("ics", FEED, [RAID, MONTH, UNDATED, TALKS]))

    assert len(calendar.walk("VEVENT")) == 2
    assert calendar["x-dateline-without-day"] == "2"
    assert "2 entries are left out: undated, or known no better than to the month." in str(
        calendar["description"]
    )


def test_calendar_has_its_name_page_and_next_page() -> None:
    calendar = read(render("ics", CUT, ROWS))

    assert calendar["x-wr-calname"] == calendar["name"] == "Plans of Ruritania"
    assert calendar["url"] == CUT.html_url
    assert calendar["x-dateline-next"] == CUT.next_url
    assert calendar["x-dateline-left-out"] == "1200"
    assert "1,200 more are not in this file." in str(calendar["description"])
    assert str(calendar["x-wr-caldesc"]).replace("\\,", ",") == calendar["description"]


def test_uid_is_that_of_the_entry_everywhere() -> None:
    moved = FEED._replace(html_url="https://other.test/", entry_base=None)
    here, there = (
        [event["uid"] for event in read(render("ics", feed, ROWS)).walk("VEVENT")] for feed in (FEED, moved)
    )

    assert here == there
    assert len(set(here)) == 3


def test_entry_that_a_query_repeats_is_no_lost_event() -> None:
    events = read(render("ics", FEED, [RAID, RAID | {"headline": "Again"}])).walk("VEVENT")

    assert len({event["uid"] for event in events}) == 2


def test_the_last_day_of_the_calendar_is_no_error() -> None:
    [event] = read(render("ics", FEED, [RAID | {"starts": "9999-12-31", "ends": None}])).walk("VEVENT")

    assert event.decoded("dtstart") == date(9999, 12, 31)
    assert "dtend" not in event  # RFC 5545, 3.8.2.2: it would have to be later; without it, the day is whole


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_adds_no_line(attack: str) -> None:
    cells = ("headline", "quote", "place", "actors", "sources", "type", "status", "entry_id")
    calendar = read(
        render("ics", FEED._replace(title=attack, description=attack), [RAID | dict.fromkeys(cells, attack)])
    )
    [event] = calendar.walk("VEVENT")

    assert not calendar.walk("VALARM")
    assert set(event) <= {
        *("UID", "DTSTAMP", "SUMMARY", "DTSTART", "DTEND", "DESCRIPTION", "TRANSP", "X-DATELINE-EDTF"),
        *("LOCATION", "CATEGORIES", "URL"),
    }


@given(feeds, st.lists(rows, max_size=3))
def test_any_rows_make_a_calendar(feed: Feed, told: Sequence[dict[str, object]]) -> None:
    calendar = read(render("ics", feed, told))
    found = [days for row in told if (days := when(row)) and is_precise(days)]
    events = calendar.walk("VEVENT")

    assert [event.decoded("dtstart") for event in events] == [days.days.start for days in found]
    assert int(str(calendar["x-dateline-without-day"])) == len(told) - len(found)
    for event, days in zip(events, found, strict=True):
        assert days.days.end == date.max or event.decoded("dtend") - days.days.end == timedelta(1)
