"""A dry run of the upload: twine sends the files over HTTP to an index of our own on loopback, and
asks it for them.
"""

from __future__ import annotations

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from .building import Artefacts
from .inventory import PROJECT
from .programs import run, tool
from .reporting import ReleaseError

_TRIES = 100


def rehearse(artefacts: Artefacts, work: Path) -> int:
    """How many files arrived, the same bytes as were sent.

    Raises:
        ReleaseError: One did not.
    """
    (work / "index").mkdir()
    with _index(work / "index") as url:
        account = (
            "--username",
            "rehearsal",
            "--password",
            "rehearsal",
            "--config-file",
            "/dev/null",
        )
        command = (
            tool("twine"),
            "upload",
            "--non-interactive",
            "--disable-progress-bar",
            *account,
        )
        run(*command, "--repository-url", url, *artefacts.files, folder=work)
        arrived = dict(_listed(urljoin(url, f"simple/{PROJECT}/")))
    for file in artefacts.files:
        if arrived.get(file.name) != file.read_bytes():
            raise ReleaseError(
                f"{file.name} did not arrive as it was sent; look at what twine says"
            )
    return len(arrived)


@contextmanager
def _index(folder: Path) -> Iterator[str]:
    """An empty package index on a free port of 127.0.0.1."""
    port = _free_port()
    options = (
        "run",
        "--interface",
        "127.0.0.1",
        "--port",
        str(port),
        "--disable-fallback",
        "-P",
        ".",
        "-a",
        ".",
    )
    command = (tool("python"), "-m", "pypiserver", *options, folder)
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_until_open(port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _listed(page: str) -> Iterator[tuple[str, bytes]]:
    for link in re.findall(r'href="([^"#]+)', _fetched(page).decode()):
        yield link.rpartition("/")[2], _fetched(urljoin(page, link))


def _fetched(url: str) -> bytes:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(url, timeout=10) as answer:
        content: bytes = answer.read()
    return content


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_open(port: int) -> None:
    for _ in range(_TRIES):
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise ReleaseError(
        "the index of the dry run did not start; run `.venv-release/bin/python -m pypiserver run`"
    )
