"""`make demo`: runs examples/place_an_order.py against a sandbox of its own, on a free port."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "place_an_order.py"
SETTINGS = {
    "base_url": "MYCLOUD_BASE_URL",
    "api_key": "MYCLOUD_API_KEY",
    "secret_key": "MYCLOUD_SECRET_KEY",
}


def main() -> int:
    with running_sandbox() as settings:
        print(f"The sandbox is at {settings['base_url']}")
        os.environ.update({variable: settings[name] for name, variable in SETTINGS.items()})
        runpy.run_path(str(EXAMPLE), run_name="__main__")
    return 0


@contextmanager
def running_sandbox(*options: str) -> Iterator[dict[str, str]]:
    """A sandbox in a process of its own; gives what it prints: its base URL and its keys."""
    command = [sys.executable, "-m", "mycloud_sandbox", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            yield announced(process)
        finally:
            process.terminate()


def announced(process: subprocess.Popen[str]) -> dict[str, str]:
    """The lines `name: value` of a sandbox that has just begun to answer."""
    assert process.stdout is not None
    settings: dict[str, str] = {}
    while not SETTINGS.keys() <= settings.keys():
        line = process.stdout.readline()
        if not line:
            raise SystemExit("the sandbox did not start; `make sandbox` shows why")
        name, _, value = line.strip().partition(": ")
        settings[name] = value
    return settings


if __name__ == "__main__":
    sys.exit(main())
