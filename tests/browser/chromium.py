"""A headless Chromium that a test asks through a pipe: the DevTools protocol as it stands, no library."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from time import monotonic
from typing import Any, Self

SWITCHES = (
    *(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-dev-shm-usage",
    ),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"),
    "--disable-features=BackForwardCache",  # what comes back from it loads nothing to wait for
)
PATIENCE_S = 20


class Page:
    """One tab. `errors` gathers what its console complains of, `requests` every address that it asked for."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._rest = b""
        self._asked = 0
        self._session: str | None = None
        self.errors: list[str] = []
        self.requests: list[str] = []

    def attach(self) -> Self:
        """Open the tab and listen to it."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")
        return self

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its answer."""
        self._asked += 1
        message = {"id": self._asked, "method": method, "params": params}
        held = message | ({"sessionId": self._session} if self._session else {})
        os.write(self._to, json.dumps(held).encode() + b"\0")
        answer = self._until(lambda told: told.get("id") == self._asked)
        assert "error" not in answer, (method, answer["error"])
        return dict(answer["result"])

    def look(self, width: int, scheme: str = "light", scripts: bool = True) -> None:
        """Set the width of the window, the colours, and whether scripts run."""
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.ask("Emulation.setEmulatedMedia", features=[feature])
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)

    def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.ask("Page.navigate", url=url)
        self._until(lambda told: told.get("method") == "Page.loadEventFired")

    def follow(self, expression: str) -> None:
        """Do what leads to another page, and wait until that is loaded.

        It is done a moment later: a page that has gone by then can tell no answer.
        """
        self.value(f"void setTimeout(() => {{ {expression} }})")
        self._until(lambda told: told.get("method") == "Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """What an expression, or what it promises, is worth in the page."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """Press and release a key."""
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def _until(self, wanted: Any) -> dict[str, Any]:
        deadline = monotonic() + PATIENCE_S
        while True:
            message, found, rest = self._rest.partition(b"\0")
            if not found:
                assert select([self._from], [], [], max(0, deadline - monotonic()))[0], (
                    "Chromium says nothing"
                )
                self._rest += os.read(self._from, 1 << 20)
                continue
            self._rest = rest
            told = json.loads(message)
            self._note(told)
            if wanted(told):
                return dict(told)

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        if told.get("method") == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))
        elif told.get("method") == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")
        elif told.get("method") == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])


@contextmanager
def browse(chromium: str, profile: Path) -> Iterator[Page]:
    """A tab of a browser of its own, which ends with the block."""
    commands, to_browser = os.pipe()
    from_browser, answers = os.pipe()
    # Chromium reads commands from descriptor 3 and answers on 4; the shell puts the pipes there.
    shell = f'exec "$0" "$@" 3<&{commands} 4>&{answers}'
    arguments = [chromium, *SWITCHES, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"]
    process = subprocess.Popen(
        ["bash", "-c", shell, *arguments],
        pass_fds=(commands, answers),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(commands)
    os.close(answers)
    try:
        yield Page(to_browser, from_browser).attach()
    finally:
        os.close(to_browser)  # the browser ends when nobody can command it any more
        os.close(from_browser)
        process.terminate()
        process.wait(PATIENCE_S)
