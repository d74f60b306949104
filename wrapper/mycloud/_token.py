"""The token: what it looks like, how long it is good for, and where processes share it.

`_async/tokens.py` fetches it.
"""

from __future__ import annotations

import base64
import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from mycloud_api.values import OnMismatch, Unreadable

_MARGIN: Final = 60.0
"""Seconds before its end at which a token is no longer used; a tenth of its life if that is
shorter.
"""


def is_token(text: str) -> bool:
    """Whether a header can carry it."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def read_token(
    read: Callable[[bytes, OnMismatch], str], content: bytes, on_mismatch: OnMismatch
) -> str:
    """The token in the answer of `POST /gettoken`.

    Raises:
        Unreadable: It holds none.
    """
    token = read(content, on_mismatch)
    if not is_token(token):
        raise Unreadable("token", "text that no header can carry")
    return token


def lifetime(token: str) -> float | None:
    """Seconds from `iat` to `exp` of a JSON Web Token, whose signature is not verified; None if it
    does not say.
    """
    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        seconds = float(claims["exp"]) - float(claims["iat"])
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return seconds if 0 < seconds < math.inf else None


class TokenStore(Protocol):
    """Where a token is kept for other processes. Both methods must be quick; they are called under
    a lock.
    """

    def load(self) -> str | None:
        """The token another process left, if there is one."""

    def save(self, token: str) -> None:
        """Keep a token for the others."""


class TokenFile:
    """A token store in a file that only its owner can read. Processes that share it need fewer
    tokens.

    One file serves one pair of keys on one server.

    Args:
        path: Where the file is, or will be; its folder must exist.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)

    def load(self) -> str | None:
        """The token in the file, if there is one."""
        try:
            return self._path.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def save(self, token: str) -> None:
        """Put the token into the file at one stroke: a reader sees the old one or the new one,
        whole.
        """
        import tempfile  # it takes long to load

        # mkstemp makes the file readable by its owner only (0600) from the start.
        handle, name = tempfile.mkstemp(
            dir=self._path.parent, prefix=f".{self._path.name}."
        )
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(token)
        Path(name).replace(self._path)


class TokenKeeper:
    """Holds the current token. The clients guard it with a lock of their own kind.

    Times are seconds of a monotonic clock. A token's life is the distance from `iat` to `exp`,
    counted from when it came, so that a wrong clock on either side does no harm.
    """

    def __init__(self, token: str | None, store: TokenStore | None) -> None:
        # A token that was handed over ready may be of any age: it is used until the server refuses
        # it.
        self._token = token
        self._until: float | None = None
        self._store = store

    def fresh(self, now: float, refused: str | None) -> str | None:
        """The token to send now, unless there is none, it is about to end, or the server refused
        it.
        """
        stale = self._token == refused or (
            self._until is not None and now >= self._until
        )
        return None if stale else self._token

    def stored(self, refused: str | None) -> str | None:
        """The token another process left, unless it is the one that just would not do."""
        found = None if self._store is None else self._store.load()
        if not found or not is_token(found) or found in (refused, self._token):
            return None
        self._token = found
        self._until = None
        return found

    def keep(self, token: str, now: float) -> None:
        """Use this token from now on."""
        life = lifetime(token)
        self._token = token
        self._until = None if life is None else now + life - min(_MARGIN, life / 10)
        if self._store is not None:
            self._store.save(token)
