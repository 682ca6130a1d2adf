"""The day of an article that states none, from dated articles that tell the same story (pure).

Its own words must fit: on the right day "on Tuesday" is the Tuesday on which the others tell the same
happening, nothing told as past lies ahead, and nothing told as planned lies behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from events.interval import Interval
from events.model import Article, Confidence, Event, Timex
from events.names import name_of, shared
from events.sameness import Report, keys_of, strength
from events.value import Value
from ingest.dating import wire_dateline
from ingest.day_words import PartialDay, day_in_year, partial_day, read_day
from ingest.gazetteer import load_gazetteer
from ingest.timex_normalization import read_timexes
from ingest.tokens import tokenize

MOST_NEIGHBOURS = 8
TOO_COMMON = 500  # articles; a name that more of them bear tells no story
_ENOUGH = 3  # points of shared names that make it one story
_REACH = 10  # days around a neighbour's day that are tried
_REACH_OF_DATELINE = 60  # the same where a dateline names month and day, so that only the year is sought
_MOST_CANDIDATES = 90
_WIDEST = 7  # days that may fit alike; more is no answer
_NARROW = 3
_MISFIT = 5  # points that one contradiction costs
_HALF_YEAR = 183  # a day without its year is told within so many days
_FEW_DAYS = 3
_ANY_DAY = Interval.of("2000-01-01")

Read = Callable[[Article], Sequence[Event]]


class Dated(NamedTuple):
    """An article whose day is surely known."""

    article_id: str
    name: str
    published: date


class Neighbour(Value):
    """A dated article with its events, the names that it shares with the undated one, and their points."""

    article_id: str
    name: str
    published: date
    names: tuple[str, ...]
    points: int
    reports: tuple[Report, ...]


class Inference(Value):
    """The day that fits best, the first and the last that fit as well, why, and how sure that is."""

    value: date
    earliest: date
    latest: date
    evidence: str
    confidence: Confidence


class _Fit(NamedTuple):
    """How well a day fits: its points, and the events read on it that a neighbour tells too."""

    points: int
    joined: tuple[tuple[Event, Neighbour], ...]
    last_past: date | None


def names_of(events: Sequence[Event]) -> tuple[str, ...]:
    """The names that can show a common story, sorted: of people and bodies, not of countries or of groups.

    Those of a group end in a common noun: "Norland officials".
    """
    names = {name for event in events for name in (*event.actors, *event.targets)}
    return tuple(sorted(name for name in names if _is_proper(name) and not _is_country(name)))


def rank(
    telling: Mapping[str, Sequence[Dated]], total: int, most: int = MOST_NEIGHBOURS
) -> list[tuple[Dated, tuple[str, ...], int]]:
    """The articles that share names, most points first: rarer names and full ones weigh more.

    `telling` are the dated articles that bear each name, `total` the number of all dated ones.

    >>> lake, fire = Dated("1", "lake.txt", date(2024, 3, 5)), Dated("2", "fire.txt", date(2024, 3, 6))
    >>> [(one.name, points) for one, _, points in rank({"Amina Banda": [lake], "Senate": [lake, fire]}, 2)]
    [('lake.txt', 4), ('fire.txt', 1)]
    """
    names: dict[Dated, list[str]] = {}
    for name in sorted(telling):
        for dated in telling[name]:
            names.setdefault(dated, []).append(name)
    points = {name: _weight(name, len(dated), total) for name, dated in telling.items()}
    ranked = [(dated, tuple(common), sum(points[name] for name in common)) for dated, common in names.items()]
    return sorted(ranked, key=lambda item: (-item[2], item[0].published, item[0].article_id))[:most]


def infer_day(
    article: Article, events: Sequence[Event], neighbours: Sequence[Neighbour], read: Read
) -> Inference | None:
    """The day on which an article fits best among its dated neighbours; None where none or too many fit.

    `events` are those of any reading of it; `read` reads it anew with a day.
    """
    story = [one for one in neighbours if _is_one_story(events, one)]
    wire = wire_dateline(article.text)
    candidates = _of_dateline(wire, story) if wire else _around(story)
    bound = last_stated_day(article.text, events)
    days = [day for day in candidates if bound is None or day >= bound]
    fits = _fits(article, days, story, read)
    best = max((fit.points for fit in fits.values() if fit.joined), default=0)
    fitting = [day for day, fit in fits.items() if fit.joined and fit.points == best]
    if best <= 0 or not fitting or not (wire or _is_enclosed(fitting, candidates, bound)):
        return None
    if (fitting[-1] - fitting[0]).days >= _WIDEST:
        return None
    chosen = _likeliest(fitting, fits)
    narrow = (fitting[-1] - fitting[0]).days < _NARROW
    return Inference(
        value=chosen,
        earliest=fitting[0],
        latest=fitting[-1],
        evidence=_evidence(fits[chosen]),
        confidence="likely" if narrow else "guess",
    )


def last_stated_day(text: str, events: Sequence[Event]) -> date | None:
    """The latest day, stated with its year, on which something has happened: publication is no earlier."""
    stated = [
        day
        for event in events
        if event.status == "occurred" and (day := _stated_day(text, event)) is not None
    ]
    return max(stated, default=None)


def _stated_day(text: str, event: Event) -> date | None:
    """The day of an event, if its main sentence states it in full."""
    if event.basis != "explicit" or event.interval is None or event.interval.days > 1:
        return None
    timexes = read_timexes(event.evidence[0].of(text), None)
    days = {day for timex in timexes if (day := read_day(timex.text)) is not None}
    return event.interval.start if event.interval.start in days else None


def _weight(name: str, articles: int, total: int) -> int:
    return (1 if " " in name else 0) + (total // max(articles, 1)).bit_length()


def _is_proper(name: str) -> bool:
    return name[:1].isupper() and name.rsplit(maxsplit=1)[-1][0].isupper()


def _is_country(name: str) -> bool:
    tokens = tokenize(name)
    found = load_gazetteer().find(tokens, 0) if tokens else None
    return bool(found and found[0] == len(tokens) and any(phrase.kind == "country" for phrase in found[1]))


def _is_one_story(events: Sequence[Event], neighbour: Neighbour) -> bool:
    """Whether they share names enough, and on some day may tell one happening."""
    theirs = [report.event for report in neighbour.reports]
    places = _places(events) & _places(theirs)
    return neighbour.points + len(places) >= _ENOUGH and not _keys(events).isdisjoint(_keys(theirs))


def _keys(events: Sequence[Event]) -> set[str]:
    """The keys that two reports of one happening share, whatever their day."""
    return {key for event in events for key in keys_of(event.model_copy(update={"interval": _ANY_DAY}))}


def _places(events: Sequence[Event]) -> set[str]:
    """Towns and other places, but no countries."""
    places = {part.strip() for event in events if event.place for part in event.place.split(";")}
    return {place for place in places if place and not _is_country(place)}


def _around(story: Sequence[Neighbour]) -> list[date]:
    """The days around those of the neighbours, the nearest story's first while there is room."""
    days: set[date] = set()
    for one in story:
        if len(days) < _MOST_CANDIDATES:
            days |= {
                one.published + timedelta(shift)
                for shift in range(-_REACH, _REACH + 1)
                if -shift < one.published.toordinal() <= date.max.toordinal() - shift
            }
    return sorted(days)


