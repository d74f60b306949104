"""A headless Chromium, driven over the DevTools protocol through two pipes: no socket, no driver, no library."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS_TO_RENDER = 60  # a machine may be busy; nobody waits longer than the page takes
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe"),
]
SPARE = 20  # descriptors from here on are not the 3 and 4 that Chromium wants


@dataclass
class Browser:
    """One tab. Everything it told since the last visit is in `events`."""

    commands: int
    answers: int
    session: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    _sent: int = 0
    _unread: bytes = b""

    def open_tab(self) -> None:
        (tab,) = [target for target in self.call("Target.getTargets")["targetInfos"] if target["type"] == "page"]
        self.session = self.call("Target.attachToTarget", targetId=tab["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "DOM", "CSS", "Log"):
            self.call(f"{domain}.enable")

    def visit(self, url: str, *, width: int, height: int) -> None:
        """Loads a page anew, as on a screen of that size."""
        phone = width < 600
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1 + phone, mobile=phone
        )
        self.call("Page.navigate", url="about:blank")
        self.events.clear()
        self.call("Page.navigate", url=url)

    def until(self, condition: str) -> None:
        """Lets the page go on until an expression holds in it."""
        met = self.script(
            f"""new Promise(resolve => {{
                const end = performance.now() + {SECONDS_TO_RENDER * 1000};
                const look = () => ({condition}) ? resolve(true)
                    : performance.now() > end ? resolve(false) : requestAnimationFrame(look);
                look();
            }})"""
        )
        assert met, f"not so after {SECONDS_TO_RENDER} s: {condition}"

    def script(self, expression: str) -> Any:
        """The value of an expression in the page; a promise is awaited."""
        done = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def requests(self) -> list[str]:
        """Every URL the page asked for since the visit, answered or not."""
        self.call("Network.enable")  # whatever was under way before has been told by now
        return [
            event["params"]["request"]["url"] for event in self.events if event["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[Any]:
        """What the page threw, and what the browser logged as an error."""
        thrown = [event["params"] for event in self.events if event["method"] == "Runtime.exceptionThrown"]
        logged = [event["params"]["entry"] for event in self.events if event["method"] == "Log.entryAdded"]
        return [*thrown, *(entry for entry in logged if entry["level"] == "error")]

    def fonts_of(self, selector: str) -> set[str]:
        """The PostScript names of the fonts that draw the text of some elements."""
        root = self.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        nodes = self.call("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"]
        drawn = [self.call("CSS.getPlatformFontsForNode", nodeId=node)["fonts"] for node in nodes]
        return {font["postScriptName"] for fonts in drawn for font in fonts}

    def picture(self, file: Path) -> None:
        """A screenshot, for people."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command of the protocol, and its result."""
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        os.write(self.commands, json.dumps(message | ({"sessionId": self.session} if self.session else {})).encode())
        os.write(self.commands, b"\0")
        while (answer := self._next()).get("id") != self._sent:
            self.events.append(answer)
        assert "error" not in answer, f"{method}: {answer}"
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            more = os.read(self.answers, 1 << 16)
            assert more, "the browser ended"
            self._unread += more
        text, _, self._unread = self._unread.partition(b"\0")
        message: dict[str, Any] = json.loads(text)
        return message


@contextlib.contextmanager
def browsing(chromium: str, profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile, and its one tab."""
    (for_it, commands), (answers, from_it) = _pipe(), _pipe()
    silence = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    ends = [(os.POSIX_SPAWN_DUP2, for_it, 3), (os.POSIX_SPAWN_DUP2, from_it, 4)]
    arguments = [chromium, *FLAGS, f"--user-data-dir={profile}", "about:blank"]
    process = os.posix_spawn(chromium, arguments, os.environ, file_actions=[*silence, *ends])
    for end in (for_it, from_it):
        os.close(end)
    browser = Browser(commands, answers)
    try:
        browser.open_tab()
        yield browser
    finally:
        os.close(commands)  # it ends when nobody is there to command it
        os.close(answers)
        os.waitpid(process, 0)


def _pipe() -> tuple[int, int]:
    """A pipe whose ends keep clear of the descriptors that the browser is given, and close with this process."""
    low = os.pipe()
    reading, writing = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, SPARE) for end in low)
    for end in low:
        os.close(end)
    return reading, writing
