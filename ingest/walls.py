"""What stands where an article should be: paywalls, cookie notices, robot checks, errors, lists of links."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ingest.rulefiles import read_yaml

_LIST_LINES = 8
_PROSE_WORDS = 6
_LEAST_PROSE = 0.2  # of the words of an article stand in sentences


class Wall(NamedTuple):
    """One kind of page that is no article; words are lower case."""

    reason: str
    most_words: int
    phrases: tuple[str, ...]
    titles: tuple[str, ...]
    examples: tuple[str, ...]
    never: tuple[str, ...]


def wall_of(text: str, title: str | None = None) -> str | None:
    """Why a text is no article, as a clause that continues "<file>: …"; None for an article.

    >>> wall_of("Checking your browser before you go on. This takes a few seconds.")
    'is a check for robots, not the article; open the page in a browser and save it'
    >>> wall_of("The ferry sank off Moss on Monday, and nine people drowned.", "Ferry sinks")
    """
    folded, named = " ".join(text.casefold().replace("’", "'").split()), (title or "").casefold().strip()
    words = folded.count(" ") + 1
    for wall in walls():
        short = words <= wall.most_words
        if short and (named.startswith(wall.titles) or any(phrase in folded for phrase in wall.phrases)):
            return wall.reason
    return "is a list of links or headlines, not an article" if _is_list(text) else None


@cache
def walls() -> tuple[Wall, ...]:
    """All kinds, in their order."""
    return tuple(
        Wall(
            rule["reason"],
            int(rule["most_words"]),
            *(tuple(rule[name]) for name in ("phrases", "titles", "examples", "never")),
        )
        for rule in read_yaml("walls.yml")
    )


def _is_list(text: str) -> bool:
    """Whether many lines are short, and hardly a word stands in a sentence."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    prose = sum(len(line) for line in lines if len(line) >= _PROSE_WORDS and line[-1][-1] in '.!?…"”’»)')
    return len(lines) >= _LIST_LINES and prose < _LEAST_PROSE * sum(map(len, lines))
