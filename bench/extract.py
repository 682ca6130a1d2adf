"""How many articles and words a second one core reads into events, the share of each stage, and peak memory.

    .venv/bin/python -m bench.extract [--articles 2000]

The sample articles are read as they are, then a batch made of them: each time other sentences of theirs in
another order, so that nobody remembers a text from before. The limit measured beside it is what a reader
must do at the least: cut the same texts into sentences (nupunkt) and words. The share of each stage is its
own time by the profiler, which slows everything down; the rates are taken without it. Memory is the peak of
the process after the first tenth and after the whole batch: flat means that both are alike.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from events.model import Article
from ingest.extractors import load
from ingest.pipeline import files_in, read_files
from ingest.sentences import split_sentences
from ingest.tokens import tokenize

SAMPLES = Path(__file__).parents[1] / "data" / "articles"
STAGES = {
    "sentences": ("sentences", "cleaning", "quotes", "nupunkt"),
    "entities": (
        "entities", "people", "organisations", "governments", "groups", "places", "offices", "reading",
        "gazetteer", "name_shapes", "pronouns",
    ),
    "time": ("timex", "references", "day_words"),
    "clauses": ("clause", "boundaries", "tokens"),
    "mentions": (
        *("mentions", "word_classes", "rule_conditions", "anchors", "slots", "subjects", "nameless"),
        *("phrases", "verb_groups", "status", "language", "lexicon"),
    ),
    "arguments": ("arguments", "scenes", "headline", "quantities", "counted", "fates", "numbers"),
    "dates, assembly": ("event_dates", "date_claims", "assembly", "rule_extractor", "extractors"),
}  # fmt: skip


def sample_articles() -> list[Article]:
    """The sample articles with their publication days."""
    return [reading for reading in read_files(files_in([SAMPLES])) if isinstance(reading, Article)]


def batch(samples: Sequence[Article], count: int) -> Iterator[Article]:
    """`count` articles of shuffled sentences of the samples; the same ones at every call."""
    sentences = [
        sentence.span.of(article.text)
        for article in samples
        for sentence in split_sentences(article.text)
        if sentence.kind == "prose"
    ]
    for number in range(count):
        chance = random.Random(number)
        like = samples[number % len(samples)]
        told = chance.sample(sentences, min(24, len(sentences)))
        text = "\n\n".join(" ".join(told[i : i + 3]) for i in range(0, len(told), 3))
        yield like.model_copy(update={"text": f"{text} Report {number}.", "name": f"batch-{number}"})


def words_in(articles: Sequence[Article]) -> int:
    """Words as people count them: runs of characters without white space."""
    return sum(len(article.text.split()) for article in articles)


def timed(work: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """Seconds of processor time for all articles."""
    start = time.process_time()
    for article in articles:
        work(article)
    return time.process_time() - start


def least(article: Article) -> int:
    """What any reader must do: sentences and words."""
    return sum(len(tokenize(article.text, s.span.start, s.span.end)) for s in split_sentences(article.text))


def shares(work: Callable[[Article], object], articles: Sequence[Article]) -> Counter[str]:
    """Seconds of each stage by its own code and what it calls outside the stages."""
    profile = cProfile.Profile()
    profile.enable()
    timed(work, articles)
    profile.disable()
    seconds: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        seconds[stage_of(file)] += own
    return seconds


def stage_of(file: str) -> str:
    """The stage that a source file belongs to."""
    path = Path(file)
    for stage, starts in STAGES.items():
        if path.stem.startswith(starts) or ("nupunkt" in path.parts and stage == "sentences"):
            return stage
    return "library and built-in code"


def peak_mb() -> float:
    """The most memory that the process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(name: str, articles: Sequence[Article], work: Callable[[Article], object]) -> None:
    """Print the rates for some articles, beside the least that must be done."""
    words, ours, floor = words_in(articles), timed(work, articles), timed(least, articles)
    print(
        f"{name}: {len(articles) / ours:,.1f} articles/s, {words / ours:,.0f} words/s; sentences and words "
        f"alone {words / floor:,.0f} words/s: we take {ours / floor:.1f} times that"
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--articles", type=int, default=2000, help="size of the batch")
    count = options.parse_args().articles
    extract, samples = load().extract, sample_articles()
    timed(extract, samples)  # loads the rules
    report("sample articles", samples, extract)
    made = list(batch(samples, count))
    timed(extract, made[: count // 10])
    first = peak_mb()
    report(f"batch of {count:,}", made, extract)
    print(f"peak memory: {first:,.0f} MB after {count // 10:,} articles, {peak_mb():,.0f} MB after all")
    found = shares(extract, made[: max(20, count // 20)])
    total = sum(found.values())
    for stage, seconds in found.most_common():
        print(f"  {stage:<28} {seconds / total:6.1%}")


if __name__ == "__main__":
    main()
