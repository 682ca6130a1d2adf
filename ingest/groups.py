"""Groups and bodies named by common words: "senior Turkish diplomats", "the court", "two cabinet ministers"."""

from __future__ import annotations

from ingest.reading import Claim, Reading

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "another"})
_MOST_ADJECTIVES = 4


def group_end(reading: Reading, first: int, *, bodies: bool = True) -> int:
    """The token after the adjectives and the group or body word that start at `first`; 0 if there is none."""
    index = first
    while index - first <= _MOST_ADJECTIVES and index < len(reading.tokens):
        found = reading.words.find_head(reading.tokens, index)
        if found and (bodies or found[1] != "body"):
            return _longest(reading, found[0])
        if not reading.is_in(index, "group_adjectives"):
            return 0
        index = _after_hyphen(reading, index + 1)
    return 0


def _after_hyphen(reading: Reading, index: int) -> int:
    if reading.lower(index) == "-" and reading.is_glued(index) and reading.is_glued(index + 1):
        return index + 2
    return index


def _longest(reading: Reading, last: int) -> int:
    """Two heads in a row are one group: "government forces", "security council members"."""
    again = reading.words.find_head(reading.tokens, last)
    return again[0] if again and again[1] != "body" else last


def match_group(reading: Reading, first: int) -> Claim | None:
    """A group or body at token `first` that needs no country: bare plurals, counted and definite ones."""
    lower = reading.lower(first)
    if counted := _counted(reading, first):
        return counted
    if lower in _ARTICLES:
        return None
    opener = reading.is_in(first, "group_openers") or reading.is_in(first, "group_adjectives")
    if opener and (claim := _opened(reading, first)):
        return claim
    found = reading.words.find_head(reading.tokens, first)
    if found is None:
        return None
    last = _longest(reading, found[0])
    definite = reading.lower(first - 1) in _ARTICLES or reading.is_possessive(first - 1)
    if found[1] == "bare" or definite:
        kind = "organisation" if found[1] == "body" else "group"
        return Claim(first, last, "organisation" if kind == "organisation" else "group", reading.slice(first, last))
    return None


def _opened(reading: Reading, first: int) -> Claim | None:
    """ "senior officials", "senior Turkish diplomats", "several US senators"."""
    index = first
    while reading.is_in(index, "group_openers") and index - first < 3:
        index += 1
    found = reading.words.find(reading.tokens, index) if index < len(reading.tokens) else None
    country = None
    if found and (phrases := [p for p in found[1] if p.kind in ("demonym", "country")]):
        index, country = found[0], phrases[0].country
    if not (last := group_end(reading, index, bodies=False)):
        return None
    head = reading.words.find_head(reading.tokens, last - 1)
    if country is None and index == first and not (head and head[1] == "bare"):
        return None
    return Claim(first, last, "group", reading.slice(first, last), country)


def _counted(reading: Reading, first: int) -> Claim | None:
    """ "eight men", "two Kenyan cabinet ministers", "dozens of protesters"."""
    token = reading.lower(first)
    index = first + 1
    if token in ("dozens", "hundreds", "thousands", "scores"):
        if reading.lower(first + 1) != "of":
            return None
        index = first + 2
    elif not (token.replace(",", "").isdigit() or token in reading.words.lists["numbers"]):
        return None
    found = reading.words.find(reading.tokens, index) if index < len(reading.tokens) else None
    country = None
    if found and (phrases := [p for p in found[1] if p.kind in ("demonym", "country")]):
        index, country = found[0], phrases[0].country
    if last := group_end(reading, index, bodies=False):
        return Claim(first, last, "group", reading.slice(first, last), country)
    return None
