"""The settings in effect, and where each comes from. Secrets are shown by their length only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from .credentials import Credentials, credentials, credentials_file
from .errors import CredentialsError
from .session import Settings

_PROXIES = (
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
)


class Setting(NamedTuple):
    """A setting in effect.

    Attributes:
        setting: Its name.
        value: Its value; a secret is masked.
        source: Where it comes from.
    """

    setting: str
    value: str
    source: str


def effective_settings(
    settings: Settings, environment: Mapping[str, str] = os.environ
) -> list[Setting]:
    """Every setting of the command line, in the order in which it is looked for."""
    try:
        found = credentials(settings.profile, environment)
    except CredentialsError as error:
        found = Credentials(f"nowhere: {error.said}")
    return [
        _profile(settings, environment),
        *_keys(found),
        _base_url(settings, found, environment),
        *_options(settings),
        _proxy(settings, environment),
        _variable("token file", "MYCLOUD_TOKEN_FILE", environment),
        Setting("credentials", str(credentials_file(environment)), _there(environment)),
    ]


def _options(settings: Settings) -> list[Setting]:
    """Those that only an option gives."""
    is_open = settings.allow_insecure_http
    plain = "allowed" if is_open else "only to this machine"
    changed = settings.timeout != Settings.timeout
    return [
        Setting("timeout", f"{settings.timeout:g} s", _given(changed, "--timeout")),
        Setting(
            "certificates",
            settings.ca_bundle or "the usual ones",
            _given(settings.ca_bundle, "--ca-bundle"),
        ),
        Setting("plain http", plain, _given(is_open, "--allow-insecure-http")),
    ]


def masked(secret: str | None) -> str:
    """A secret by its length."""
    return f"({len(secret)} characters)" if secret else "(none)"


def without_password(url: str) -> str:
    """A URL as it may be shown: a user and a password in it are left out."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "(not a URL)"
    _, at, host = parts.netloc.rpartition("@")
    return parts._replace(
        netloc=f"...@{host}" if at else host, query="", fragment=""
    ).geturl()


def _profile(settings: Settings, environment: Mapping[str, str]) -> Setting:
    asked = environment.get("MYCLOUD_PROFILE")
    if settings.profile and settings.profile != asked:
        return Setting("profile", settings.profile, "--profile")
    return Setting(
        "profile",
        asked or "(none asked for)",
        "MYCLOUD_PROFILE" if asked else "default",
    )


def _keys(found: Credentials) -> list[Setting]:
    secrets = {
        "API key": found.api_key,
        "secret key": found.secret_key,
        "token": found.token,
    }
    return [
        Setting(name, masked(value), found.source if value else "-")
        for name, value in secrets.items()
    ]


def _base_url(
    settings: Settings, found: Credentials, environment: Mapping[str, str]
) -> Setting:
    from mycloud import LIVE_URL

    places = {
        "--base-url": settings.base_url,
        found.source: found.base_url,
        "MYCLOUD_BASE_URL": environment.get("MYCLOUD_BASE_URL"),
        "default": LIVE_URL,
    }
    source, url = next((place, url) for place, url in places.items() if url)
    return Setting("base URL", without_password(url.strip()), source)


def _proxy(settings: Settings, environment: Mapping[str, str]) -> Setting:
    if settings.proxy:
        return Setting("proxy", without_password(settings.proxy), "--proxy")
    name = next((name for name in _PROXIES if environment.get(name)), None)
    if name is None:
        return Setting("proxy", "(none)", "default")
    return Setting("proxy", without_password(environment[name]), name)


def _variable(name: str, variable: str, environment: Mapping[str, str]) -> Setting:
    value = environment.get(variable)
    return Setting(name, value or "(none)", variable if value else "default")


def _there(environment: Mapping[str, str]) -> str:
    return "file" if credentials_file(environment).exists() else "not there"


def _given(value: object, option: str) -> str:
    return option if value else "default"
