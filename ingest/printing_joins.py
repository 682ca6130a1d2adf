"""What `dateline explain ENTRY` prints: why reports are together, and why others stand apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from events.joins import Join
from events.timeline import Row
from ingest.printing import wrapped


def joins_text(entry: Row, reports: Sequence[Row], joins: Sequence[Join], refusals: Sequence[Join]) -> str:
    """The entry, its reports, what joins each two of them, and the nearest that were refused."""
    named = {str(report["event_id"]): report for report in reports}
    return "\n".join(
        [
            f"{entry['headline']}",
            f"entry {entry['entry_id']}, {_days(entry)}, {entry['type']}, {entry['status']}",
            "",
            "Reports",
            *(f"  {_report_line(report)}" for report in reports),
            *_section("Why they are together", joins, named),
            *_section("Nearest that stand apart", refusals, named),
            "",
        ]
    )


def _section(title: str, joins: Sequence[Join], named: Mapping[str, Row]) -> Iterator[str]:
    if joins:
        yield from ("", title)
    for join in joins:
        yield f"  {join.one.event_id} {'=' if join.joined else '/'} {join.other.event_id}"
        if join.other.event_id not in named:
            event = join.other.event
            yield from wrapped(f"{event.interval or 'no day'}: {event.headline}", indent=4)
        yield from wrapped("; ".join(join.reasons), indent=4)


def _report_line(report: Row) -> str:
    told = ", ".join(str(part) for part in (report["publisher"], report["published"]) if part)
    return f"{report['event_id']}  {told or 'no publisher'}: {_days(report)}, {report['status']}"


def _days(row: Row) -> str:
    if row["starts"] is None:
        return "no day"
    return f"{row['starts']}" if row["starts"] == row["ends"] else f"{row['starts']} to {row['ends']}"
