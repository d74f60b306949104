"""What is sent and what comes back, without any HTTP library."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen(kw_only=True)
class Request:
    """What a generated operation would send. Its form and token stay out of its repr."""

    method: str
    url: str
    params: Mapping[str, object] | None = None
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    files: object = attrs.field(default=None, repr=False)

    @property
    def id(self) -> str | None:
        """The `MyCloud-Request-Id` sent with it, if any."""
        return self.headers.get("MyCloud-Request-Id")


@attrs.frozen(kw_only=True)
class Answer:
    """What came back: an HTTP response without its connection."""

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    content: bytes = attrs.field(repr=False)
    request: Request
    url: str
    token: str | None = attrs.field(default=None, repr=False)
    """The token the request was sent with."""
