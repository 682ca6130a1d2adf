"""The rows as a calendar (RFC 5545, RFC 7986): all-day events, known better than to the month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from icalendar import Calendar, Event, vText

from events.formats.days import When, edtf, is_precise, when
from events.formats.details import as_text, headline
from events.formats.rows import Feed, Row, about, address, identified, line, recorded, uri, uuid_of, words

STATUSES = {
    "occurred": "CONFIRMED",
    "ongoing": "CONFIRMED",
    "planned": "CONFIRMED",
    "possible": "TENTATIVE",
    "denied": "CANCELLED",
}


def render(feed: Feed, rows: Iterable[Row]) -> Iterator[str]:
    """The calendar in one piece. What has no day, or no better one than a month, is left out and counted."""
    held = [(name, row, when(row)) for name, row in identified(rows)]
    shown = [(name, row, found) for name, row, found in held if found and is_precise(found)]
    imprecise = len(held) - len(shown)
    calendar = _calendar(feed, imprecise)
    for name, row, found in shown:
        calendar.add_component(_event(feed, name, row, found))
    yield calendar.to_ical().decode("utf-8")


def _calendar(feed: Feed, imprecise: int) -> Calendar:
    title, description = line(feed.title) or "dateline", about(feed, *_missing(imprecise))
    calendar = Calendar()
    calendar.add("prodid", "-//dateline//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("name", title)
    calendar.add("x-wr-calname", vText(title))  # an unknown name is not escaped by itself
    calendar.add("description", description)
    calendar.add("x-wr-caldesc", vText(description))
    calendar.add("uid", uuid_of(feed.html_url))
    calendar.add("url", uri(feed.html_url))
    calendar.add("source", uri(feed.self_url))
    calendar.add("last-modified", feed.updated)
    calendar.add("x-dateline-without-day", str(imprecise))
    calendar.add("x-dateline-left-out", "unknown" if feed.left_out is None else str(feed.left_out))
    if feed.next_url:
        calendar.add("x-dateline-next", uri(feed.next_url))
    return calendar


def _missing(imprecise: int) -> tuple[str, ...]:
    if not imprecise:
        return ()
    subject = "1 entry is" if imprecise == 1 else f"{imprecise:,} entries are"
    return (f"{subject} left out: undated, or known no better than to the month.",)


def _event(feed: Feed, name: str, row: Row, found: When) -> Event:
    event = Event()
    event.add("uid", uuid_of(name))
    event.add("dtstamp", recorded(feed, row))
    event.add("summary", headline(row))
    event.add("dtstart", found.days.start)
    if found.days.start < (end := _day_after(found.days.end)):  # a lone day needs none, and the last has none
        event.add("dtend", end)
    event.add("description", as_text(row))
    event.add("transp", "TRANSPARENT")  # news keeps nobody busy
    event.add("x-dateline-edtf", edtf(row))
    if status := STATUSES.get(line(row.get("status"))):
        event.add("status", status)
    if place := line(row.get("place")):
        event.add("location", place)
    if type := words(row.get("type")):
        event.add("categories", [type])
    if page := address(feed, row):
        event.add("url", page)
    return event


def _day_after(day: date) -> date:
    """The exclusive end of a day; the calendar's last day has none."""
    return day + timedelta(1) if day < date.max else day
