"""The reader of answers, in either of the two shapes, which each answer shows by itself.

Documented: `{"order": {"id": 342, "deliverymode": {...}}}`. Observed, the envelope: `{"success":
true, "message": "", "data": {"attributes": {"id": 342}, "delivery_mode": {"attributes": {...}}}}`.
Both become the same models: here the answer is unwrapped, each model reads its own fields, and
`values` knows what a value may look like.
"""

from __future__ import annotations

import base64
import json
import math
from typing import TypeVar

from .rows import Decode, decode, decoder
from .values import Drift, Place, Row, Unreadable, flat, kind, listed, refuse, report, to_object

T = TypeVar("T")

__all__ = [
    "Decode",
    "Drift",
    "Unreadable",
    "decode",
    "decoder",
    "is_token",
    "lifetime",
    "message_of",
    "payload_of",
]
__all__ += ["read_list", "read_one", "read_token", "refuse", "report", "says_no"]


def payload_of(content: bytes, decode: Decode = decode) -> object:
    """The JSON of a body; what is known of its shape makes it faster (see `rows.decoder`).

    Raises:
        Unreadable: It is none; says what it looks like.
    """
    try:
        return decode(content)
    except (ValueError, RecursionError):
        return _patiently_read(content)


def _patiently_read(content: bytes) -> object:
    """What the standard library makes of it, which takes more: a byte order mark, half a surrogate
    pair.
    """
    try:
        payload: object = json.loads(content)
    except (ValueError, RecursionError):
        # Not `from`: the parser's error holds the whole text.
        raise Unreadable("the start", seen(content)) from None
    return payload


def seen(content: bytes) -> str:
    """What a body that is no JSON looks like, without its content."""
    text = content.strip()
    if text[:1] in (b"{", b"["):
        return f"JSON cut or broken, {len(content)} bytes"
    if text[:1] == b"<":
        return (
            f"HTML{' before the JSON' if text[-1:] in (b'}', b']') else ''}, {len(content)} bytes"
        )
    return f"{len(content)} bytes that are no JSON" if text else "an empty body"


def says_no(payload: object) -> bool:
    """Whether an answer refuses, whatever its status: `success: false` (observed)."""
    success = payload.get("success", True) if isinstance(payload, dict) else True
    return (success.lower() if isinstance(success, str) else success) in (False, "false", "0")


def message_of(payload: object) -> str | None:
    """What the server said, if it said anything."""
    message = payload.get("message") if isinstance(payload, dict) else None
    return message if isinstance(message, str) and message else None


def read_one(model: type[T], payload: object, key: str, drift: Drift = report) -> T:
    """The object that an answer holds under `key` or in the envelope.

    Raises:
        Unreadable: It holds none.
    """
    entry = _unwrapped(payload, key)
    if not isinstance(entry, (dict, Row)):
        raise Unreadable(key, kind(entry))
    made: T = to_object(entry, model, (None, key), drift)
    return made


def read_list(model: type[T], payload: object, key: str, drift: Drift = report) -> list[T | None]:
    """The list that an answer holds under `key` or in the envelope; None stands for an entry that
    is no object.

    Raises:
        Unreadable: It holds no list.
    """
    unwrapped = _unwrapped(payload, key)
    entries = [] if unwrapped in (None, "") else listed(unwrapped)
    if entries is None:
        raise Unreadable(key, kind(unwrapped))
    place = (None, key)
    return [_entry(model, entry, (place, index), drift) for index, entry in enumerate(entries)]


def _entry(model: type[T], entry: object, place: Place, drift: Drift) -> T | None:
    if isinstance(entry, (dict, Row)):
        made: T = to_object(entry, model, place, drift)
        return made
    drift(place, entry)
    return None


def read_token(payload: object) -> str:
    """The token of an answer to `POST /gettoken`, bare or in the envelope, as an attribute or not.

    Raises:
        Unreadable: It holds none.
    """
    data = payload.get("data") if isinstance(payload, dict) else None
    holders = [payload, flat(data) if isinstance(data, dict) else None]
    token = next(
        (holder["token"] for holder in holders if isinstance(holder, dict) and holder.get("token")),
        None,
    )
    if not isinstance(token, str) or not is_token(token):
        raise Unreadable("token", kind(token))
    return token


def is_token(text: str) -> bool:
    """Whether a header can carry it."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def lifetime(token: str) -> float | None:
    """Seconds from `iat` to `exp` of a JSON Web Token; None when it does not say. The signature is
    not verified.
    """
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        seconds = float(claims["exp"]) - float(claims["iat"])
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return seconds if 0 < seconds < math.inf else None


def _unwrapped(payload: object, key: str) -> object:
    if not isinstance(payload, dict):
        raise Unreadable(key, kind(payload))
    if key in payload:
        return payload[key]
    if "data" in payload:
        return payload["data"]
    raise Unreadable(key, f"neither {key!r} nor 'data'")
