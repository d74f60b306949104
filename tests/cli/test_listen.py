"""`mycloud listen` shows notifications as they are posted, passes them on, and ends cleanly."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import pytest
from mycloud import Notification
from mycloud_cli.exits import ExitCode
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from .running import MYCLOUD, Mycloud, environment
from .servers import served

PATIENCE = 20.0
BODY = {"mc_number": "MC1", "order_number": "WEB-1", "status": "SHIPPED"}


@dataclass
class Listener:
    """The command, as it runs."""

    process: subprocess.Popen[str]
    url: str
    out: str = ""
    err: str = ""

    def post(self, body: bytes | str) -> int:
        return httpx.post(self.url, content=body, trust_env=False).status_code

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        self.out, self.err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@contextmanager
def listening(*options: str) -> Iterator[Listener]:
    with subprocess.Popen(
        [*MYCLOUD, "listen", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stderr
        said = process.stderr.readline()
        try:
            yield Listener(process, said.split()[2].rstrip(";"))
        finally:
            process.kill()


def test_each_notification_is_a_line_and_ctrl_c_ends_it() -> None:
    with listening() as listener:
        assert listener.post(json.dumps(BODY)) == 200
        code = listener.end()

    assert (code, listener.err) == (0, "1 notification, 0 refused\n")
    assert listener.out.split()[1:] == ["SHIPPED", "MC1", "WEB-1"]


def test_it_ends_as_cleanly_when_it_is_terminated() -> None:
    with listening() as listener:
        assert listener.end(signal.SIGTERM) == 0


def test_what_is_no_notification_is_refused_and_told_of() -> None:
    with listening() as listener:
        statuses = [
            listener.post("hello"),
            listener.post(b"x" * (Notification.MAX_BYTES + 1)),
            httpx.get(listener.url, trust_env=False).status_code,
        ]
        listener.end()

    assert statuses == [400, 413, 501]
    told = [line.split("  ", 1)[1] for line in listener.out.splitlines()]
    assert told == [
        "refused with 400: the body: no JSON",
        "refused with 413: 65537 bytes; 65536 are allowed",
    ]


def test_a_body_without_a_length_is_not_read() -> None:
    with listening() as listener:
        assert (
            httpx.post(listener.url, content=iter([b"{}"]), trust_env=False).status_code
            == 411
        )
        listener.end()


def test_nothing_that_is_posted_steers_the_terminal() -> None:
    hostile = BODY | {"order_number": "\u202eWEB\u2028", "status": "\u2067UP"}
    with listening() as listener:
        assert listener.post(json.dumps(hostile)) == 200
        listener.end()

    (line,) = listener.out.split("\n")[:-1]
    assert line.isprintable()
    assert r"\u202eWEB" in line


def test_programs_get_a_line_of_json() -> None:
    with listening("--json") as listener:
        listener.post(json.dumps(BODY | {"weight": 1.5}))
        listener.post("hello")
        listener.end()

    taken, refused = (json.loads(line) for line in listener.out.splitlines())
    assert {**taken, "at": ""} == {**BODY, "extra": {"weight": 1.5}, "at": ""}
    assert (refused["refused"], refused["answer"]) == ("the body: no JSON", 400)


def test_a_notification_is_passed_on_unchanged_and_its_answer_given_back() -> None:
    posted: list[bytes] = []

    async def receive(request: Request) -> Response:
        posted.append(await request.body())
        return Response(status_code=202)

    app = Starlette(routes=[Route("/mycloud", receive, methods=["POST"])])
    body = json.dumps(BODY, indent=1)
    with (
        served(app) as port,
        listening("--forward", f"http://127.0.0.1:{port}/mycloud") as listener,
    ):
        assert listener.post(body) == 202
        listener.end()

    assert posted == [body.encode()]
    assert listener.out.rstrip().endswith("WEB-1  -> 202")


def test_a_receiver_that_is_not_there_is_a_bad_gateway() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = taken.getsockname()[1]
    with listening("--forward", f"http://127.0.0.1:{nobody}/") as listener:
        assert listener.post(json.dumps(BODY)) == 502
        listener.end()

    assert listener.out.rstrip().endswith("-> ConnectError")


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://127.0.0.1/", "http://", "http://[x"]
)
def test_a_wrong_url_is_refused_before_anything_is_taken(
    mycloud: Mycloud, url: str
) -> None:
    done = mycloud("listen", "--port", "0", "--forward", url)

    assert (done.code, "--forward: got" in done.err) == (ExitCode.USAGE, True)


def test_a_port_that_is_taken_is_named(mycloud: Mycloud) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = mycloud("listen", "--port", str(port))

    assert done.code == ExitCode.USAGE
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in done.err
