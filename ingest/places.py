"""Places: known ones where the words around allow it, unknown ones after "in" or by "River", "Island"."""

from __future__ import annotations

from ingest.groups import city_group_end, kind_of_head
from ingest.reading import Claim, Reading
from ingest.tokens import tokenize

_CLOSERS = frozenset({",", ".", "", "(", ")", "—", "–", "-", ";", ":"})


def match_place(reading: Reading, first: int) -> Claim | None:
    """The longest place at token `first`.

    >>> from ingest.reading import read_sentence
    >>> claim = match_place(read_sentence("It sank off Mombo Island."), 3)
    >>> claim.kind, claim.name
    ('place', 'Mombo Island')
    """
    if first == 0 and (dateline := _dateline(reading)):
        return dateline
    if not reading.is_name_word(first):
        known = _known(reading, first)
        return known if known and known.last > first + 1 else None
    claims = [
        _known(reading, first),
        _by_head(reading, first),
        _by_opener(reading, first),
        _unknown(reading, first),
    ]
    return max((claim for claim in claims if claim), key=lambda claim: claim.last, default=None)


def _known(reading: Reading, first: int) -> Claim | None:
    found = reading.words.find(reading.tokens, first)
    if found is None:
        return None
    last, phrases = found
    place = next((phrase for phrase in phrases if phrase.kind == "place"), None)
    if place is None:
        return None
    if end := city_group_end(reading, last):
        kind = kind_of_head(reading, end)
        return Claim(first, end, kind, reading.slice(first, end), place.country)
    doubtful = reading.tokens[first].text in reading.words.lists["not_places"] and last == first + 1
    located = _is_located(reading, first, last)
    if located or (place.sure and not doubtful and not reading.is_name_word(last)):
        return Claim(first, last, "place", reading.slice(first, last), place.country)
    return None


def _is_located(reading: Reading, first: int, last: int) -> bool:
    before = reading.before(first)
    if reading.is_in(before, "locative") and reading.lower(before) != "of" and not reading.is_name_word(last):
        return True
    if reading.lower(before) == "of" and reading.is_in(before - 1, "locative"):
        return True
    return (
        _is_before_country(reading, last)
        or _is_dateline(reading, first, last)
        or _joins_place(reading, before)
    )


def _joins_place(reading: Reading, before: int) -> bool:
    """ "Aleppo and Idlib": the name before the joining word is a place too."""
    if not reading.is_in(before, "coordinators") or before < 1:
        return False
    for start in range(max(0, before - 3), before):
        found = reading.words.find(reading.tokens, start)
        if found and found[0] == before and any(phrase.kind == "place" for phrase in found[1]):
            return True
    return False


def _is_before_country(reading: Reading, last: int) -> bool:
    if reading.lower(last) != "," or last + 1 >= len(reading.tokens):
        return False
    found = reading.words.find(reading.tokens, last + 1)
    if found is None or not any(phrase.kind in ("country", "place") for phrase in found[1]):
        return False
    return reading.lower(found[0]) in _CLOSERS


def _is_named_as_place(reading: Reading, before: int) -> bool:
    """ "the city of Mombo", "the capital, Mombo", "neighbouring Mombo"."""
    if reading.lower(before) == "of" or (
        reading.lower(before) == "," and reading.lower(before - 1) == "capital"
    ):
        return reading.is_in(before - 1, "place_nouns")
    return reading.is_in(before, "place_adjectives")


def _is_told_a_place(reading: Reading, last: int) -> bool:
    """ "Mombo, a mining town in the north"."""
    if reading.lower(last) != "," or not reading.is_in(last + 1, "articles"):
        return False
    return any(reading.is_in(i, "place_nouns") for i in range(last + 2, last + 6))


def _is_dateline(reading: Reading, first: int, last: int) -> bool:
    return first == 0 and reading.lower(last) in ("(", "—", "–")


def _dateline(reading: Reading) -> Claim | None:
    """ "MOMBO, Kenya —", "NEW MOMBO (Wire) —": the capital letters are no part of the name."""
    last = 0
    while (
        last < len(reading.tokens)
        and reading.tokens[last].text.isupper()
        and reading.tokens[last].text.isalpha()
    ):
        last += 1
    if not 0 < last < 4 or len(reading.tokens[0].text) < 3:
        return None
    opens = [
        reading.lower(i) in ("—", "–", "--", "-") for i in range(last, min(last + 7, len(reading.tokens)))
    ]
    if reading.lower(last) not in (",", "(", "—", "–", "-") or not any(opens):
        return None
    name = reading.slice(0, last).title()
    found = reading.words.find([*tokenize(name)], 0)
    country = next((p.country for p in found[1] if p.kind in ("place", "capital")), None) if found else None
    return Claim(0, last, "place", name, country)


def _by_head(reading: Reading, first: int) -> Claim | None:
    """ "Mombo Island", "Tver Oblast"."""
    last = reading.name_run(first)
    heads = reading.words.lists["place_heads"]
    while last > first + 1 and reading.tokens[last - 1].text not in heads:
        last -= 1
    if last <= first + 1 or reading.shouts or reading.is_in(first, "offices"):
        return None
    return Claim(first, last, "place", reading.slice(first, last))


def _by_opener(reading: Reading, first: int) -> Claim | None:
    """ "Mount Elgon", "Lake Volta", "Gulf of Tonkin"."""
    if reading.tokens[first].text not in reading.words.lists["place_openers"]:
        return None
    after = first + 2 if reading.lower(first + 1) in ("of", ".") else first + 1
    if not reading.is_name_word(after) or reading.lower(first - 1) == ".":
        return None
    last = reading.name_run(after)
    return Claim(first, last, "place", reading.slice(first, last)) if last - first < 5 else None


def _unknown(reading: Reading, first: int) -> Claim | None:
    """ "in Mombo": a short capitalised name after "in" or before ", Kenya", if nothing else claims it."""
    before = reading.before(first)
    last = reading.name_run(first)
    if (
        last - first > 4
        or reading.shouts
        or reading.is_in(first, "offices")
        or reading.is_in(first, "not_names")
    ):
        return None
    if reading.tokens[first].text in reading.words.given and last - first > 1:
        return None
    inside_name = before > 1 and reading.is_name_word(before - 1)  # "the Markets in Crypto rules"
    direct = before == first - 1 and (
        (reading.is_in(before, "unknown_place_prepositions") and not inside_name)
        or _is_named_as_place(reading, before)
    )
    if _is_told_a_place(reading, last):
        direct = True
    if (direct and not reading.is_possessive(last)) or _is_before_country(reading, last):
        return Claim(first, last, "place", reading.slice(first, last))
    return None
