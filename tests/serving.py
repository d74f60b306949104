"""A sandbox on loopback within the test process, for recording and for what must be seen over a real socket."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn
from mycloud import MyCloud
from mycloud_sandbox import create_app
from mycloud_sandbox.protocol import BreakableProtocol
from mycloud_sandbox.serving import listen
from starlette.types import ASGIApp

KEYS = {"api_key": "d76a13d4113c4323b74e8d7bf14c9a5e", "secret_key": "87bddb3998b44272ab254c6447ed7f2452a1e581241944ea"}
RECORDED_AT = datetime(2018, 4, 9, 3, 0, tzinfo=UTC)


def client_of(url: str) -> MyCloud:
    """A client for a sandbox with the keys of every sandbox."""
    return MyCloud(KEYS["api_key"], KEYS["secret_key"], base_url=url)


@contextmanager
def serving(dialect: str) -> Iterator[str]:
    """A sandbox on a free port of 127.0.0.1, stopped afterwards."""
    with serving_app(create_app(dialect=dialect, clock=lambda: RECORDED_AT)) as url:
        yield url


@contextmanager
def serving_app(app: ASGIApp) -> Iterator[str]:
    """The same for an application that is there already."""
    listener = listen("127.0.0.1", 0)
    listener.listen()  # whoever comes before the server has started waits for it
    server = uvicorn.Server(uvicorn.Config(app, http=BreakableProtocol, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
    finally:
        server.should_exit = True
        thread.join()
