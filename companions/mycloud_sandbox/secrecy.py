"""The keys of a sandbox, and the secret that signs its tokens."""

import secrets
from typing import NamedTuple

from .tokens import DEFAULT_SECRET


class Keys(NamedTuple):
    """What nobody but its users should know of a sandbox with its own keys."""

    api_key: str
    secret_key: str
    jwt_secret: str


def keys(
    published: tuple[str, str],
    api_key: str | None,
    secret_key: str | None,
    jwt_secret: str | None,
) -> Keys:
    """The keys given, else those that are published in the documentation.

    Once any key is given, the secret is no published one either: anyone who knows it can write
    tokens. It is random then, unless it is given.

    Raises:
        ValueError: A published one was asked for beside one that is not.
    """
    api_key, secret_key = _pair(published, api_key, secret_key)
    if (api_key, secret_key) == published:
        return Keys(
            api_key, secret_key, DEFAULT_SECRET if jwt_secret is None else jwt_secret
        )
    if jwt_secret == DEFAULT_SECRET:
        raise ValueError(
            "jwt_secret is the published one: leave it out, or choose one of your own"
        )
    own_secret = secrets.token_urlsafe(48) if jwt_secret is None else jwt_secret
    return Keys(api_key, secret_key, own_secret)


def _pair(
    published: tuple[str, str], api_key: str | None, secret_key: str | None
) -> tuple[str, str]:
    if api_key is None and secret_key is None:
        return published
    if not api_key or not secret_key:
        raise ValueError("api_key and secret_key go together: give both, or neither")
    return api_key, secret_key


def new_admin_key() -> str:
    """A key for the admin calls of a sandbox that others can reach."""
    return secrets.token_urlsafe(24)
