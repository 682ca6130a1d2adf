"""Persons: names after offices, given names, and what stands around them; later mentions by surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.gazetteer import load_gazetteer
from ingest.reading import HYPHENS, Claim, Reading

_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_MOST_WORDS = 5
_REACH = 7


def match_person(reading: Reading, first: int) -> Claim | None:
    """A person's name at token `first`, without title; a lone word is tentative unless an office leads."""
    if not _may_open(reading, first):
        return None
    last = _name_end(reading, first)
    if last == first:
        return None
    name = reading.slice(first, last)
    words = _count_words(reading, first, last)
    if _follows_office(reading, first) and (words > 1 or _may_be_surname(reading, first)):
        return Claim(first, last, "person", name)
    if words == 1:
        return Claim(first, last, "person", name, tentative=True) if len(name) > 1 else None
    if _has_given_name(reading, first) or _is_introduced(reading, first, last):
        return Claim(first, last, "person", name)
    return Claim(first, last, "person", name) if _looks_like_person(reading, first, last) else None


def _may_open(reading: Reading, first: int) -> bool:
    text = reading.tokens[first].text
    if _is_initial(reading, first):
        return reading.is_name_word(first + 2)
    if _INITIALS.fullmatch(reading.tokens[first].text) and not _is_known_otherwise(reading, first):
        return reading.is_name_word(first + 1) and not reading.is_in(first + 1, "offices")
    if reading.is_in(first, "office_fields") and _stands_in_office(reading, first):
        return False
    if reading.lower(first - 1) == "of" and reading.is_in(first - 2, "offices") and _is_place(reading, first):
        return False
    if text in reading.words.given:
        return not reading.is_in(first, "starters") or reading.is_name_word(first + 1)
    if text in reading.words.lists["particles"]:
        return _follows_office(reading, first) and _particle_end(reading, first) > first
    return (
        reading.is_name_word(first)
        and not (reading.is_in(first, "offices") or reading.is_in(first, "not_names"))
        and "." not in text
        and not (text.isupper() and len(text) > 1 and not reading.shouts and not _is_initials(text))
    )


def _is_place(reading: Reading, first: int) -> bool:
    found = reading.words.find(reading.tokens, first)
    return found is not None and any(phrase.kind in ("place", "capital", "country") for phrase in found[1])


def _stands_in_office(reading: Reading, field: int) -> bool:
    """Whether "of" or "for" and an office lead up to the word: "Minister for Home Affairs"."""
    index, joined = field - 1, False
    while reading.is_in(index, "office_fields") or reading.is_in(index, "field_joiners"):
        joined = reading.is_in(index, "field_links")
        if joined and reading.is_in(index - 1, "offices"):
            return True
        index -= 1
    return False


def _is_initial(reading: Reading, index: int) -> bool:
    token = reading.tokens[index].text
    return (
        len(token) == 1
        and token.isupper()
        and reading.lower(index + 1) == "."
        and reading.is_glued(index + 1)
    )


def _is_initials(text: str) -> bool:
    return len(text) == 2


def _name_end(reading: Reading, first: int) -> int:
    last = first
    while last < len(reading.tokens) and _count_words(reading, first, last) < _MOST_WORDS:
        after = _next_part(reading, first, last)
        if after == last:
            return last
        last = after
    return last


def _next_part(reading: Reading, first: int, index: int) -> int:
    """The token after one more part of a name: a word, an initial, a particle with its word, a suffix."""
    if index >= len(reading.tokens):
        return index
    token = reading.tokens[index]
    if token.text in reading.words.lists["suffixes"] and index > first:
        return index + 1
    if particle := _particle_end(reading, index):
        return particle
    if not (reading.is_name_word(index) or index == first):
        return index
    if index > first and not _may_follow(reading, first, index):
        return index
    after = index + 1
    if index == first and _is_initial(reading, index):
        return index + 2
    if len(token.text) == 1 and reading.lower(after) == "." and reading.is_glued(after):
        return after + 1 if reading.is_name_word(after + 1) or reading.is_glued(after + 1) else index
    while (
        after + 1 < len(reading.tokens)
        and reading.tokens[after].text in HYPHENS
        and reading.is_glued(after)
        and reading.is_glued(after + 1)
        and reading.tokens[after + 1].text[0].isalpha()
    ):
        after += 2
    return after


def _may_follow(reading: Reading, first: int, index: int) -> bool:
    if reading.is_in(index, "not_names") and reading.tokens[first].text not in reading.words.given:
        return False
    return not (
        "." in reading.tokens[index].text
        or (
            reading.is_in(index, "offices")
            and reading.tokens[first].text not in reading.words.given
            and not _follows_office(reading, first)
        )
        or reading.tokens[index].text in reading.words.lists["organisation_heads"]
    )


