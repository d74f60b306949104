"""Requests that are made ready and not sent: what `--dry-run` and `mycloud wire` show."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, NoReturn

import httpx
from mycloud import MyCloud, MyCloudError, Request, RetryPolicy
from rich.text import Text

from .output.safe import for_terminal, print_json
from .output.streams import say
from .output.table import console


class Part(NamedTuple):
    """A field of a form: its text, or the file in its place."""

    name: str
    value: str | None = None
    filename: str | None = None
    content_type: str | None = None
    size: int | None = None

    def shown(self) -> str:
        """As people read it."""
        if self.filename is None:
            return (self.value or "").replace("\r", "\\r").replace("\n", "\\n")
        return (
            f"file {self.filename}, {self.content_type}, "
            f"{'?' if self.size is None else self.size} bytes"
        )


class NotSent(Exception):
    """A request that was made ready. It goes all the way to the wire, and no further."""

    def __init__(self, request: httpx.Request, parts: list[Part]) -> None:
        super().__init__()
        self.method, self.url, self.parts = request.method, str(request.url), parts
        self.raw = _raw(request)


@contextmanager
def planning(show: Callable[[NotSent], object], **options: Any) -> Iterator[MyCloud]:
    """A client that shows its first request and sends nothing, not even for a token."""
    nowhere = _Nowhere()
    client = MyCloud(
        token="none",
        transport=nowhere,
        retry=RetryPolicy(max_attempts=1),
        on_request=nowhere.keep,
        **options,
    )
    try:
        with client:
            yield client
    except (NotSent, MyCloudError):
        # The client may wrap what a transport raises: what reached the transport counts.
        if nowhere.planned is None:
            raise
        show(nowhere.planned)


def show_plan(planned: NotSent) -> None:
    """Print a request for people: method and URL, and its form field by field."""
    screen = console()
    screen.print(Text(for_terminal(f"{planned.method} {planned.url}"), style="bold"))
    most = max((len(part.name) for part in planned.parts), default=0)
    for part in planned.parts:
        screen.print(
            Text(f"  {part.name:<{most}}  {for_terminal(part.shown())}".rstrip())
        )
    say("Nothing was sent.")


def show_plan_as_json(planned: NotSent) -> None:
    """Print a request for programs."""
    fields = [
        {name: value for name, value in part._asdict().items() if value is not None}
        for part in planned.parts
    ]
    print_json({"method": planned.method, "url": planned.url, "form": fields})


def show_raw(planned: NotSent) -> None:
    """Print a request byte by byte, as HTTP/1.1 has it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(planned.raw)


class _Nowhere(httpx.BaseTransport):
    """Leads nowhere."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self.planned: NotSent | None = None

    def keep(self, request: Request) -> None:
        """Read the form before it becomes bytes."""
        self._parts = [_part(name, *rest[:3]) for name, rest in request.files or []]

    def handle_request(self, request: httpx.Request) -> NoReturn:
        request.read()
        self.planned = self.planned or NotSent(request, self._parts)
        raise self.planned


def _part(
    name: str, filename: str | None, content: Any, content_type: str | None = None
) -> Part:
    if filename is None:
        return Part(name, value=content.decode())
    return Part(name, None, filename, content_type, _size(content))


def _size(content: Any) -> int | None:
    if not content.seekable():
        return None
    size: int = content.seek(0, os.SEEK_END)
    content.seek(0)
    return size


def _raw(request: httpx.Request) -> bytes:
    """The bytes of the request, without a token."""
    target = request.url.raw_path.decode("ascii")
    headers = [
        (name, value)
        for name, value in request.headers.raw
        if name.lower() != b"authorization"
    ]
    head = [
        f"{request.method} {target} HTTP/1.1".encode(),
        *(name + b": " + value for name, value in headers),
    ]
    return b"\r\n".join([*head, b"", b""]) + request.read()
