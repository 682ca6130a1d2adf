"""What a time expression may lean on, and what comes out of reading it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from events.interval import Interval, Precision
from events.model import TimexType
from ingest.timex_direction import Direction
from ingest.timex_found import Found

NO_VERB = "no verb tells"  # ends why an expression was read so, where nothing told if it looks back


@dataclass(frozen=True)
class Reference:
    """What an expression may lean on: publication day, the stretch last told, where its verb looks."""

    dct: date | None
    last: Interval | None
    looks: Direction
    near: bool = False  # whether that stretch was told in the same sentence
    told: date | None = None  # the day last told; a year or a season told since leaves it as it is

    @property
    def future(self) -> bool:
        """Whether the governing verb looks ahead."""
        return self.looks.tense == "future"

    @property
    def named_day(self) -> date | None:
        """The first day last named, when a stretch of at most a month was."""
        return self.last.start if self.last and self.last.days <= 31 else None

    def counted_from(self, unit: str) -> date | None:
        """The day that "two units later" counts from: of the stretch last named, where it is no longer."""
        longest = 31 if unit in {"D", "W", "F", "TH"} else 366
        return self.last.start if self.last and self.last.days <= longest else self.dct

    @property
    def cue(self) -> str:
        """Why, for people."""
        return f"{self.looks.tense} by '{self.looks.cue}'" if self.looks.tense else NO_VERB


@dataclass(frozen=True)
class Resolved:
    """The TIMEX3 type and value of an expression, the days it stands for, and why."""

    type: TimexType
    value: str
    interval: Interval | None = None
    precision: Precision = "day"
    basis: Literal["explicit", "relative"] = "relative"
    why: str = ""


Resolver = Callable[[Found, Reference], Resolved | None]
