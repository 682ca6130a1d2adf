"""Fit the weights of confidence.yml to events made by hand, and show how far the figures can be trusted.

    .venv/bin/python -m bench.calibrate GOLD:ARTICLES [GOLD:ARTICLES ...]

Each pair names a folder of gold files in the codebook's format and the folder of their articles. Logistic
regression by gradient descent, pulled towards zero as the gold is small. Every article is also judged by
weights fitted without it; these bins tell what to expect of articles that nobody has seen. Beside them the
error of saying the same share for all, the least that a calibrated figure has to beat.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from math import exp
from pathlib import Path
from typing import NamedTuple

from events.model import Article
from ingest.assembly import to_event
from ingest.confidence import features, weights
from ingest.gold import GoldArticle, read_gold
from ingest.pairing import pair, told_by_hand, told_by_us, words_of
from ingest.pipeline import read_files
from ingest.rule_extractor import parses, read_drafts

STEPS, RATE, PULL = 3000, 0.5, 0.003
BIN = 20  # per cent
Weights = Mapping[str, float]


class Judged(NamedTuple):
    """The features of an event that was read, and whether people logged it."""

    features: tuple[str, ...]
    right: bool


def judged(gold: GoldArticle, folder: Path) -> list[Judged]:
    """What was read of one article, each event with the truth."""
    (article,) = read_files([folder / gold.article], gold.published)
    assert isinstance(article, Article), article
    drafts = read_drafts(tuple(parses(article)), article.published)
    words = words_of(article.text)
    read = [told_by_us(to_event(draft, article.article_id), words) for draft in drafts]
    matched = {one.read for one in pair([told_by_hand(event, words) for event in gold.events], read)}
    return [Judged(features(draft), place in matched) for place, draft in enumerate(drafts)]


def fit(events: Sequence[Judged]) -> Weights:
    """Log-odds of each feature."""
    found = dict.fromkeys(weights(), 0.0)
    for _ in range(STEPS):
        slope = {name: PULL * value * (name != "base") for name, value in found.items()}
        for event in events:
            missed = (share(event, found) - event.right) / len(events)
            for name in event.features:
                slope[name] += missed
        for name in found:
            found[name] -= RATE * slope[name]
    return found


def share(event: Judged, by: Weights) -> float:
    """How likely people log it."""
    return 1 / (1 + exp(-sum(by[name] for name in event.features)))


def bins(told: Sequence[tuple[float, bool]]) -> Iterator[tuple[int, int, float, float]]:
    """Lower bound, events, mean of the figures and share of the right ones, for each bin that holds any."""
    for low in range(0, 100, BIN):
        inside = [(100 * figure, right) for figure, right in told if low <= 100 * figure < low + BIN]
        if inside:
            mean = sum(figure for figure, _ in inside) / len(inside)
            yield low, len(inside), mean, 100 * sum(right for _, right in inside) / len(inside)


def brier(told: Sequence[tuple[float, bool]]) -> float:
    """The mean squared error of the figures; lower is better."""
    return sum((figure - right) ** 2 for figure, right in told) / len(told)


def main() -> None:
    """Fit, judge and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folders", nargs="+", metavar="GOLD:ARTICLES")
    folders = [tuple(map(Path, pair.split(":"))) for pair in options.parse_args().folders]
    read = [judged(gold, articles) for folder, articles in folders for gold in read_gold(folder)]
    every = [event for events in read for event in events]
    for name, value in fit(every).items():
        print(f"{name:20} {round(100 * value):5}")
    unseen = []
    for events in read:
        others = fit([event for other in read if other is not events for event in other])
        unseen += [(share(event, others), event.right) for event in events]
    rate = sum(event.right for event in every) / len(every)
    alike = [(rate, event.right) for event in every]
    print(
        f"{len(every)} events of {len(read)} articles, {rate:.1%} right; each judged without its own article:"
    )
    for low, events, mean, right in bins(unseen):
        print(f"  {low:2}-{low + BIN:3} %  {events:4} events  mean {mean:5.1f} %  right {right:5.1f} %")
    error = sum(n * abs(mean - right) for _, n, mean, right in bins(unseen)) / len(every)
    of_all = brier(unseen) / brier(alike)
    print(f"calibration error {error:.1f} points; Brier score {of_all:.2f} of that of one figure for all")


if __name__ == "__main__":
    main()
