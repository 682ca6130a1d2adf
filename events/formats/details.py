"""What is said about a row beyond its headline, as plain lines and as escaped HTML."""

from __future__ import annotations

import re
from html import escape

from events.formats.days import display
from events.formats.rows import Row, line, pieces, words

UNTITLED = "(no headline)"


def headline(row: Row) -> str:
    """The headline on one line; a feed must have one."""
    return line(row.get("headline")) or UNTITLED


def facts(row: Row) -> list[tuple[str, str]]:
    """Name and value of what is known, in the order in which people ask.

    >>> facts({"starts": "2025-11", "type": "plan_revision", "status": "planned"})
    [('When', 'November 2025 (month only)'), ('What', 'plan revision, planned')]
    """
    what = ", ".join(word for name in ("type", "status") if (word := words(row.get(name))))
    lists = {"Who": "actors", "To whom": "targets", "Numbers": "numbers"}
    told = {
        "When": display(row),
        "What": what,
        "Where": line(row.get("place")),
        **{name: "; ".join(pieces(row.get(column))) for name, column in lists.items()},
        "Reported by": _days_in_words("; ".join(pieces(row.get("sources")))),
    }
    return [(name, value) for name, value in told.items() if value]


def _days_in_words(text: str) -> str:
    """The text with each ISO day as people write it: "Harbour Post, 2 December 2025"."""
    return re.sub(r"\d{4}-\d\d-\d\d", lambda day: display({"starts": day[0]}) or day[0], text)


def as_text(row: Row) -> str:
    """The quote and the facts as plain lines.

    >>> as_text({"starts": "2025-11-24", "quote": "Envoys met.", "sources": "Post, 2025-11-25"})
    '“Envoys met.”\\n\\nWhen: 24 November 2025\\nReported by: Post, 25 November 2025'
    """
    quoted = line(row.get("quote"))
    told = "\n".join(f"{name}: {value}" for name, value in facts(row))
    return f"“{quoted}”\n\n{told}" if quoted else told


def as_html(row: Row) -> str:
    """The quote and the facts as HTML in which nothing of the article is markup.

    >>> as_html({"starts": "2025-11-24", "quote": "<b>"})
    '<blockquote>&lt;b&gt;</blockquote><p>When: 24 November 2025</p>'
    """
    quoted = line(row.get("quote"))
    told = "".join(f"<p>{escape(name)}: {escape(value)}</p>" for name, value in facts(row))
    return f"<blockquote>{escape(quoted)}</blockquote>{told}" if quoted else told
