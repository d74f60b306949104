"""What the pages for operations promise: SIGTERM, forks, freezing, and what is never in a span."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from mycloud import (
    AsyncMyCloud,
    ConfigurationError,
    Item,
    MyCloud,
    NotFoundError,
    RetryPolicy,
)
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from ..docs.blocks import blocks
from ..redis_server import RedisServer
from ..serving import KEYS, client_of, serving_app
from ..wrapper.serving import Server, order_answer
from .fleet import RealClock

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])

PAGES = Path(__file__).resolve().parents[2] / "docs" / "operations"
ITEM = Item(product_sku="MAI002", quantity=1, price=50)


def file_of(page: str, title: str, folder: Path) -> Path:
    """A file that a page shows, written to a folder."""
    (text,) = (block.text for block in blocks(PAGES / page) if block.title == title)
    made = folder / title
    made.write_text(text, encoding="utf-8")
    return made


class Noticing:
    """An application that calls a function when an order has come, before it is placed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.on_create: Callable[[], object] = int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") == "POST" and scope["path"].endswith("/orders"):
            self.on_create()
            await asyncio.sleep(0.2)  # the program has time to do something wrong
        await self._app(scope, receive, send)


@contextmanager
def noticing_sandbox(**settings: Any) -> Iterator[tuple[Noticing, str]]:
    """A sandbox that notices creates, and its base URL."""
    from mycloud_sandbox import create_app

    app = Noticing(create_app(**settings))
    with serving_app(app) as url:
        yield app, url


def environment(url: str) -> dict[str, str]:
    keys = {f"MYCLOUD_{name.upper()}": value for name, value in KEYS.items()}
    return {**os.environ, **keys, "MYCLOUD_BASE_URL": url}


def numbers_of(url: str) -> list[str]:
    """The numbers of the orders that were placed for a test."""
    with client_of(url) as mycloud:
        orders = [order.order_number or "" for order in mycloud.orders.list()]
    return sorted(number for number in orders if number.startswith("WEB-"))


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGTERM")
def test_a_worker_that_gets_sigterm_during_a_create_finishes_it_and_begins_no_other(
    tmp_path: Path,
) -> None:
    worker = file_of("kubernetes.md", "pod_worker.py", tmp_path)
    command = [sys.executable, str(worker), "WEB-1", "WEB-2"]
    with noticing_sandbox() as (sandbox, url):
        process = subprocess.Popen(
            command, env=environment(url), stdout=subprocess.PIPE, text=True
        )
        sandbox.on_create = lambda: process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)

        assert numbers_of(url) == ["WEB-1"]
    assert re.fullmatch(r"WEB-1 MC\S+\n", said)
    assert process.returncode == 0


