"""Why an event was found: its sentence with the parts marked, its rule and date; and what gave nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from events.model import Article, Span
from ingest.assembly import Draft, to_event
from ingest.confidence import confidence, features, weights
from ingest.dating_neighbours import last_stated_day
from ingest.mentions import Mention
from ingest.rule_extractor import parses, read_drafts

_COLORS = {"trigger": "red", "time": "blue", "actor": "green", "target": "yellow"}


class Part(NamedTuple):
    """A marked stretch of a sentence and the part it plays."""

    span: Span
    role: str


def explain(article: Article, color: bool = True) -> str:
    """A readable derivation of every event of an article, and the sentences that gave none.

    Without color the parts are bracketed: "[trigger: resigned]".
    """
    shapes = tuple(parses(article))
    drafts = read_drafts(shapes, article.published)
    told = {mention.parse.sentence.span for draft in drafts for mention in draft.mentions}
    silent = [shape.sentence.span for shape in shapes if shape.sentence.span not in told]
    lines = [_publication(article), ""]
    for number, draft in enumerate(drafts, 1):
        lines += [*_explain_event(number, draft, article.text, color), ""]
    lines += ["Sentences that gave nothing:", *(f"  · {_one_line(span.of(article.text))}" for span in silent)]
    return "\n".join(lines)


def _publication(article: Article) -> str:
    """The day of publication, how it is known, which days fit as well, and how sure it is."""
    day = article.published or "nobody can tell"
    evidence = f' ("{article.published_evidence}")' if article.published_evidence else ""
    told = f"{article.name}: published {day}, by {article.published_basis}{evidence}"
    if article.published is None:
        events = [to_event(draft, article.article_id) for draft in _drafts(article)]
        bound = last_stated_day(article.text, events)
        return f"{told}, not before {bound}" if bound else told
    first, last = article.published_from or article.published, article.published_to or article.published
    days = f"{first} to {last}" if first < last else "no other day"
    return f"{told}; fitting {days}; {article.published_confidence or 'certain'}"


def _drafts(article: Article) -> tuple[Draft, ...]:
    return read_drafts(tuple(parses(article)), article.published)


def _explain_event(number: int, draft: Draft, text: str, color: bool) -> Iterator[str]:
    main = draft.main
    kind = f"{main.rule.type}/{main.mode}" if main.mode else main.rule.type
    yield f"{number}. {kind} · {main.reading.status} · {draft.headline}"
    yield f"   rule    {main.rule.type}/{main.rule.name}"
    yield f"   status  {main.reading.status}: {main.reading.why}"
    dating = draft.dating
    days = dating.interval or "undated"
    yield f"   date    {days} ({dating.precision}, {dating.basis}): {dating.why}"
    for label, values in (("actors", draft.actors), ("targets", draft.targets)):
        if values:
            yield f"   {label:7} {', '.join(entity.name for entity in values)}"
    if draft.place:
        yield f"   place   {draft.place}"
    if draft.quantities:
        yield "   numbers " + ", ".join(f"{q.name} {q.value}" for q in draft.quantities)
    if draft.attribution:
        yield f"   says    {draft.attribution}"
    yield f"   sure    {confidence(draft)} %: {', '.join(_told(name) for name in features(draft))}"
    for mention in draft.mentions:
        yield f"   › {mark(text, mention.parse.sentence.span, parts_of(mention), color)}"


def _told(feature: str) -> str:
    return f"{feature.replace('_', ' ')} {weights()[feature]:+d}"


def parts_of(mention: Mention) -> tuple[Part, ...]:
    """Trigger, arguments and time expressions of a mention, as spans of the article."""
    parse = mention.parse
    parts = [Part(parse.span(mention.anchor.first, mention.anchor.last), "trigger")]
    parts += [Part(placed.value.span, "time") for placed in parse.timexes]
    parts += [Part(entity.span, "actor") for entity in mention.actors]
    parts += [Part(entity.span, "target") for entity in mention.targets]
    return tuple(part for part in parts if parse.sentence.span.contains(part.span))


def mark(text: str, sentence: Span, parts: Sequence[Part], color: bool) -> str:
    """The sentence on one line with its parts marked; of overlapping parts the first one listed wins."""
    chosen: list[Part] = []
    for part in parts:
        if not any(part.span.overlaps(other.span) for other in chosen):
            chosen.append(part)
    pieces, position = [], sentence.start
    for part in sorted(chosen, key=lambda part: part.span.start):
        pieces += [text[position : part.span.start], _marked(part.span.of(text), part.role, color)]
        position = part.span.end
    return _one_line("".join([*pieces, text[position : sentence.end]]))


def _marked(words: str, role: str, color: bool) -> str:
    return click.style(words, fg=_COLORS[role], bold=True) if color else f"[{role}: {words}]"


def _one_line(text: str) -> str:
    return " ".join(text.split())
