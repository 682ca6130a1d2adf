"""Bodies with a capitalised name: known ones, and those that a word such as "Ministry" shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.reading import Claim, Reading

_MOST_TOKENS = 12
_LONGEST_ACRONYM = 6


def match_organisation(reading: Reading, first: int) -> Claim | None:
    """The longest body's name at token `first`.

    >>> from ingest.reading import read_sentence
    >>> claim = match_organisation(read_sentence("The Ministry of Health denied it."), 1)
    >>> claim.kind, claim.name
    ('organisation', 'Ministry of Health')
    """
    if not reading.is_name_word(first) or reading.is_in(first, "numbers"):
        return None
    claims = [
        match_known(reading, first),
        _by_head(reading, first),
        _by_opener(reading, first),
        _by_common_head(reading, first),
        _acronym(reading, first),
        _lone_head(reading, first),
        _by_ampersand(reading, first),
    ]
    best = max((claim for claim in claims if claim), key=lambda claim: claim.last, default=None)
    return _hidden_by_officer(reading, best) if best else None


def _hidden_by_officer(reading: Reading, claim: Claim) -> Claim:
    """ "CIA Director Ana Okoro": the body before an office and a name is no actor of its own."""
    last = claim.last
    while reading.is_in(last, "office_modifiers") and last - claim.last < 3:
        last += 1
    leads = reading.is_in(last, "offices") and reading.is_name_word(last + 1)
    return claim._replace(kind=None, last=last) if leads else claim


def match_known(reading: Reading, first: int) -> Claim | None:
    """A body or newspaper that the rule files name, at token `first`.

    >>> from ingest.reading import read_sentence
    >>> claim = match_known(read_sentence("The European Central Bank warned of it."), 1)
    >>> claim.kind, claim.name
    ('organisation', 'European Central Bank')
    """
    found = reading.words.find(reading.tokens, first)
    if found is None:
        return None
    last, phrases = found
    for phrase in phrases:
        if phrase.kind in ("organisation", "media") and (phrase.sure or _has_title_article(reading, first)):
            name = phrase.name if phrase.kind == "organisation" else reading.slice(first, last)
            return Claim(first, last, "organisation", name)
    return None


def _acronym(reading: Reading, first: int) -> Claim | None:
    """ "the JGSF": a few capital letters that stand alone."""
    text = reading.tokens[first].text
    if not (text.isupper() and text.isalpha() and 3 <= len(text) <= _LONGEST_ACRONYM) or reading.shouts:
        return None
    if reading.is_glued(first) and reading.lower(first - 1) not in ("(", '"', "“", "‘", "'"):
        return None
    if (
        text in reading.words.lists["no_bodies"]
        or reading.is_name_word(first + 1)
        or reading.is_name_word(first - 1)
    ):
        return None
    return Claim(first, first + 1, "organisation", text)


def _by_common_head(reading: Reading, first: int) -> Claim | None:
    """ "the Mombo party", "the Okoro administration": a name and a plain word for a body, behind "the"."""
    last = reading.name_run(first)
    led = reading.is_in(first - 1, "determiners") or reading.is_in(first - 1, "body_adjectives")
    if (
        not led
        or last - first > 3
        or not reading.is_in(last, "common_heads")
        or reading.find_kinds(first, last)
    ):
        return None
    return _claim(reading, first, last + 1)


def _by_ampersand(reading: Reading, first: int) -> Claim | None:
    """ "Mombo & Daughters": names with an ampersand between them make a firm."""
    middle = reading.name_run(first)
    if reading.lower(middle) != "&" or not reading.is_name_word(middle + 1):
        return None
    return _claim(reading, first, reading.name_run(middle + 1))


def _lone_head(reading: Reading, first: int) -> Claim | None:
    """ "the Treasury"."""
    alone = reading.lower(first - 1) == "the" and not reading.is_name_word(first + 1) and not reading.shouts
    if alone and reading.tokens[first].text in reading.words.lists["lone_bodies"]:
        return Claim(first, first + 1, "organisation", reading.tokens[first].text)
    return None


def abbreviations(claims: Iterable[tuple[Claim, Reading]]) -> Mapping[str, str]:
    """Acronyms that the article gives in brackets behind a body's name, mapped to that name."""
    full: dict[str, str] = {}
    for claim, reading in claims:
        inside = claim.last + 1
        if (
            claim.kind == "organisation"
            and reading.lower(claim.last) == "("
            and reading.lower(inside + 1) == ")"
        ):
            acronym = reading.tokens[inside].text
            if (
                acronym[:1].isupper()
                and acronym[:1] == claim.name[:1]
                and sum(c.isupper() for c in acronym) > 1
            ):
                full.setdefault(acronym, claim.name)
    return full


