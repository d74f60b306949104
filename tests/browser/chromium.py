"""Debian's Chromium without a window, driven by the DevTools protocol over a pipe: no driver, no
library, no port.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from ..requirements import missing

COMMAND = shutil.which("chromium")
SWITCHES = (
    *(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--remote-debugging-pipe",
    ),
    *(
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ),
)
# The protocol wants the descriptors 3 and 4; what is written to and read from the process goes
# there.
SHELL = ("sh", "-c", 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1', "sh")
WATCHED = ("Page", "Runtime", "Network", "Log", "DOM", "CSS")


class BrowserError(Exception):
    """A command was refused, or a script of the page failed."""


@dataclass
class Browser:
    """One page in one browser; what happens in it is in `events`."""

    commands: IO[bytes]
    replies: IO[bytes]
    events: list[dict[str, Any]] = field(default_factory=list)
    session: str | None = None
    _sent: int = 0

    def open(self, url: str) -> None:
        """Goes to a page and waits until it has loaded."""
        self.call("Page.navigate", url=url)
        self.run(LOADED)

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(
                answer["exceptionDetails"]
                .get("exception", {})
                .get("description", script)
            )
        return answer["result"].get("value")

    def wait_for(self, condition: str, seconds: float = 60) -> None:
        """Waits until an expression is true; it is looked at whenever the page changes."""
        self.run(
            f"({WAITING})(() => ({condition}), {seconds * 1000}, {json.dumps(condition)})"
        )

    def wait_for_event(self, *methods: str) -> None:
        """Waits until the browser has told of one of these."""
        while not any(map(self.seen, methods)):
            self.events.append(self._next())

    def screenshot(self, path: Path) -> None:
        """Draws what the screen shows."""
        path.write_bytes(
            base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
        )

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """Makes the screen that many CSS pixels wide and high."""
        metrics = {
            "width": width,
            "height": height,
            "deviceScaleFactor": 2 if phone else 1,
            "mobile": phone,
        }
        self.call("Emulation.setDeviceMetricsOverride", **metrics)

    def requests(self) -> list[str]:
        """Every URL asked for so far, answered or not."""
        self.call("Network.enable")  # Everything in flight has been reported by now.
        return [
            event["request"]["url"] for event in self.seen("Network.requestWillBeSent")
        ]

    def complaints(self) -> list[Any]:
        """What the page threw, and what the browser logged as an error."""
        logged = [event["entry"] for event in self.seen("Log.entryAdded")]
        return [
            *self.seen("Runtime.exceptionThrown"),
            *(entry for entry in logged if entry["level"] == "error"),
        ]

    def fonts_of(self, selector: str) -> set[str]:
        """The PostScript names of the fonts that draw the text of some elements."""
        root = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        nodes = self.call("DOM.querySelectorAll", nodeId=root, selector=selector)[
            "nodeIds"
        ]
        drawn = [
            self.call("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]
            for node in nodes
        ]
        return {font["postScriptName"] for fonts in drawn for font in fonts}

    def seen(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every event of that kind so far."""
        return [event["params"] for event in self.events if event["method"] == method]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Sends a command and gives its result; the events that come before it are kept."""
        self._sent += 1
        command = {"id": self._sent, "method": method, "params": params}
        message = (
            command if self.session is None else {**command, "sessionId": self.session}
        )
        self.commands.write(json.dumps(message).encode() + b"\0")
        self.commands.flush()
        while (reply := self._next()).get("id") != self._sent:
            self.events.append(reply)
        if "error" in reply:
            raise BrowserError(f"{method}: {reply['error']['message']}")
        return cast("dict[str, Any]", reply["result"])

    def _next(self) -> dict[str, Any]:
        received = bytearray()
        while not received.endswith(b"\0"):
            if not (byte := self.replies.read(1)):
                raise BrowserError("the browser has gone")
            received += byte
        return cast("dict[str, Any]", json.loads(received[:-1]))


LOADED = "document.readyState === 'complete' || new Promise(done => addEventListener('load', () => done(true)))"
WAITING = """(condition, milliseconds, text) => new Promise((done, failed) => {
    const watch = new MutationObserver(() => look());
    const late = setTimeout(() => { watch.disconnect(); failed(new Error(`still not so: ${text}`)); }, milliseconds);
    const look = () => {
        if (condition()) { watch.disconnect(); clearTimeout(late); done(); }
    };
    watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    look();
})"""


@contextmanager
def browsing(profile: Path, *switches: str) -> Iterator[Browser]:
    """A browser with an empty profile and one blank page, gone afterwards."""
    if COMMAND is None:
        missing("chromium is not installed (apt-get install chromium)")
    own = (*switches, f"--user-data-dir={profile}")
    command = [*SHELL, COMMAND, *SWITCHES, *own, "about:blank"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        browser = Browser(process.stdin, process.stdout)
        try:
            _attach(browser)
            yield browser
        finally:
            browser.session = None
            browser.call("Browser.close")


def _attach(browser: Browser) -> None:
    target = browser.call("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.call(
        "Target.attachToTarget", targetId=target, flatten=True
    )["sessionId"]
    for domain in WATCHED:
        browser.call(f"{domain}.enable")
