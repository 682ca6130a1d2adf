"""Invented rows for all formats, and rows that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from events.formats import Feed

UPDATED = datetime(2025, 12, 3, 9, 30, tzinfo=UTC)
FEED = Feed(
    title="Plans of Ruritania",
    description="What is announced there?",
    self_url="https://news.test/dateline/planned.atom?actor=Otto+Lind&since=2025-11-01",
    html_url="https://news.test/dateline/planned?actor=Otto+Lind&since=2025-11-01",
    next_url=None,
    left_out=0,
    updated=UPDATED,
    entry_base="https://news.test/dateline/entry/",
)
CUT = FEED._replace(next_url="https://news.test/dateline/planned.atom?_from=5", left_out=1200)

RAID: dict[str, object] = {
    "entry_id": "aaaa000000000001",
    "starts": "2025-11-25",
    "ends": "2025-11-25",
    "precision": "day",
    "type": "strike",
    "status": "occurred",
    "headline": "Northland fires 22 missiles at Veldt",
    "place": "Veldt",
    "actors": "Northland",
    "numbers": "22 missiles; at least 7 killed",
    "quote": "In the night of 25 November, Northland fired 22 missiles.",
    "sources": "Harbour Post, 2025-11-26; Morning Ledger, 2025-11-27",
    "first_reported": "2025-11-26",
    "recorded_at": "2025-12-02T08:15:30.250000Z",
    "latitude": 47.5,
    "longitude": 7.25,
    "event_id": "bbbb000000000001",
    "article_id": "cccc000000000001",
}
MONTH = RAID | {
    "entry_id": "aaaa000000000002",
    "starts": "2025-11-01",
    "ends": "2025-11-30",
    "precision": "month",
    "status": "planned",
    "headline": "Lowmark to vote on its charter",
    "latitude": None,
    "longitude": None,
}
TALKS = RAID | {
    "entry_id": "aaaa000000000003",
    "starts": "2025-11-24",
    "ends": "2025-11-26",
    "precision": "range",
    "status": "possible",
    "headline": "Envoys may meet in Basel",
}
UNDATED = RAID | {
    "entry_id": "aaaa000000000004",
    "starts": None,
    "ends": None,
    "precision": "vague",
    "status": "denied",
}
BARE: dict[str, object] = {
    "event_id": "dddd000000000001",
    "starts": "2025-11-29",
    "headline": "Mara Venn resigns",
    "type": "resignation",
    "status": "occurred",
}
ROWS = (RAID, MONTH, TALKS, UNDATED, BARE)

ATTACKS = (
    '<script>alert("x")</script>',
    "]]>&lt;!--<![CDATA[",
    "one\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:x",
    "a\x00b\x0bc\x1bd\x7fe\x85f\u2028g\ufffeh\ufffffi",
    '=cmd|"/C calc"!A0',
    "@SUM(1+1)",
    "-2+3",
    "\t=1",
    "\\n\\;\\,\\\\;,:",
    "\"quoted\", 'too'\\",
    "\ud800",
    "𝔘𝔫𝔦 ٣ \u202ertl",
    "&#0;&nbsp;&undefined;",
    "x" * 200 + "é" * 100,
    "",
    " ",
)
characters = st.characters(codec=None, categories=None)
strings = st.one_of(st.sampled_from(ATTACKS), st.text(characters, max_size=40))
cells: st.SearchStrategy[Any] = st.one_of(
    strings, st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.binary(max_size=8)
)
days = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    cells,
)
rows = st.fixed_dictionaries(
    {"starts": days, "headline": cells, "type": cells, "status": cells},
    optional={
        "entry_id": cells,
        "event_id": cells,
        "ends": days,
        "precision": st.one_of(
            st.sampled_from(("day", "range", "week", "month", "season", "year", "decade", "vague")), cells
        ),
        "place": cells,
        "actors": cells,
        "quote": cells,
        "sources": cells,
        "latitude": cells,
        "longitude": cells,
        "recorded_at": st.one_of(st.datetimes().map(str), cells),
        "first_reported": days,
        "=cmd": cells,
    },
)
feeds = st.builds(
    Feed,
    title=strings,
    description=strings,
    self_url=strings.map(lambda text: f"https://news.test/{text}"),
    html_url=strings.map(lambda text: f"https://news.test/{text}"),
    next_url=st.none() | strings.map(lambda text: f"https://news.test/next/{text}"),
    left_out=st.none() | st.integers(0, 10**6),
    updated=st.datetimes(min_value=datetime(1970, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC)),
    entry_base=st.none() | strings.map(lambda text: f"https://news.test/{text}/"),
)
