"""People meant by their office: "the Peruvian president", once the article says who that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.reading import Claim, Reading
from ingest.rulefiles import read_yaml

_MARK = "office "  # opens the stand-in name of a mention; no name of a person starts with a small letter


def match_office(reading: Reading, first: int) -> Claim | None:
    """ "Peruvian president" or "prime minister" after "the": tentative, its name tells country and office.

    >>> from ingest.reading import read_sentence
    >>> claim = match_office(read_sentence("He met the Peruvian president."), 3)
    >>> claim.kind, claim.name
    ('person', 'office PE: president')
    """
    if reading.lower(first - 1) != "the":
        return None
    found = reading.words.find(reading.tokens, first)
    demonyms = [phrase for phrase in found[1] if phrase.kind == "demonym"] if found else []
    start = found[0] if found and demonyms else first
    last = _office_end(reading, start)
    if not _is_bare_office(reading, start, last):
        return None
    office = reading.slice(start, last)
    if not demonyms and (state := _state_behind(reading, last)):
        return Claim(first, state[0], "person", _key(state[1], office), tentative=True)
    country = demonyms[0].country if demonyms else None
    return Claim(first, last, "person", _key(country, office), tentative=True)


def match_owned_office(reading: Reading, first: int, last: int, country: str | None) -> Claim | None:
    """ "Turkey's president": the office behind a country at `[first, last)` and its "'s"."""
    end = _office_end(reading, last + 1)
    if not country or not _is_bare_office(reading, last + 1, end) or reading.lower(end) == ",":
        return None
    return Claim(first, end, "person", _key(country, reading.slice(last + 1, end)), tentative=True)


def is_office_of_state(name: str) -> bool:
    """Whether a stand-in name tells a country: then the office is somebody, named or not.

    >>> is_office_of_state("office PE: president"), is_office_of_state("office : president")
    (True, False)
    """
    return name.startswith(_MARK) and not name.startswith(f"{_MARK}:")


def _is_bare_office(reading: Reading, start: int, last: int) -> bool:
    if last == start or reading.is_name_word(last):
        return False
    return reading.tokens[last - 1].text.islower() or reading.is_in(last - 1, "office_acronyms")


def _state_behind(reading: Reading, last: int) -> tuple[int, str] | None:
    """The country of "president of Kenya", and where it ends."""
    if reading.lower(last) != "of" or last + 1 >= len(reading.tokens):
        return None
    found = reading.words.find(reading.tokens, last + 1)
    countries = [phrase.country for phrase in found[1] if phrase.kind == "country"] if found else []
    return (found[0], countries[0]) if found and countries and countries[0] else None


def _office_end(reading: Reading, start: int) -> int:
    last = start
    while reading.is_in(last, "office_modifiers") and last - start < 3:
        last += 1
    return last + 1 if reading.is_in(last, "offices") else start


def _key(country: str | None, office: str) -> str:
    spelled = read_yaml("actors.yml")["office_acronyms"].get(office.lower(), office.lower())
    return f"{_MARK}{country or ''}: {spelled}"


def office_holders(people: Iterable[tuple[Claim, Reading]]) -> Mapping[str, str]:
    """Stand-in names of office mentions, mapped to people; without country only if just one holds it."""
    holders: dict[str, str] = {}
    without_country: dict[str, set[str]] = {}
    for claim, reading in people:
        found = (_office_before(reading, claim.first), _office_behind(reading, claim.last))
        for office, country in found:
            for spelled in _spellings(office):
                without_country.setdefault(_key(None, spelled), set()).add(claim.name)
                if country:
                    holders.setdefault(_key(country, spelled), claim.name)
    unique = {key: next(iter(names)) for key, names in without_country.items() if len(names) == 1}
    return unique | holders


def _spellings(office: str) -> tuple[str, ...]:
    """An office in full and in brief: "interior minister" and "minister"; none where it is empty."""
    head = office.lower().rsplit(" ", 1)[-1]
    brief = head != office.lower() and head in read_yaml("actors.yml")["brief_offices"]
    return (office, head) if brief else (office,) * bool(office)


def _office_behind(reading: Reading, last: int) -> tuple[str, str | None]:
    """The office that explains a name, and its country: "Ana Okoro, the Peruvian health minister,"."""
    if reading.lower(last) != ",":
        return "", None
    start = last + 1 + (reading.lower(last + 1) == "the")
    found = reading.words.find(reading.tokens, start) if start < len(reading.tokens) else None
    state = next((p for p in found[1] if p.kind in ("demonym", "country")), None) if found else None
    if found and state:
        start = found[0] + reading.is_possessive(found[0])
    elif start == last + 1:
        return "", None
    end = _office_end(reading, start)
    closed = end > start and reading.lower(end) in {",", ".", "of", "for"}
    return (reading.slice(start, end), state.country if state else None) if closed else ("", None)


def _office_before(reading: Reading, first: int) -> tuple[str, str | None]:
    """The office right before a name, and the country named before that."""
    if not reading.is_in(first - 1, "offices"):
        return "", None
    start = first - 1
    while reading.is_in(start - 1, "office_modifiers"):
        if reading.words.find(reading.tokens, start - 1):
            break
        start -= 1
    for before in (start - 1, start - 2):
        found = reading.words.find(reading.tokens, before) if before >= 0 else None
        if found and found[0] == start and found[1][0].kind in ("demonym", "country"):
            return reading.slice(start, first), found[1][0].country
    return reading.slice(start, first), None
