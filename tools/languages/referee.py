"""PHP as the referee: a server on loopback that tells what its own parser made of a form."""

from __future__ import annotations

import base64
import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ECHO = Path(__file__).with_name("echo.php")
HOST = "127.0.0.1"
SECONDS_TO_START = 10.0
# No php.ini: PHP's own defaults, whatever the machine. A warning must not get between the lines of
# the JSON.
COMMAND = ("-n", "-d", "display_errors=0", "-d", "log_errors=0")


@dataclass(frozen=True)
class Upload:
    """A file that came with a form."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Received:
    """What PHP found in `$_POST` and `$_FILES`. An array whose keys count from 0 is a list here."""

    fields: Any
    files: Any


def judge(server: httpx.Client, content_type: str, body: bytes) -> Received:
    """What PHP makes of the bytes of a form."""
    answer = server.post("/", content=body, headers={"Content-Type": content_type})
    answer.raise_for_status()
    found = answer.json()
    return Received(found["fields"], with_uploads(found["files"]))


def with_uploads(files: Any) -> Any:
    """The files of an answer with their bytes."""
    if isinstance(files, list):
        return [with_uploads(file) for file in files]
    if set(files) != {"name", "type", "error", "content"}:
        return {key: with_uploads(file) for key, file in files.items()}
    assert files["error"] == 0, f"PHP refused the file: {files}"
    return Upload(files["name"], files["type"], base64.b64decode(files["content"]))


@contextlib.contextmanager
def serving(php: str, script: Path = ECHO) -> Iterator[httpx.Client]:
    """Runs a script on a free port and gives a client for it."""
    port = free_port()
    command = [php, *COMMAND, "-S", f"{HOST}:{port}", str(script)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_until_listening(process, port)
            with httpx.Client(
                base_url=f"http://{HOST}:{port}", trust_env=False
            ) as client:
                yield client
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_listening(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not listens(port):
        if time.monotonic() > deadline:
            raise TimeoutError(
                f"PHP does not listen on port {port} after {SECONDS_TO_START} seconds"
            )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
            raise RuntimeError(
                f"PHP ended with status {process.returncode} instead of listening on port {port}"
            )


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
