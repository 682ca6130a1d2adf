"""The words that show people, bodies, groups, governments and places: rule files indexed for one scan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from events.places import table
from ingest.rulefiles import read_yaml
from ingest.tokens import Token, tokenize

PhraseKind = Literal["country", "capital", "seat", "demonym", "people", "organisation", "media", "place"]
_SAME_PLURAL = ("s", "sh", "ch", "ese")
_LARGE_CITY = 300_000


class Phrase(NamedTuple):
    """A known name; `name` is what it stands for, `sure` whether it needs no context to be a place."""

    kind: PhraseKind
    name: str
    country: str | None = None
    sure: bool = True


Index = Mapping[str, tuple[tuple[tuple[str, ...], tuple[Phrase, ...]], ...]]


@dataclass(frozen=True)
class Gazetteer:
    """Known names by their first token (longest first), and word lists by their heading in actors.yml."""

    names: Index
    lists: Mapping[str, frozenset[str]]
    heads: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    given: frozenset[str]
    famous: frozenset[str]

    def find(self, tokens: Sequence[Token], first: int) -> tuple[int, tuple[Phrase, ...]] | None:
        """The longest known name that starts at token `first`: the token after it, and its readings."""
        for rest, phrases in self.names.get(tokens[first].text, ()):
            last = first + 1 + len(rest)
            if last <= len(tokens) and all(
                token.text == word for token, word in zip(tokens[first + 1 : last], rest, strict=True)
            ):
                return last, phrases
        return None

    def find_demonym(self, tokens: Sequence[Token], first: int) -> int:
        """The token after the demonym at `first` ("South Korean"); 0 if there is none."""
        found = self.find(tokens, first)
        return found[0] if found and any(phrase.kind == "demonym" for phrase in found[1]) else 0

    def find_head(self, tokens: Sequence[Token], first: int) -> tuple[int, str] | None:
        """The longest body or group word at `first`: the token after it, and body, group, bare or object."""
        if first >= len(tokens):
            return None
        for rest, kind in self.heads.get(tokens[first].lower, ()):
            last = first + 1 + len(rest)
            if last <= len(tokens) and all(
                token.lower == word for token, word in zip(tokens[first + 1 : last], rest, strict=True)
            ):
                return last, kind
        return None


@cache
def load_gazetteer() -> Gazetteer:
    """Read actors.yml, names.yml, countries.csv, places.csv and regions.csv once."""
    actors = read_yaml("actors.yml")
    lists = {heading: frozenset(words) for heading, words in actors.items()}
    names: dict[tuple[str, ...], list[Phrase]] = defaultdict(list)
    for text, phrase in (*_countries(), *_organisations(actors), *_places()):
        key = (text,) if text.isalpha() else tuple(token.text for token in tokenize(text))
        if phrase not in names[key]:
            names[key].append(phrase)
    heads = {_words(text): "group" for text in actors["group_heads"]}
    heads |= {_words(text): "object" for text in actors["group_objects"]}
    heads |= {_words(text): "bare" for text in actors["bare_groups"]}
    heads |= {_words(text): "body" for text in actors["body_heads"]}
    people = read_yaml("names.yml")
    given, famous = frozenset(people["given"]), frozenset(people["famous"])
    return Gazetteer(_index(names), lists, _index_heads(heads), given, famous)


@cache
def country_name(code: str) -> str:
    """The name of a country by its two letters; the letters where it is unknown."""
    return next((row["name"] for row in table("countries") if row["code"] == code), code)


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.lower for token in tokenize(text.replace("-", " ")))


def _index(names: Mapping[tuple[str, ...], list[Phrase]]) -> Index:
    index: dict[str, list[tuple[tuple[str, ...], tuple[Phrase, ...]]]] = defaultdict(list)
    for key, phrases in names.items():
        index[key[0]].append((key[1:], tuple(phrases)))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()}


def _index_heads(heads: Mapping[tuple[str, ...], str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for key, kind in heads.items():
        index[key[0]].append((key[1:], kind))
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in index.items()}


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _countries() -> Iterable[tuple[str, Phrase]]:
    for row in table("countries"):
        code, name = row["code"], row["name"]
        for alias in (name, *_split(row["aliases"])):
            yield alias.removeprefix("the ").removeprefix("The "), Phrase("country", name, code)
        for seat in _split(row["seats"]):
            kind: PhraseKind = "seat" if seat.startswith("the ") or " " in seat else "capital"
            yield seat.removeprefix("the "), Phrase(kind, name, code)
        if row["capital"]:
            yield row["capital"], Phrase("capital", name, code)
        for demonym in _split(row["demonyms"]):
            yield demonym, Phrase("demonym", name, code)
            if not demonym.endswith(_SAME_PLURAL):
                yield f"{demonym}s", Phrase("people", name, code)


def _organisations(actors: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, Phrase]]:
    for entry in actors["organisations"]:
        text, _, full = entry.partition("=")
        yield text, Phrase("organisation", full or text)
    for text in actors["regional_adjectives"]:
        yield text, Phrase("demonym", text)
    for text in actors["media"]:
        common = text.startswith("The ") and text.count(" ") == 1
        yield text.removeprefix("The ") if common else text, Phrase("media", text, sure=not common)


def _places() -> Iterable[tuple[str, Phrase]]:
    for row in (*table("regions"), *table("places")):
        sure = row["kind"] not in ("city", "capital") or int(row["population"] or 0) >= _LARGE_CITY
        for name in (row["name"], *_split(row["also"])):
            yield name, Phrase("place", name, row["country"] or None, sure)
