"""Page furniture: which stretches of a text are no part of the story, and what they tell about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from events.errors import LexiconError
from events.model import Span
from ingest.headers import Headers, read_headers
from ingest.rulefiles import read_yaml

_FILE = "ingest/rules/en/furniture.yml"
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_OUTER_BLANKS = " \t\u00a0\ufeff\u200b"
_TOP_LINES = 12
_SHORTEST_LINE = 3
_LONGEST_LINE = 700  # no rule takes a longer line as a whole; it also bounds what a pattern may search
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]»]*$")
_NO_HEADLINE_END = re.compile(r"[.…:;,|][\"'”’)\]»]*$")
_HEADLINE_START = re.compile(r"[\"'“‘«(\[$€£#]*[^\W_a-z]")
_MARKDOWN_TITLE = re.compile(r"#\s+(?P<title>\S.*?)\s*#*")
_STORY_WORDS = 25
_LATE = 0.75  # of the text: a comment form there has comments below it, not the story
_CAPTION_WORDS = 45
_MOST_CAPTIONS = 3
_THEN_LINES = 4
_LEADS = ("dateline", "publisher-lead", "label")
_BYLINES = ("byline", "dateline", "published-line", "author-line", "date-line")
_BRACED = re.compile(r"\{(?P<name>[a-z]+)\}")


class Line(NamedTuple):
    """One line without its outer blanks; `number` counts the lines that hold something, from 0."""

    start: int
    end: int
    text: str
    number: int


class Rule(NamedTuple):
    """One line of `furniture.yml`."""

    name: str
    pattern: re.Pattern[str]
    takes: str
    where: str
    then: str


class Found(NamedTuple):
    """A stretch of furniture, the rule that took it, and the named parts of what it says."""

    start: int
    end: int
    rule: str
    parts: dict[str, str]


def furniture_spans(text: str) -> tuple[Span, ...]:
    r"""The stretches that are no part of the story, in order and apart: title, captions, bylines, forms.

    Of a line such as "LUSAKA (AP) — Farmers …" only the beginning is furniture. Section headings are not.

    >>> text = "LUSAKA (AP) — Farmers blocked the road on Monday.\nShare this article"
    >>> [span.of(text) for span in furniture_spans(text)]
    ['LUSAKA (AP) — ', 'Share this article']
    """
    found = find_furniture(text)
    return tuple(_merge([(item.start, item.end) for item in found]))


def dateline_place(text: str) -> str | None:
    """The city of the dateline as people write it, or None.

    >>> dateline_place("NEW HAVEN, Conn. (AP) — A jury took four hours to decide.")
    'New Haven'
    """
    place = _part(find_furniture(text), "place")
    return place.title() if place is not None and place.isupper() else place


def title_of(text: str) -> str | None:
    r"""The headline that stands above the story, or None.

    >>> title_of("Farmers block the road\n\nBy Amina Banda\n\nThey came on Monday.")
    'Farmers block the road'
    """
    return _part(find_furniture(text), "title")


def publisher_of(text: str) -> str | None:
    """The publisher that the page itself names (lead, copyright line, masthead), or None.

    >>> publisher_of("(The Lake Herald) – Farmers blocked the road on Monday.")
    'The Lake Herald'
    """
    return _part(find_furniture(text), "publisher")


def url_of(text: str) -> str | None:
    r"""The article's own address, where a line above the story gives it.

    >>> url_of("https://lakeherald.example/farmers\n\nFarmers blocked the road on Monday.")
    'https://lakeherald.example/farmers'
    """
    return _part(find_furniture(text), "url")


@lru_cache(maxsize=2)  # title, publisher and day ask about the same text in turn
def find_furniture(text: str) -> tuple[Found, ...]:
    """All furniture with what it says, by start; a copyright line may lie within a comment form.

    >>> [(item.rule, item.parts) for item in find_furniture("© 2024 The Lake Herald")]
    [('copyright', {'publisher': 'The Lake Herald'})]
    """
    headers = read_headers(text)
    lines = _lines(text, headers.end)
    found = [*_of_headers(text, headers), *_without_chronology(_by_rules(text, lines), lines)]
    given = headers.fields.get("title")
    title = _repeated(given, lines) if given else _find_title(lines, found)
    return tuple(sorted([*found, *title], key=lambda item: (item.start, item.end)))


@lru_cache(maxsize=1)
def furniture_rules() -> tuple[Rule, ...]:
    """The rules of `furniture.yml`, compiled; LexiconError names the rule that is malformed."""
    file = read_yaml("furniture.yml")
    return tuple(_rule(raw, file["words"]) for raw in file["rules"])


def _rule(raw: dict[str, str], words: dict[str, str]) -> Rule:
    try:
        pattern = re.compile(_expand(raw["pattern"], words))
        rule = Rule(raw["name"], pattern, raw["takes"], raw.get("where", "any"), raw.get("then", ""))
    except (KeyError, re.error) as error:
        raise LexiconError(f'{_FILE}, rule "{raw.get("name")}": {error}') from error
    if rule.takes not in ("line", "lead", "list", "rest") or rule.where not in ("any", "top", "first"):
        raise LexiconError(f'{_FILE}, rule "{rule.name}": unknown takes or where')
    return rule


def _expand(pattern: str, words: dict[str, str]) -> str:
    """Put the shared parts in place of their names in braces; a part may use those above it."""
    return _BRACED.sub(lambda match: _expand(words[match["name"]], words), pattern)


def match_line(line: str, number: int = 0) -> tuple[Rule, re.Match[str]] | None:
    """The first rule that takes the line or its beginning; `number` is its place in the text, from 0.

    >>> match_line("Share this article")[0].name
    'share'
    """
    if len(line) < _SHORTEST_LINE:
        return None
    for rule in furniture_rules():
        if _reaches(rule, number):
            match = match_rule(rule, line)
            if match is not None:
                return rule, match
    return None


def _reaches(rule: Rule, number: int) -> bool:
    return rule.where == "any" or number == 0 or (rule.where == "top" and number < _TOP_LINES)


def match_rule(rule: Rule, line: str) -> re.Match[str] | None:
    """What a rule takes of a line, wherever the line stands."""
    if rule.takes == "lead":
        return rule.pattern.match(line[:_LONGEST_LINE])
    return rule.pattern.fullmatch(line) if len(line) <= _LONGEST_LINE else None


def _lines(text: str, start: int) -> list[Line]:
    lines: list[Line] = []
    for match in _LINE.finditer(text, start):
        words = match.group()
        inner = words.strip(_OUTER_BLANKS)
        if inner:
            at = match.start() + len(words) - len(words.lstrip(_OUTER_BLANKS))
            lines.append(Line(at, at + len(inner), inner, len(lines)))
    return lines


def _of_headers(text: str, headers: Headers) -> Iterator[Found]:
    block = text[: headers.end].rstrip()
    if block:
        yield Found(0, len(block), "header", {})


def _by_rules(text: str, lines: Sequence[Line]) -> Iterator[Found]:
    for line in lines:
        yield from _take(text, line, lines)


def _without_chronology(found: Iterator[Found], lines: Sequence[Line]) -> list[Found]:
    """Leave out bare dates that head parts of a chronology: several, or one below the story's start."""
    items = list(found)
    dates = [item for item in items if item.rule == "date-line"]
    story = next((line.start for line in lines if _is_story(line)), None)
    if len(dates) <= 1 and all(story is None or item.start < story for item in dates):
        return items
    return [item for item in items if item.rule != "date-line"]


