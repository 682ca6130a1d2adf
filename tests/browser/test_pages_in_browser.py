"""The site as a browser shows it: nothing runs over the edge, nothing complains, all can be reached."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.chromium import Page
from tests.browser.kinds import KINDS

OVER_THE_EDGE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_over_the_edge_of_a_phone(
    tab: Page, site: str, paths: dict[str, str], kind: str
) -> None:
    tab.look(390)
    tab.open(site + paths[kind])
    closed = tab.value(OVER_THE_EDGE)
    tab.value(OPEN_FOLDS)

    assert closed <= 0
    assert tab.value(OVER_THE_EDGE) <= 0


def test_frame_fits_the_narrowest_column(tab: Page, site: str, paths: dict[str, str]) -> None:
    for path in (paths["frame"], paths["chart"] + "&_view=embed", paths["entry"] + "?_view=embed"):
        tab.look(320)
        tab.open(site + path)

        assert tab.value("document.body.className") == "ours embed"
        assert tab.value(OVER_THE_EDGE) <= 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "missing"])
def test_page_complains_of_nothing_and_asks_no_other_host(
    tab: Page, site: str, paths: dict[str, str], kind: str
) -> None:
    tab.look(1280)
    tab.errors.clear()
    tab.requests.clear()
    tab.open(site + paths[kind])
    tab.value("1")  # what was logged while loading has arrived

    assert tab.errors == []
    assert [url for url in tab.requests if not url.startswith((site, "data:"))] == []


@pytest.mark.parametrize("kind", ["home", "timeline", "frame", "entry", "article", "search", "chart"])
def test_page_reads_the_same_without_scripts(tab: Page, site: str, paths: dict[str, str], kind: str) -> None:
    told = []
    for scripts in (True, False):
        tab.look(1280, scripts=scripts)
        tab.open(site + paths[kind])
        tab.look(1280)
        # innerText leaves out what a browser has not laid out yet, further down a long page
        words = " ".join(str(tab.value("document.querySelector('main').textContent")).split())
        told.append(re.sub(r"in [\d.]+ ms", "", words))

    assert len(told[0]) > 200
    if kind != "chart":  # the editor replaces its field
        assert told[0] == told[1]


@pytest.mark.parametrize("kind", ["timeline", "frame", "chart"])
def test_dark_setting_is_followed(tab: Page, site: str, paths: dict[str, str], kind: str) -> None:
    shades = []
    for scheme in ("light", "dark"):
        tab.look(390, scheme)
        tab.open(site + paths[kind])
        shades.append(tab.value("getComputedStyle(document.body).backgroundColor"))

    assert shades == ["rgb(255, 255, 255)", "rgb(20, 23, 27)"]


def test_reader_goes_from_home_to_the_words_that_an_entry_rests_on(tab: Page, site: str) -> None:
    tab.look(1280)
    tab.open(site)
    tab.follow("document.querySelector('.masthead-links a').click()")
    tab.value("document.getElementById('field-type').value = 'plan_revision'")
    tab.follow("document.querySelector('form.ask button').click()")
    types = tab.value("[...new Set([...document.querySelectorAll('.entry .type')].map(e => e.textContent))]")
    tab.follow("document.querySelector('.entry .headline a').click()")
    quote_shown = tab.value("document.querySelector('.report .quote').innerText")
    tab.follow("document.querySelector('.report .sources a').click()")
    marked = tab.value("[...document.querySelectorAll('mark')].map(e => e.innerText).join(' ')")
    tab.follow("history.back()")

    assert types == ["plan revision"]
    assert " ".join(quote_shown.split()) in " ".join(marked.split())
    assert "/entry/" in tab.value("location.pathname")


def test_shared_address_shows_the_same_entries(tab: Page, site: str) -> None:
    headlines = "JSON.stringify([...document.querySelectorAll('.headline')].map(e => e.innerText))"
    tab.look(1280)
    tab.open(f"{site}/dateline/planned?utm_source=mail")
    before = tab.value(headlines)
    shared = [tab.value(f"document.getElementById('share-{name}').value") for name in ("address", "stable")]

    assert len(json.loads(before)) > 1
    for address in shared:
        tab.open(address)
        assert tab.value(headlines) == before
        assert "utm_source" not in address


def test_frame_stands_in_the_page_of_somebody_else(tab: Page, site: str, tmp_path: Path) -> None:
    tab.look(1280)
    tab.open(f"{site}/dateline/planned")
    code = tab.value("document.getElementById('share-frame').value").replace(' loading="lazy"', "")
    (tmp_path / "story.html").write_text(f"<!DOCTYPE html><title>Story</title><p>Text</p>{code}", "utf-8")
    tab.requests.clear()
    tab.errors.clear()
    tab.look(320)
    with served(tmp_path) as elsewhere:
        tab.open(f"{elsewhere}/story.html")

    assert f"{site}/dateline/planned?_view=embed" in tab.requests
    assert [error for error in tab.errors if "favicon" not in error] == []


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a site of somebody else, with the files of a folder."""
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_keyboard_reaches_the_content_first_and_shows_where_it_is(tab: Page, site: str) -> None:
    tab.look(1280)
    tab.open(f"{site}/dateline/planned")
    tab.press("Tab", 9)
    first = tab.value("document.activeElement.innerText")
    tab.press("Tab", 9)
    outline = tab.value("getComputedStyle(document.activeElement).outlineStyle")

    assert first == "Skip to the content"
    assert outline == "solid"


def test_editor_of_sql_is_named_and_lets_the_keyboard_go(tab: Page, site: str, paths: dict[str, str]) -> None:
    tab.look(1280)
    tab.open(site + paths["sql"])
    tab.value("document.querySelector('.CodeMirror').CodeMirror.focus()")
    label = tab.value("document.activeElement.getAttribute('aria-labelledby')")
    tab.press("Tab", 9)

    assert tab.value(f"document.getElementById('{label}').innerText") == "The question in SQL"
    assert tab.value("document.activeElement.closest('.CodeMirror') === null")