def _has_title_article(reading: Reading, first: int) -> bool:
    """ "The Atlantic" inside a sentence, "the Guardian": papers whose name is a common word or a place."""
    if reading.lower(first - 1) != "the":
        return False
    titled = first > 1 and reading.tokens[first - 1].text == "The"
    return titled or not any(
        p.kind == "place" for p in (reading.words.find(reading.tokens, first) or (0, ()))[1]
    )


def _by_head(reading: Reading, first: int) -> Claim | None:
    """ "Kenya Airways", "Supreme Court of Ghana": ends with the last telling word of the capitalised run."""
    last = _last_head(reading, first, _run_without_offices(reading, first))
    last = max(last, _over_joiner(reading, first))
    if last <= first + 1 or (reading.shouts and last - first > 4) or _is_of_office(reading, first, last):
        return None
    return _claim(reading, first, _extend(reading, last))


def _is_of_office(reading: Reading, first: int, last: int) -> bool:
    """ "UK Treasury Secretary Ana Okoro": the head belongs to the office, not to a body."""
    return (
        _is_known_name(reading, first, last - 1)
        and reading.is_in(last - 1, "office_modifiers")
        and reading.is_in(last, "offices")
        and reading.is_name_word(last)
    )


def _last_head(reading: Reading, first: int, last: int) -> int:
    while last > first and reading.tokens[last - 1].text not in reading.words.lists["organisation_heads"]:
        last -= 1
    return last


def _over_joiner(reading: Reading, first: int) -> int:
    """ "the Fire and Rescue Agency", "the Prime Minister's Office": a head beyond "and" or a possessive."""
    run = reading.name_run(first)
    if (
        reading.is_possessive(run)
        and reading.is_in(run - 1, "possessive_names")
        and reading.is_name_word(run + 1)
    ):
        return _head_beyond(reading, run + 1, reading.name_run(run + 1))
    if (
        reading.lower(run) in ("and", "&")
        and (reading.lower(first - 1) == "the" or reading.is_possessive(first - 1))
        and reading.is_name_word(run + 1)
        and _goes_on(reading, run)
        and reading.tokens[run - 1].text not in reading.words.lists["organisation_heads"]
        and not _is_known_name(reading, first, run)
    ):
        return _head_beyond(reading, run + 1, _run_without_offices(reading, run + 1))
    return 0


def _head_beyond(reading: Reading, start: int, stop: int) -> int:
    last = _last_head(reading, start, stop)
    return last if last > start else 0


def _is_known_name(reading: Reading, first: int, last: int) -> bool:
    found = reading.words.find(reading.tokens, first)
    return found is not None and found[0] == last


def _run_without_offices(reading: Reading, first: int) -> int:
    last = reading.name_run(first)
    for index in range(first + 1, last):
        if reading.is_in(index, "offices") and reading.lower(index) not in ("general", "chief"):
            return index
    return last


def _extend(reading: Reading, last: int) -> int:
    opens = reading.tokens[last - 1].text in reading.words.lists["organisation_openers"]
    if opens and reading.is_in(last, "field_links") and reading.is_name_word(reading_after(reading, last)):
        return _end_of_field(reading, reading_after(reading, last))
    return last


def _end_of_field(reading: Reading, first: int) -> int:
    """The end of what a body is "of": a known place ends it, whoever's name comes next."""
    found = reading.words.find(reading.tokens, first)
    if found and any(phrase.kind in ("country", "place", "capital") for phrase in found[1]):
        return found[0]
    return reading.name_run(first)


def reading_after(reading: Reading, joiner: int) -> int:
    """The token after "of" or "of the"."""
    return joiner + 2 if reading.lower(joiner + 1) == "the" else joiner + 1


def _by_opener(reading: Reading, first: int) -> Claim | None:
    """ "Ministry of Health and Social Services": runs on over small words to the last capitalised word."""
    openers = reading.words.lists["organisation_openers"]
    run = _run_without_offices(reading, first)
    if (
        run == first
        or reading.tokens[run - 1].text not in openers
        or reading.lower(run) not in ("of", "for", "on")
    ):
        return None
    after = reading_after(reading, run)
    if not reading.is_name_word(after):
        return None
    last = _end_of_field(reading, after)
    while (
        reading.lower(last) in ("and", "&", "of")
        and reading.is_name_word(last + 1)
        and _goes_on(reading, last)
    ):
        last = reading.name_run(last + 1)
    return _claim(reading, first, last)


def _goes_on(reading: Reading, joiner: int) -> bool:
    after = joiner + 1
    if reading.is_in(after, "offices") or reading.tokens[after].text in reading.words.given:
        return False
    found = reading.words.find(reading.tokens, after)
    return found is None or reading.lower(joiner) == "of"


def _claim(reading: Reading, first: int, last: int) -> Claim | None:
    if last - first > _MOST_TOKENS:
        return None
    return Claim(first, last, "organisation", reading.slice(first, last))
