"""`python -m mycloud_sandbox` serves, and says where."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import urlsplit

import httpx
import mycloud_sandbox
import pytest
from mycloud_sandbox.serving import listen

from .visiting import KEYS, ORDER, parts_of

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(mycloud_sandbox.__file__).parents[1]),
}
COMMAND = [sys.executable, "-m", "mycloud_sandbox"]
HALF_A_BODY = (
    b"POST /api/v1/gettoken HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
    b"Content-Type: multipart/form-data; boundary=b\r\nExpect: 100-continue\r\n\r\n--b"
)


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
        (["--habit", "newest-frist"], "did you mean newest-first?"),
        (
            ["--habit", "caps-pages=none"],
            "caps-pages: the value must be a whole number",
        ),
        (["--habit", "random"], "random needs a seed"),
        (["--life", "0"], "life must be"),
        (["--life", "nan"], "life must be"),
        (["--notify", "ftp://127.0.0.1/"], "notify must be a URL"),
        (["--notify", "http://127.0.0.1:99999/"], "notify is no URL"),
        (["--cors", "localhost"], "cors needs an origin such as"),
        (["--api-key", "mine"], "api_key and secret_key go together"),
        (["--host", "no.such.host.invalid"], "cannot be served"),
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


def test_a_port_that_is_in_use_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [*COMMAND, "--port", str(port)]
        run = subprocess.run(
            command, capture_output=True, text=True, env=ENVIRONMENT, check=False
        )

    assert run.returncode == 2
    assert f"port {port} of 127.0.0.1 is in use" in run.stderr
    assert "--port" in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "jwt", "yaml", "msgspec"])
def test_without_its_extra_it_says_what_to_install(missing: str) -> None:
    hidden = f"import sys; sys.modules[{missing!r}] = None; "
    ways = {
        "from mycloud_sandbox.__main__ import main; sys.exit(main([]))": 2,
        "from mycloud_sandbox import create_app": 1,
    }
    for way, code in ways.items():
        if missing == "uvicorn" and code == 1:
            continue  # an application in a process needs no server
        run = subprocess.run(
            [sys.executable, "-c", hidden + way],
            capture_output=True,
            text=True,
            env=ENVIRONMENT,
            check=False,
        )
        assert run.returncode == code, run.stderr
        assert missing in run.stderr
        assert "pip install 'mycloud-client[sandbox]'" in run.stderr


@contextmanager
def serving(*options: str) -> Iterator[tuple["subprocess.Popen[str]", dict[str, str]]]:
    """A server with these options, and what it printed up to its habits; nobody reads what it
    complains of.
    """
    command = [*COMMAND, "--port", "0", "--habit", "newest-first", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, env=ENVIRONMENT
    ) as server:
        assert server.stdout
        said: dict[str, str] = {}
        while "habits" not in said:
            name, _, value = server.stdout.readline().strip().partition(": ")
            assert name, "it did not start"
            said[name] = value
        try:
            yield server, said
        finally:
            server.kill()


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("workers", [[], ["--workers", "2"]], ids=["one", "two"])
def test_sigterm_ends_it_in_seconds_also_with_a_body_that_never_comes(
    workers: list[str], tmp_path: Path
) -> None:
    options = [*workers, "--database", str(tmp_path / "x.db")]
    with serving(*options) as (server, said):
        url = urlsplit(said["base_url"])
        with ExitStack() as connections:
            for _ in range(60):
                address = (str(url.hostname), url.port or 0)
                connection = connections.enter_context(
                    socket.create_connection(address)
                )
                connection.sendall(HALF_A_BODY)
                connection.recv(100)  # it has begun to read
            server.terminate()
            assert server.wait(timeout=10) in (0, -15)
        assert server.stderr
        assert "Traceback" not in server.stderr.read()


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_on_all_addresses_the_admin_calls_ask_for_a_key_that_is_printed() -> None:
    with serving("--host", "0.0.0.0") as (_, said):
        url = said["base_url"].replace("0.0.0.0", "127.0.0.1").removesuffix("/api/v1")
        with httpx.Client(base_url=url, trust_env=False) as client:
            assert client.get("/admin/snapshot").status_code == 401
            key = {"MyCloud-Sandbox-Admin-Key": said["admin_key"]}
            assert client.get("/admin/snapshot", headers=key).status_code == 200
            evil = {**key, "Host": "evil.example"}
            assert client.get("/admin/snapshot", headers=evil).status_code == 421


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
def test_on_this_machine_alone_they_ask_for_none_and_other_names_are_not_served() -> (
    None
):
    with serving("--allow-host", "sandbox") as (_, said):
        assert "admin_key" not in said
        url = said["base_url"].removesuffix("/api/v1")
        with httpx.Client(base_url=url, trust_env=False) as client:
            assert client.get("/admin/habits").json()["habits"] == ["newest-first"]
            statuses = {
                host: client.get(
                    "/healthz" if host is None else "/", headers={"Host": host or "x"}
                )
                for host in (None, "sandbox", "evil.example")
            }
    assert [answer.status_code for answer in statuses.values()] == [200, 200, 421]


@pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
@pytest.mark.parametrize("workers", [[], ["--workers", "2"]], ids=["one", "two"])
def test_an_approved_order_lives_by_itself_and_each_move_is_posted(
    workers: list[str], tmp_path: Path
) -> None:
    with receiving() as (receiver, received):
        options = [*workers, "--database", str(tmp_path / "x.db"), "--orders", "0"]
        with serving("--life", "0.05", "--notify", receiver, *options) as (_, said):
            client = httpx.Client(base_url=said["base_url"], trust_env=False)
            with client:
                token = client.post("/gettoken", data=KEYS).json()["token"]
                client.headers["Authorization"] = f"Bearer {token}"
                order = client.post("/orders", files=parts_of(ORDER)).json()["order"]
                client.patch(f"/orders/{order['id']}", data={"status": "APPROVED"})
                posted = [received.get(timeout=60) for _ in range(5)]
                last = client.get(f"/orders/{order['id']}").json()["order"]

    statuses = ["APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]
    if not workers:  # two of them take turns, and each posts its own
        assert [body["status"] for body in posted] == statuses
    assert sorted(body["status"] for body in posted) == sorted(statuses)
    assert {(body["mc_number"], body["order_number"]) for body in posted} == {
        (order["mc_number"], order["order_number"])
    }
    assert last["status"] == "DELIVERED"
    assert last["tracking_number"]


@contextmanager
def receiving() -> Iterator[tuple[str, "Queue[dict[str, str]]"]]:
    """A service on loopback that takes notifications: its URL, and what it got."""
    received: Queue[dict[str, str]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.put(
                json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            )
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hook", received
        server.shutdown()
        thread.join()


def test_its_socket_names_the_protocol_so_that_answers_are_not_delayed() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
