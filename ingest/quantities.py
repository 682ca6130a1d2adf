"""Numbers with what they count."""

from events.model import Quantity, Span


def find_quantities(text: str, start: int, end: int) -> tuple[tuple[Span, Quantity], ...]:
    """The quantities of `text[start:end]`; not built yet."""
    return ()
