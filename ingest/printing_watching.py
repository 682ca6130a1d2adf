"""What `dateline watch` prints: one line for each thing that happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.watching import Round


def round_text(told: Round) -> str:
    """Which source gave what, or why it gave nothing."""
    if told.summary is None:
        return " ".join(f"{told.source}: {told.note}".split())
    summary = told.summary
    parts = [
        *([f"{summary.new} new"] if summary.new else []),
        *([f"{summary.known} known"] if summary.known else []),
        *([f"{summary.recorded} events"] if summary.recorded else []),
        *([f"{summary.withdrawn} withdrawn"] if summary.withdrawn else []),
        *(f"{item.name} {item.reason}" for item in summary.unreadable),
    ]
    return " ".join(f"{told.source}: {', '.join(parts)}".split())
