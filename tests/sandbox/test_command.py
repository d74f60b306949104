"""`python -m mycloud_sandbox` serves, and says where."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import mycloud_sandbox
import pytest
from mycloud_sandbox.serving import listen

from .visiting import KEYS

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(mycloud_sandbox.__file__).parents[1]),
}
COMMAND = [sys.executable, "-m", "mycloud_sandbox"]


@pytest.fixture
def announced() -> Iterator[dict[str, str]]:
    command = [*COMMAND, "--port", "0", "--orders", "2"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as server:
        assert server.stdout
        lines = [server.stdout.readline().strip() for _ in range(3)]
        yield dict(line.split(": ", 1) for line in lines)
        server.terminate()


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_it_answers_where_it_says_with_the_keys_it_prints(
    announced: dict[str, str],
) -> None:
    assert (announced["api_key"], announced["secret_key"]) == (
        KEYS["apikey"],
        KEYS["secretkey"],
    )
    with httpx.Client(base_url=announced["base_url"], trust_env=False) as client:
        token = client.post("/gettoken", data=KEYS).json()["token"]
        orders = client.get(
            "/orders", headers={"Authorization": f"Bearer {token}"}
        ).json()["orders"]
    assert len(orders) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--jwt-secret", "short"], "jwt_secret needs at least 32 bytes"),
        (["--dialect", "xml"], "invalid choice: 'xml'"),
        (["--port", "99999"], "port must be 0-65535"),
        (["--database", "/no/such/folder/x.db"], "unable to open database file"),
        (["--database", "mysql://localhost/x"], "a URL that begins with postgresql://"),
        (["--workers", "2"], "--workers needs a --database that they can share"),
        (
            ["--workers", "2", "--database", ":memory:"],
            "--workers needs a --database that they can share",
        ),
        (["--workers", "0"], "must be at least 1, got 0"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_in_one_line(
    arguments: list[str], message: str
) -> None:
    command = [*COMMAND, "--port", "0", *arguments]
    run = subprocess.run(
        command, capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_its_socket_names_the_protocol_so_that_answers_are_not_delayed() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
