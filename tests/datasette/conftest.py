"""A small recorded log of invented news, and the site over it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.utils import parse_metadata

from events.facts import EventExtracted, EventWithdrawn
from events.interval import Interval
from events.log import Log
from events.model import Article, Event, Quantity, Span

ROOT = Path(__file__).parents[2]
SETTINGS = {"suggest_facets": 0, "max_returned_rows": 250, "num_sql_threads": 1}
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A database of three invented articles that partly tell the same."""
    path = tmp_path / "dateline.db"
    with Log.open(path, "write", now=lambda: datetime(2025, 12, 3, 9, 30, tzinfo=UTC)) as log:
        for article, events in (harbour_post(), morning_ledger(), gazette()):
            log.record(article, [EventExtracted.of(event, article, "rules@1") for event in events])
    return path


@pytest.fixture
def open_site() -> Callable[[Path], Datasette]:
    """Datasette as `dateline serve` sets it up."""

    def opened(path: Path) -> Datasette:
        return Datasette(
            [str(path)],
            metadata=parse_metadata((ROOT / "metadata.yml").read_text("utf-8")),
            plugins_dir=str(ROOT / "datasette" / "plugins"),
            template_dir=str(ROOT / "datasette" / "templates"),
            static_mounts=[("assets", str(ROOT / "datasette" / "static"))],
            settings=SETTINGS,
        )

    return opened


@pytest.fixture
def site(written: Path, open_site: Callable[[Path], Datasette]) -> Datasette:
    """The site over the written log."""
    return open_site(written)


@pytest.fixture
def withdraw(written: Path) -> Callable[[str, datetime], None]:
    """Withdraws the event of a headline at a moment."""

    def withdrawn(headline: str, at: datetime) -> None:
        with Log.open(written, "write", now=lambda: at) as log:
            event_id, article_id = log.connection.execute(
                "select event_id, article_id from events where headline = ?", (headline,)
            ).fetchone()
            log.append(
                f"article-{article_id}", [EventWithdrawn(event_id=event_id, because="misread", by="hand@ana")]
            )

    return withdrawn


def harbour_post() -> tuple[Article, list[Event]]:
    """An article of 24 November 2025."""
    article = Article(
        name="harbour.txt",
        title="Envoys trim the river plan",
        publisher="Harbour Post",
        published=date(2025, 11, 24),
        published_basis="header",
        url="https://example.org/harbour?a=1&b=2",
        text="BASEL\n\nEnvoys of Ruritania cut the river plan from 28 points to 19 on Sunday.\n\n"
        "The two leaders had met at Alder Bay in August.\n\n"
        "A guard force may be sent to Lowmark next week.\n\n"
        "Ruritania amended its charter to forbid any cession.",
    )
    return article, [
        event(
            article, "cut the river plan", "plan_revision", "Ruritania cuts the river plan to 19 points",
            interval=Interval.of("2025-11-23"), mode="revised", actors=("Ruritania",), place="Basel",
            quantities=(count("points_before", 28), count("points_after", 19)),
        ),
        event(
            article, "The two leaders had met", "meeting", "Leaders meet at Alder Bay",
            interval=Interval.of("2025-08-01", "2025-08-31"), precision="month", mode="summit",
            actors=("Grace Okoro", "Ilya Brandt"), place="Alder Bay",
        ),
        event(
            article, "A guard force may be sent", "deployment", "Guard force may go to Lowmark",
            interval=Interval.of("2025-12-01", "2025-12-07"), precision="week", status="possible",
            place="Lowmark",
        ),
        event(
            article, "Ruritania amended", "decision", "Ruritania amends its charter",
            interval=None, precision="vague", basis="published", mode="constitution", actors=("Ruritania",),
        ),
    ]  # fmt: skip


