"""Where the client connects to and as whom: arguments first, then the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

import attrs

from ._errors import ConfigurationError
from ._token import is_token

LIVE_URL = "https://api.mycloudfulfillment.com/api/v1"
"""The first server of the spec."""

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@attrs.frozen
class Settings:
    """What a client needs to know before its first request. The secrets stay out of its repr."""

    base_url: str
    api_key: str | None = attrs.field(repr=False)
    secret_key: str | None = attrs.field(repr=False)


def resolve_settings(  # noqa: PLR0917
    api_key: str | None,
    secret_key: str | None,
    base_url: str | None,
    token: str | None,
    allow_insecure_http: bool,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Fill what was not given from `MYCLOUD_API_KEY`, `MYCLOUD_SECRET_KEY` and `MYCLOUD_BASE_URL`.

    Raises:
        ConfigurationError: No keys and no token, or a base URL that will not do.
    """
    url = checked_url(
        base_url or environment.get("MYCLOUD_BASE_URL") or LIVE_URL, allow_insecure_http
    )
    keys = {"MYCLOUD_API_KEY": api_key, "MYCLOUD_SECRET_KEY": secret_key}
    found = {name: value or environment.get(name) for name, value in keys.items()}
    missing = " and ".join(name for name, value in found.items() if not value)
    if missing and not token:
        raise ConfigurationError(
            f"no keys: set {missing}, or give api_key= and secret_key= (or a ready token=)"
        )
    if token and not is_token(token):
        raise ConfigurationError(
            "token holds what no header can carry, such as a line break: is it whole?"
        )
    return Settings(url, *found.values())


def checked_url(url: str, allow_insecure_http: bool) -> str:
    """The base URL without a slash at its end.

    Raises:
        ConfigurationError: It is no http(s) URL, carries credentials or a query, or is plain http
            to another machine.
    """
    parts = urlsplit(url)
    if fault := _fault(parts, allow_insecure_http):
        # The URL itself is not repeated where it may hold a password.
        shown = (
            url
            if parts.username is None and not parts.query
            else f"{parts.scheme}://{parts.hostname}"
        )
        raise ConfigurationError(f"base_url {shown!r} {fault}")
    return url.rstrip("/")


def _fault(parts: SplitResult, allow_insecure_http: bool) -> str | None:
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return f"is not an http(s) URL; it looks like {LIVE_URL}"
    if parts.username is not None or parts.query or parts.fragment:
        return "must hold neither credentials nor a query"
    if (
        parts.scheme == "http"
        and not allow_insecure_http
        and parts.hostname not in _LOOPBACK
    ):
        return (
            "would send the keys in clear text; use https, or allow_insecure_http=True"
        )
    return None
