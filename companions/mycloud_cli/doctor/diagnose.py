"""What answers and errors say about the server: pure rules."""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from .findings import Found

if TYPE_CHECKING:
    from mycloud import MyCloudError

TOLERANCE: Final = 60.0
"""Seconds by which two clocks may differ."""
_BY_ERROR: Final = {
    "AuthenticationError": "token-refused",
    "NotFoundError": "wrong-path",
    "RedirectError": "redirect",
    "RateLimitError": "too-many-requests",
    "ServerError": "server-failing",
    "ApiError": "refused",
    "DecodeError": "unreadable",
    "PaginationError": "unreadable",
    "TimeoutError": "no-answer-in-time",
    "ConnectError": "no-connection",
    "TransportError": "connection-lost",
}


def fault_of(error: BaseException) -> str:
    """The fault that an error of the client reports."""
    return next(
        (
            _BY_ERROR[cls.__name__]
            for cls in type(error).__mro__
            if cls.__name__ in _BY_ERROR
        ),
        "unreadable",
    )


def fault_of_keys(error: MyCloudError) -> str:
    """The same for the fetch of a token: any refusal there is one of the keys."""
    found = fault_of(error)
    return "keys-refused" if found in ("token-refused", "refused") else found


def seen_of(error: MyCloudError) -> str:
    """What an error saw, without the advice that has its own place here."""
    from mycloud import ApiError

    if not isinstance(error, ApiError):
        return str(error)
    return (
        f"{error.method} {error.url} answered "
        f"{error.status}{f': {error.message}' if error.message else ''}"
    )


def judge_answer(status: int, headers: Mapping[str, str], content: bytes) -> str:
    """What an answer to a read without a token says about the URL; it should be a refusal.

    Raises:
        Found: It is not what the API answers.
    """
    kind = (
        "HTML"
        if content.lstrip()[:1] == b"<"
        else "JSON"
        if _is_json(content)
        else "no JSON"
    )
    seen = f"answered {status} with {kind}"
    if 300 <= status < 400:
        raise Found("redirect", f"{seen}, to {headers.get('location', 'nowhere')}")
    if status >= 500:
        raise Found("server-failing", seen)
    if status == 429:
        raise Found("too-many-requests", seen)
    if status == 404 or (status not in (401, 403) and kind != "JSON"):
        raise Found("wrong-path", seen)
    return f"{seen} to a request without a token, as it should"


def skew(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds by which the server's clock is ahead of ours; None if its answer does not say."""
    try:
        told = parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError):
        return None
    aware = told if told.tzinfo else told.replace(tzinfo=UTC)
    age = headers.get("age", "0")
    return (aware - now).total_seconds() + (float(age) if age.isdecimal() else 0.0)


def judge_clock(seconds: float | None) -> str:
    """Whether two clocks agree.

    Raises:
        Found: They do not.
    """
    if seconds is None:
        return "the server does not tell its time"
    if abs(seconds) > TOLERANCE:
        side = "ahead of ours" if seconds > 0 else "behind ours"
        raise Found(
            "clock-skewed", f"the server's clock is {_span(abs(seconds))} {side}"
        )
    return f"differs from the server's by {abs(seconds):.0f} s"


def end_of(token: str) -> datetime | None:
    """When a token ends; None when it does not say. Its signature is not verified."""
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        return datetime.fromtimestamp(float(claims["exp"]), UTC)
    except (IndexError, KeyError, TypeError, ValueError, OverflowError):
        return None


def left_of(token: str, now: datetime) -> str:
    """How long a token is good for, in words."""
    end = end_of(token)
    if end is None:
        return "it does not say how long it is good for"
    return f"good for {_span((end - now).total_seconds())}"


def dialect_of(payload: Any) -> str | None:
    """The shape of an answer."""
    if not isinstance(payload, dict):
        return None
    if "orders" in payload:
        return "documented: the list stands under its own name"
    return "envelope: the list stands under `data`" if "data" in payload else None


def is_certificate_fault(error: BaseException | None) -> bool:
    """Whether a certificate is behind an error."""
    while error is not None:
        if isinstance(
            error, ssl.SSLCertVerificationError
        ) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def _span(seconds: float) -> str:
    minutes = round(seconds / 60)
    return (
        f"{seconds:.0f} s"
        if seconds < 120
        else f"{minutes} min"
        if minutes < 120
        else f"{minutes / 60:.1f} h"
    )
