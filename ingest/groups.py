"""Groups and bodies named by common words: "senior Turkish diplomats", "the court", "two ministers"."""

from __future__ import annotations

from events.model import EntityKind
from ingest.reading import Claim, Reading

_MOST_ADJECTIVES = 4
_LONGEST_ACRONYM = 6
_OPENING_MARKS = (":", "–", "—", "“", '"')


def group_end(reading: Reading, first: int, *, bodies: bool = True) -> int:
    """The token after the adjectives and the group or body word that start at `first`; 0 if there is none."""
    index = first
    while index - first <= _MOST_ADJECTIVES and index < len(reading.tokens):
        found = reading.words.find_head(reading.tokens, index)
        if found and (bodies or found[1] not in ("body", "object")):
            last = _longest(reading, found[0])
            return 0 if _is_modifier(reading, last) else last
        if demonym := reading.words.find_demonym(reading.tokens, index):
            index = demonym
        elif adjective := _adjective_end(reading, index):
            index = adjective
        else:
            return 0
    return 0


def _adjective_end(reading: Reading, index: int) -> int:
    """The token after one adjective, known or hyphenated ("pro-democracy"); 0 if there is none."""
    tail = index + 2
    hyphenated = reading.lower(index + 1) == "-" and reading.is_glued(index + 1) and reading.is_glued(tail)
    if hyphenated and reading.tokens[tail].text.islower():
        return tail + 1
    return index + 1 if reading.is_in(index, "group_adjectives") else 0


def _is_modifier(reading: Reading, last: int) -> bool:
    """Whether the head only describes the next word: "the police station", "an opposition member"."""
    if reading.lower(last + 1) == "to":
        return False  # "farmers plan to march"
    if reading.is_name_word(last) and not reading.lower(last - 1).endswith("s"):
        return True  # "Kenyan envoy Ana Okoro"
    return reading.is_in(last, "modified_nouns") or reading.is_in(last, "offices")


def _longest(reading: Reading, last: int) -> int:
    """Two heads in a row are one group: "government forces", "security council members"."""
    again = reading.words.find_head(reading.tokens, last)
    return again[0] if again and again[1] != "body" else last


def city_group_end(reading: Reading, last: int) -> int:
    """The end of "Lagos court", whose place ends before token `last`; 0 if no group follows."""
    found = reading.words.find_head(reading.tokens, last) if last < len(reading.tokens) else None
    if not found or found[1] not in ("bare", "body") or not reading.tokens[last].text.islower():
        return 0
    return 0 if reading.is_in(last, "verb_lookalikes") else group_end(reading, last)


def kind_of_head(reading: Reading, last: int) -> EntityKind:
    """Whether the group that ends before token `last` is a body ("court") or people."""
    for first in (last - 3, last - 2, last - 1):
        found = reading.words.find_head(reading.tokens, first) if first >= 0 else None
        if found and found[0] == last:
            return "organisation" if found[1] == "body" else "group"
    return "group"


def match_group(reading: Reading, first: int) -> Claim | None:
    """A group or body at token `first` that needs no country: bare plurals, counted and definite ones.

    >>> from ingest.reading import read_sentence
    >>> claim = match_group(read_sentence("Two cabinet ministers resigned."), 0)
    >>> claim.kind, claim.name
    ('group', 'Two cabinet ministers')
    """
    lower = reading.lower(first)
    if counted := _counted(reading, first):
        return counted
    if lower in reading.words.lists["determiners"]:
        return None
    opener = reading.is_in(first, "group_openers") or reading.is_in(first, "group_adjectives")
    opener = opener or bool(_body_end(reading, first))
    if opener and (claim := _opened(reading, first) or _described_body(reading, first)):
        return claim
    found = reading.words.find_head(reading.tokens, first)
    if found is None or found[1] == "object" or not _may_be_capital(reading, first, found[1]):
        return None
    last = _longest(reading, found[0])
    if _is_modifier(reading, last) or (found[1] == "body" and reading.is_name_word(last)):
        return None
    definite = reading.is_in(first - 1, "determiners") or reading.is_possessive(first - 1)
    alone = reading.is_in(first, "bare_groups") and not reading.is_in(first - 1, "directions")
    alone = alone and reading.lower(last) != "to"  # not "members of Parliament", "opposition to it"
    if found[1] == "bare" or alone or definite:
        return Claim(first, last, kind_of_head(reading, last), reading.slice(first, last))
    return None


def _may_be_capital(reading: Reading, first: int, kind: str) -> bool:
    """A capital is fine where a sentence opens, also behind "March 5:", and in "the Parliament"."""
    return (
        reading.tokens[first].text.islower()
        or first < 2
        or reading.lower(first - 1) in _OPENING_MARKS
        or (kind == "body" and not reading.is_name_word(first + 1))
    )


def _opened(reading: Reading, first: int) -> Claim | None:
    """ "senior officials", "senior Turkish diplomats", "several US senators", "NATO ministers"."""
    index = first
    while reading.is_in(index, "group_openers") and index - first < 3:
        index += 1
    found = reading.words.find(reading.tokens, index) if index < len(reading.tokens) else None
    country = None
    if found and (phrases := [p for p in found[1] if p.kind in ("demonym", "country")]):
        index, country = found[0], phrases[0].country
    elif body := _body_end(reading, index):
        index = body
    if not (last := group_end(reading, index, bodies=False)):
        return None
    head = reading.words.find_head(reading.tokens, last - 1)
    adjectives = last - first > 1
    if country is None and index == first and not adjectives and not (head and head[1] == "bare"):
        return None
    return Claim(first, last, "group", reading.slice(first, last), country)


def _body_end(reading: Reading, index: int) -> int:
    """The token after a body's short name: "G7" of "G7 leaders", "NATO" of "NATO ministers"; 0 if none."""
    if index >= len(reading.tokens):
        return 0
    if (known := reading.words.find(reading.tokens, index)) and known[1][0].kind == "organisation":
        name = reading.slice(index, known[0])
        return known[0] if name.isupper() and len(name) <= _LONGEST_ACRONYM else 0
    text = reading.tokens[index].text
    short = text.isupper() and text.isalnum() and 2 <= len(text) <= _LONGEST_ACRONYM and not reading.shouts
    return index + 1 if short and text not in reading.words.lists["no_bodies"] else 0


def _described_body(reading: Reading, first: int) -> Claim | None:
    """ "a federal grand jury", "the military court": adjectives and a body behind an article."""
    if not reading.is_in(first - 1, "determiners"):
        return None
    last = group_end(reading, first)
    is_body = last > first + 1 and kind_of_head(reading, last) == "organisation"
    return Claim(first, last, "organisation", reading.slice(first, last)) if is_body else None


def _counted(reading: Reading, first: int) -> Claim | None:
    """ "eight men", "two Kenyan cabinet ministers", "dozens of protesters"."""
    token = reading.lower(first)
    index = first + 1
    if reading.is_in(first, "vague_counts"):
        if reading.lower(first + 1) != "of":
            return None
        index = first + 2
    elif not (token.replace(",", "").isdigit() or token in reading.words.lists["numbers"]):
        return None
    while reading.is_in(index, "numbers"):  # "three thousand"
        index += 1
    found = reading.words.find(reading.tokens, index) if index < len(reading.tokens) else None
    country = None
    if found and (phrases := [p for p in found[1] if p.kind in ("demonym", "country")]):
        index, country = found[0], phrases[0].country
    if last := group_end(reading, index, bodies=False):
        return Claim(first, last, "group", reading.slice(first, last), country)
    return None
