"""Every kind of page against axe-core's rules for WCAG 2.2 AA: light and dark, on a phone and on a desk."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Page
from tests.browser.kinds import KINDS

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
PINNED = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"  # of the version in package.json
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not AXE.is_file(), reason="no axe-core here; npm install --prefix tests/browser"),
]


@pytest.fixture(scope="module")
def axe() -> str:
    """The script that knows the rules, as it was when it was chosen."""
    script = AXE.read_bytes()
    assert sha256(script).hexdigest() == PINNED
    return script.decode() + ";0"


@pytest.mark.parametrize("kind", KINDS)
def test_page_breaks_no_rule(tab: Page, site: str, paths: dict[str, str], axe: str, kind: str) -> None:
    tab.look(1280)
    tab.open(site + paths[kind])
    tab.value(axe)
    tab.value(OPEN_FOLDS)
    broken = []
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            tab.look(width, scheme)
            broken += [(width, scheme, *told) for told in violations(tab)]

    assert broken == []


def test_rules_find_what_is_broken(tab: Page, site: str, axe: str) -> None:
    tab.look(1280)
    tab.open(site)
    tab.value(axe)
    tab.value("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\"><input>')")

    assert {rule for rule, _ in violations(tab)} >= {"image-alt", "label"}


def violations(tab: Page) -> list[tuple[str, Any]]:
    """Each broken rule with the first places where it is broken."""
    run = f"axe.run({{runOnly: {RULES}, resultTypes: ['violations']}})"
    told = "({violations}) => violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))])"
    return [(rule, places) for rule, places in tab.value(f"{run}.then({told})")]
