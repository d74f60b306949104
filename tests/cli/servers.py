"""Servers on loopback that are at fault in one way each: certificates, clocks, delays, and pages in
the API's place.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from mycloud_sandbox import create_app
from mycloud_sandbox.protocol import BreakableProtocol
from mycloud_sandbox.serving import listen
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route


@contextmanager
def served(app: Any, **config: Any) -> Iterator[int]:
    """An application on a free port, with these settings of uvicorn; gives the port."""
    listener = listen("127.0.0.1", 0)
    listener.listen()
    settings = {
        "http": BreakableProtocol,
        "log_level": "critical",
        "lifespan": "off",
        **config,
    }
    server = uvicorn.Server(uvicorn.Config(app, **settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


def sandbox(**settings: Any) -> Starlette:
    """A sandbox whose clock goes right, so that its tokens do too."""
    return create_app(**settings)


def page(status: int) -> Starlette:
    """Answers everything with a page in HTML."""

    async def answer(_request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>Be right back</title>", status)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])


def pointing_to(url: str) -> Starlette:
    """Redirects everything."""

    async def answer(_request: Request) -> Response:
        return RedirectResponse(url, 301)

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])


@contextmanager
def silent() -> Iterator[int]:
    """Takes connections, and never says a word."""
    with listen("127.0.0.1", 0) as listener:
        listener.listen()
        yield int(listener.getsockname()[1])


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
