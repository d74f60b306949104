"""Requests and answers, without any HTTP library."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import attrs


def _without_email(url: str) -> str:
    return "/".join(
        "..." if "@" in part or "%40" in part else part for part in url.split("/")
    )


def _upper(method: str) -> str:
    return method.upper()


@attrs.frozen(kw_only=True)
class Request:
    """A request. Its form stays out of its repr, and it never holds the token.

    Attributes:
        method: The HTTP method.
        url: The path below the base URL.
        params: The query.
        headers: Additional headers.
        files: The parts of its form.
    """

    method: str = attrs.field(converter=_upper)
    url: str = attrs.field(repr=_without_email)
    params: Mapping[str, Any] | None = attrs.field(default=None, repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    files: Any = attrs.field(default=None, repr=False)

    @property
    def id(self) -> str | None:
        """The `MyCloud-Request-Id`, if it has one."""
        return self.headers.get("MyCloud-Request-Id")

    @property
    def name(self) -> str:
        """Method and path, as errors and logs show them."""
        return f"{self.method} {self.shown_path}"

    @property
    def shown_path(self) -> str:
        """The path, without any e-mail address in it."""
        return _without_email(self.url)


@attrs.frozen(kw_only=True)
class Answer:
    """What came back, unchanged.

    Attributes:
        status: The HTTP status.
        headers: The headers; their names in lower case.
        content: The body.
        request: What it is the answer to.
        base_url: Where it was sent.
    """

    status: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    content: bytes = attrs.field(repr=False)
    request: Request
    base_url: str

    @property
    def url(self) -> str:
        """Where it was sent, without the query, and without any e-mail address in the path."""
        return f"{self.base_url}{self.request.shown_path}"

    @property
    def retry_after(self) -> float | None:
        """The seconds the server asks to wait before the next try, if it does."""
        return seconds_to_wait(self.headers, datetime.now(UTC))

    def json(self) -> object:
        """The body as JSON.

        Raises:
            Unreadable: It is not JSON (a ValueError).
        """
        from mycloud_api.answers import payload_of

        return payload_of(self.content)


def seconds_to_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds of a `Retry-After` header (RFC 9110, 10.2.3), given as such or as a date."""
    import email.utils  # it takes long to load

    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def new_request_id() -> str:
    """A `MyCloud-Request-Id` for a request that creates something."""
    import uuid  # it takes long to load

    return str(uuid.uuid4())
