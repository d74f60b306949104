"""A sandbox in its own processes, which can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

COMMAND = [sys.executable, "-m", "mycloud_sandbox", "--port", "0", "--orders", "0"]


@dataclass
class Server:
    """A sandbox that serves, and a token for it."""

    process: subprocess.Popen[str]
    url: str
    token: str = field(repr=False)

    def kill(self) -> None:
        """Ends all its processes at once, as `kill -9` does: none of them can do anything about it."""
        os.killpg(self.process.pid, signal.SIGKILL)

    def orders(self) -> list[dict[str, Any]]:
        """Every order there is, page by page."""
        orders: list[dict[str, Any]] = []
        with httpx.Client(
            headers={"Authorization": f"Bearer {self.token}"}, timeout=60
        ) as client:
            while page := client.get(
                f"{self.url}/orders?offset={len(orders)}&count=500"
            ).json()["orders"]:
                orders += page
        return orders


@contextmanager
def serving(database: str, workers: int) -> Iterator[Server]:
    """Such a sandbox, on a free port; killed afterwards if nobody has done so before."""
    command = [*COMMAND, "--database", database, "--workers", str(workers)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        try:
            said = dict(
                process.stdout.readline().strip().split(": ", 1) for _ in range(3)
            )
            keys = {"apikey": said["api_key"], "secretkey": said["secret_key"]}
            token = httpx.post(f"{said['base_url']}/gettoken", data=keys).json()[
                "token"
            ]
            yield Server(process, said["base_url"], token)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
