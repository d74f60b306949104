"""What an answer means: its JSON, whether it refuses, and what the server said."""

from __future__ import annotations

from .rows import Decode, decode, decode_plainly
from .values import Unreadable, kind, truth


class Refused(Exception):
    """The server refused with `success: false` in a successful response (observed).

    Attributes:
        message: What the server said, if it said anything.
    """

    def __init__(self, message: str | None) -> None:
        super().__init__(message or "the server refused and gave no reason")
        self.message = message


def accepted(content: bytes, decode: Decode = decode) -> object:
    """The JSON of an answer that does not refuse.

    Raises:
        Refused: The answer says `success: false`.
        Unreadable: The body is not JSON, or its `success` is no boolean.
    """
    payload = payload_of(content, decode)
    success = payload.get("success", True) if isinstance(payload, dict) else True
    if truth(success) is None:
        raise Unreadable("success", kind(success))
    if is_refusal(payload):
        raise Refused(message_of(payload))
    return payload


def is_refusal(payload: object) -> bool:
    """Whether an answer refuses, whatever its status: `success: false` (observed)."""
    return isinstance(payload, dict) and truth(payload.get("success")) is False


def message_of(payload: object) -> str | None:
    """What the server said, if it said anything."""
    message = payload.get("message") if isinstance(payload, dict) else None
    return message if isinstance(message, str) and message else None


def error_fields(content: bytes) -> dict[str, object]:
    """The fields of an answer with an error status; none if it is not a JSON object."""
    try:
        payload = payload_of(content)
    except Unreadable:
        return {}
    return payload if isinstance(payload, dict) else {}


def payload_of(content: bytes, decode: Decode = decode) -> object:
    """The JSON of a body; `decode` may know its shape, which is faster (see `rows.decoder`).

    Raises:
        Unreadable: The body is not JSON; says what it looks like.
    """
    try:
        return decode(content)
    except (ValueError, RecursionError):
        return _lenient_payload(content)


def _lenient_payload(content: bytes) -> object:
    """Reads what only the standard library accepts: a byte order mark, half a surrogate pair, and
    numbers that no float can hold.
    """
    try:
        payload = decode_plainly(content)
    except (ValueError, RecursionError):
        # Not `from`: the parser's error holds the whole text.
        raise Unreadable("the start", describe(content)) from None
    return payload


def describe(content: bytes) -> str:
    """What a body that is not JSON looks like, without its content."""
    text = content.strip()
    if text[:1] in (b"{", b"["):
        return f"JSON cut or broken, {len(content)} bytes"
    if text[:1] == b"<":
        before = " before the JSON" if text[-1:] in (b"}", b"]") else ""
        return f"HTML{before}, {len(content)} bytes"
    return f"{len(content)} bytes that are no JSON" if text else "an empty body"
