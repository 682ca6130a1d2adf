"""One sentence as the entity matchers see it: tokens with their classes, and what a matcher may claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from events.model import EntityKind
from ingest.gazetteer import Gazetteer, load_gazetteer
from ingest.tokens import Token, tokenize

HYPHENS = "-‐‑"
APOSTROPHES = ("'s", "’s", "'S", "’S")


class Claim(NamedTuple):
    """The tokens `[first, last)` read as an entity; `kind` None only hides them from other matchers.

    `tentative` marks a lone capitalised word that is a person only if the article names one so.
    """

    first: int
    last: int
    kind: EntityKind | None
    name: str
    country: str | None = None
    tentative: bool = False


@dataclass(frozen=True)
class Reading:
    """The tokens of one sentence, its text, and the word lists; `shouts` when most words are capitalised.

    `common` holds the words that the article also writes without a capital; `people` maps the names that its
    running text gives, in full and in brief, to the full name: in a title, these alone are people.
    """

    text: str
    tokens: Sequence[Token]
    words: Gazetteer
    shouts: bool
    common: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)

    def lower(self, index: int) -> str:
        """The lower-case word at `index`; empty beyond either end."""
        return self.tokens[index].lower if 0 <= index < len(self.tokens) else ""

    def is_in(self, index: int, heading: str) -> bool:
        """Whether the word at `index` stands in a list of actors.yml."""
        return self.lower(index) in self.words.lists[heading]

    def is_name_word(self, index: int) -> bool:
        """Whether the token starts with a capital and is a word, not a sentence opener, weekday or month."""
        if not 0 <= index < len(self.tokens):
            return False
        token = self.tokens[index]
        return token.text[0].isupper() and not self._opens_sentence(token)

    def _opens_sentence(self, token: Token) -> bool:
        return token.lower in self.words.lists["starters"] and not (
            token.text.isupper() and len(token.text) > 1 and not self.shouts
        )

    def find_kinds(self, first: int, last: int) -> frozenset[str]:
        """What the rule files know the words `[first, last)` as: "demonym", "place", "media" …"""
        found = self.words.find(self.tokens, first)
        return frozenset(phrase.kind for phrase in found[1]) if found and found[0] == last else frozenset()

    def is_glued(self, index: int) -> bool:
        """Whether nothing stands between the token and the one before it."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start

    def is_possessive(self, index: int) -> bool:
        """Whether the token is the 's of the word before it (or a lone apostrophe glued to a plural)."""
        if not 0 < index < len(self.tokens):
            return False
        text = self.tokens[index].text
        return text in APOSTROPHES or (
            text in "'’" and self.is_glued(index) and self.lower(index - 1).endswith("s")
        )

    def slice(self, first: int, last: int) -> str:
        """The words as written, with single spaces."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def name_run(self, first: int) -> int:
        """The token after the capitalised words, also hyphenated ones, that start at `first`."""
        last = first
        while self.is_name_word(last):
            last += 1
            while last + 1 < len(self.tokens) and self.tokens[last].text in HYPHENS and self._joins(last):
                last += 2
            last = self._over_article(last)
        return last

    def _over_article(self, last: int) -> int:
        """Behind "el-Sheikh" in "Sharm el-Sheikh": article, hyphen and capital go on with a name."""
        glued = (
            last + 2 < len(self.tokens) and self.tokens[last + 1].text in HYPHENS and self._joins(last + 1)
        )
        goes_on = glued and self.is_in(last, "arabic_articles") and self.tokens[last + 2].text[0].isupper()
        return last + 3 if goes_on else last

    def _joins(self, hyphen: int) -> bool:
        return (
            self.is_glued(hyphen) and self.is_glued(hyphen + 1) and self.tokens[hyphen + 1].text[0].isalnum()
        )

    def before(self, first: int) -> int:
        """The token before `first`, skipping articles; -1 at the start of the sentence."""
        index = first - 1
        while index >= 0 and self.is_in(index, "articles"):
            index -= 1
        return index


def read_sentence(text: str) -> Reading:
    """Read a text as one sentence of running prose, by itself."""
    return Reading(text, tokenize(text), load_gazetteer(), shouts=False)
