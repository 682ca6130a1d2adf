"""What the commands that correct the record print: what was recorded, what stands now, what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel

from events.facts import Record
from events.model import Event
from ingest.printing import table

if TYPE_CHECKING:
    from events.timeline import Row
    from ingest.rereading import Difference, Rereading


def recorded_line(records: Sequence[Record]) -> str:
    """Which positions a decision took in the log."""
    if not records:
        return "Nothing recorded: the log says so already"
    return "Recorded " + ", ".join(f"{record.type} at position {record.position}" for record in records)


def event_row_line(row: Row) -> str:
    """An event as the log has it now."""
    state = "stands" if row["until"] is None else f"withdrawn at position {row['until']}"
    return f"event {row['event_id']}, {row['starts'] or 'no day'}, {state}: {row['headline']}"


def entry_line(row: Row, reports: int) -> str:
    """An entry of the timeline as it is now."""
    told = f"{reports} report" if reports == 1 else f"{reports} reports"
    return f"entry {row['entry_id']}, {row['starts'] or 'no day'}, {told}: {row['headline']}"


def event_line(event: Event) -> str:
    """An event, short: its id, days, type, mode and status, and headline."""
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    return f"{event.event_id}  {event.interval or 'no day'}  {kind}, {event.status}: {event.headline}"


def difference_text(difference: Difference) -> str:
    """What today's rules read otherwise in an article: + added, - withdrawn, ~ changed."""
    article = difference.article
    return "\n".join(
        [
            f"{article.name} ({article.published or 'undated'})",
            *(f"  + {event_line(event)}" for event in difference.added),
            *(f"  - {event_line(event)}" for event in difference.withdrawn),
            *(line for old, new in difference.changed for line in _change(old, new)),
        ]
    )


def rereading_text(found: Rereading, is_dry_run: bool) -> str:
    """What a run of `dateline reread` came to."""
    articles = {"same": found.same, "different": found.different, "redacted": found.redacted}
    events = {"added": found.added, "withdrawn": found.withdrawn, "changed": found.changed}
    return "\n".join(
        [
            "Articles",
            table(articles | {"failed": len(found.failed)}),
            "Events that would change (nothing was written)" if is_dry_run else "Events",
            table(events),
        ]
    )


def _change(old: Event, new: Event) -> Iterator[str]:
    yield f"  ~ {event_line(new)}"
    for name in Event.model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"      {name}: {_words(before)} → {_words(after)}"


def _words(value: object) -> str:
    """A field for people: lists with commas, spans and quantities as they are written in short."""
    if isinstance(value, tuple):
        return ", ".join(map(_words, value)) or "none"
    if isinstance(value, BaseModel) and type(value).__str__ is BaseModel.__str__:
        parts = value.model_dump(mode="json", exclude_none=True).values()
        return ":".join(map(str, parts))
    return "none" if value is None else str(value)
