"""Why the reports of an entry are together, and why others that resemble them stand apart; for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from events import statements
from events.entries import Curation
from events.entry_tables import EntryTables
from events.sameness import Report, Verdict, contradict, judge

SQL = statements.named("entry_tables")
NEAREST = 20  # refusals that are worth reading


class Join(NamedTuple):
    """A pair of reports, whether they are in one entry, and every reason."""

    one: Report
    other: Report
    joined: bool
    points: int
    reasons: tuple[str, ...]


def joins_of(connection: sqlite3.Connection, entry_id: str) -> list[Join]:
    """Each two reports of an entry: what joins them, or that they are together by others or by a person."""
    tables = EntryTables(connection)
    curation = tables.curation()
    reports = _reports(connection, tables, entry_id)
    return [_together(one, other, curation) for one, other in combinations(reports, 2)]


def _together(one: Report, other: Report, curation: Curation) -> Join:
    verdict = judge(one, other)
    by_hand = any({one.event_id, other.event_id} <= set(ids) for ids in curation.together)
    how = ("together by hand",) if by_hand else () if verdict.joined else ("together by other reports",)
    return Join(one, other, True, verdict.points, (*how, *verdict.reasons))


def refusals_of(connection: sqlite3.Connection, entry_id: str) -> list[Join]:
    """The reports outside an entry that come nearest to one in it, and what keeps each of them out."""
    tables = EntryTables(connection)
    curation = tables.curation()
    members = _reports(connection, tables, entry_id)
    inside = {report.event_id for report in members}
    outside = {position for report in members for position in tables.candidates(report)}
    near = [report for report in map(tables.report, sorted(outside)) if report.event_id not in inside]
    refused = [_nearest(members, report, curation) for report in near]
    return sorted(refused, key=lambda join: (-join.points, join.other.event_id))[:NEAREST]


def _nearest(members: Sequence[Report], outsider: Report, curation: Curation) -> Join:
    """The member that speaks most for the outsider, and why that is not enough."""
    judged = [(judge(member, outsider), member) for member in members]
    verdict, member = max(judged, key=lambda pair: (pair[0].joined, pair[0].points, pair[1].event_id))
    reasons = (*verdict.reasons, *_hindrances(members, member, outsider, verdict, curation))
    return Join(member, outsider, False, verdict.points, reasons)


def _hindrances(
    members: Sequence[Report], nearest: Report, outsider: Report, verdict: Verdict, curation: Curation
) -> Iterator[str]:
    """What keeps reports apart that alone would be one happening."""
    if not verdict.joined:
        return
    if curation.label(nearest.event_id) != curation.label(outsider.event_id):
        yield "split by hand"
        return
    for member in members:
        if contradict(member, outsider):
            yield f"but with {member.event_id} {', '.join(judge(member, outsider).reasons)}"
            return
    yield "but what it is together with contradicts this entry"


def _reports(connection: sqlite3.Connection, tables: EntryTables, entry_id: str) -> list[Report]:
    return [tables.report(position) for (position,) in connection.execute(SQL["reports"], (entry_id,))]
