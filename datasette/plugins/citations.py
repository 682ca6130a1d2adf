"""How a page is cited: as plain text, as BibTeX and as CSL-JSON. Pure; no database, no clock.

A citation is dated by the newest record of the log, not by its reader's clock: it says which state was read.
"""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from jinja2 import Environment

from datasette import hookimpl

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
SHORT_HASH = 16  # digits of a hash that people may type; the whole one stands beside it
LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


class Work(NamedTuple):
    """A page as it was at one place of the log; `day` is the ISO day of the newest record."""

    title: str
    site: str
    url: str
    day: str
    position: int
    hash: str


def short_head(work: Work) -> str:
    """The head as `dateline verify` prints it, with the beginning of its hash.

    >>> short_head(Work("Plans", "dateline", "https://a.test/x", "2025-12-03", 7, "0123456789abcdef" * 4))
    '7:0123456789abcdef'
    """
    return f"{work.position}:{work.hash[:SHORT_HASH]}"


def plain(work: Work) -> str:
    """One line for a footnote.

    >>> plain(Work("Plans", "dateline", "https://a.test/x", "2025-12-03", 7, "0123456789abcdef" * 4))
    '“Plans”, dateline, as recorded by 3 December 2025 (log 7:0123456789abcdef), https://a.test/x'
    """
    year, month, day = work.day.split("-")
    told = f"{int(day)} {MONTHS[int(month) - 1]} {year}"
    return f"“{work.title}”, {work.site}, as recorded by {told} (log {short_head(work)}), {work.url}"


def latex(text: str) -> str:
    """Text in which nothing is a command of LaTeX.

    >>> latex("50% of {it}")
    '50\\\\% of \\\\{it\\\\}'
    """
    return "".join(LATEX.get(sign, sign) for sign in text)


def key(work: Work) -> str:
    """A name by which a text refers to the work.

    >>> key(Work("Strikes, day by day", "dateline", "", "2025-12-03", 7, ""))
    'dateline-7-strikes-day-by-day'
    """
    name = re.sub(r"[^a-z0-9]+", "-", work.title.lower())[:40].strip("-")
    return f"dateline-{work.position}-{name}".strip("-")


def bibtex(work: Work) -> str:
    """An entry for BibTeX and BibLaTeX."""
    fields = {
        "title": f"{{{latex(work.title)}}}",
        "author": f"{{{latex(work.site)}}}",
        "year": work.day[:4],
        "date": work.day,
        "url": work.url,
        "note": f"Log {short_head(work)}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key(work)},\n{lines}}}"


def csl(work: Work) -> str:
    """An item of CSL-JSON, which Zotero and others read."""
    item: Mapping = {
        "id": key(work),
        "type": "webpage",
        "title": work.title,
        "container-title": work.site,
        "issued": {"date-parts": [[int(part) for part in work.day.split("-")]]},
        "URL": work.url,
        "note": f"Log {short_head(work)}",
    }
    return json.dumps([item], ensure_ascii=False, indent=2)


def work_of(shared: Mapping, title: str, site: str) -> Work:
    """The page that is shared, at the newest record of its log."""
    return Work(title, site, shared["stable"], shared["day"], shared["position"], shared["hash"])


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Give the templates these functions."""
    env.filters.update(plain_citation=plain, bibtex=bibtex, csl=csl, short_head=short_head)
    env.globals["work_of"] = work_of
