"""A run of the tests leaves no process behind, and takes Ctrl-C as a terminal gives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from . import reaping

ROOT = Path(__file__).resolve().parent.parent
SERVER = "import os, signal; print(os.getpid(), flush=True); signal.pause()"
KILLED_RUN = f"""
import os, signal, subprocess, sys
from tests import reaping

reaping.watch()
# As a server does that leads its own session: no signal to our group reaches it.
command = [sys.executable, "-c", {SERVER!r}]
subprocess.Popen(command, start_new_session=True)
os.kill(os.getpid(), signal.SIGKILL)
"""

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="looks for processes in /proc"
)


def test_a_server_does_not_outlive_a_run_that_is_killed() -> None:
    clean = {name: value for name, value in os.environ.items() if name != reaping.MARK}

    # Its output ends when the last process that holds it does, the server included.
    run = subprocess.run(
        [sys.executable, "-c", KILLED_RUN],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        timeout=20,
        check=False,
    )

    assert run.returncode == -signal.SIGKILL


def test_what_this_run_starts_carries_its_mark() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        server.stdout.readline()
        found = list(reaping.left(os.environ[reaping.MARK]))
        server.kill()

    assert server.pid in found


def test_ctrl_c_reaches_what_the_tests_start_even_when_the_run_ignores_it() -> None:
    assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