def _of_dateline(wire: PartialDay, story: Sequence[Neighbour]) -> list[date]:
    """The days that a dateline without its year may mean, near the days of the neighbours."""
    days = {
        day
        for one in story
        for year in range(max(one.published.year - 1, 1), one.published.year + 2)
        if (day := day_in_year(year, wire)) and abs((day - one.published).days) <= _REACH_OF_DATELINE
    }
    return sorted(days)


def _fits(article: Article, days: Sequence[date], story: Sequence[Neighbour], read: Read) -> dict[date, _Fit]:
    """How well each day fits; days on which every expression means the same are read only once."""
    readings: dict[tuple[object, ...], Sequence[Event]] = {}
    fits = {}
    for day in days:
        timexes = read_timexes(article.text, day)
        meaning = tuple((t.interval, t.precision) for t in timexes if t.precision != "vague")
        if meaning not in readings:
            readings[meaning] = read(dated(article, day))
        fits[day] = _fit(article.text, day, readings[meaning], timexes, story)
    return fits


def dated(article: Article, day: date) -> Article:
    """The article as if it had been published on that day."""
    return article.model_copy(update={"published": day, "published_basis": "inferred"})


def _fit(
    text: str, day: date, events: Sequence[Event], timexes: Sequence[Timex], story: Sequence[Neighbour]
) -> _Fit:
    told = [event for event in events if event.interval and event.basis != "published"]
    found = [best for event in told if (best := _best(text, event, story)) is not None]
    misfits = len([event for event in told if _contradicts(event, day, timexes)])
    misfits += len([timex for timex in timexes if _is_far(timex, day)])
    past = [e.interval.end for e in told if e.status == "occurred" and e.interval and e.precision == "day"]
    return _Fit(
        points=sum(points for points, _ in found) - _MISFIT * misfits,
        joined=tuple(joined for _, joined in found if joined is not None),
        last_past=max((end for end in past if end <= day), default=None),
    )


