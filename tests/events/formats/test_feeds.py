"""Atom and JSON Feed, read by feedparser and by the rules of JSON Feed 1.1."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.formats import Feed, render
from tests.events.formats.hostile import (
    ATTACKS,
    BARE,
    CUT,
    FEED,
    MONTH,
    RAID,
    ROWS,
    UNDATED,
    UPDATED,
    feeds,
    rows,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def read_atom(text: str) -> Any:
    feed = feedparser.parse(text.encode("utf-8"), sanitize_html=False)
    assert feed.bozo == 0, feed.bozo_exception
    return feed


def assert_is_json_feed(feed: Any) -> None:
    """What jsonfeed.org/version/1.1 demands."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert isinstance(feed["items"], list)
    assert feed.get("next_url") != feed["feed_url"]
    for name in ("home_page_url", "feed_url", "next_url", "description"):
        assert isinstance(feed.get(name, ""), str)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert "content_html" in item or "content_text" in item
        for name in ("date_published", "date_modified"):
            assert name not in item or datetime.fromisoformat(item[name]).tzinfo
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert all(author["name"] for author in item.get("authors", []))
    own = {name for part in (feed, *feed["items"]) for name in part if name.startswith("_")}
    assert own <= {"_dateline"}


def test_atom_tells_who_when_and_where() -> None:
    feed = read_atom(render("atom", FEED, ROWS))
    entry = feed.entries[0]

    assert feed.version == "atom10"
    assert (feed.feed.title, feed.feed.author) == ("Plans of Ruritania", "dateline")
    assert feed.feed.updated == "2025-12-03T09:30:00+00:00"
    assert entry.title == "Northland fires 22 missiles at Veldt"
    assert [author.name for author in entry.authors] == ["Harbour Post", "Morning Ledger"]
    assert entry.updated == "2025-12-02T08:15:30.250000+00:00"
    assert entry.published == "2025-11-26T00:00:00+00:00"
    assert entry.link == "https://news.test/dateline/entry/aaaa000000000001"
    assert [tag.term for tag in entry.tags] == ["strike", "occurred"]
    assert "When: 25 November 2025" in entry.content[0].value


def test_row_without_time_or_source_has_those_of_the_feed() -> None:
    entry = read_atom(render("atom", FEED, [BARE])).entries[0]

    assert entry.author == "dateline"
    assert entry.updated == "2025-12-03T09:30:00+00:00"
    assert "published" not in entry
    assert "links" not in entry


@pytest.mark.parametrize("name", ["atom", "jsonfeed"])
def test_month_is_told_as_a_month(name: str) -> None:
    text = render(name, FEED, [MONTH])

    assert "When: November 2025 (month only)" in text
    assert "1 November" not in text


def test_ids_are_uuids_that_depend_on_the_entry_alone() -> None:
    moved = FEED._replace(self_url="https://other.test/x", html_url="https://other.test", entry_base=None)
    here, there = (read_atom(render("atom", feed, ROWS)) for feed in (FEED, moved))

    ids = [entry.id for entry in here.entries]
    assert ids == [entry.id for entry in there.entries]
    assert ids == [item["id"] for item in json.loads(render("jsonfeed", FEED, ROWS))["items"]]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id) for id in ids)


@pytest.mark.parametrize("name", ["atom", "jsonfeed"])
def test_same_input_makes_the_same_file(name: str) -> None:
    assert render(name, CUT, ROWS) == render(name, CUT, iter(ROWS))


def test_next_page_and_what_is_left_out_are_told() -> None:
    atom, feed = read_atom(render("atom", CUT, ROWS)).feed, json.loads(render("jsonfeed", CUT, ROWS))

    assert {link.rel for link in atom.links} == {"self", "alternate", "next"}
    assert "1,200 more are not in this file. The next page: https://news.test/" in atom.subtitle
    assert feed["next_url"] == CUT.next_url
    assert feed["_dateline"]["left_out"] == 1200
    assert "1,200 more are not in this file." in feed["description"]


def test_what_nobody_counted_is_told_too() -> None:
    text = render("jsonfeed", CUT._replace(left_out=None), ROWS)

    assert "More are not in this file." in text
    assert json.loads(text)["_dateline"]["left_out"] is None


def test_whole_answer_says_nothing_of_more() -> None:
    assert "not in this file" not in render("atom", FEED, ROWS) + render("jsonfeed", FEED, ROWS)


def test_json_feed_keeps_the_rules() -> None:
    feed = json.loads(render("jsonfeed", CUT, ROWS))

    assert_is_json_feed(feed)
    assert feed["items"][0]["url"] == "https://news.test/dateline/entry/aaaa000000000001"
    assert feed["items"][3]["_dateline"]["edtf"] == ""
    assert [item["_dateline"]["edtf"] for item in feed["items"]][:2] == ["2025-11-25", "2025-11"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_stays_text(attack: str) -> None:
    row = RAID | dict.fromkeys(("headline", "quote", "place", "actors", "sources", "type", "status"), attack)
    text = render("atom", FEED._replace(title=attack, description=attack), [row])
    [entry] = etree.fromstring(text.encode("utf-8")).findall(f"{ATOM}entry")
    content = entry.find(f"{ATOM}content")

    read_atom(text)
    assert content is not None
    html = content.text or ""
    assert set(re.findall(r"<(/?\w+)", html)) <= {"blockquote", "/blockquote", "p", "/p"}
    assert_is_json_feed(json.loads(render("jsonfeed", FEED, [row])))


@given(feeds, st.lists(rows, max_size=3))
def test_any_rows_make_a_well_formed_feed(feed: Feed, told: Sequence[dict[str, object]]) -> None:
    atom = read_atom(render("atom", feed, told))
    items = json.loads(render("jsonfeed", feed, told).encode("utf-8"))

    assert_is_json_feed(items)
    assert [entry.id for entry in atom.entries] == [item["id"] for item in items["items"]]
    assert len({entry.id for entry in atom.entries}) == len(told)
    assert all(entry.updated and entry.author and entry.title for entry in atom.entries)


def test_plain_days_and_odd_times_are_no_error() -> None:
    row = UNDATED | {"recorded_at": "2025-11-24", "first_reported": "yesterday"}

    entry = read_atom(render("atom", FEED, [row])).entries[0]

    assert entry.updated == "2025-11-24T00:00:00+00:00"
    assert UPDATED.isoformat() not in entry.updated
