"""Countries, capitals and seats of power: the government that acts, or the place where something happens."""

from __future__ import annotations

from events.model import EntityKind
from ingest.gazetteer import Phrase
from ingest.groups import city_group_end, group_end, kind_of_head
from ingest.offices import match_owned_office
from ingest.reading import HYPHENS, Claim, Reading


def match_government(reading: Reading, first: int) -> Claim | None:
    """A country, capital or seat at token `first`, or the group or body that it opens ("Kenyan police").

    >>> from ingest.reading import read_sentence
    >>> claim = match_government(read_sentence("Nairobi rejects the offer."), 0)
    >>> claim.kind, claim.name
    ('government', 'Kenya')
    """
    found = reading.words.find(reading.tokens, first)
    if found is None:
        return None
    last, phrases = found
    by_kind = {phrase.kind: phrase for phrase in reversed(phrases)}
    if phrase := by_kind.get("demonym"):
        return _of_demonym(reading, first, last, phrase)
    if phrase := by_kind.get("country"):
        return _of_country(reading, first, last, phrase)
    if phrase := by_kind.get("people"):
        return Claim(first, last, "group", reading.slice(first, last), phrase.country)
    if phrase := by_kind.get("seat"):
        return _of_seat(reading, first, last, phrase)
    if phrase := by_kind.get("capital"):
        return _of_capital(reading, first, last, phrase)
    return None


def _of_demonym(reading: Reading, first: int, last: int, phrase: Phrase) -> Claim | None:
    """ "Kenyan police", "US and Kenyan negotiators" (the first is "US negotiators"); else only hidden."""
    if end := group_end(reading, last) or _end_of_body(reading, last):
        return _group(reading, first, end, phrase)
    if shared := _shared_group(reading, last):
        name = f"{reading.slice(first, last)} {reading.slice(*shared)}"
        return Claim(first, last, "group", name, phrase.country)
    if reading.lower(last) in ("who", "have", "were", "are") and reading.lower(first - 1) in ("the", "many"):
        return Claim(first, last, "group", reading.slice(first, last), phrase.country)
    kind: EntityKind | None = "government" if _act_follows(reading, last) else None
    return Claim(first, last, kind, phrase.name, phrase.country)


def _act_follows(reading: Reading, last: int) -> bool:
    """Whether a country's weapon or attack is named: "Israeli air strikes", "a Russian drone"."""
    ahead = range(last, last + 4)
    act = next((i for i in ahead if reading.is_in(i, "acts_of_states")), None)
    return act is not None and all(reading.is_in(i, "act_modifiers") for i in range(last, act))


def _end_of_body(reading: Reading, last: int) -> int:
    """ "Peruvian statistics agency": one unknown word may stand before the name of a body."""
    if last + 1 >= len(reading.tokens) or not reading.tokens[last].text.islower():
        return 0
    found = reading.words.find_head(reading.tokens, last + 1)
    known = reading.is_in(last, "function_words") or reading.is_in(last, "government_verbs")
    return found[0] if found and found[1] == "body" and not known else 0


def _group(reading: Reading, first: int, last: int, phrase: Phrase) -> Claim:
    kind = kind_of_head(reading, last)
    return Claim(first, last, kind, reading.slice(first, last), phrase.country)


def _shared_group(reading: Reading, last: int) -> tuple[int, int] | None:
    """The group words after "<demonym> and" that the demonym before shares."""
    index, steps = last, 0
    while reading.is_in(index, "coordinators") and steps < 4:
        after = index + 1 + (reading.lower(index + 1) == "and")
        found = reading.words.find(reading.tokens, after) if after < len(reading.tokens) else None
        if found is None or not any(phrase.kind in ("demonym", "country") for phrase in found[1]):
            return None
        if end := group_end(reading, found[0]):
            return found[0], end
        index, steps = found[0], steps + 1
    return None


def _of_country(reading: Reading, first: int, last: int, phrase: Phrase) -> Claim | None:
    if reading.is_possessive(last):
        if end := group_end(reading, last + 1) or _end_of_body(reading, last + 1):
            return _group(reading, first, end, phrase)
        if _office_follows(reading, last + 1):
            return Claim(first, last, None, phrase.name, phrase.country)
        if office := match_owned_office(reading, first, last, phrase.country):
            return office
        if reading.is_in(last + 1, "place_parts"):
            return Claim(first, last, "place", phrase.name, phrase.country)
    elif _is_money(reading, last):
        return Claim(first, last, None, phrase.name, phrase.country)
    elif _is_adjective(reading, first, last) or _is_bare_group(reading, last):
        if end := group_end(reading, last):
            return _group(reading, first, end, phrase)
        if shared := _shared_group(reading, last):
            return Claim(
                first, last, "group", f"{reading.slice(first, last)} {reading.slice(*shared)}", phrase.country
            )
    if _office_follows(reading, last) or is_hyphened(reading, last):
        return Claim(first, last, None, phrase.name, phrase.country)
    if reading.lower(first - 1) in ("to", "of") and reading.is_in(first - 2, "offices_of_state"):
        return Claim(first, last, None, phrase.name, phrase.country)
    kind: EntityKind = "place" if is_location(reading, first, last) else "government"
    return Claim(first, last, kind, phrase.name, phrase.country)


def _is_adjective(reading: Reading, first: int, last: int) -> bool:
    return last - first == 1 and reading.tokens[first].text.replace(".", "").isupper()


def _is_bare_group(reading: Reading, last: int) -> bool:
    """ "Kenya police": the plain country before a word for people that is no verb."""
    found = reading.words.find_head(reading.tokens, last)
    return found is not None and found[1] == "bare" and not reading.is_in(last, "verb_lookalikes")


