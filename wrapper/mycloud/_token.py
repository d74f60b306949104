"""How long a token is good for: decided here, without I/O and without a clock of its own."""

from __future__ import annotations

import base64
import json
from typing import Final

_MARGIN: Final = 60.0
"""Seconds before its end at which a token is no longer used; a tenth of its life if that is shorter."""


class TokenKeeper:
    """Holds the current token. The clients guard it with a lock of their own kind.

    Times are seconds of a monotonic clock. A token's life is the distance from `iat` to `exp`, counted from when it
    came, so that a wrong clock on either side does no harm.
    """

    __slots__ = ("_token", "_until")

    def __init__(self, token: str | None = None) -> None:
        self._token = token
        # A token that was handed over ready may be of any age: it is used until the server refuses it.
        self._until: float | None = None

    def usable(self, now: float, refused: str | None) -> str | None:
        """The token to send now, unless there is none, it is about to end, or the server refused it."""
        if self._token is None or self._token == refused:
            return None
        return self._token if self._until is None or now < self._until else None

    def keep(self, token: str, now: float) -> None:
        life = lifetime(token)
        self._token = token
        self._until = None if life is None else now + life - min(_MARGIN, life / 10)


def lifetime(token: str) -> float | None:
    """Seconds from `iat` to `exp` of a JSON Web Token; None when it does not say. The signature is not verified."""
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        return float(claims["exp"]) - float(claims["iat"])
    except (IndexError, KeyError, TypeError, ValueError):
        return None
