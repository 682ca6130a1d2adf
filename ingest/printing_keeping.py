"""What the commands print that look after a database, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.backup import Restored
    from events.diagnosis import Check


def restored_text(restored: Restored, db: Path) -> str:
    """What `dateline restore` made, and what the database that stood there before knew beyond it."""
    lines = [f"{db}: restored and verified", f"head {restored.head}"]
    if restored.former_witness:
        lines.append(_lacking(restored))
        lines.append(f"The heads of the former database are kept in {restored.former_witness}")
    return "\n".join(lines)


def _lacking(restored: Restored) -> str:
    if restored.lacking == 0:
        return "The witness beside it tells of another log than this backup"
    return (
        f"The backup lacks {restored.lacking} records that were made after it: read those articles again,"
        " and repeat what was decided by hand"
    )


def doctor_text(checks: Sequence[Check]) -> str:
    """What `dateline doctor` saw: a line per check, and under it what to do; the last line sums up."""
    width = max((len(check.name) for check in checks), default=0)
    lines = [line for check in checks for line in _check_lines(check, width)]
    states = Counter(check.state for check in checks)
    return "\n".join(
        [*lines, ", ".join(f"{states[state]} {state}" for state in ("ok", "warning", "problem"))]
    )


def _check_lines(check: Check, width: int) -> Iterator[str]:
    yield f"{check.state:<7}  {check.name:<{width}}  {check.seen}"
    if check.advice:
        yield f"{'':<7}  {'':<{width}}  -> {check.advice}"
