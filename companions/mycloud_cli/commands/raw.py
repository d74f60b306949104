"""`mycloud api`: a call as the API has it; `mycloud open`: the tracking link of an order."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Final
from urllib.parse import parse_qsl, urlsplit

import typer

from ..errors import Misuse, NotThere
from ..order_refs import order_by_any
from ..output.safe import spelled_in_json
from ..session import connected

_WRITES: Final = ("POST", "PATCH", "PUT", "DELETE")


def api(
    ctx: typer.Context,
    method: Annotated[
        str,
        typer.Argument(
            metavar="GET", help="The HTTP method: GET.", autocompletion=lambda: ["GET"]
        ),
    ],
    path: Annotated[
        str,
        typer.Argument(
            metavar="PATH",
            help="A path below the base URL, such as '/orders?count=1'.",
            show_default=False,
        ),
    ],
) -> None:
    """Call the API, and print the body of the answer unchanged.

    Reads only: what writes has its own commands, which tell its outcome.
    """
    if method.upper() in _WRITES:
        raise Misuse(
            f"`mycloud api` only reads, and {method.upper()} writes: use a command such as "
            "`mycloud orders update`, or client.request in Python"
        )
    parts = urlsplit(path)
    params = dict(parse_qsl(parts.query, keep_blank_values=True))
    with connected(ctx) as client:
        answer = client.request(method, parts.path, params=params or None)
    _print_body(answer.content)


def _print_body(body: bytes) -> None:
    """Print a body: its bytes for programs, harmless text for a terminal."""
    if sys.stdout.isatty():
        text = body.decode("utf-8", "replace")
        sys.stdout.write(spelled_in_json(text).rstrip("\n") + "\n")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(body)


def open_order(
    ctx: typer.Context,
    order: Annotated[
        str,
        typer.Argument(
            metavar="ORDER", help="Id, order number or MC number.", show_default=False
        ),
    ],
) -> None:
    """Print the tracking link of an order, and open it in a browser if there is one."""
    with connected(ctx) as client:
        found = order_by_any(client, order, newest=500)
    link = found.bitly_url
    if not link:
        raise NotThere(
            f"order {order!r} has no tracking link yet; its status is {found.status or 'not known'}"
        )
    if urlsplit(link).scheme not in ("http", "https"):
        raise NotThere(
            f"the tracking link of order {order!r} is no web address: {link!r}"
        )
    sys.stdout.write(spelled_in_json(link) + "\n")
    if _has_browser():
        import webbrowser

        webbrowser.open(link)


def _has_browser() -> bool:
    """Whether a window can be opened: not through SSH, in a container or into a pipe."""
    if not sys.stdout.isatty():
        return False
    has_screen = sys.platform in ("darwin", "win32")
    return has_screen or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
