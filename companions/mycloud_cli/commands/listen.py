"""`mycloud listen`: shows notifications as they are posted, and passes them on."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Annotated, Any, Final, cast
from urllib.parse import urlsplit

import typer

from .. import options
from ..errors import Misuse
from ..exits import ExitCode
from ..output import for_terminal
from ..output.safe import print_json
from ..output.streams import say

if TYPE_CHECKING:
    import httpx
    from mycloud import Notification

_PATIENCE: Final = 10.0
"""Seconds that a sender has for its request, and a receiver for its answer."""
_DIGITS: Final = 20
_HELD: Final = 32
"""Requests that are answered at the same time."""


def listen(
    *,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="Where to listen; 0: any."),
    ] = 8765,
    host: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Whom to listen for; 0.0.0.0: other machines too."
        ),
    ] = "127.0.0.1",
    forward: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Post each one there, and give its answer back.",
            show_default=False,
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> int:
    """Show notifications as they are posted, until Ctrl-C.

    MyCloud's staff set one URL for a shop; nothing is signed, so what is shown may be from anybody.
    To try it: mycloud sandbox --life 5 --notify http://127.0.0.1:8765/
    """
    with _forwarding(forward) as client:
        desk = _Desk(client, forward, as_json)
        with _Server(host, port, desk) as server:
            _serve(server)
    say(f"{_count(desk.taken, 'notification')}, {desk.refused} refused")
    return ExitCode.DONE


def _serve(server: _Server) -> None:
    try:
        say(f"listening on {server.url}; Ctrl-C ends it")
        server.serve_forever(poll_interval=0.1)
    except KeyboardInterrupt:
        return


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


@contextmanager
def _forwarding(url: str | None) -> Iterator[httpx.Client | None]:
    """What posts to the URL, if there is one."""
    if url is None:
        yield None
        return
    import httpx

    if not _is_url(url):
        example = "http://127.0.0.1:8000/mycloud"
        raise Misuse(f"--forward: got {url!r}; takes a URL such as {example}")
    with httpx.Client(timeout=_PATIENCE, trust_env=False) as client:
        yield client


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
        )
    except ValueError:
        return False


class _Desk:
    """Takes bodies, one at a time, and prints what became of each."""

    def __init__(
        self, client: httpx.Client | None, url: str | None, as_json: bool
    ) -> None:
        self.taken = self.refused = 0
        self.places = threading.BoundedSemaphore(_HELD)
        self._client, self._url, self._as_json = client, url, as_json
        self._printing = threading.Lock()

    def take(self, body: bytes) -> int:
        """The status to answer a body with."""
        from mycloud import InvalidNotificationError, Notification

        try:
            notification = Notification.parse(body)
        except InvalidNotificationError as error:
            return self.refuse(400, f"{error.where}: {error.found}")
        answer, fault = self._forwarded(body)
        with self._printing:
            self.taken += 1
            self._print(notification, answer, fault)
        return answer if answer is not None else 502 if fault else 200

    def refuse(self, status: int, why: str) -> int:
        """Print that a request is no notification."""
        with self._printing:
            self.refused += 1
            if self._as_json:
                _print_json({"at": _now(), "refused": why, "answer": status})
            else:
                _print(f"{_now()}  refused with {status}: {for_terminal(why)}")
        return status

    def _forwarded(self, body: bytes) -> tuple[int | None, str | None]:
        """The status of the receiver's answer, or what went wrong."""
        if self._client is None or self._url is None:
            return None, None
        import httpx

        headers = {"Content-Type": "application/json"}
        try:
            with self._client.stream(
                "POST", self._url, content=body, headers=headers
            ) as answer:
                return answer.status_code, None
        except httpx.HTTPError as error:
            return None, type(error).__name__

    def _print(
        self, notification: Notification, answer: int | None, fault: str | None
    ) -> None:
        fields: dict[str, Any] = {
            "mc_number": notification.mc_number,
            "order_number": notification.order_number,
            "status": notification.status,
        }
        if self._as_json:
            extra = {"extra": notification.extra} if notification.extra else {}
            passed = {"answer": answer, "fault": fault} if self._url else {}
            return _print_json({"at": _now(), **fields, **extra, **passed})
        return _print(_line(fields, answer if fault is None else fault, self._url))


def _line(fields: dict[str, Any], answer: int | str | None, url: str | None) -> str:
    cells = [
        _now(),
        f"{for_terminal(fields['status']):<10}",
        f"{for_terminal(fields['mc_number'] or '-'):<12}",
        for_terminal(fields["order_number"] or "-"),
    ]
    return "  ".join([*cells, f"-> {answer}"] if url else cells).rstrip()


def _now() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _print_json(value: object) -> None:
    print_json(value)
    sys.stdout.flush()


class _Server(ThreadingHTTPServer):
    """Listens for posts, each in its own thread."""

    daemon_threads = True

    def __init__(self, host: str, port: int, desk: _Desk) -> None:
        self.desk = desk
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise Misuse(
                f"cannot listen on {host}:{port}: {error.strerror or error}. "
                f"--port takes another one"
            ) from None

    @property
    def url(self) -> str:
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"


class _Handler(BaseHTTPRequestHandler):
    """One connection, which brings one request."""

    timeout = _PATIENCE
    server_version, sys_version = "mycloud", ""

    @property
    def desk(self) -> _Desk:
        return cast("_Server", self.server).desk

    def do_POST(self) -> None:
        places = self.desk.places
        if not places.acquire(blocking=False):
            why = f"{_HELD} requests are in flight"
            return self._answer(self.desk.refuse(503, why))
        try:
            return self._answer(self._taken())
        finally:
            places.release()

    def _taken(self) -> int:
        """The status for the request."""
        from mycloud import Notification

        desk, length = self.desk, self._length()
        if length is None:
            return desk.refuse(411, "a body without a length")
        if length > Notification.MAX_BYTES:
            allowed = f"{Notification.MAX_BYTES} are allowed"
            return desk.refuse(413, f"{length} bytes; {allowed}")
        try:
            body = self.rfile.read(length)
        except OSError:
            return desk.refuse(408, "a body that did not come in time")
        return (
            desk.take(body) if len(body) == length else desk.refuse(400, "a cut body")
        )

    def _length(self) -> int | None:
        text = self.headers.get("Content-Length", "")
        is_length = text.isascii() and text.isdecimal() and len(text) < _DIGITS
        return int(text) if is_length else None

    def _answer(self, status: int) -> None:
        self.close_connection = True
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the desk prints each line."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # anyone who posts is gone
            super().handle()
