"""Lets pages of other origins call the API, when the sandbox allows it."""

import re
from collections.abc import Sequence

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

_ORIGIN = re.compile(r"https?://[^/?#@\s]+|null|\*")
_METHODS = ("GET", "POST", "PATCH", "DELETE")
_SHOWN = ("Retry-After", "Location")
_REMEMBERED = 600  # seconds


class ApiCors:
    """CORS for the API alone: not for the admin calls, the page, or files."""

    def __init__(self, app: ASGIApp, root: str, origins: Sequence[str]) -> None:
        self._app = app
        self._root = root
        self._open = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=_METHODS,
            allow_headers=["*"],
            expose_headers=_SHOWN,
            max_age=_REMEMBERED,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        is_api = scope["type"] == "http" and scope["path"].startswith(f"{self._root}/")
        await (self._open if is_api else self._app)(scope, receive, send)


def checked_origins(origins: Sequence[str]) -> tuple[str, ...]:
    """Origins as browsers send them.

    Raises:
        ValueError: One is no origin, such as a URL with a path.
    """
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(
                f"cors needs an origin such as http://localhost:5173, or *, got {origin!r}"
            )
    return tuple(origins)
