"""Where the client connects to and as whom: arguments first, then the environment."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

import attrs

from ._errors import ConfigurationError
from ._setting_values import check_truth, refusal
from ._token import is_token

LIVE_URL = "https://api.mycloudfulfillment.com/api/v1"
"""The first server of the spec."""

LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
"""Hosts that are this machine."""

_LABEL: Final = re.compile(r"[A-Za-z0-9_-]{1,63}")
_DOTS: Final = "\u3002\uff0e\uff61"
"""Characters that IDNA takes for a full stop, so that a host is not the one that is read."""


@attrs.frozen
class Settings:
    """What a client needs to know before its first request. The secrets stay out of its repr."""

    base_url: str
    api_key: str | None = attrs.field(repr=False)
    secret_key: str | None = attrs.field(repr=False)

    def fingerprint(self) -> str:
        """Tells keys and server apart from others without showing them."""
        import hashlib  # it takes long to load
        import json

        known = json.dumps([self.base_url, self.api_key, self.secret_key])
        return hashlib.sha256(known.encode()).hexdigest()[:16]

    def shop_key(self) -> str:
        """Names the shop on its server in a ledger: a digest of base URL and API key."""
        import hashlib
        import json

        known = json.dumps([_same_server(self.base_url), self.api_key])
        return hashlib.sha256(known.encode()).hexdigest()[:32]


class _Given(NamedTuple):
    """The text of a setting without white space around it, and where it came from."""

    text: str
    source: str


def resolve_settings(  # noqa: PLR0917
    api_key: str | None,
    secret_key: str | None,
    base_url: str | None,
    token: str | None,
    allow_insecure_http: bool,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Fill what was not given from `MYCLOUD_API_KEY`, `MYCLOUD_SECRET_KEY` and `MYCLOUD_BASE_URL`.

    White space around them is dropped; a setting that is empty then counts as not given.

    Raises:
        ConfigurationError: No keys and no token, or a setting that will not do.
    """
    check_truth("allow_insecure_http=", allow_insecure_http)
    url = _given("base_url", base_url, environment)
    keys = [
        _given("api_key", api_key, environment),
        _given("secret_key", secret_key, environment),
    ]
    _check_token(token)
    missing = " and ".join(
        variable
        for variable, key in zip(
            ("MYCLOUD_API_KEY", "MYCLOUD_SECRET_KEY"), keys, strict=True
        )
        if not key.text
    )
    if missing and not token:
        raise ConfigurationError(
            f"no keys: set {missing}, or give api_key= and secret_key= (or a ready token=)"
        )
    for key in keys:
        _check_key(key)
    return Settings(
        _checked(url, allow_insecure_http) if url.text else LIVE_URL,
        *(key.text or None for key in keys),
    )


def checked_url(url: str, allow_insecure_http: bool) -> str:
    """The base URL without a slash at its end.

    Raises:
        ConfigurationError: It is no http(s) URL, carries credentials or a query, or is plain http
            to another machine.
    """
    return _checked(_Given(url.strip(), "base_url (argument)"), allow_insecure_http)


def with_host_of(library: ModuleType, settings: Settings) -> Settings:
    """The settings with the host as the HTTP library spells it: in ASCII.

    Raises:
        ConfigurationError: The library takes it for no URL, or for no name of a host.
    """
    try:
        url = library.URL(settings.base_url)
    except (library.InvalidURL, ValueError):
        raise ConfigurationError(
            f"base_url {settings.base_url!r} is not a URL with the name of a host; "
            f"it looks like {LIVE_URL}"
        ) from None
    if settings.base_url.isascii():
        return settings
    ascii_url = settings.base_url.replace(
        urlsplit(settings.base_url).netloc, url.netloc.decode("ascii"), 1
    )
    return attrs.evolve(settings, base_url=ascii_url)


def _same_server(url: str) -> str:
    """The URL as every spelling of it: host in small letters, no port that goes without saying."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = "" if parts.port in (None, usual) else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path.rstrip('/')}"


def _given(name: str, value: object, environment: Mapping[str, str]) -> _Given:
    if value is not None and not isinstance(value, str):
        raise refusal(f"{name}=", value, "text")
    if text := (value or "").strip():
        return _Given(text, f"{name} (argument)")
    variable = f"MYCLOUD_{name.upper()}"
    found = environment.get(variable, "").strip()
    return _Given(found, f"{name} (environment variable {variable})")


def _check_key(key: _Given) -> None:
    if any(c.isspace() for c in key.text):
        fault = "white space inside, such as a line break"
    elif not key.text.isascii():
        fault = "a character that is not ASCII"
    elif key.text and not key.text.isprintable():
        fault = "a control character"
    else:
        return
    raise ConfigurationError(f"{key.source} holds {fault}: copy the key again")


def _check_token(token: object) -> None:
    if token is None:
        return
    if not isinstance(token, str):
        raise refusal("token=", token, "text")
    if token and not is_token(token):
        raise ConfigurationError(
            "token= holds what no header can carry, such as a line break: is it whole?"
        )


def _checked(url: _Given, allow_insecure_http: bool) -> str:
    try:
        fault = _fault_of_text(url.text) or _fault(
            urlsplit(url.text), allow_insecure_http
        )
    except ValueError:  # brackets that do not match, or a port that is no number
        fault = f"has a host or a port that cannot be; it looks like {LIVE_URL}"
    if fault:
        raise ConfigurationError(f"{url.source} {_shown(url.text)}{fault}")
    return url.text.rstrip("/")


def _shown(url: str) -> str:
    """The URL for an error, unless it may hold a secret."""
    is_url = url.lower().startswith(("http://", "https://"))
    return f"{url!r} " if is_url and not any(c in url for c in "@?#") else ""


def _fault_of_text(url: str) -> str | None:
    if not url.lower().startswith(("http://", "https://")):
        return f"is not an http(s) URL; it looks like {LIVE_URL}"
    if "\\" in url or any(c.isspace() or not c.isprintable() for c in url):
        return "holds white space, a backslash or a control character; take it out"
    if "?" in url or "#" in url:
        return (
            "must hold neither a query nor a fragment; take out what begins with ? or #"
        )
    return None


def _fault(parts: SplitResult, allow_insecure_http: bool) -> str | None:
    if "@" in parts.netloc:
        return "must hold no credentials; give them as api_key= and secret_key="
    if not parts.hostname or not _is_host(parts):
        return f"names no host that can be; it looks like {LIVE_URL}"
    if parts.netloc.endswith(":") or parts.port == 0:
        return "has a port that cannot be; a port is a number from 1 to 65535"
    if (
        parts.scheme == "http"
        and not allow_insecure_http
        and parts.hostname not in LOOPBACK
    ):
        return (
            "would send the keys in clear text; use https, or allow_insecure_http=True"
        )
    return None


def _is_host(parts: SplitResult) -> bool:
    """Whether it can be a host; what IDNA makes of other letters than ASCII is looked at later."""
    host = parts.hostname or ""
    if "[" in parts.netloc:
        return parts.netloc.startswith("[") and _is_ipv6(host)
    if not host.isascii():
        return not any(dot in host for dot in _DOTS)
    labels = host.removesuffix(".").split(".")
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.IPv6Address(host).scope_id is None
    except ValueError:
        return False
