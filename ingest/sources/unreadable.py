"""Input that is no article, as a value: counted and reported, never the end of a run."""

from events.value import Value


class Unreadable(Value):
    """A file, or an item of one, that gave no article.

    `name` is what to look for ("feed.jsonl, line 7"); `reason` is one clause that says why and what to do.
    """

    name: str
    reason: str
