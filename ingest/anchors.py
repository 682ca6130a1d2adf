"""Where a trigger stands in its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.verb_groups import VerbGroup


@dataclass(frozen=True)
class Anchor:
    """Where a trigger stands: tokens `[first, last)`; for a verb also its group and voice."""

    first: int
    last: int
    group: VerbGroup | None = None
    passive: bool = False

    @property
    def group_words(self) -> tuple[str, ...]:
        """The auxiliaries and adverbs of a verb's group; none for a noun or a bare participle."""
        return self.group.words if self.group else ()

    @property
    def left(self) -> int:
        """The first token of the trigger with its auxiliaries."""
        return self.group.first if self.group else self.first
