"""What people decide about the record, as facts: withdraw, correct, merge, split, redact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from events import timeline
from events.entry import entry_id_of
from events.errors import DatelineError
from events.facts import (
    CURATION,
    EntriesMerged,
    EntrySplit,
    EventExtracted,
    EventWithdrawn,
    Record,
    article_stream,
    by_hand,
)
from events.interval import Interval, Precision
from events.log import Log
from events.model import Event, EventType, Status
from events.timeline import Row
from events.upcasters import read_fact
from events.value import Value
from ingest.extractors import gate
from ingest.lexicon import load_lexicon

PREFIX = re.compile(r"[0-9a-f]{4,16}")
RULE = "hand"  # what stands where an event of the rules names its rule


class Changes(Value):
    """What a person corrects about an event; None leaves a field as it is, an empty text takes it away."""

    start: date | None = None
    end: date | None = None
    precision: Precision | None = None
    undated: bool = False
    type: EventType | None = None
    mode: str | None = None
    status: Status | None = None
    place: str | None = None
    headline: str | None = None
    actors: tuple[str, ...] | None = None
    targets: tuple[str, ...] | None = None


class Correction(NamedTuple):
    """The event as it stands after a correction, and the records that made it so, none if it was known."""

    event: Event
    records: tuple[Record, ...]


# --- decisions ------------------------------------------------------------------------------------------


def withdraw(log: Log, names: Sequence[str], because: str, person: str) -> tuple[Record, ...]:
    """Record that events hold no longer; those that are withdrawn already add nothing."""
    by_article: dict[str, list[EventWithdrawn]] = defaultdict(list)
    for row in [find_event(log, name) for name in names]:
        fact = EventWithdrawn(event_id=str(row["event_id"]), because=because, by=by_hand(person))
        by_article[str(row["article_id"])].append(fact)
    appended = (log.append(article_stream(article_id), facts) for article_id, facts in by_article.items())
    return tuple(record for records in appended for record in records)


def correct(log: Log, name: str, changes: Changes, because: str, person: str) -> Correction:
    """Record an event anew with `changes`, resting on the same words, and withdraw the old one in one append.

    Raises DatelineError when nothing changes, when the event was withdrawn for another reason, when its
    article was redacted, and when the result does not pass the gate that extractors must pass.
    """
    row = find_event(log, name)
    stream = article_stream(str(row["article_id"]))
    facts = [read_fact(record) for record in log.stream(stream)]
    old = next(f for f in facts if isinstance(f, EventExtracted) and f.event_id == row["event_id"])
    new = corrected(old.event, changes)
    _check(log, new)
    if row["until"] is not None and row["replaced_by"] == new.event_id:
        return Correction(new, ())
    _require_standing(row)
    by = by_hand(person)
    extracted = EventExtracted(event_id=new.event_id, event=new, extractor=by, text_digest=old.text_digest)
    withdrawn = EventWithdrawn(event_id=old.event_id, because=because, replaced_by=new.event_id, by=by)
    return Correction(new, log.append(stream, [extracted, withdrawn], expected_version=len(facts)))


def merge(log: Log, names: Sequence[str], because: str, person: str) -> tuple[Record, ...]:
    """Record that entries of the timeline tell one happening; nothing when they are one already."""
    entry_ids = list(dict.fromkeys(find_entry(log, name) for name in names))
    if len(names) < 2:
        raise DatelineError("one entry alone cannot be merged; name two or more")
    if len(entry_ids) < 2:
        return ()
    event_ids = sorted(event_id for entry_id in entry_ids for event_id in _events_of(log, entry_id))
    fact = EntriesMerged(event_ids=tuple(event_ids), because=because, by=by_hand(person))
    return log.append(CURATION, [fact])


def split(log: Log, names: Sequence[str], because: str, person: str) -> tuple[Record, ...]:
    """Record that events tell a happening of their own; nothing when they are an entry alone already."""
    rows = [find_event(log, name) for name in names]
    for row in rows:
        _require_standing(row)
    event_ids = sorted({str(row["event_id"]) for row in rows})
    if sorted(_events_of(log, str(rows[0]["entry_id"]))) == event_ids:
        return ()
    return log.append(CURATION, [EntrySplit(event_ids=tuple(event_ids), because=because, by=by_hand(person))])


def redact(log: Log, words: str, because: str, person: str) -> tuple[Record, ...]:
    """Erase the text of an article and what was quoted from it; nothing is recorded the second time."""
    return log.redact(str(find_article(log, words)["article_id"]), because, by_hand(person))


# --- what a correction makes of an event ----------------------------------------------------------------


def corrected(old: Event, changes: Changes) -> Event:
    """What `old` says but for the changes, by hand. Raises DatelineError when nothing changes."""
    fields = old.model_dump() | _days(old, changes) | _words(old, changes)
    same = {name: value for name, value in old.model_dump().items() if name not in {"basis", "rule"}}
    if same.items() <= fields.items():
        raise DatelineError(f'nothing to change: event {old.event_id} "{old.headline}" says so already')
    try:
        return Event.model_validate(fields | {"rule": RULE})
    except ValidationError as error:
        first = error.errors()[0]
        raise DatelineError(f"{first['loc'][0]}: {first['msg']}") from error


def _words(old: Event, changes: Changes) -> dict[str, Any]:
    """The fields that are no days; a new type keeps the mode only where it has one of that name."""
    names = {"type", "mode", "status", "place", "headline", "actors", "targets"}
    fields = changes.model_dump(include=names, exclude_none=True)
    if changes.type and old.mode not in load_lexicon().modes[changes.type]:
        fields = {"mode": None} | fields
    named = {name: tuple(filter(None, fields[name])) for name in ("actors", "targets") if name in fields}
    emptied = {name: None for name in ("mode", "place") if fields.get(name) == ""}
    return fields | named | emptied


def _days(old: Event, changes: Changes) -> dict[str, Any]:
    """The fields that tell when: a start alone is one day, an end alone or a precision keeps the rest."""
    if changes.undated:
        return {"interval": None, "precision": "vague", "basis": "published"}
    if not (changes.start or changes.end or changes.precision):
        return {}
    start = changes.start or (old.interval.start if old.interval else None)
    if start is None:
        raise DatelineError(f"event {old.event_id} has no day; give --start too")
    end = changes.end or (start if changes.start or old.interval is None else old.interval.end)
    if end < start:
        raise DatelineError(f"the end {end} lies before the start {start}")
    precision = changes.precision or ("day" if start == end else "range")
    interval = Interval(start=start, end=end)
    basis = old.basis if interval == old.interval else "explicit"
    return {"interval": interval.model_dump(), "precision": precision, "basis": basis}


def _check(log: Log, event: Event) -> None:
    article = log.article(event.article_id)
    if article is None:
        raise DatelineError("the article was redacted: its events can be withdrawn, but not corrected")
    gate(article, (event,))


# --- what names stand for -------------------------------------------------------------------------------


def find_event(log: Log, name: str) -> Row:
    """The one event whose id begins so, standing or withdrawn."""
    prefix = _prefix(name)
    near = timeline.find_events(log, prefix[:4])
    rows = [row for row in near if str(row["event_id"]).startswith(prefix)]
    return _only(rows, near, f'event "{name}"', "event_id")


def find_entry(log: Log, name: str) -> str:
    """The id of the one entry whose id begins so, or that holds the one event whose id does."""
    prefix = _prefix(name)
    holding = [row for row in timeline.find_events(log, prefix) if row["entry_id"]]
    rows = [*timeline.find_entries(log, prefix), *holding] or _merged_away(log, prefix)
    near = [*timeline.find_entries(log, prefix[:4]), *timeline.find_events(log, prefix[:4])]
    distinct = {row["entry_id"]: row for row in rows}
    return str(_only([*distinct.values()], near, f'entry or standing event "{name}"', "entry_id")["entry_id"])


def find_article(log: Log, words: str) -> Row:
    """The one article whose id begins so, or that has this file name or title."""
    rows = timeline.find_articles(log, words)
    near = [] if rows else timeline.search_articles(log, words)
    return _only(rows, near, f'article "{words}"', "article_id")


def entries_of(log: Log, names: Sequence[str]) -> list[Row]:
    """The entries in which the named events and entries now stand, each once."""
    entry_ids = dict.fromkeys(find_entry(log, name) for name in names)
    return [row for entry_id in entry_ids for row in timeline.find_entries(log, entry_id)]


def _prefix(name: str) -> str:
    if not PREFIX.fullmatch(name.lower()):
        raise DatelineError(f'"{name}" is no id: give its first 4 to 16 hexadecimal digits')
    return name.lower()


def _only(rows: Sequence[Row], near: Sequence[Row], what: str, key: str) -> Row:
    """The only row. Raises DatelineError that lists the rows among which to choose, or those near it."""
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise DatelineError(f"there is more than one {what}; name one of {_listed(rows, key)}")
    hint = f"; did you mean {_listed(near, key)}?" if near else ""
    raise DatelineError(f"there is no {what}{hint}")


def _listed(rows: Sequence[Row], key: str) -> str:
    return "; ".join(
        f'{row[key] or "withdrawn"} "{row.get("headline") or row.get("title") or row["name"]}"'
        for row in rows
    )


def _require_standing(row: Row) -> None:
    if row["until"] is not None:
        better = f" in favour of {row['replaced_by']}" if row["replaced_by"] else ""
        raise DatelineError(f'event {row["event_id"]} "{row["headline"]}" was withdrawn{better}')


def _events_of(log: Log, entry_id: str) -> list[str]:
    return [str(row["event_id"]) for row in timeline.reports_of(log, entry_id)]


def _merged_away(log: Log, prefix: str) -> list[Row]:
    """The entries that now hold what a former entry held before a merge."""
    facts = (read_fact(record) for record in log.stream(CURATION))
    merged = {event_id for fact in facts if isinstance(fact, EntriesMerged) for event_id in fact.event_ids}
    former = [event_id for event_id in sorted(merged) if entry_id_of(event_id).startswith(prefix)]
    rows = [row for event_id in former for row in timeline.find_events(log, event_id)]
    return [row for row in rows if row["entry_id"]]
