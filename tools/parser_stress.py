"""`make parser-stress`: what hostile bodies cost the sandbox, and what they cost its other clients.

Each shape is posted without a token to its own sandbox on loopback, in three sizes, while
another client asks for something small again and again. It is over when the last shape is.
"""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sandbox.hostile import SHAPES  # noqa: E402
from tools.demo import running_sandbox  # noqa: E402

SIZES = (100_000, 1_000_000, 10_000_000)
PAUSE = 0.002  # seconds between two small requests
IDLE = 5.0  # seconds for which nothing is sent
LONGEST = 0.1  # seconds that another client may have to wait


@dataclass
class Neighbour:
    """Another client, which asks and measures how long it waits."""

    url: str
    waits: list[float] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def ask(self) -> None:
        with httpx.Client(trust_env=False, timeout=600) as client:
            while not self._over.is_set():
                begun = time.perf_counter()
                client.get(self.url)
                self.waits.append(time.perf_counter() - begun)
                self._over.wait(PAUSE)

    def stop(self) -> None:
        self._over.set()


def main() -> int:
    with running_sandbox() as settings:
        base_url = settings["base_url"]
        print(
            f"Another client waits {alone(base_url) * 1000:.0f} ms at most while nothing is sent"
        )
        print(
            f"{'shape':<38}"
            + "".join(f"{size / 1000:>10,.0f} KB" for size in SIZES)
            + "   status"
        )
        worst = max(line(name, base_url) for name in SHAPES)
    print(f"\nThe longest that another client waited: {worst * 1000:.0f} ms")
    return 0 if worst <= LONGEST else 1


def alone(base_url: str) -> float:
    """How long another client waits at most on this machine as it is, over a few seconds."""
    neighbour = Neighbour(f"http://{urlsplit(base_url).netloc}/healthz")
    asking = threading.Thread(target=neighbour.ask)
    asking.start()
    time.sleep(IDLE)
    neighbour.stop()
    asking.join()
    return max(neighbour.waits)


def line(name: str, base_url: str) -> float:
    """Prints the seconds of one shape, and gives the longest wait of another client."""
    cells, waits, statuses = [], [0.0], []
    for size in SIZES:
        seconds, status, longest = posted(name, size, base_url)
        cells.append(f"{seconds:>8.3f} s ({longest * 1000:>3.0f})")
        waits.append(longest)
        statuses.append(status)
    print(
        f"{name:<38}" + "".join(cells) + "   " + " ".join(map(str, statuses)),
        flush=True,
    )
    return max(waits)


def posted(name: str, size: int, base_url: str) -> tuple[float, int, float]:
    """How long a shape took, its status, and how long another client waited meanwhile at most."""
    body = SHAPES[name](size)
    host = urlsplit(base_url).netloc
    neighbour = Neighbour(f"http://{host}/healthz")
    asking = threading.Thread(target=neighbour.ask)
    asking.start()
    try:
        begun = time.perf_counter()
        answer = httpx.post(
            f"{base_url}/gettoken",
            content=body.content,
            headers={"Content-Type": body.content_type},
            trust_env=False,
            timeout=600,
        )
        took = time.perf_counter() - begun
    finally:
        neighbour.stop()
        asking.join()
    return took, answer.status_code, max(neighbour.waits, default=0.0)


if __name__ == "__main__":
    sys.exit(main())
