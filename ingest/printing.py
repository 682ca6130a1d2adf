"""Values as the rows that the command line prints: JSON lines for programs, plain lines for people."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from events.interval import Interval
from events.model import Article, Event, EventType, Span, Timex

if TYPE_CHECKING:
    from events.verification import Verification
    from ingest.pipeline import Summary
    from ingest.sources.unreadable import Unreadable

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FORTNIGHT = 14  # days; weekdays at the ends of longer stretches tell nobody anything


def event_row(article: Article, event: Event) -> dict[str, Any]:
    """One event as `dateline extract` prints it: inclusive ISO days, offsets in the article's text."""
    start, end = _days(event.interval)
    return {
        "article": article.name,
        "published": article.published.isoformat() if article.published else None,
        **event.model_dump(mode="json", include={"type", "mode", "status", "attribution"}),
        "start": start,
        "end": end,
        "precision": event.precision,
        "basis": event.basis,
        "actors": list(event.actors),
        "targets": list(event.targets),
        "place": event.place,
        "quantities": {quantity.name: number(quantity.value) for quantity in event.quantities},
        "evidence": [_evidence(article.text, span) for span in event.evidence],
        "headline": event.headline,
        "rule": event.rule,
        "confidence": event.confidence,
    }


def timex_row(doc: str, timex: Timex) -> dict[str, Any]:
    """One time expression as `dateline timex --jsonl` prints it.

    A DURATION or SET has no days there, as in TIMEX3: "the past week" is a length that is anchored.
    """
    start, end = _days(timex.interval if timex.type in {"DATE", "TIME"} else None)
    return {
        "doc": doc,
        "start": timex.span.start,
        "end": timex.span.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "from": start,
        "to": end,
    }


def timex_block(timex: Timex, reference: str) -> str:
    """One time expression for people: its words, and under them its value, its days and why."""
    reasons = {
        "value": f"{timex.type} {timex.value}",
        "days": _days_told(timex),
        "why": timex.why,
        "reference": reference,
        "rule": timex.rule,
    }
    lines = (f"  {name:<9}  {told}" for name, told in reasons.items())
    return "\n".join([" ".join(timex.text.split()), *lines])


def _days_told(timex: Timex) -> str:
    if timex.interval is None:
        return "none"
    start, end = (_WEEKDAYS[day.weekday()] for day in (timex.interval.start, timex.interval.end))
    weekdays = {1: f", {start}"}.get(timex.interval.days, f", {start} to {end}")
    return f"{timex.interval}{weekdays if timex.interval.days <= _FORTNIGHT else ''} ({timex.precision})"


def unreadable_line(unreadable: Unreadable) -> str:
    """Which input gave no article, and why, on one line."""
    return " ".join(f"{unreadable.name}: {unreadable.reason}".split())


def summary_text(summary: Summary, db: Path) -> str:
    """What a run of `dateline ingest` came to."""
    articles = {"new": summary.new, "known": summary.known, "unreadable": len(summary.unreadable)}
    if summary.versions:
        articles["new versions"] = summary.versions
    log = {"recorded": summary.recorded, "withdrawn": summary.withdrawn}
    parts = [
        *("Articles", table(articles)),
        *("Events found", table(_by_count(summary.found))),
        *(f"Events in {db}", table(log)),
        *(_inferred(summary.inferred) if summary.inferred else ()),
        *(_undated(summary.undated, db) if summary.undated else ()),
        *(_redacted(summary.redacted) if summary.redacted else ()),
        *(
            _named(
                "Printed by another paper too: word for word the same, so they count as one source.",
                summary.copies,
            )
        ),
        *(_named("Not in English: kept, but no events are read from them.", summary.foreign)),
    ]
    return "\n".join(parts)


def _named(told: str, names: Sequence[str]) -> tuple[str, ...]:
    """A line and the names of the files that it is about; nothing where there are none."""
    return (told, *(f"  {name}" for name in names)) if names else ()


def verification_text(found: Verification) -> str:
    """What `dateline verify` found; the last line is the head to keep elsewhere."""
    wrong = len(found.findings)
    outcome = "all as recorded" if found.is_clean else f"{wrong} finding{'s' if wrong > 1 else ''}"
    return "\n".join([*map(str, found.findings), f"{found.records} records, {outcome}", f"head {found.head}"])


def _undated(names: Sequence[str], db: Path) -> list[str]:
    return [
        'Undated articles: nothing tells when they were published, so their "Tuesday" has no day.',
        *(f"  {name}" for name in names),
        f"Read each again with its date: dateline ingest FILE --published YYYY-MM-DD --db {db}",
    ]


def _inferred(names: Sequence[str]) -> list[str]:
    return [
        "Dated by other articles that tell the same story (`dateline explain` says why):",
        *(f"  {name}" for name in names),
    ]


def _redacted(names: Sequence[str]) -> list[str]:
    return [f"Redacted articles, left unread: {', '.join(names)}"]


def number(value: Decimal) -> int | float:
    """A decimal as JSON number: an integer wherever it is one.

    >>> number(Decimal("464")), number(Decimal("2.5"))
    (464, 2.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def table(rows: Mapping[str, int]) -> str:
    """Names and counts in two columns, the counts flush right.

    >>> print(table({"new": 12, "known": 3}))
      new    12
      known   3
    """
    if not rows:
        return ""
    names, digits = max(map(len, rows)), max(len(str(count)) for count in rows.values())
    return "\n".join(f"  {name:<{names}}  {count:>{digits}}" for name, count in rows.items())


def _by_count(counts: Mapping[EventType, int]) -> Mapping[str, int]:
    """The most frequent first; of equal counts, by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))) or {"none": 0}


def _evidence(text: str, span: Span) -> dict[str, Any]:
    return {"quote": span.of(text), "start": span.start, "end": span.end}


def _days(interval: Interval | None) -> tuple[str | None, str | None]:
    return (interval.start.isoformat(), interval.end.isoformat()) if interval else (None, None)


def is_id(text: str) -> bool:
    """Whether a text can be the first digits of an event's or an entry's id.

    >>> is_id("11e14b07"), is_id("story.txt")
    (True, False)
    """
    return re.fullmatch(r"[0-9a-fA-F]{4,16}", text) is not None


def wrapped(text: str, indent: int) -> list[str]:
    """A text in lines of at most 80 columns."""
    return textwrap.wrap(text, 80, initial_indent=" " * indent, subsequent_indent=" " * indent)
