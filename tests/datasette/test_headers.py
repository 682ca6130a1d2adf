"""What browsers are told to refuse, on every page."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from datasette.app import Datasette

from ingest.serving import Audience, open_site
from tests.datasette.asking import ask

SCRIPTED = [
    "/dateline/timeline?_view=table",
    "/dateline/articles",
    "/dateline/entries",
]


def directive(policy: str, name: str) -> str:
    found = re.search(rf"(?:^|; ){name} ([^;]*)", policy)
    assert found, policy
    return found[1]


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/dateline/whole_timeline",
        "/dateline/whole_timeline.json",
        "/dateline/timeline.csv",
        "/assets/dateline.css",
        "/dateline/nothing",
        "/dateline?sql=nothing",
        "/dateline/planned?_as_of=2025-12-01",
        "/dateline/planned?_as_of=x",
    ],
)
async def test_every_answer_carries_the_headers(site: Datasette, target: str) -> None:
    headers = (await ask(site, target)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert directive(policy, "default-src") == directive(policy, "base-uri") == "'none'"
    assert directive(policy, "frame-ancestors") == "'none'"
    assert "unsafe" not in directive(policy, "script-src")


@pytest.mark.parametrize("target", SCRIPTED)
async def test_scripts_of_datasette_are_the_only_ones_allowed(site: Datasette, target: str) -> None:
    answer = await ask(site, target)
    allowed = directive(answer.headers["content-security-policy"], "script-src")

    inline = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert inline
    for script in inline:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed
    assert all(
        source.startswith(("/-/static/", "/static/"))
        for source in re.findall(r"<script[^>]* src=\"([^\"]+)", answer.text)
    )
    assert not re.search(r"<[^>]+\son\w+=", answer.text)


async def test_page_for_embedding_alone_may_be_framed(site: Datasette) -> None:
    embedded = (await ask(site, "/dateline/whole_timeline?actor=x&_view=embed")).headers
    plain = (await ask(site, "/dateline/whole_timeline?actor=_view=embed")).headers

    assert directive(embedded["content-security-policy"], "frame-ancestors") == "*"
    assert "x-frame-options" not in embedded
    assert directive(plain["content-security-policy"], "frame-ancestors") == "'none'"


async def test_script_elsewhere_may_read_what_only_headers_tell(written: Path) -> None:
    public = open_site(written, Audience(public=True))

    for suffix in ("json", "atom", "sheet"):
        headers = (await ask(public, f"/dateline/whole_timeline.{suffix}")).headers
        exposed = {name.strip() for name in headers["access-control-expose-headers"].split(",")}
        assert exposed == {"Link", "Dateline-Left-Out", "ETag"}
