"""Several processes serve one state, and come and go together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from .visiting import KEYS

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
COMMAND = [sys.executable, "-m", "mycloud_sandbox", "--port", "0"]
SECONDS = 60  # after which something that should have ended on its own is taken to go on for ever
FAILING = """
from functools import partial
from mycloud_sandbox.serving import listen, serve_with_workers

if __name__ == "__main__":
    raise SystemExit(serve_with_workers(partial(int, "no application"), listen("127.0.0.1", 0), print, 2))
"""


@contextmanager
def _serving(*options: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server, once it answers, and its base URL."""
    with subprocess.Popen(
        [*COMMAND, *options], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout
            said = dict(
                server.stdout.readline().strip().split(": ", 1) for _ in range(3)
            )
            yield server, said["base_url"]
        finally:
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)


def _orders(url: str) -> int:
    """How many orders there are; a server that nobody listens for at the moment is tried again."""
    with httpx.Client(
        base_url=url, transport=httpx.HTTPTransport(retries=5), timeout=SECONDS
    ) as client:
        token = client.post("/gettoken", data=KEYS).json()["token"]
        answer = client.get(
            "/orders?count=1000", headers={"Authorization": f"Bearer {token}"}
        )
    return len(answer.json()["orders"])


def _workers(server: "subprocess.Popen[str]") -> set[int]:
    """The processes that a server has started to serve for it."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(
        encoding="ascii"
    )
    return set(map(int, children.split()))


def _status(client: HTTPConnection) -> int:
    client.request("GET", "/api/v1/shops")
    return client.getresponse().status


def _sockets(process: int) -> int:
    links = (os.readlink(path) for path in Path(f"/proc/{process}/fd").iterdir())
    return sum(link.startswith("socket:") for link in links)


def test_one_answers_for_all(shared_database: str) -> None:
    with _serving("--database", shared_database, "--workers", "2", "--orders", "3") as (
        server,
        url,
    ):
        assert len(_workers(server)) == 2
        assert {_orders(url) for _ in range(4)} == {3}


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="elsewhere the system deals out connections as it likes",
)
def test_every_worker_gets_its_share_of_the_connections(tmp_path: Path) -> None:
    with (
        _serving("--database", str(tmp_path / "x.db"), "--workers", "2") as (
            server,
            url,
        ),
        ExitStack() as stack,
    ):
        before = {worker: _sockets(worker) for worker in _workers(server)}
        clients = [
            stack.enter_context(closing(HTTPConnection(urlsplit(url).netloc)))
            for _ in range(64)
        ]
        for client in clients:
            client.connect()
        assert {_status(client) for client in clients} == {401}
        assert min(_sockets(worker) - number for worker, number in before.items()) > 10


def test_servers_that_start_at_the_same_time_seed_their_database_once(
    shared_database: str,
) -> None:
    options = ("--database", shared_database, "--orders", "30")
    with ExitStack() as stack:
        servers = [
            subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        for server in servers:
            stack.enter_context(server)
            stack.callback(server.kill)
        urls = [
            server.stdout.readline().strip().partition(": ")[2]
            for server in servers
            if server.stdout
        ]
        assert [_orders(url) for url in urls] == [30, 30, 30]


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_workers_that_are_ended_are_replaced(
    tmp_path: Path, end: signal.Signals
) -> None:
    with _serving(
        "--database", str(tmp_path / "x.db"), "--workers", "2", "--orders", "3"
    ) as (
        server,
        url,
    ):
        for worker in _workers(server):
            os.kill(worker, end)
        assert _orders(url) == 3


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_its_server(tmp_path: Path, end: signal.Signals) -> None:
    with _serving("--database", str(tmp_path / "x.db"), "--workers", "2") as (
        server,
        _,
    ):
        server.send_signal(end)
        server.communicate(
            timeout=SECONDS
        )  # until nobody holds the other end of the pipe any more
        assert server.returncode == (-end if end == signal.SIGKILL else 0)


def test_workers_that_fail_by_themselves_are_not_started_again_and_again(
    tmp_path: Path,
) -> None:
    script = tmp_path / "failing.py"
    script.write_text(FAILING, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, script],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert run.returncode == 1
    assert "invalid literal for int() with base 10: 'no application'" in run.stderr
