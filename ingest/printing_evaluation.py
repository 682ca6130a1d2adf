"""An evaluation as the lines that the command line prints."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.evaluation import LEVELS, Evaluation, Tally

_PARTS = ("mode", "status", "precision", "place", "actors", "targets", "quantities")


def evaluation_text(evaluation: Evaluation) -> str:
    """A table by type, the parts of matched hard events, and how far confidence can be trusted."""
    return "\n".join([*_table(evaluation), "", *_parts(evaluation), "", *_bins(evaluation)])


def _table(evaluation: Evaluation) -> Iterator[str]:
    yield f"{'':14} {'gold':>5} {'read':>5}  " + "  ".join(f"{level + ' P/R/F1':16}" for level in LEVELS)
    first = [name for name in ("hard", "statement") if name in evaluation.tallies]
    for name in (*first, *sorted(set(evaluation.tallies) - set(first))):
        tally = evaluation.tallies[name]
        scores = "  ".join(f"{_scores(tally, level):16}" for level in LEVELS)
        yield f"{name:14} {tally.gold:5} {tally.read:5}  {scores}".rstrip()


def _scores(tally: Tally, level: str) -> str:
    figures = (tally.precision(level), tally.recall(level), tally.f1(level))
    return "/".join("-" if figure is None else f"{figure:.2f}" for figure in figures)


def _parts(evaluation: Evaluation) -> Iterator[str]:
    yield "Parts of matched hard events (accuracy; F1 for actors, targets and quantities):"
    for part in _PARTS:
        share = evaluation.parts.share(part)
        yield f"  {part:11} {'-' if share is None else f'{share:.2f}'}"


def _bins(evaluation: Evaluation) -> Iterator[str]:
    yield "Confidence (events, mean, share that people would log):"
    for low, high, events, mean, right in evaluation.bins():
        yield f"  {low:3}-{high:<3} % {events:5}  {mean:5.1f} %  {100 * right:5.1f} %"
