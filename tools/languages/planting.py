"""A relay on loopback that plants a fault: the answer to a placed order has no id."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from .receiver import body_of

PLANTED = {
    "no id": lambda found: found.pop("id"),
    "id null": lambda found: found.update(id=None),
}
"""What is done to the order in the answer, by what a complaint calls it."""

_PASSED_ON = ("content-type", "authorization", "accept", "mycloud-request-id")


@dataclass
class Relay:
    """Where it listens, and how many answers it has spoiled."""

    url: str = ""
    planted: int = 0


@contextmanager
def relaying(target: str, fault: str) -> Iterator[Relay]:
    """A relay to a server, which spoils the answer to each order that is placed."""
    relay = Relay()

    class Handler(BaseHTTPRequestHandler):
        """Passes each request on."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._pass_on()

        def do_POST(self) -> None:
            self._pass_on()

        def _pass_on(self) -> None:
            headers = {
                name: self.headers[name] for name in _PASSED_ON if name in self.headers
            }
            body = body_of(self)
            answer = upstream.request(
                self.command, target + self.path, content=body, headers=headers
            )
            spoil = self.command == "POST" and self.path == "/orders"
            relay.planted += spoil
            content = spoiled(answer.content, fault) if spoil else answer.content
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with httpx.Client(trust_env=False) as upstream:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            relay.url = f"http://127.0.0.1:{server.server_port}"
            yield relay
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def spoiled(content: bytes, fault: str) -> bytes:
    """An answer with the fault in it, in whichever shape it is."""
    answer: dict[str, Any] = json.loads(content)
    order = answer["order"] if "order" in answer else answer["data"]["attributes"]
    PLANTED[fault](order)
    return json.dumps(answer).encode()
