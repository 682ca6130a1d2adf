"""How far a person's name goes: initials, particles, hyphens, suffixes."""

from __future__ import annotations

from ingest.reading import HYPHENS, Reading

_MOST_WORDS = 5


def name_end(reading: Reading, first: int, *, after_office: bool) -> int:
    """The token after the name that starts at `first`; behind an office, an office word may be a surname.

    >>> from ingest.reading import read_sentence
    >>> reading = read_sentence("Ana van der Berg-Okoro Jr spoke.")
    >>> name_end(reading, 0, after_office=False)
    7
    """
    last = first
    while last < len(reading.tokens) and count_words(reading, first, last) < _MOST_WORDS:
        after = _next_part(reading, first, last, after_office)
        if after == last:
            return last
        last = after
    return last


def _next_part(reading: Reading, first: int, index: int, after_office: bool) -> int:
    """The token after one more part of a name: a word, an initial, a particle with its word, a suffix."""
    if index >= len(reading.tokens):
        return index
    token = reading.tokens[index]
    if token.text in reading.words.lists["suffixes"] and index > first:
        return index + 1
    if particle := particle_end(reading, index):
        return _over_hyphens(reading, particle)
    if not (reading.is_name_word(index) or index == first):
        return index
    if index > first and not _may_follow(reading, first, index, after_office):
        return index
    after = index + 1
    if index == first and is_initial(reading, index):
        return index + 2
    if len(token.text) == 1 and reading.lower(after) == "." and reading.is_glued(after):
        return after + 1 if reading.is_name_word(after + 1) or reading.is_glued(after + 1) else index
    return _over_hyphens(reading, after)


def _over_hyphens(reading: Reading, after: int) -> int:
    while (
        after + 1 < len(reading.tokens)
        and reading.tokens[after].text in HYPHENS
        and reading.is_glued(after)
        and reading.is_glued(after + 1)
        and reading.tokens[after + 1].text[0].isalpha()
    ):
        after += 2
    return after


def _may_follow(reading: Reading, first: int, index: int, after_office: bool) -> bool:
    if reading.is_in(index, "not_names") and reading.tokens[first].text not in reading.words.given:
        return False
    return not (
        "." in reading.tokens[index].text
        or (
            reading.is_in(index, "offices")
            and reading.tokens[first].text not in reading.words.given
            and not after_office
        )
        or reading.tokens[index].text in reading.words.lists["organisation_heads"]
    )


def particle_end(reading: Reading, index: int) -> int:
    """The token after "van der Berg" or "al-Rashid" at `index`; 0 where no name follows the particles."""
    last = index
    while last < len(reading.tokens) and reading.is_in(last, "particles") and last - index < 3:
        last += 1
        if last < len(reading.tokens) and reading.tokens[last].text in HYPHENS and reading.is_glued(last):
            last += 1
    if last == index or not reading.is_name_word(last):
        return 0
    return last + 1


def count_words(reading: Reading, first: int, last: int) -> int:
    """How many capitalised words the tokens hold; "Kara-Murza" is one, "al-Ahmad" one."""
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


def is_initial(reading: Reading, index: int) -> bool:
    """Whether a single capital letter with a full stop stands at `index`."""
    token = reading.tokens[index].text
    return (
        len(token) == 1
        and token.isupper()
        and reading.lower(index + 1) == "."
        and reading.is_glued(index + 1)
    )
