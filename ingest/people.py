"""Persons: names after offices, given names, and what stands around them; later mentions by surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.gazetteer import load_gazetteer
from ingest.name_shapes import count_words, is_initial, name_end, particle_end
from ingest.reading import Claim, Reading

_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_REACH = 7


def match_person(reading: Reading, first: int) -> Claim | None:
    """A person's name at token `first`, without title; a lone word is tentative unless an office leads.

    >>> from ingest.reading import read_sentence
    >>> claim = match_person(read_sentence("Judge Ana Okoro spoke."), 1)
    >>> claim.kind, claim.name
    ('person', 'Ana Okoro')
    """
    if reading.shouts and reading.people:
        return _known_person(reading, first)
    if not _may_open(reading, first):
        return None
    office = _follows_office(reading, first)
    last = name_end(reading, first, after_office=office)
    if last == first:
        return None
    name = reading.slice(first, last)
    words = count_words(reading, first, last)
    if office and (words > 1 or _may_be_surname(reading, first)):
        return Claim(first, last, "person", name)
    if words == 1:
        return Claim(first, last, "person", name, tentative=True) if len(name) > 1 else None
    if _has_given_name(reading, first) or _is_introduced(reading, first, last):
        return Claim(first, last, "person", name)
    return Claim(first, last, "person", name) if _looks_like_person(reading, first, last) else None


def _known_person(reading: Reading, first: int) -> Claim | None:
    """The longest name at token `first` that the running text gives, or a given name and the next word."""
    for last in range(min(first + 6, len(reading.tokens)), first, -1):
        name = reading.slice(first, last)
        if name in reading.people and name not in reading.words.given:
            return Claim(first, last, "person", reading.people[name])
    if not (reading.tokens[first].text in reading.words.given and _may_open(reading, first)):
        return None
    last = name_end(reading, first, after_office=False)
    while count_words(reading, first, last) > 2 + (reading.lower(first + 2) == "."):
        last -= 1
    name = reading.slice(first, last)
    return Claim(first, last, "person", name, tentative=count_words(reading, first, last) < 2)


def _may_open(reading: Reading, first: int) -> bool:
    text = reading.tokens[first].text
    if is_initial(reading, first):
        return reading.is_name_word(first + 2)
    if _INITIALS.fullmatch(reading.tokens[first].text) and not _is_known_otherwise(reading, first):
        return reading.is_name_word(first + 1) and not reading.is_in(first + 1, "offices")
    if reading.is_in(first, "office_fields") and _stands_in_office(reading, first):
        return False
    if _opens_office(reading, first):
        return False
    if reading.lower(first - 1) == "of" and reading.is_in(first - 2, "offices") and _is_place(reading, first):
        return False
    if text in reading.words.given:
        return not reading.is_in(first, "starters") or reading.is_name_word(first + 1)
    if text in reading.words.lists["particles"]:
        return _follows_office(reading, first) and particle_end(reading, first) > first
    return (
        reading.is_name_word(first)
        and not (reading.is_in(first, "offices") or reading.is_in(first, "not_names"))
        and "." not in text
        and not (text.isupper() and len(text) > 1 and not reading.shouts and not _is_initials(text))
    )


def _opens_office(reading: Reading, first: int) -> bool:
    """Whether the word only leads to an office: "Interior Minister" behind "Deputy"."""
    index = first
    while reading.is_in(index, "office_modifiers"):
        index += 1
    return index > first and reading.is_in(index, "offices")


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


def _is_initials(text: str) -> bool:
    return len(text) == 2


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
    """Lone words that pass for a person whom the article never names in full.

    They speak, all know them, or an office explains them: "Osei, the army secretary, …". A word that is
    capitalised only where a sentence opens is no name.
    """
    speaking, inside, famous, explained = set(), set(), set(), set()
    for claim, reading in tentative:
        name = claim.name
        if name in reading.words.famous:
            famous.add(name)
        elif name.isalpha() and not reading.shouts:
            if claim.first > 1:
                inside.add(name)
            if reading.is_in(claim.last, "saying_verbs"):
                speaking.add(name)
            if _is_explained(reading, claim):
                explained.add(name)
    return frozenset(famous | explained | (speaking & inside))


def _is_explained(reading: Reading, claim: Claim) -> bool:
    """Whether an apposition gives the word an office: "Osei, the army secretary, met"."""
    opened = reading.lower(claim.last) == "," and reading.is_in(claim.last + 1, "articles")
    governed = reading.is_in(claim.first - 1, "place_prepositions") or reading.lower(claim.first - 1) == "to"
    if not opened or governed or claim.name.lower() in reading.common:
        return False
    for index in range(claim.last + 2, min(claim.last + 1 + _REACH, len(reading.tokens))):
        if reading.is_in(index, "offices"):
            return reading.lower(index + 1) in {",", "of", "for"}
        if not (reading.lower(index).isalpha() or reading.lower(index) in {"-", "'s", "’s", "."}):
            return False
    return False


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
