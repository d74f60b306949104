"""The sandbox with its state in a file, against a bare Starlette application on the same server
with the same settings.

Measures the time from one answer to the next while eight connections are kept busy: the
inverse of the throughput. So a bar of 2.5 stands for 0.4 times the throughput of the bare
application, and 2.0 for half of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx

from ..load import Load, request
from ..measuring import Case, Sides

REQUESTS = 400
"""Requests to a sample."""

ORDERS, PAGE = 1000, 20
"""Orders there are already, and on one page."""

_ROOT = Path(__file__).parents[2]
_FORM = (
    ("delivery_mode_id", "343"),
    ("order_items[0][product_id]", "164162"),
    ("order_items[0][quantity]", "2"),
    ("order_items[0][price]", "199.00"),
    ("order_items[1][product_sku]", "MAI002"),
    ("order_items[1][quantity]", "1"),
    ("order_items[1][price]", "50"),
    ("order_items[2][shop_sku]", "UPC_230458300"),
    ("order_items[2][quantity]", "1"),
    ("order_items[2][price]", "49.50"),
    ("name", "คุณ พวริด"),
    ("address", "32/1 สุขุมวิท 62, กรุงเทพฯ"),
    ("postcode", "10260"),
    ("order_number", "ORD-004564014"),
    ("attach_name[0]", "LABEL"),
)
_LABEL = (
    "attach_file[0]",
    ("label.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 8, "application/pdf"),
)


@contextmanager
def _creates() -> Iterator[Sides]:
    with _sandbox(orders=0) as (url, token), _bare([]) as bare:
        form = httpx.Request(
            "POST",
            url,
            files=[*((name, (None, value)) for name, value in _FORM), _LABEL],
        )
        headers = {
            "content-type": form.headers["content-type"],
            "authorization": f"Bearer {token}",
        }
        with (
            Load(
                _port(url), [request("POST", "/api/v1/orders", headers, form.read())]
            ) as ours,
            Load(
                _port(bare), [request("POST", "/orders", headers, form.read())]
            ) as theirs,
        ):
            yield _sides(ours, theirs)


@contextmanager
def _pages() -> Iterator[Sides]:
    with _sandbox(ORDERS) as (url, token):
        headers = {"authorization": f"Bearer {token}"}
        paths = [
            f"/orders?offset={offset}&count={PAGE}" for offset in range(0, ORDERS, PAGE)
        ]
        pages = [httpx.get(url + path, headers=headers).json() for path in paths]
        with (
            _bare(pages) as bare,
            Load(
                _port(url),
                [request("GET", f"/api/v1{path}", headers) for path in paths],
            ) as ours,
            Load(
                _port(bare),
                [
                    request("GET", f"/orders?page={at}", headers)
                    for at in range(len(paths))
                ],
            ) as theirs,
        ):
            yield _sides(ours, theirs)


def _sides(ours: Load, theirs: Load) -> Sides:
    return {
        "sandbox": lambda: ours.microseconds(REQUESTS),
        "bare Starlette": lambda: theirs.microseconds(REQUESTS),
    }


@contextmanager
def _sandbox(orders: int) -> Iterator[tuple[str, str]]:
    """The base URL of a sandbox with so many orders in a file of SQLite, and a token for it."""
    with TemporaryDirectory() as folder:
        options = [
            "--port",
            "0",
            "--database",
            f"{folder}/sandbox.db",
            "--orders",
            str(orders),
        ]
        with _started(["mycloud_sandbox", *options]) as server:
            url, api_key, secret_key = (_said(server) for _ in range(3))
            answer = httpx.post(
                f"{url}/gettoken", data={"apikey": api_key, "secretkey": secret_key}
            )
            yield url, answer.json()["token"]


@contextmanager
def _bare(pages: Sequence[object]) -> Iterator[str]:
    """The base URL of the bare application with these pages."""
    with _started(["bench.bare"]) as server:
        assert server.stdin is not None
        server.stdin.write(json.dumps(pages))
        server.stdin.close()
        yield _said(server)


@contextmanager
def _started(module: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    command, pipe = [sys.executable, "-m", *module], subprocess.PIPE
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=pipe, stdout=pipe, text=True
    ) as server:
        try:
            yield server
        finally:
            server.terminate()


def _said(server: subprocess.Popen[str]) -> str:
    """What the next line that the server prints tells, after its name."""
    assert server.stdout is not None
    return server.stdout.readline().partition(": ")[2].strip()


def _port(url: str) -> int:
    return urlsplit(url).port or 80


CASES = [
    Case("sandbox.create", "µs", _creates, bars={"bare Starlette": 2.5}),
    Case("sandbox.pages", "µs", _pages, bars={"bare Starlette": 2.0}),
]
