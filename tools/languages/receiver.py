"""A server on loopback that keeps the forms it is sent, by their path."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Form:
    """A body as it was sent."""

    content_type: str
    body: bytes


@dataclass
class Receiver:
    """Where to send forms, and what came there: for each last segment of a path the forms in their
    order.
    """

    url: str = ""
    forms: dict[str, list[Form]] = field(default_factory=dict)


class _Server(ThreadingHTTPServer):
    """A client may hang up before it has read its answer."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def body_of(request: BaseHTTPRequestHandler) -> bytes:
    """The body of a request, be it in one piece or in chunks."""
    if request.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return request.rfile.read(int(request.headers.get("Content-Length", "0")))
    return b"".join(_chunks(request))


def _chunks(request: BaseHTTPRequestHandler) -> Iterator[bytes]:
    while size := int(request.rfile.readline().split(b";")[0], 16):
        yield request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()


@contextmanager
def receiving(answer: bytes = b"{}") -> Iterator[Receiver]:
    """A receiver on a free port, stopped afterwards. It gives every form the same answer, which is
    JSON.
    """
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        """Keeps each form."""

        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            form = Form(self.headers.get("Content-Type", ""), body_of(self))
            receiver.forms.setdefault(self.path.rpartition("/")[2], []).append(form)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        receiver.url = f"http://127.0.0.1:{server.server_port}"
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