def _is_money(reading: Reading, last: int) -> bool:
    return reading.lower(last) == "$" and reading.is_glued(last)


def is_hyphened(reading: Reading, last: int) -> bool:
    """ "US-backed": the country is no actor of its own here; in "US-led" it is."""
    return (
        reading.lower(last + 1) != "led"
        and last + 1 < len(reading.tokens)
        and reading.tokens[last].text in HYPHENS
        and reading.is_glued(last)
        and reading.tokens[last + 1].text[0].islower()
    )


def _office_follows(reading: Reading, last: int) -> bool:
    """Whether an office and a capitalised name follow ("US Secretary of State Ana Okoro")."""
    index, office = last, False
    while index - last < 7 and (
        reading.is_in(index, "offices")
        or reading.is_in(index, "office_modifiers")
        or reading.is_in(index, "field_links")
        or reading.lower(index) in ("-", ".")
        or (office and reading.is_in(index, "office_fields"))
    ):
        office = office or reading.is_in(index, "offices")
        index += 1
    if office and _is_adjective(reading, last - 1, last):
        return True
    return office and (
        reading.is_name_word(index)
        or (last < index and reading.is_name_word(index - 1))
        or reading.lower(index) == ","
    )


def _of_seat(reading: Reading, first: int, last: int, phrase: Phrase) -> Claim:
    if _office_follows(reading, last) or is_hyphened(reading, last):
        return Claim(first, last, None, phrase.name, phrase.country)
    if reading.is_in(reading.before(first), "unknown_place_prepositions"):
        return Claim(first, last, "place", reading.slice(first, last), phrase.country)
    return Claim(first, last, "government", phrase.name, phrase.country)


def _of_capital(reading: Reading, first: int, last: int, phrase: Phrase) -> Claim:
    inside_name = reading.is_name_word(first - 1) and not reading.is_in(first - 1, "offices")
    if inside_name or is_hyphened(reading, last):
        return Claim(first, last, None, phrase.name, phrase.country)
    if reading.is_possessive(last) and _office_follows(reading, last + 1):
        return Claim(first, last, None, phrase.name, phrase.country)
    if end := city_group_end(reading, last):
        return _group(reading, first, end, phrase)
    place = Claim(first, last, "place", reading.slice(first, last), phrase.country)
    if reading.is_possessive(last) and (end := group_end(reading, last + 1, bodies=True)):
        return _group(reading, first, end, phrase)
    if is_location(reading, first, last) or _capital_is_place(reading, first, last):
        return place
    return Claim(first, last, "government", phrase.name, phrase.country)


def is_location(reading: Reading, first: int, last: int) -> bool:
    """Whether the words around say that something is, or somebody moves, there."""
    before = reading.before(first)
    if reading.is_in(before, "place_prepositions"):
        return reading.lower(before) != "over" or not reading.is_in(before - 1, "government_contexts")
    if reading.lower(before) == "of" and reading.is_in(before - 1, "place_parts"):
        return True  # "the coast of Chile"
    if reading.is_in(before, "directions"):
        moves = any(reading.is_in(i, "movement") for i in range(max(0, before - 3), before))
        return moves and not reading.is_in(before - 1, "government_contexts")
    return _joined_place(reading, before) or _completes_place(reading, first)


def _completes_place(reading: Reading, first: int) -> bool:
    """ "Berlin, Germany": the country of the place before the comma."""
    if reading.lower(first - 1) != ",":
        return False
    country = reading.words.find(reading.tokens, first) if first < len(reading.tokens) else None
    if first - 1 <= 3 and all(reading.tokens[i].text.isupper() for i in range(first - 1)):
        return True  # a dateline
    for start in range(max(0, first - 4), first - 1):
        found = reading.words.find(reading.tokens, start)
        if country and found and found[0] == first - 1:
            kinds = {phrase.kind for phrase in found[1] if phrase.country == country[1][0].country}
            return bool(kinds & {"capital", "place"})
    return False


def _joined_place(reading: Reading, before: int) -> bool:
    """ "in Ghana and Kenya": the second of two joined names goes with the first."""
    if not reading.is_in(before, "coordinators") or not reading.is_name_word(before - 1):
        return False
    start = before - 1
    while start > 0 and reading.is_name_word(start - 1):
        start -= 1
    return reading.is_in(reading.before(start), "place_prepositions")


def _capital_is_place(reading: Reading, first: int, last: int) -> bool:
    before = reading.before(first)
    if reading.lower(before) == "," and reading.lower(before - 1) == "capital":
        return True
    if reading.is_possessive(last):
        return reading.is_in(last + 1, "place_parts") or reading.is_name_word(last + 1)
    if reading.is_in(before, "capital_prepositions"):
        moves = reading.is_in(before - 1, "movement")
        return moves or not any(reading.is_in(i, "government_contexts") for i in (before - 1, before - 2))
    if reading.lower(last) == "," and _completes_place(reading, last + 1):
        return True
    following = reading.tokens[last].text if last < len(reading.tokens) else "."
    if not following[0].isalpha():
        return following in "—–(" and first == 0
    if reading.is_in(last, "government_verbs") or reading.is_in(last, "function_words"):
        return False
    return not _looks_like_verb(reading, last)


def _looks_like_verb(reading: Reading, index: int) -> bool:
    """ "rejected", or a word in -s before an adverb or a small word ("relies heavily", "rules that")."""
    word = reading.tokens[index].text
    if not word.islower():
        return False
    after = reading.lower(index + 1)
    return word.endswith("ed") or (
        word.endswith("s") and (after.endswith("ly") or reading.is_in(index + 1, "after_verb"))
    )
