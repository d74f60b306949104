"""Ends what a killed run leaves behind: servers and commands that its tests had started.

A test ends its own processes. When the run is killed, nobody is left to do so, and a server would
listen on for days. So a small process waits for the end of the run and kills what carries its mark.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

MARK = "MYCLOUD_TEST_RUN"
"""The variable that every process of a run inherits."""
_PROCESSES = Path("/proc")


_waiting: list[subprocess.Popen[bytes]] = []  # whose pipe closes when nobody holds it


def watch() -> None:
    """Starts the process that waits, unless there is no `/proc` or one waits already."""
    if MARK in os.environ or not _PROCESSES.is_dir():
        return
    os.environ[MARK] = run = uuid.uuid4().hex
    command = [sys.executable, __file__, run]
    clean = {name: value for name, value in os.environ.items() if name != MARK}
    # The pipe closes with this run, however it ends.
    waiting = subprocess.Popen(
        command, stdin=subprocess.PIPE, env=clean, start_new_session=True
    )
    _waiting.append(waiting)


def left(run: str) -> Iterator[int]:
    """The processes that carry the mark of a run."""
    mark = f"{MARK}={run}".encode()
    for folder in _PROCESSES.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)


def main() -> None:
    sys.stdin.read()
    for pid in left(sys.argv[1]):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
