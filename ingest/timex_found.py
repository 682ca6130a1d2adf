"""One match of a pattern of times.yml, and what the words in it mean."""

from __future__ import annotations

import re
from typing import NamedTuple

from ingest.timex_words import sense, word_list


class Found(NamedTuple):
    """A stretch of text that a pattern matched; `name` is the pattern's."""

    name: str
    match: re.Match[str]

    @property
    def span(self) -> tuple[int, int]:
        """Half-open range of code points."""
        return self.match.span()

    def group(self, name: str) -> str:
        """A named group, lower case; empty when the pattern has none or it did not take part."""
        found = self.match.groupdict().get(name) or ""
        small = found.casefold().replace("i\u0307", "i")  # a pattern takes "ſ" for s and "İ" for i
        return " ".join(small.replace("’", "'").split())

    def figure(self, name: str) -> int | None:
        """The number that a group is written as in digits; None when it is empty or a word."""
        text = self.group(name)
        return int(text) if text.isdigit() else None

    def meaning(self, name: str, kind: str = "") -> str:
        """What the list of times.yml named `kind` (else like the group) says of a group's word."""
        return word_list(kind or name)[self.group(name)]

    def numeral(self, name: str, kind: str) -> int:
        """Such a meaning, where the list holds numbers: of a month, a weekday, a step."""
        return int(word_list(kind)[self.group(name)])

    def means(self, name: str, meant: str) -> bool:
        """Whether a group's word is among the words that share a sense."""
        return self.group(name) in sense(meant)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the whole expression, lower case."""
        return tuple(self.match.group().lower().split())
