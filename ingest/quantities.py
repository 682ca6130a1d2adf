"""Numbers with what they count: "at least 464 drones", "seven people were killed", "voted 312 to 220"."""

from __future__ import annotations

import re
from decimal import Decimal

from events.model import Quantity, Span
from ingest.counted import counted_thing, load_rules
from ingest.fates import fate_of
from ingest.numbers import Number, find_numbers, following_words, read_number, units

_SENTENCED = re.compile(r"\bsentence[sd]?\b[^.;]{0,80} to$")


def find_quantities(text: str, start: int, end: int) -> tuple[tuple[Span, Quantity], ...]:
    """The quantities of `text[start:end]`, in order; each span covers the number and the thing counted.

    Sums of money are full amounts with an ISO 4217 unit. Vague words count for the least that they mean
    ("dozens" is 24) and stand in the qualifier. Dates, years, ages and labels ("Article 5") give nothing.

    >>> text = "Seven people were killed and about 30 injured by 22 missiles."
    >>> [(q.name, int(q.value), q.qualifier) for _, q in find_quantities(text, 0, len(text))]
    [('killed', 7, None), ('wounded', 30, 'about'), ('missiles', 22, None)]
    """
    numbers = find_numbers(text, start, end)
    if not numbers:
        return ()
    found = _by_pattern(text, start, end)
    taken = [span for span, _ in found]
    for number in numbers:
        if not any(span.start < number.end and number.start < span.end for span in taken):
            read = _count(text, number, start, end)
            found += [read] if read else []
    return tuple(sorted(found, key=lambda pair: pair[0].start))


def _by_pattern(text: str, start: int, end: int) -> list[tuple[Span, Quantity]]:
    found: list[tuple[Span, Quantity]] = []
    for pattern in load_rules().patterns:
        match = pattern.search(text, start, end)
        for name, words in match.groupdict().items() if match else ():
            span = Span(start=match.start(name), end=match.end(name)) if match else None
            value = read_number(words)
            if span and value is not None and not any(span.overlaps(other) for other, _ in found):
                found.append((span, Quantity(name=name, value=_plain(value))))
    return found


def _count(text: str, number: Number, start: int, end: int) -> tuple[Span, Quantity] | None:
    return (
        _money(text, number, end)
        or _term(text, number, start, end)
        or _magnitude(text, number, start)
        or _named(number, fate_of(text, number, start, end))
        or _named(number, counted_thing(text, number, end))
    )


def _named(number: Number, found: tuple[int, str] | None) -> tuple[Span, Quantity] | None:
    return _quantity(number, *found) if found else None


def _quantity(number: Number, last: int, name: str, unit: str | None = None) -> tuple[Span, Quantity]:
    quantity = Quantity(name=name, value=_plain(number.value), unit=unit, qualifier=number.qualifier)
    return Span(start=number.from_, end=max(last, number.end)), quantity


def _plain(value: Decimal) -> Decimal:
    """Without an exponent or needless zeros: 3500000000, 61.5."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()


def _money(text: str, number: Number, end: int) -> tuple[Span, Quantity] | None:
    if number.sign:
        return _quantity(number, number.end, "amount", units()["currency_signs"][number.sign])
    words = following_words(text, number.end, end, 3)
    if words and words[0][1].lower() == "of":
        words = words[1:]
    skipped = words[1:] if words and words[0][1][0].isupper() else []
    for many, kept in ((2, words), (1, words), (1, skipped)):
        if len(kept) >= many:
            phrase = " ".join(word[1] for word in kept[:many])
            if unit := units()["currency_words"].get(phrase.lower() if phrase.islower() else phrase):
                return _quantity(number, kept[many - 1].end(), "amount", unit)
    return None


def _term(text: str, number: Number, start: int, end: int) -> tuple[Span, Quantity] | None:
    """A term of imprisonment: the unit, and a word of punishment on either side."""
    words = following_words(text, number.end, end, 1)
    for name, rule in units()["terms"].items():
        if not words or words[0][1].lower() not in rule["nouns"]:
            continue
        after = text[words[0].end() : min(end, words[0].end() + 24)].lower().lstrip(" -’'")
        before = text[max(start, number.from_ - 90) : number.from_].lower().rstrip()
        sentenced = before.endswith(tuple(rule["before"])) or _SENTENCED.search(before)
        if sentenced or after.startswith(tuple(rule["after"])):
            return _quantity(number, words[0].end(), name)
    return None


def _magnitude(text: str, number: Number, start: int) -> tuple[Span, Quantity] | None:
    rule = units()["things"]["magnitude"]
    before = text[max(start, number.from_ - 16) : number.from_].lower().rstrip(" -of")
    if before.endswith(tuple(rule["before"])) or text[number.end :].lower().startswith(tuple(rule["nouns"])):
        return _quantity(number, number.end, "magnitude")
    return None
