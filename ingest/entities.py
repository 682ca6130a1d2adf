"""Who and where: people, bodies, governments, groups and places, each with its full form in the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from events.model import Entity, Span
from ingest.gazetteer import load_gazetteer
from ingest.governments import match_government
from ingest.groups import match_group
from ingest.offices import is_office_of_state, match_office, office_holders
from ingest.organisations import abbreviations, match_known, match_organisation
from ingest.people import lone_names, match_person, resolve_names
from ingest.places import match_place
from ingest.reading import HYPHENS, Claim, Reading
from ingest.tokens import Token, tokenize

_CAPITALISED: tuple[Callable[[Reading, int], Claim | None], ...] = (
    match_office,
    match_government, match_organisation, match_group, match_place, match_person,
)  # fmt: skip
_SHOUTING = 0.6
_LEAST_SHOUT = 3


def find_entities(text: str, sentences: Sequence[Span]) -> tuple[Entity, ...]:
    """Find the entities of an article, in order and without overlap; the longest reading of a place wins.

    A surname alone is given the full name that the article uses anywhere.

    >>> text = "President Ana Okoro flew to Lima. Okoro met Kenyan officials."
    >>> [(e.span.of(text), e.kind, e.name) for e in find_entities(text, [Span(start=0, end=len(text))])]
    [('Ana Okoro', 'person', 'Ana Okoro'), ('Lima', 'place', 'Lima'), ('Okoro', 'person', 'Ana Okoro'), \
('Kenyan officials', 'group', 'Kenyan officials')]
    """
    words = load_gazetteer()
    read = [tokenize(text, sentence.start, sentence.end) for sentence in sentences]
    common = frozenset(token.text for tokens in read for token in tokens if token.text.islower())
    readings = [Reading(text, tokens, words, _shouts(tokens), common) for tokens in read]
    placed = [(claim, reading) for reading in readings if not reading.shouts for claim in _scan(reading)]
    people = _full_names(placed)
    titles = [replace(reading, people=people) for reading in readings if reading.shouts]
    placed += [(claim, reading) for reading in titles for claim in _scan(reading)]
    found = (_entity(claim, reading) for claim, reading in _settled(placed))
    return tuple(sorted(found, key=lambda entity: entity.span.start))


def _full_names(placed: Sequence[tuple[Claim, Reading]]) -> Mapping[str, str]:
    """Brief mentions, offices and lone names that pass for people, mapped to the full name in the article."""
    people = [(claim, reading) for claim, reading in placed if claim.kind == "person" and not claim.tentative]
    brief = resolve_names(claim.name for claim, _ in people if " " in claim.name)
    lone = lone_names((claim, reading) for claim, reading in placed if claim.tentative)
    offices = {key: brief.get(name, name) for key, name in office_holders(people).items()}
    return {name: name for name in lone} | offices | dict(brief)


def _settled(placed: Sequence[tuple[Claim, Reading]]) -> Iterator[tuple[Claim, Reading]]:
    """The claims with their full names; a tentative person is dropped, or is the place of that name."""
    names, full = _full_names(placed), abbreviations(placed)
    places = {claim.name: claim.country for claim, _ in placed if claim.kind == "place"}
    for claim, reading in placed:
        if claim.kind == "organisation":
            yield claim._replace(name=full.get(claim.name, claim.name)), reading
        elif claim.kind == "place" and _is_surname(claim, reading, names):
            yield claim._replace(kind="person", name=names[claim.name], country=None), reading
        elif claim.kind != "person":
            yield claim, reading
        elif claim.name in names or not claim.tentative:
            yield claim._replace(name=names.get(claim.name, claim.name)), reading
        elif claim.name in places:
            yield claim._replace(kind="place", country=places[claim.name]), reading
        elif is_office_of_state(claim.name):
            yield claim._replace(name=reading.slice(claim.first, claim.last)), reading


def _is_surname(claim: Claim, reading: Reading, names: Mapping[str, str]) -> bool:
    """Whether a town is called like somebody in the article, and nothing says that it is the town."""
    full = names.get(claim.name, "")
    return full.endswith(f" {claim.name}") and not reading.is_in(claim.first - 1, "place_prepositions")


def _shouts(tokens: Sequence[Token]) -> bool:
    """Whether it is a title: most of its words, small ones aside, are capitalised."""
    words = [token.text for token in tokens if token.text[0].isalpha() and len(token.text) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _LEAST_SHOUT and capitals > _SHOUTING * len(words) and tokens[-1].text not in '.?!”"'


def _scan(reading: Reading) -> list[Claim]:
    claims: list[Claim] = []
    index = 0
    while index < len(reading.tokens):
        claim = _best(reading, index)
        if claim and claim.kind:
            claims.append(claim)
        index = claim.last if claim else index + 1
    return claims


def _best(reading: Reading, index: int) -> Claim | None:
    first = reading.tokens[index].text[0]
    if reading.tokens[index].text in reading.words.lists["ship_prefixes"] and reading.is_name_word(index + 1):
        return Claim(index, _end_of_ship(reading, index), None, "")  # "USS Ana Okoro" is no person
    if first.islower() and (office := match_office(reading, index)):
        body = match_group(reading, index)  # "the president's office"
        return body if body and body.last > office.last else office
    if first.isupper() and _is_compound_tail(reading, index):
        return match_government(reading, index)
    if first.isupper():
        found = [claim for match in _CAPITALISED if (claim := match(reading, index))]
        return max(found, key=lambda claim: claim.last - (0.5 if claim.tentative else 0), default=None)
    if first.islower() and (known := match_known(reading, index)):
        return known
    if first.isalnum():
        return match_group(reading, index) or (match_person(reading, index) if first.islower() else None)
    return None


def _end_of_ship(reading: Reading, first: int) -> int:
    """The token after a ship's name, also over an initial: "USS Ana B. Okoro"."""
    last = reading.name_run(first)
    while reading.lower(last) == "." and len(reading.lower(last - 1)) == 1 and reading.is_name_word(last + 1):
        last = reading.name_run(last + 1)
    return last


def _is_compound_tail(reading: Reading, index: int) -> bool:
    """ "JA" of "UH-60JA", "Lago" of "Mar-a-Lago": no name starts inside a compound, but a country may."""
    return reading.is_glued(index) and (
        reading.tokens[index - 1].text in HYPHENS or reading.lower(index - 1)[-1:].isalnum()
    )


def _entity(claim: Claim, reading: Reading) -> Entity:
    span = Span(start=reading.tokens[claim.first].start, end=reading.tokens[claim.last - 1].end)
    return Entity(span=span, name=claim.name, kind=claim.kind or "group", country=claim.country)