def morning_ledger() -> tuple[Article, list[Event]]:
    """An article of 26 November 2025."""
    article = Article(
        name="ledger.html",
        title="Second night of drones over Veldt",
        publisher="Morning Ledger",
        published=date(2025, 11, 26),
        published_basis="metadata",
        url="javascript:alert(1)",
        text="On Tuesday Northland fired 22 missiles and 464 drones at Veldt, killing at least 7 people.\n\n"
        "Otto Lind will meet Ilya Brandt in Lowmark on Tuesday.\n\n"
        "Northland will elect a council on 14 December.",
    )
    return article, [
        event(
            article, "On Tuesday Northland", "strike", "Northland fires at Veldt",
            interval=Interval.of("2025-11-25"), mode="missile", actors=("Northland",), targets=("Veldt",),
            place="Veldt",
            quantities=(
                count("missiles", 22), count("drones", 464),
                count("killed", 7, "at least"), count("wounded", 19),
            ),
        ),
        event(
            article, "Otto Lind will meet", "meeting", "Otto Lind to meet Ilya Brandt in Lowmark",
            interval=Interval.of("2025-12-02"), mode="talks", status="planned",
            actors=("Otto Lind", "Ilya Brandt"), place="Lowmark",
        ),
        event(
            article, "Northland will elect", "vote", "Northland to elect a council",
            interval=Interval.of("2025-12-14"), mode="election", status="planned", actors=("Northland",),
        ),
    ]  # fmt: skip


def gazette() -> tuple[Article, list[Event]]:
    """An article of 2 December 2025, with markup where none belongs."""
    article = Article(
        name="gazette.jsonl:1",
        title=f"Quarrels {HOSTILE}",
        publisher=f"Gazette {HOSTILE}",
        published=date(2025, 12, 2),
        published_basis="metadata",
        url='https://example.org/"onmouseover="alert(1)',
        text="The night of 25 November cost Veldt 8 lives & hurt 21; Northland had sent 464 drones.\n\n"
        f"Otto Lind met Ilya Brandt in Lowmark on Tuesday. {HOSTILE}\n\n"
        "Mara Venn resigned as chief of staff on 28 November.\n\n"
        "The ministry denied on Monday that its plan_b had been leaked.",
    )
    return article, [
        event(
            article, "The night of 25 November", "strike", f"Veldt counts its dead {HOSTILE}",
            interval=Interval.of("2025-11-25"), mode="drone", actors=("Northland",), targets=("Veldt",),
            place="Veldt", quantities=(count("drones", 464), count("killed", 8), count("wounded", 21)),
        ),
        event(
            article, "Otto Lind met", "meeting", "Otto Lind meets Ilya Brandt in Lowmark",
            interval=Interval.of("2025-12-02"), mode="talks", actors=("Otto Lind", "Ilya Brandt"),
            place="Lowmark",
        ),
        event(
            article, "Mara Venn resigned", "resignation", "Mara Venn resigns",
            interval=Interval.of("2025-11-28"), mode="resigned", actors=("Mara Venn", f"A {HOSTILE}"),
            place=f"Port {HOSTILE}",
        ),
        event(
            article, "The ministry denied", "statement", "Ministry denies a leak",
            interval=Interval.of("2025-12-01"), mode="denial", status="denied", actors=("The ministry",),
        ),
    ]  # fmt: skip


def event(article: Article, words: str, type: str, headline: str, **fields: Any) -> Event:
    """An event that rests on the paragraph in which `words` stand; `fields` are further fields of Event."""
    at = article.text.index(words)
    end = article.text.find("\n", at)
    evidence = Span(start=at, end=end if end > 0 else len(article.text))
    stated = {"status": "occurred", "precision": "day", "basis": "explicit", "rule": f"{type}/test"}
    return Event.model_validate(
        {
            **stated,
            **fields,
            "article_id": article.article_id,
            "type": type,
            "headline": headline,
            "evidence": (evidence,),
        }
    )


def count(name: str, value: int, qualifier: str | None = None) -> Quantity:
    """A number that belongs to an event."""
    return Quantity(name=name, value=Decimal(value), qualifier=qualifier)
