"""Where the site's files lie: beside the code in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import click

from events.errors import DatelineError

PACKAGE = Path(__file__).parent


def checkout() -> Path | None:
    """The root of the checkout that this code runs from, or None when it was installed from a wheel."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "metadata.yml").is_file() else None


def site_folder() -> Path:
    """The folder that holds `plugins`, `templates` and `static`.

    Raises DatelineError when the installation is incomplete.
    """
    root = checkout()
    folder = root / "datasette" if root else PACKAGE / "site"
    if not folder.is_dir():
        raise DatelineError(f"{folder}: the files of the site are missing; install dateline again")
    return folder


def metadata_file() -> Path:
    """`metadata.yml`: titles, descriptions and the canned timelines."""
    root = checkout()
    return (root or PACKAGE / "site") / "metadata.yml"


def default_database() -> Path:
    """`data/dateline.db` in a checkout, else `dateline.db` in the user's folder for application data."""
    root = checkout()
    return root / "data" / "dateline.db" if root else Path(click.get_app_dir("dateline")) / "dateline.db"


def require(db: Path) -> None:
    """Raises DatelineError when there is no such database, instead of making an empty one."""
    if not db.is_file():
        raise DatelineError(f"{db}: no such database; make it with: dateline ingest FOLDER --db {db}")