def _take(text: str, line: Line, lines: Sequence[Line]) -> Iterator[Found]:
    """What the rules take of one line; a lead may be followed by another ("UPDATE — LUSAKA — …")."""
    rest = line
    while (hit := match_line(rest.text, rest.number)) is not None:
        rule, match = hit
        if rule.then == "headline" and not _headline_follows(line, lines):
            return
        parts = {name: words for name, words in match.groupdict().items() if words}
        end = _end(rule, rest, match, lines)
        yield Found(rest.start, end, rule.name, parts)
        if rule.takes != "lead" or end >= rest.end:
            return
        rest = Line(end, rest.end, text[end : rest.end], rest.number)


def _headline_follows(line: Line, lines: Sequence[Line]) -> bool:
    following = lines[line.number + 1 : line.number + 1 + _THEN_LINES]
    return any(is_headline(item.text) and match_line(item.text, item.number) is None for item in following)


def _end(rule: Rule, line: Line, match: re.Match[str], lines: Sequence[Line]) -> int:
    following = lines[line.number + 1 :]
    if rule.takes == "lead":
        return line.start + match.end()
    if rule.takes == "list":
        return _end_of_headlines(line, following)
    if rule.takes == "rest" and (_is_late(line, lines) or not any(map(_is_story, following))):
        return lines[-1].end
    return line.end


