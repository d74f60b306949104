"""Visible in a separate process only: pipes, terminals, completion, and what is imported."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import threading
from pathlib import Path
from typing import Any

import pytest
from mycloud_cli.exits import ExitCode

from ..requirements import missing
from .running import MYCLOUD, environment
from .servers import sandbox as healthy_sandbox
from .servers import served

PATIENCE = 20.0
pytestmark = pytest.mark.usefixtures("sandbox")


def ran(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [*MYCLOUD, *arguments]
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env=environment(**more),
        timeout=PATIENCE,
    )


def on_a_terminal(*arguments: str, columns: int = 80, **more: str) -> str:
    """What a command prints on a terminal of this width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    env = environment(TERM="xterm-256color", **more)
    with subprocess.Popen(
        [*MYCLOUD, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as process:
        os.close(theirs)
        printed = b"".join(iter(lambda: _read(ours), b""))
        assert process.wait(PATIENCE) == 0
    os.close(ours)
    return printed.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux tells so that the other side has closed
        return b""


def test_a_pipe_gets_neither_colours_nor_anything_on_stderr() -> None:
    listed = ran("customers", "list")

    assert (listed.returncode, listed.stderr) == (0, "")
    assert "\x1b" not in listed.stdout


def test_a_terminal_gets_colours_and_rows_that_fit() -> None:
    printed = on_a_terminal("orders", "list", "--limit", "10")

    assert "\x1b[1mID" in printed
    assert "DELIVERY MODE" not in printed
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed).splitlines()
    assert len(plain) == 12
    assert plain[-1] == "Read the newest 10 orders; --limit N shows more."
    assert "TRACKING NUMBER" in on_a_terminal("orders", "list", columns=140)


def test_a_terminal_gets_no_colours_where_nobody_wants_them() -> None:
    assert "\x1b[3" not in on_a_terminal("orders", "list", NO_COLOR="1")


def test_a_reader_that_has_seen_enough_ends_it_quietly() -> None:
    with subprocess.Popen(
        [*MYCLOUD, "orders", "list", "--oldest", "--json", "--count", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith('{"id": 1984')
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    "arguments",
    [["orders", "get", "1984"], ["orders", "get", "1984", "--json"], ["--help"]],
)
def test_a_reader_that_is_gone_already_is_no_failure(arguments: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)

    done = subprocess.run(
        [*MYCLOUD, *arguments],
        check=False,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    os.close(theirs)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", ["--json", "--csv", ""])
def test_the_first_rows_are_there_before_the_walk_ends(form: str) -> None:
    app, gate = healthy_sandbox(), _Gate()
    with served(gate.before_the_second_page(app)) as port:
        url = f"http://127.0.0.1:{port}/api/v1"
        command = [
            *MYCLOUD,
            f"--base-url={url}",
            "orders",
            "list",
            "--oldest",
            "--count=5",
            "--columns=id",
            *form.split(),
        ]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment()
        ) as process:
            assert process.stdout is not None
            first = [process.stdout.readline() for _ in range(5)]
            early = not gate.open.is_set()
            gate.open.set()
            rest = process.stdout.readlines()

    assert early
    assert all(first)
    assert len(first + rest) == (25 if form == "--json" else 26)


class _Gate:
    """Holds back all pages but the first until it is opened, or nobody can be waiting any more."""

    def __init__(self) -> None:
        self.open = threading.Event()

    def before_the_second_page(self, app: Any) -> Any:
        async def gated(scope: Any, receive: Any, send: Any) -> None:
            if (
                scope["type"] == "http"
                and b"offset=0" not in scope["query_string"]
                and b"offset" in scope["query_string"]
            ):
                import anyio

                if not await anyio.to_thread.run_sync(self.open.wait, PATIENCE / 2):
                    self.open.set()
            await app(scope, receive, send)

        return gated


def test_an_interrupt_ends_it_with_its_code() -> None:
    gate = _Gate()
    with served(gate.before_the_second_page(healthy_sandbox())) as port:
        command = [
            *MYCLOUD,
            f"--base-url=http://127.0.0.1:{port}/api/v1",
            "orders",
            "list",
            "--oldest",
            "--count=5",
            "--json",
        ]
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.readline()
            process.send_signal(2)
            assert process.stderr.read() == ""
            gate.open.set()
            assert process.wait(PATIENCE) == ExitCode.INTERRUPTED


def test_the_exit_code_reaches_the_shell() -> None:
    assert ran("orders", "get", "7").returncode == ExitCode.NOT_FOUND


def test_the_version_is_shown() -> None:
    from mycloud import __version__

    assert ran("--version").stdout == f"mycloud-client {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["orders", "create", "--help"], ["--version"], ["completion", "bash"]],
)
def test_help_imports_no_client_and_no_models(arguments: list[str]) -> None:
    script = "import sys; from mycloud_cli.app import run; run(sys.argv[1:]); "
    script += "sys.exit(str({'httpx', 'attr', 'mycloud_api', 'rich.console', 'anyio'} & sys.modules.keys() or 0))"

    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stderr == "0\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_completion_for_each_shell(shell: str) -> None:
    script = ran("completion", shell).stdout

    assert "_MYCLOUD_COMPLETE" in script
    assert "mycloud" in script
    program = shutil.which(shell)
    if program is not None:  # the shell itself says whether it is a script
        assert (
            subprocess.run(
                [program, "-n"], input=script, text=True, check=False
            ).returncode
            == 0
        )


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("mycloud ord", {"orders", "order-items"}),
        ("mycloud orders up", {"update"}),
        ("mycloud orders create --deliv", {"--delivery-mode-id", "--delivery-date"}),
        ("mycloud completion z", {"zsh"}),
    ],
)
def test_bash_completes_a_command(
    typed: str, completed: set[str], tmp_path: Path
) -> None:
    bash = shutil.which("bash") or missing("bash is not installed")
    command = tmp_path / "mycloud"
    command.write_text(f'#!/bin/sh\nexec {" ".join(MYCLOUD)} "$@"\n')
    command.chmod(0o700)
    words = typed.split()
    script = f"""
        source <(mycloud completion bash)
        COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}
        $(complete -p mycloud | sed 's/.*-F \\([^ ]*\\).*/\\1/') mycloud
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """

    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        env=environment(PATH=path),
    )

    assert set(done.stdout.split()) == completed, done.stderr


def test_the_sandbox_that_is_started_answers() -> None:
    with subprocess.Popen(
        [*MYCLOUD, "sandbox", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        announced = dict(
            process.stdout.readline().strip().split(": ", 1) for _ in range(3)
        )
        try:
            listed = ran("--base-url", announced["base_url"], "shops", "list", "--json")
        finally:
            process.terminate()

    assert listed.returncode == 0, listed.stderr


def test_without_its_extra_it_says_how_to_install_that(tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules['typer'] = None; from mycloud_cli import main; main()"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert (
        done.stderr
        == "mycloud: typer is missing. Install it with: pip install 'mycloud-client[cli]'\n"
    )
