"""What every format shares: the feed that a file belongs to, and how the cells of its rows are read."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

Row = Mapping[str, object]

NEEDED = frozenset({"starts", "headline", "type", "status"})
IDENTIFIERS = frozenset({"entry_id", "event_id"})
# What XML cannot hold, and neither can the text values of iCalendar.
_NO_TEXT = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_URI_CHARACTERS = "%/:?#[]@!$&'()*+,;=~"


class Feed(NamedTuple):
    """What is told about a file besides its rows; addresses are absolute.

    `left_out` counts the rows of the answer that are not in this file; None: some are, nobody counted.
    `updated` is when the newest record was recorded. `entry_base` is what leads to the page of an entry when
    its id is appended, `csv_url` where a data package finds its table.
    """

    title: str
    description: str
    self_url: str
    html_url: str
    next_url: str | None
    left_out: int | None
    updated: datetime
    entry_base: str | None = None
    csv_url: str = "timeline.csv"


def is_timeline(columns: Iterable[str] | None) -> bool:
    """Whether rows with these columns can be told in every format.

    >>> is_timeline(["event_id", "starts", "headline", "type", "status"]), is_timeline(["starts", "strikes"])
    (True, False)
    """
    names = set(columns or ())
    return names >= NEEDED and bool(names & IDENTIFIERS)


def text(value: object) -> str:
    """A cell as text that XML and iCalendar can hold; characters that they cannot become U+FFFD.

    >>> text("one\\r\\ntwo\\x00"), text(None)
    ('one\\ntwo�', '')
    """
    if value is None:
        return ""
    lines = str(plain(value)).replace("\r\n", "\n").replace("\r", "\n")
    return _NO_TEXT.sub("\ufffd", lines)


def line(value: object) -> str:
    """A cell as one line of text without blanks around it.

    >>> line(" A plan\\nof 19 points ")
    'A plan of 19 points'
    """
    return " ".join(text(value).split())


def words(value: object) -> str:
    """A machine word as people write it.

    >>> words("plan_revision")
    'plan revision'
    """
    return line(value).replace("_", " ")


def plain(value: object) -> str | int | float | None:
    """A cell as JSON and CSV hold it: bytes in hexadecimal, no lone surrogates, nothing that is no number.

    >>> plain(b"\\x01\\xff"), plain(float("inf")), plain(7)
    ('01ff', None, 7)
    """
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.hex()
    return _LONE_SURROGATE.sub("\ufffd", str(value))


def uri(address: object) -> str:
    """An address without any character that has no place in one.

    >>> uri('https://example.org/a b?q="x"')
    'https://example.org/a%20b?q=%22x%22'
    """
    return quote(_LONE_SURROGATE.sub("\ufffd", str(address)), safe=_URI_CHARACTERS)


def pieces(value: object) -> list[str]:
    """The parts of a list that a cell holds as text.

    >>> pieces("Ruritania; Grace Okoro")
    ['Ruritania', 'Grace Okoro']
    """
    return [piece.strip() for piece in line(value).split(";") if piece.strip()]


def publishers(row: Row) -> list[str]:
    """Who reports it: names without the days that `sources` puts behind them.

    >>> publishers({"sources": "Harbour Post, 2025-11-26; Gazette"})
    ['Harbour Post', 'Gazette']
    """
    named = [re.sub(r", \d{4}-\d\d-\d\d$", "", piece) for piece in pieces(row.get("sources"))]
    return list(dict.fromkeys(named or pieces(row.get("publisher"))))


def moment(value: object) -> datetime | None:
    """A recorded or published time in UTC; a plain day counts from its midnight, anything else is None.

    >>> moment("2025-11-24").isoformat(), moment("soon")
    ('2025-11-24T00:00:00+00:00', None)
    """
    try:
        found = datetime.fromisoformat(str(value).strip())
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def recorded(feed: Feed, row: Row) -> datetime:
    """When a row was recorded; as the newest record where the row does not tell."""
    return moment(row.get("recorded_at")) or feed.updated


def published(row: Row) -> datetime | None:
    """When a row was first reported, as far as it tells."""
    return moment(row.get("first_reported")) or moment(row.get("published"))


def identity(row: Row) -> str:
    """The name of a row that stays the same wherever and whenever it is told.

    A row of one publisher is one report of its entry, of which there may be more. Reports that join an entry
    may change its id; the event of it that was recorded first remains, where the row tells it.

    >>> identity({"entry_id": "302b46d168a509e1", "event_id": "12861bad1986029b"})
    'entry/302b46d168a509e1'
    >>> identity({"entry_id": "302b46d168a509e1", "event_id": "12861bad1986029b", "publisher": "Gazette"})
    'event/12861bad1986029b'
    """
    event, entry = line(row.get("event_id")), line(row.get("entry_id"))
    is_report = "publisher" in row and "sources" not in row
    if event and (is_report or not entry):
        return f"event/{event}"
    if entry:
        return f"entry/{line(row.get('first_event_id')) or entry}"
    return f"row/{uuid5(NAMESPACE_URL, to_json([plain(row.get(name)) for name in sorted(NEEDED)]))}"


def identified(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Each row with its name; a query may repeat an entry, and then the later ones are numbered.

    >>> [name for name, _ in identified([{"entry_id": "a"}, {"entry_id": "a"}])]
    ['entry/a', 'entry/a/2']
    """
    told: Counter[str] = Counter()
    for row in rows:
        name = identity(row)
        told[name] += 1
        yield (name if told[name] == 1 else f"{name}/{told[name]}"), row


def uuid_of(name: str) -> str:
    """The UUID of a name: the same on every host, so that a moved site repeats nothing to its readers.

    >>> uuid_of("entry/302b46d168a509e1")
    'fff2548c-7971-503f-b418-64f33fc5c01b'
    """
    return str(uuid5(NAMESPACE_URL, f"dateline/{plain(name)}"))


def address(feed: Feed, row: Row) -> str | None:
    """The page of the row's entry, where there is one."""
    name = line(row.get("entry_id"))
    return uri(feed.entry_base) + quote(name, safe="") if feed.entry_base and name else None


def to_json(value: object, indent: int | None = None) -> str:
    """JSON that stands on one line for every reader of lines, unless it is indented."""
    told = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=str)
    told = _LONE_SURROGATE.sub("\ufffd", told)
    for separator in "\x85\u2028\u2029":
        told = told.replace(separator, f"\\u{ord(separator):04x}")
    return told


def remainder(feed: Feed) -> str:
    """What a reader is told when the file does not hold all; empty when it does.

    >>> from datetime import UTC, datetime
    >>> feed = Feed("Plans", "", "https://a.test/x", "", None, 2, datetime(2025, 12, 3, tzinfo=UTC))
    >>> remainder(feed)
    '2 more are not in this file.'
    """
    if feed.left_out == 0 and not feed.next_url:
        return ""
    count = "More" if not feed.left_out else f"{feed.left_out:,} more"
    verb = "is" if feed.left_out == 1 else "are"
    where = f" The next page: {uri(feed.next_url)}" if feed.next_url else ""
    return f"{count} {verb} not in this file.{where}"


def about(feed: Feed, *remarks: str) -> str:
    """The description of a feed, what it does not hold, and further remarks."""
    described = re.sub(r"(?<=[\w)])$", ".", line(feed.description))
    return " ".join(remark for remark in (described, remainder(feed), *remarks) if remark)


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Every column that any row has, in the order of their first appearance."""
    return list(dict.fromkeys(name for row in rows for name in row))