def _particle_end(reading: Reading, index: int) -> int:
    """The token after "van der Berg" or "al-Rashid" at `index`; 0 where no name follows the particles."""
    last = index
    while last < len(reading.tokens) and reading.is_in(last, "particles") and last - index < 3:
        last += 1
        if last < len(reading.tokens) and reading.tokens[last].text in HYPHENS and reading.is_glued(last):
            last += 1
    if last == index or not reading.is_name_word(last):
        return 0
    return last + 1


def _count_words(reading: Reading, first: int, last: int) -> int:
    return sum(
        1
        for i in range(first, last)
        if reading.tokens[i].text[0].isupper() and (i == first or not _continues_word(reading, i))
    )


def _continues_word(reading: Reading, index: int) -> bool:
    """ "Murza" of "Kara-Murza", but not "Ahmad" of "al-Ahmad"."""
    return reading.is_glued(index) and not (
        reading.is_in(index - 2, "particles") and reading.is_glued(index - 1)
    )


def _follows_office(reading: Reading, first: int) -> bool:
    index = first - 1
    if reading.lower(index) == "." and reading.is_in(index - 1, "dotted"):
        return True
    if reading.is_in(index, "offices"):
        return True
    return reading.is_in(index, "office_fields") and _stands_in_office(reading, index)


def _may_be_surname(reading: Reading, first: int) -> bool:
    word = reading.tokens[first].text
    heads = word in reading.words.lists["organisation_heads"] or word in reading.words.lists["place_heads"]
    return len(word) > 1 and not heads and not _is_known_otherwise(reading, first)


def _is_known_otherwise(reading: Reading, first: int) -> bool:
    found = reading.words.find(reading.tokens, first)
    return found is not None and any(
        phrase.kind in ("country", "demonym", "organisation") for phrase in found[1]
    )


def _has_given_name(reading: Reading, first: int) -> bool:
    return reading.tokens[first].text in reading.words.given


def _is_introduced(reading: Reading, first: int, last: int) -> bool:
    """An apposition with an office on either side, or an age."""
    if reading.lower(last) == "," and reading.lower(last + 1).isdigit() and len(reading.lower(last + 1)) <= 3:
        return True
    after = range(last + 1, min(last + _REACH, len(reading.tokens)))
    if reading.lower(last) == "," and any(reading.is_in(i, "offices") for i in after):
        return True
    before = range(max(0, first - _REACH), first - 1)
    return reading.lower(first - 1) == "," and any(reading.is_in(i, "offices") for i in before)


def _looks_like_person(reading: Reading, first: int, last: int) -> bool:
    if reading.shouts or reading.is_in(first - 1, "articles"):
        return False
    if any(_is_known_otherwise(reading, i) or reading.lower(i) in reading.common for i in range(first, last)):
        return False
    if reading.is_in(last, "speech_verbs"):
        return True
    return (
        reading.is_name_word(first)
        and not any(reading.tokens[i].text in reading.words.lists["place_heads"] for i in range(first, last))
        and not _is_mid_name(reading, first, last)
    )


def _is_mid_name(reading: Reading, first: int, last: int) -> bool:
    """Whether the words are cut out of a longer name, or stand where a place stands."""
    before = first - 1
    if reading.is_in(before, "place_prepositions") or reading.lower(before) in ("to", "from"):
        return True
    found = reading.words.find(reading.tokens, before) if reading.is_name_word(before) else None
    follows_name = reading.is_name_word(before) and not (found and found[1][0].kind == "demonym")
    return follows_name or reading.is_name_word(last)


def lone_names(tentative: Iterable[tuple[Claim, Reading]]) -> frozenset[str]:
    """Lone words that pass for a person whom the article never names in full: they speak, or all know them.

    A word that is capitalised only where a sentence opens is no name.
    """
    speaking, inside, famous = set(), set(), set()
    for claim, reading in tentative:
        name = claim.name
        if name in reading.words.famous:
            famous.add(name)
        elif name.isalpha() and not reading.shouts:
            if claim.first > 1:
                inside.add(name)
            if reading.is_in(claim.last, "saying_verbs"):
                speaking.add(name)
    return frozenset(famous | (speaking & inside))


def resolve_names(full_names: Iterable[str]) -> Mapping[str, str]:
    """Each way to mention a person briefly, mapped to the full name that the article gives first.

    >>> resolve_names(["Grace Okoro", "Ahmed al-Rashid"])["Okoro"]
    'Grace Okoro'
    """
    names = list(dict.fromkeys(full_names))
    brief: dict[str, str] = {}
    for name in names:
        for mention in _endings(name.split()):
            brief.setdefault(mention, name)
    for name in names:
        brief.setdefault(name.split()[0], name)
    return brief


def _endings(words: Sequence[str]) -> list[str]:
    kept = [word for word in words if word not in load_gazetteer().lists["suffixes"]]
    endings = [" ".join(kept[start:]) for start in range(1, len(kept))]
    tails = [kept[-1].partition("-")[2]] if kept and kept[-1][:1].islower() else []
    return [" ".join(words), *endings, *(tail for tail in tails if tail)]