class Gunicorn:
    """gunicorn with the application of the page."""

    def __init__(self, folder: Path, url: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            self.port = listener.getsockname()[1]
        options = ["--preload", "--workers", "2", "--graceful-timeout", "30"]
        command = ["gunicorn", *options, "--bind", f"127.0.0.1:{self.port}", "app:app"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=folder,
            env=environment(url),
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stderr is not None
        booted = 0
        for line in self.process.stderr:
            booted += "Booting worker" in line
            if booted == 2:
                break
        self._rest = threading.Thread(target=self.process.stderr.read)
        self._rest.start()  # or the pipe would fill up

    def close(self) -> None:
        """Ends it, however far it is."""
        self.process.kill()
        self._rest.join()
        self.process.communicate()

    def order(self, number: str) -> httpx.Response:
        """Posts an order to it."""
        url = f"http://127.0.0.1:{self.port}/"
        with httpx.Client(trust_env=False, timeout=60) as client:
            return client.post(url, json={"sku": "MAI002", "number": number})


@pytest.mark.skipif(os.name != "posix", reason="there is no fork")
def test_workers_of_gunicorn_use_a_client_made_before_the_fork_and_end_gracefully(
    tmp_path: Path,
) -> None:
    file_of("prefork.md", "app.py", tmp_path)
    with noticing_sandbox() as (sandbox, url):
        gunicorn = Gunicorn(tmp_path, url)
        try:
            answers = [gunicorn.order(f"WEB-{n}") for n in range(4)]
            sandbox.on_create = lambda: gunicorn.process.send_signal(signal.SIGTERM)
            answers.append(gunicorn.order("WEB-4"))
            assert gunicorn.process.wait(timeout=60) == 0
        finally:
            gunicorn.close()

        assert [answer.status_code for answer in answers] == [201] * 5
        assert numbers_of(url) == [f"WEB-{n}" for n in range(5)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_transport_of_the_callers_own_is_refused_in_the_child() -> None:
    script = (
        "import os, httpx\n"
        "from mycloud import ConfigurationError, MyCloud\n"
        "client = MyCloud('k', 's', transport=httpx.HTTPTransport())\n"
        "if os.fork() == 0:\n"
        "    try:\n"
        "        client.orders.get(1)\n"
        "    except ConfigurationError as error:\n"
        "        print(error, flush=True)\n"
        "    os._exit(0)\n"
        "os.wait()\n"
    )
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert "opened before a fork" in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_children_of_a_fork_reach_redis_on_connections_of_their_own(
    shared: RedisServer,
) -> None:
    script = (
        "import os, sys, logging\n"
        "from mycloud import MyCloud, RateLimit, RedisTokenStore\n"
        "logging.basicConfig(stream=sys.stdout, level=logging.WARNING)\n"
        "redis = sys.argv[1]\n"
        "limit = RateLimit(1000, burst=1000, redis=redis)\n"
        "client = MyCloud(token_store=RedisTokenStore(redis), rate_limit=limit)\n"
        "client.orders.get(1984)\n"
        "for _ in range(4):\n"
        "    if os.fork() == 0:\n"
        "        for _ in range(5): client.orders.get(1984)\n"
        "        os._exit(0)\n"
        "print([os.wait()[1] for _ in range(4)])\n"
    )
    with noticing_sandbox() as (_, url):
        said = subprocess.run(
            [sys.executable, "-c", script, shared.url],
            env=environment(url),
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    assert said == "[0, 0, 0, 0]\n"


def test_an_awaited_client_is_refused_in_another_event_loop() -> None:
    client = AsyncMyCloud(
        "the-key", "the-secret", transport=Server(order_answer), token="ready"
    )

    async def read() -> object:
        return await client.orders.get(342)

    asyncio.run(read())
    with pytest.raises(ConfigurationError, match="another event loop"):
        asyncio.run(read())


# Frozen and thawed.


class Frozen(RealClock):
    """The clock of a machine that was frozen: it knows nothing of the hours that went by."""

    def monotonic(self) -> float:
        return 1000.0


def test_a_client_that_was_frozen_beyond_the_life_of_its_token_places_an_order_once() -> (
    None
):
    now = [datetime(2018, 4, 9, tzinfo=UTC)]
    with noticing_sandbox(clock=lambda: now[0]) as (_, url):
        given: dict[str, Any] = {**KEYS, "base_url": url, "clock": Frozen()}
        with MyCloud(**given) as mycloud:
            mycloud.orders.get(1984)
            now[0] += timedelta(hours=9)
            order = mycloud.orders.create(
                delivery_mode_id=343, items=[ITEM], order_number="WEB-1"
            )

            assert mycloud.orders.get(order).order_number == "WEB-1"
            placed = [o for o in mycloud.orders.list() if o.order_number == "WEB-1"]
            assert len(placed) == 1


def test_a_read_after_the_server_closed_its_idle_connection_is_sent_on_another() -> (
    None
):
    accepted = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once_on_each() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                accepted.append(connection)
                with connection:
                    connection.recv(65536)
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n"
                        b'{"order": {"id": 342}}'
                    )

        threading.Thread(target=answer_once_on_each, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
        at_once = RetryPolicy(backoff=0, max_wait=0)
        with MyCloud(token="ready", base_url=url, retry=at_once) as mycloud:
            assert [mycloud.orders.get(342).id for _ in range(2)] == [342, 342]

    assert len(accepted) == 2


# Traces.


def test_no_span_holds_a_key_a_token_or_personal_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of("traces-and-metrics.md", "telemetry.py", tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    traced = __import__("telemetry").traced
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracer = provider.get_tracer("test")

    with noticing_sandbox() as (_, url), client_of(url) as mycloud:
        with traced(tracer, mycloud, "create") as watched:
            watched.orders.create(
                delivery_mode_id=343,
                items=[ITEM],
                name="คุณ พวริด",
                phone_number="0812345678",
                email="buyer@example.com",
            )
        with (
            pytest.raises(NotFoundError),
            traced(tracer, mycloud, "customer") as watched,
        ):
            watched.request("GET", "/customers/nobody@example.com")
        token = mycloud._calls._tokens._keeper._token

    spans = exporter.get_finished_spans()
    shown = [json.loads(span.to_json()) for span in spans]
    held = [*KEYS.values(), token or "", "พวริด", "0812345678", "example.com"]
    assert [secret for secret in held if secret in str(shown)] == []
    assert [span.name for span in spans] == [
        "POST /gettoken",
        "POST /orders",
        "create",
        "GET /customers/{id}",
        "customer",
    ]
    assert shown[-1]["status"] == {"status_code": "ERROR"}
    del sys.modules["telemetry"]
