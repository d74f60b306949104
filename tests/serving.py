"""A sandbox on loopback within the test process, for recording and for what must be seen over a
real socket.

It is imported when one is wanted: recorded tests want none, and run without the extra `sandbox` as
well.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mycloud import MyCloud

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import ASGIApp

KEYS = {
    "api_key": "d76a13d4113c4323b74e8d7bf14c9a5e",
    "secret_key": "87bddb3998b44272ab254c6447ed7f2452a1e581241944ea",
}
RECORDED_AT = datetime(2018, 4, 9, 3, 0, tzinfo=UTC)


def client_of(url: str) -> MyCloud:
    """A client for a sandbox with the keys of every sandbox."""
    return MyCloud(KEYS["api_key"], KEYS["secret_key"], base_url=url)


@contextmanager
def serving(dialect: str) -> Iterator[str]:
    """A sandbox on a free port of 127.0.0.1, stopped afterwards."""
    with serving_app(sandbox(dialect)) as url:
        yield url


def sandbox(dialect: str) -> Starlette:
    """A fresh sandbox whose clock stands still."""
    from mycloud_sandbox import create_app

    return create_app(dialect=dialect, clock=lambda: RECORDED_AT)


@contextmanager
def serving_app(app: ASGIApp) -> Iterator[str]:
    """An application on a free port of 127.0.0.1, stopped afterwards."""
    import uvicorn
    from mycloud_sandbox.protocol import BreakableProtocol
    from mycloud_sandbox.serving import listen

    listener = listen("127.0.0.1", 0)
    listener.listen()  # anyone who comes before the server has started waits for it
    server = uvicorn.Server(
        uvicorn.Config(app, http=BreakableProtocol, log_level="warning", lifespan="off")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
    finally:
        server.should_exit = True
        thread.join()