def _end_of_headlines(line: Line, following: Sequence[Line]) -> int:
    end = line.end
    for item in following:
        if _SENTENCE_END.search(item.text) or len(item.text.split()) > _STORY_WORDS:
            return end
        end = item.end
    return end


def _is_late(line: Line, lines: Sequence[Line]) -> bool:
    return line.start - lines[0].start > _LATE * (lines[-1].end - lines[0].start)


def _is_early(place: int, lines: Sequence[Line]) -> bool:
    """Whether more of the text lies behind the place than before it."""
    return place - lines[0].start < lines[-1].end - place


def _is_story(line: Line) -> bool:
    return len(line.text.split()) >= _STORY_WORDS and _SENTENCE_END.search(line.text) is not None


def _find_title(lines: Sequence[Line], found: Sequence[Found]) -> list[Found]:
    """The headline, and the captions above it.

    It is the first line above a byline or dateline that looks like one; without those, the opening line.
    """
    top = _first_lead(found)
    whole = [item for item in found if item.rule not in _LEADS]
    unclaimed = [line for line in lines[:_TOP_LINES] if not any(i.start <= line.start < i.end for i in whole)]
    above = [line for line in unclaimed if top is not None and line.start < top and _is_early(top, lines)]
    title = next((line for line in above if is_headline(line.text)), None) or _opening_headline(
        unclaimed, lines
    )
    if title is None:
        return []
    captions = [line for line in unclaimed if line.start < title.start]
    if len(captions) > _MOST_CAPTIONS or any(len(line.text.split()) > _CAPTION_WORDS for line in captions):
        return []  # a section heading further down, not the headline
    words = _plain_title(title.text)
    return [
        *(Found(line.start, line.end, "caption", {}) for line in captions),
        Found(title.start, title.end, "title", {"title": words}),
    ]


def _first_lead(found: Sequence[Found]) -> int | None:
    return min((item.start for item in found if item.rule in _BYLINES), default=None)


def _opening_headline(unclaimed: Sequence[Line], lines: Sequence[Line]) -> Line | None:
    if not unclaimed or not is_headline(unclaimed[0].text):
        return None
    first = unclaimed[0]
    following = lines[first.number + 1 :][:1]
    if not following or (following[0].start - first.end <= 2 and _wraps(first, following[0])):
        return None
    return first


def _wraps(first: Line, second: Line) -> bool:
    """Whether the second line may continue the sentence of the first, as in text wrapped at a column."""
    return second.text[0].islower() or (len(first.text) > 60 and len(second.text) <= 100)


def is_headline(line: str) -> bool:
    """Whether a line reads like a headline: a few words, begun like a sentence, without its full stop.

    >>> is_headline("Farmers block the road"), is_headline("Farmers blocked the road on Monday.")
    (True, False)
    """
    if _MARKDOWN_TITLE.fullmatch(line):
        return True
    fewest, most = _headline_words()
    plain = fewest <= len(line.split()) <= most and _HEADLINE_START.match(line) is not None
    return plain and _NO_HEADLINE_END.search(line) is None


@lru_cache(maxsize=1)
def _headline_words() -> tuple[int, int]:
    rule = read_yaml("furniture.yml")["headline"]
    return int(rule["fewest_words"]), int(rule["most_words"])


def _plain_title(line: str) -> str:
    match = _MARKDOWN_TITLE.fullmatch(line)
    return match["title"] if match else line


def _repeated(title: str, lines: Sequence[Line]) -> list[Found]:
    """The headline given in a header, where the text repeats it."""
    words = title.casefold()
    same = (line for line in lines[:_TOP_LINES] if _plain_title(line.text).casefold() == words)
    return [Found(line.start, line.end, "title", {}) for line in same]


def _part(found: Sequence[Found], name: str) -> str | None:
    ranked = sorted(found, key=lambda item: (_PUBLISHER_ORDER.get(item.rule, 0), item.start))
    return next((item.parts[name] for item in ranked if name in item.parts), None)


# the agency of a dateline wrote the story, but the page may be another paper's: its own lines come first
_PUBLISHER_ORDER = {"copyright": 1, "masthead": 2, "dateline": 3}


def _merge(ranges: Sequence[tuple[int, int]]) -> Iterator[Span]:
    last: tuple[int, int] | None = None
    for start, end in sorted(ranges):
        if last is not None and start < last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield Span(start=last[0], end=last[1])
        last = (start, end)
    if last is not None:
        yield Span(start=last[0], end=last[1])
