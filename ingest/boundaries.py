"""Where clauses start among the tokens of a sentence: the words and marks that open one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.language import finite_forms, words
from ingest.tokens import Token


def is_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a finite verb stands here that no subject follows: ", collapsed on", not ", had he known"."""
    word = tokens[index].lower
    bare = (
        word.endswith("s")
        and len(word) > 3
        and tokens[index].text.islower()
        and word not in words("closed_in_s")
    )
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    preposed = bare and after in words("prepositions") | words("determiners")
    return (is_finite(tokens, index) or preposed) and after not in words("subject_pronouns")


def is_boundary(
    tokens: Sequence[Token], index: int, fixed: set[int], timex_starts: set[int], has_verb: bool
) -> bool:
    """Whether a clause starts here; "and" parts clauses only when the one before it has a verb already."""
    word = tokens[index].lower
    if index in timex_starts and word not in words("hard_marks"):
        return False
    if word in words("hard_marks"):
        return not (_is_in_number(tokens, index) or _is_short_bracket(tokens, index))
    if word == ",":
        return _is_clause_comma(tokens, index)
    if has_verb and _is_reported(tokens, index, _before_timex(tokens, index, fixed, timex_starts)):
        return True
    if word == "as" and not _opens_clause(tokens, index + 1):
        return False
    if word == "that" and not _has_verb_ahead(tokens, index + 1):
        return False  # "captured that town"
    if word == "before" and not _tells_a_deed(tokens, index + 1):
        return False  # "will appear before a court"
    if word in words("subordinators"):
        return index + 1 not in timex_starts and tokens[index - 1].lower not in words("subordinators")
    return word in words("conjunctions") and has_verb and _starts_predicate(tokens, index + 1)


def is_main_subject(tokens: Sequence[Token], index: int) -> bool:
    """Whether a pronoun with a verb opens the main clause without a comma: "When she left | he wept"."""
    pronoun = tokens[index].lower in words("subject_pronouns")
    return pronoun and index + 1 < len(tokens) and is_finite(tokens, index + 1)


def _has_verb_ahead(tokens: Sequence[Token], index: int) -> bool:
    """Whether a finite verb follows before the sentence ends or a mark parts it."""
    for place in range(index, len(tokens)):
        if tokens[place].lower in words("hard_marks"):
            return False
        if is_finite(tokens, place) or is_predicate(tokens, place):
            return True
    return False


def _is_in_number(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark parts two figures: "23:36"."""
    return (
        0 < index < len(tokens) - 1
        and tokens[index - 1].text[-1].isdigit()
        and tokens[index + 1].text[0].isdigit()
        and tokens[index - 1].end == tokens[index].start
    )


def _is_short_bracket(tokens: Sequence[Token], index: int) -> bool:
    """Whether a bracket opens or closes around a few words without a verb: "the League (AL) has"."""
    step, mate = {"(": (1, ")"), ")": (-1, "(")}.get(tokens[index].lower, (0, ""))
    for place in range(index + step, index + 5 * step, step or 1):
        if not -1 < place < len(tokens) or is_finite(tokens, place):
            return False
        if tokens[place].lower == mate:
            return True
    return False


def _before_timex(tokens: Sequence[Token], index: int, fixed: set[int], timex_starts: set[int]) -> int:
    """The token before `index`, and before a date that ends there: "said on Monday | it would pay"."""
    before = last = index - 1
    while before in fixed:
        before -= 1
    if before not in timex_starts:
        return last
    return before - 1 - (tokens[before - 1].lower in words("prepositions"))


def _is_reported(tokens: Sequence[Token], index: int, before: int) -> bool:
    """Whether what is said starts here without "that": "said | growth would slow", "said Monday | it was"."""
    if tokens[index].lower in words("subject_pronouns"):
        near = {token.lower for token in tokens[max(0, index - 5) : index]}
        return bool(near & words("reporting_verbs")) and is_finite(tokens, min(index + 1, len(tokens) - 1))
    opens = tokens[index].text[0].isalnum() and tokens[index].lower not in words("prepositions")
    if tokens[before].lower not in words("reporting_verbs") or not opens:
        return False
    return any(is_finite(tokens, i) for i in _until_mark(tokens, index, 9))


def _until_mark(tokens: Sequence[Token], index: int, reach: int) -> Iterator[int]:
    """The tokens from `index` up to a comma, a preposition that opens a phrase, or the reach."""
    for place in range(index, min(index + reach, len(tokens))):
        if not tokens[place].text[0].isalnum() and tokens[place].lower not in {"'s", "'", "-"}:
            return
        yield place


def _tells_a_deed(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb or a gerund follows before the next mark: "before Peru voted", "before leaving"."""
    if index < len(tokens) and tokens[index].lower.endswith("ing"):
        return True
    ahead = _until_mark(tokens, index, 8)
    return any(is_finite(tokens, i) or tokens[i].lower in words("subject_pronouns") for i in ahead)


def _opens_clause(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name or a finite verb follows soon: "as Peru voted", not "as finance minister"."""
    ahead = range(index, min(index + 6, len(tokens)))
    return any(tokens[i].text[0].isupper() for i in ahead[:3]) or any(is_finite(tokens, i) for i in ahead)


def _is_clause_comma(tokens: Sequence[Token], index: int) -> bool:
    """A comma parts clauses unless it stands in a list ("Oslo, Bergen and Moss") or a date."""
    before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.text[0].isdigit():
        return after is None
    return not (after.text[0].isupper() and before.text[0].isupper() and _list_goes_on(tokens, index + 1))


def _list_goes_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether names go on up to another comma before a name, or an "and"."""
    while index < len(tokens) and tokens[index].text[0].isupper():
        index += 1
    return index < len(tokens) and tokens[index].lower in {"and", "or", ","}


def _starts_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether a verb follows at once, or after a name: "and resigned", "and Osei resigned"."""
    limit = index
    while limit < len(tokens) and limit < index + 4 and tokens[limit].text[0].isupper():
        limit += 1
    return any(i < len(tokens) and is_finite(tokens, i) for i in (index, limit, index + 1))


def is_finite(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word looks like a finite verb: an auxiliary, a known past form, or -ed after no article."""
    word = tokens[index].lower
    before = tokens[index - 1].lower if index else ""
    if word == "'s":
        return before in words("pronouns") | words("relatives")  # else it owns what comes next
    if word in finite_forms():
        return True
    return len(word) > 3 and word.endswith("ed") and before not in words("determiners") - words("relatives")