def _best(
    text: str, event: Event, story: Sequence[Neighbour]
) -> tuple[int, tuple[Event, Neighbour] | None] | None:
    """The points of the report that tells the same happening best; a mere likeness counts as one point."""
    mine = Report(event_id=event.event_id, event=event, quote=event.evidence[0].of(text))
    links = [(strength(mine, report), one) for one in story for report in one.reports]
    points, neighbour = max(links, key=lambda link: link[0], default=(0, None))
    if points and neighbour is not None:
        return points, (event, neighbour)
    like = any(_is_alike(event, report.event) for one in story for report in one.reports)
    return (1, None) if like else None


def _is_alike(one: Event, other: Event) -> bool:
    """Whether somebody does the like on the same or the next day."""
    if one.type != other.type or one.type == "statement" or not one.interval or not other.interval:
        return False
    if max(one.interval.days, other.interval.days) > _FEW_DAYS:
        return False
    near = one.interval.start <= other.interval.end + timedelta(1) and (
        other.interval.start <= one.interval.end + timedelta(1)
    )
    return near and bool(shared(tuple(map(name_of, one.actors)), tuple(map(name_of, other.actors))))


def _contradicts(event: Event, day: date, timexes: Sequence[Timex]) -> bool:
    """Whether what is told as past lies ahead, or what is told as planned lies behind."""
    if event.interval is None or event.precision == "vague":
        return False
    if event.status == "occurred":
        return event.interval.start > day
    return event.status == "planned" and _named_day(event, timexes) < day


def _named_day(event: Event, timexes: Sequence[Timex]) -> date:
    """The last day of an event, or the day that its expression names: "the week of March 5"."""
    assert event.interval is not None
    for timex in timexes:
        if timex.interval == event.interval and event.evidence[0].contains(timex.span):
            partial = partial_day(timex.text)
            years = {event.interval.start.year, event.interval.end.year} if partial else set()
            named = [found for year in sorted(years) if partial and (found := day_in_year(year, partial))]
            return next(
                (n for n in named if event.interval.start <= n <= event.interval.end), event.interval.end
            )
    return event.interval.end


def _is_far(timex: Timex, day: date) -> bool:
    """Whether a day without its year, such as a holiday, would be told more than half a year off."""
    if timex.interval is None or timex.interval.days > 1 or any(char.isdigit() for char in timex.text[-4:]):
        return False
    return timex.rule != "day_word" and abs((timex.interval.start - day).days) > _HALF_YEAR


def _is_enclosed(fitting: Sequence[date], candidates: Sequence[date], bound: date | None) -> bool:
    """Whether days that fit worse lie on both sides, or a stated day: else more days may fit."""
    begins = fitting[0] > candidates[0] or fitting[0] == bound
    return begins and fitting[-1] < candidates[-1]


def _likeliest(fitting: Sequence[date], fits: Mapping[date, _Fit]) -> date:
    """The day after the last happening that is told as past, where it fits: news is told the next day."""
    return min(fitting, key=lambda day: (abs((day - _after(fits[day], day)).days), day))


def _after(fit: _Fit, day: date) -> date:
    return fit.last_past + timedelta(1) if fit.last_past and fit.last_past < date.max else day


def _evidence(fit: _Fit) -> str:
    neighbours = {one.article_id: one for _, one in fit.joined}
    first = sorted(neighbours.values(), key=lambda one: (-one.points, one.published, one.article_id))[:3]
    told = ", ".join(f"{one.name} ({one.published})" for one in first)
    names = list(dict.fromkeys(name for one in first for name in one.names))[:4]
    return "; ".join([f"tells the story of {told}", *_about(names), *dict.fromkeys(_happenings(fit))])


def _about(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"with {', '.join(names)}"


def _happenings(fit: _Fit) -> Iterator[str]:
    for event, _ in fit.joined[:2]:
        yield f"{event.type} {event.interval}: {event.headline}"
