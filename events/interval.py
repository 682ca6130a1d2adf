"""Stretches of calendar days, and how precisely they are known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, Self

from pydantic import model_validator

from events.value import Value

Precision = Literal["day", "range", "week", "month", "season", "year", "decade", "vague"]


class Interval(Value):
    """The days from `start` to `end`, both included; calendar time where it happened, without a zone.

    >>> Interval.of("2025-11-29", "2025-11-30").days
    2
    """

    start: date
    end: date

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"end {self.end} lies before start {self.start}")
        return self

    @classmethod
    def of(cls, start: str, end: str | None = None) -> Self:
        """Build an interval from ISO days; one day alone when `end` is left out."""
        return cls(start=date.fromisoformat(start), end=date.fromisoformat(end or start))

    @classmethod
    def day(cls, day: date) -> Self:
        """The interval of one day."""
        return cls(start=day, end=day)

    @property
    def days(self) -> int:
        """How many days it holds, at least 1."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Interval) -> bool:
        """Whether both share a day."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: Interval) -> bool:
        """Whether every day of `other` lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, days: int) -> Interval:
        """The interval of the same length, `days` later (earlier when negative)."""
        return Interval(start=self.start + timedelta(days), end=self.end + timedelta(days))

    def __str__(self) -> str:
        return f"{self.start}" if self.start == self.end else f"{self.start}/{self.end}"
