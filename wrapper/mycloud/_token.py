"""The token: what it looks like, how long it is good for, and where processes share it.

`_async/tokens.py` fetches it.
"""

from __future__ import annotations

import errno
import logging
import math
import os
import stat
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import NoneType
from typing import Final, Protocol

from mycloud_api.values import Reading, Unreadable

from ._harmless import remember
from ._redis import RedisTokenStore
from ._setting_values import refusal

_log = logging.getLogger("mycloud")

MOST_RENEWALS: Final = 5
"""How often a call gets a new token, one after the other: another process that shares the keys may
make each of them invalid.
"""

_MARGIN: Final = 60.0
"""Seconds before its end at which a token is no longer used; a tenth of its life if that is
shorter.
"""

_DAY: Final = 86_400.0

_MOST_BYTES: Final = 64 * 1024
"""A file that is larger holds no token."""


def is_token(text: str) -> bool:
    """Whether a header can carry it."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def read_token(
    read: Callable[[bytes, Reading], str], content: bytes, reading: Reading
) -> str:
    """The token in the answer of `POST /gettoken`.

    Raises:
        Unreadable: It holds none.
    """
    token = read(content, reading)
    if not is_token(token):
        raise Unreadable("token", "text that no header can carry")
    return token


def lifetime(token: str) -> float | None:
    """Seconds from `iat` to `exp` of a JSON Web Token, whose signature is not verified; None if it
    does not say.
    """
    import base64  # these take long to load
    import json

    try:
        claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
        seconds = float(claims["exp"]) - float(claims["iat"])
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return seconds if 0 < seconds < math.inf else None


def usable_seconds(token: str) -> float:
    """Seconds for which a token that just came is used, or kept if it does not tell its life."""
    life = lifetime(token)
    return _DAY if life is None else life - min(_MARGIN, life / 10)


class TokenStore(Protocol):
    """Where a token is kept for other processes. Both methods must be quick; they are called under
    a lock. One that raises fails no call: it is logged.

    The text is the token and a fingerprint of the keys and the server that it is for, with a blank
    between them. Keep it unchanged.
    """

    def load(self) -> str | None:
        """The text another process left, if there is one."""

    def save(self, token: str) -> None:
        """Keep a text for the others."""


class TokenFile:
    """A token store in a file that only its owner can read. Processes that share it need fewer
    tokens.

    A file is not believed when it is a link, is not a regular file, is another user's, or can be
    written by others. A token in it counts only for the keys and the server it was fetched with.

    Args:
        path: Where the file is, or will be; its folder must exist.

    Raises:
        ConfigurationError: The path is not one.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        given: object = path
        if not isinstance(given, (str, os.PathLike)) or not os.fspath(given):
            raise refusal("TokenFile(path=)", path, "the path of a file")
        self._path = Path(path)
        self._warned = False

    def load(self) -> str | None:
        """The text in the file, if there is one that can be believed."""
        try:
            return self._read()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            self._warn_once(_reason(error))
            return None

    def save(self, token: str) -> None:
        """Replace the file in one step: a reader sees the old text or the new one, whole.

        Raises:
            OSError: It cannot be written, or is something else than a file.
        """
        import tempfile  # it takes long to load

        with suppress(FileNotFoundError):
            mode = self._path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
                raise OSError(errno.EEXIST, "it is not a regular file")
        # mkstemp makes the file readable by its owner only (0600) from the start.
        handle, name = tempfile.mkstemp(
            dir=self._path.parent, prefix=f".{self._path.name}."
        )
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(token)
            Path(name).replace(self._path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _read(self) -> str | None:
        # Without these flags a link is followed, and a pipe waits for somebody to write into it.
        flags = os.O_RDONLY
        for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
            flags |= getattr(os, flag, 0)
        handle = os.open(self._path, flags)
        try:
            _check_trust(os.fstat(handle))
            content = os.read(handle, _MOST_BYTES)
        finally:
            os.close(handle)
        return content.decode("ascii").strip() or None

    def _warn_once(self, why: str) -> None:
        if not self._warned:
            self._warned = True
            _log.warning("the token file %s is not used: %s", self._path, why)


def _check_trust(status: os.stat_result) -> None:
    """Checks that nobody else can have written a file."""
    if not stat.S_ISREG(status.st_mode):
        raise ValueError("it is not a regular file")
    if status.st_size > _MOST_BYTES:
        raise ValueError("it is too large for a token")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise ValueError("it belongs to another user")
    if os.name == "posix" and status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise ValueError("others can write it; run chmod 600 on it")


def _reason(error: Exception) -> str:
    """Why a file is not used, without its content."""
    if isinstance(error, OSError):
        is_link = error.errno == errno.ELOOP
        return "it is a link" if is_link else error.strerror or str(error)
    return "it holds no text" if isinstance(error, UnicodeError) else str(error)


def bound(token: str, fingerprint: str) -> str:
    """The text of a token that counts only for its keys and server."""
    return f"{token} {fingerprint}"


def token_in(text: str | None, fingerprint: str) -> str | None:
    """The token in a stored text, if it is for these keys and this server."""
    token, _, found = (text or "").strip().partition(" ")
    return token if found == fingerprint and is_token(token) else None


class BoundStore:
    """A token store for one pair of keys on one server; never raises.

    Args:
        store: Where the text is kept.
        fingerprint: Tells keys and server apart from others.
    """

    def __init__(self, store: TokenStore, fingerprint: str) -> None:
        self._store = store
        self._fingerprint = fingerprint

    def load(self) -> str | None:
        """The stored token, if it is for these keys and this server."""
        try:
            found: object = self._store.load()
        except Exception as error:  # a caller's store may raise anything
            self._warn("load", _kind(error))
            return None
        if found is not None and not isinstance(found, str):
            self._warn("load", f"gave {type(found).__name__}, where text was due")
            return None
        return token_in(found, self._fingerprint)

    def save(self, token: str) -> None:
        """Keep a token for others with these keys on this server."""
        try:
            self._store.save(bound(token, self._fingerprint))
        except Exception as error:  # a caller's store may raise anything
            self._warn("save", _kind(error))

    def _warn(self, method: str, what: str) -> None:
        kind = type(self._store).__name__
        _log.warning("the token store %s is not used: %s() %s", kind, method, what)


def _kind(error: Exception) -> str:
    """What a store raised. Other texts than the system's may hold a password, or the token."""
    said = error.strerror if isinstance(error, OSError) else None
    return f"raised {type(error).__name__}" + (f": {said}" if said else "")


def check_store(store: object) -> None:
    """Checks that a token store has both methods.

    Raises:
        ConfigurationError: It has not.
    """
    methods = (getattr(store, name, None) for name in ("load", "save"))
    if not isinstance(store, (RedisTokenStore, NoneType)) and (
        isinstance(store, type) or not all(map(callable, methods))
    ):
        takes = (
            "a TokenFile(path), a RedisTokenStore(url), or an object with load() and "
            "save(token)"
        )
        raise refusal("token_store=", store, takes)


class TokenKeeper:
    """Holds the current token. The clients guard it with a lock of their own kind.

    Times are seconds of a monotonic clock. A token's life is the distance from `iat` to `exp`,
    counted from when it came, so that a wrong clock on either side does no harm.

    Args:
        token: A ready token, if there is one.
        store: Where other processes find the token; see `BoundStore`.
    """

    def __init__(self, token: str | None, store: TokenStore | None) -> None:
        # A token that was handed over ready may be of any age: it is used until the server refuses
        # it.
        self._token = token
        self._until: float | None = None
        self._store = store
        self._refused: deque[str] = deque(maxlen=16)
        remember(token)

    def fresh(self, now: float, refused: str | None) -> str | None:
        """The token to send now, unless it is missing, it is about to end, or the server refused
        it.
        """
        if refused and refused not in self._refused:
            self._refused.append(refused)
        stale = self._token == refused or (
            self._until is not None and now >= self._until
        )
        return None if stale else self._token

    def stored(self, refused: str | None) -> str | None:
        """The token another process left, unless the server refused it lately: a slow process may
        have put an old token into the store after a newer one.
        """
        return self.adopt(None if self._store is None else self._store.load(), refused)

    def adopt(self, found: str | None, refused: str | None) -> str | None:
        """Use a token that another process fetched; None if no usable one was fetched."""
        if (
            not found
            or not is_token(found)
            or found in {refused, self._token, *self._refused}
        ):
            return None
        self._token = found
        self._until = None
        remember(found)
        return found

    def keep(self, token: str, now: float) -> None:
        """Use this token from now on."""
        self._token = token
        self._until = None if lifetime(token) is None else now + usable_seconds(token)
        remember(token)
        if self._store is not None:
            self._store.save(token)
