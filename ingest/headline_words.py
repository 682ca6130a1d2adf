"""Words of a sentence as one line: names for pronouns, no loose end, no lone quotation mark."""

from __future__ import annotations

import re

from events.model import Entity
from ingest.clauses import Parse, Placed
from ingest.language import words
from ingest.phrases import entities_between, is_possessor

_HEADLINE = 120


def end_of_quote(parse: Parse, first: int, last: int) -> int:
    """A line never stops inside a quotation, or right where one opens."""
    while last < len(parse.tokens) and is_open(parse, first, last):
        last += 1
    return last


def is_open(parse: Parse, first: int, last: int) -> bool:
    """Whether a quotation that opens within the tokens `[first, last)` does not close there."""
    marks = [parse.tokens[i].text for i in range(first, last)]
    return marks.count("“") > marks.count("”") or marks.count('"') % 2 == 1


def is_pronoun(parse: Parse, entity: Placed[Entity]) -> bool:
    """Whether the entity is told by a pronoun."""
    return parse.lower(entity.first) in words("pronouns")


def skip_marks(parse: Parse, first: int, trigger: int) -> int:
    """The first token from `first` on that is no mark, no "and" and no "that"; at most the trigger."""
    skipped = words("subordinators") | words("conjunctions")
    while (
        first < trigger
        and not parse.is_timed(first)
        and (not parse.lower(first)[0].isalnum() or parse.lower(first) in skipped)
    ):
        first += 1
    return first


def line_of(parse: Parse, first: int, last: int, lead: str = "") -> str:
    """The words `[first, last)` on one line; a pronoun becomes its name where that does not stand yet."""
    last = _without_loose_end(parse, first, last)
    if first >= last:
        return ""
    told, at = "", parse.tokens[first].start
    for pronoun in entities_between(parse, first, last):
        if _is_unclear(parse, pronoun, first, lead + told):
            told += parse.text[at : parse.tokens[pronoun.first].start] + pronoun.value.name
            told += "'s" if is_possessor(parse, pronoun) else ""
            at = parse.tokens[pronoun.first].end
    told += parse.text[at : parse.tokens[last - 1].end]
    return _without_lone_mark(" ".join(told.split()).strip(" ,;:—–-."))


def _without_lone_mark(line: str) -> str:
    """Without a quotation mark at an end whose partner is not in the line."""
    if line.count('"') % 2 or line.count("“") != line.count("”"):
        return line.strip('"“” ,') if line[:1] in '"”' or line[-1:] in '"“”' else _opened(line)
    return line


def _opened(line: str) -> str:
    """With the mark before it that its first one closes: "friends of the treaty" met."""
    mark = re.search(r"[\"“”]", line)
    closes = mark is not None and not line[mark.start() - 1].isspace()
    return f"{'“' if mark[0] == '”' else mark[0]}{line}" if mark and closes else line


def _is_unclear(parse: Parse, entity: Placed[Entity], first: int, told: str) -> bool:
    """Whether it is a pronoun whose name `told` does not give, and none like it the words from `first`.

    Behind another name it reads as in its sentence: "Novak wrote that his country".
    """
    if parse.lower(entity.first) not in words("person_pronouns") | words("group_pronouns"):
        return False
    before = (e.value for e in entities_between(parse, first, entity.first))
    alike = any(value.kind == entity.value.kind or value.name == entity.value.name for value in before)
    return entity.value.name not in told and not alike


def _without_loose_end(parse: Parse, first: int, last: int) -> int:
    """Where a line ends that would otherwise stop at "in", "and" or "the"."""
    loose = words("prepositions") | words("conjunctions") | words("determiners") | words("relatives")
    while last > first and parse.lower(last - 1) in loose and parse.entity_at(last - 1) is None:
        last -= 1
    return last


def capital(line: str) -> str:
    """The line with a capital letter first."""
    return line[:1].upper() + line[1:]


def shorten(line: str) -> str:
    """The line, cut at a word where it is longer than 120 characters."""
    if len(line) <= _HEADLINE:
        return line
    return line[: _HEADLINE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
