"""Settings that can be judged without a connection; each check names the setting and its source."""

from __future__ import annotations

import math
import os
import ssl
import stat
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx

from .findings import Found

PROXIES: Final = ("http", "https", "socks5", "socks5h")
"""What the URL of a proxy may begin with."""
_PROXY_VARIABLES: Final = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def check_timeout(seconds: float) -> str:
    """Raises unless a connection can wait for so long."""
    if not (math.isfinite(seconds) and seconds > 0):
        raise Found(
            "bad-setting",
            f"--timeout is {seconds:g}; it takes a number of seconds over 0",
        )
    return f"{seconds:g} s"


def check_key(name: str, key: str | None, source: str) -> None:
    """Raises if a key holds what was not meant to be in it."""
    text = (key or "").strip()
    if text and (not text.isascii() or not text.isprintable() or " " in text):
        raise Found(
            "bad-setting",
            f"the {name} from {source} holds a blank, a line break or another character that "
            f"no key has",
            "Copy it again, whole and alone",
        )


def check_token_file(name: str) -> str:
    """Looks at the file that processes share a token in, without waiting for it."""
    path = Path(name)
    said = f"MYCLOUD_TOKEN_FILE names {path}"
    try:
        found = path.lstat()
    except FileNotFoundError:
        if path.parent.is_dir():
            return f"{path} will be made"
        raise Found(
            "bad-token-file", f"{said}, and there is no folder {path.parent}"
        ) from None
    except (OSError, ValueError) as error:
        raise Found(
            "bad-token-file", f"{said}, which cannot be read: {error}"
        ) from None
    if fault := _fault_of_file(found):
        raise Found("bad-token-file", f"{said}, {fault}")
    try:
        path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        raise Found(
            "bad-token-file", f"{said}, which holds no text or cannot be read"
        ) from None
    return str(path)


def _fault_of_file(found: os.stat_result) -> str | None:
    """Why a file is not to be believed."""
    mode = found.st_mode
    faults = {
        "which is a link": stat.S_ISLNK(mode),
        "which is a folder": stat.S_ISDIR(mode),
        "which is no ordinary file (a pipe or a device)": not stat.S_ISREG(mode),
        "which belongs to another user": not _is_ours(found),
        f"which others can write (mode {stat.S_IMODE(mode):04o})": _others_write(mode),
    }
    return next((fault for fault, there in faults.items() if there), None)


def _is_ours(found: os.stat_result) -> bool:
    return os.name != "posix" or found.st_uid == os.geteuid()


def _others_write(mode: int) -> bool:
    return os.name == "posix" and bool(mode & (stat.S_IWGRP | stat.S_IWOTH))


def check_proxy(name: str, url: str) -> None:
    """Raises unless a text is the URL of a proxy. It is not shown: it may hold a password."""
    fault = _fault_of_proxy(url)
    if fault:
        raise Found(
            "proxy-down",
            f"{name} {fault}",
            f"Correct {name}, such as http://proxy.example:3128, or leave it out",
        )


def _fault_of_proxy(url: str) -> str | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError as error:
        return f"is no URL: {error}"
    if parts.scheme not in PROXIES:
        return f"begins with none of {', '.join(PROXIES)}"
    if not parts.hostname:
        return "names no host"
    if parts.scheme.startswith("socks") and find_spec("socksio") is None:
        return "is a SOCKS proxy, which needs: pip install 'httpx[socks]'"
    return None


def check_proxy_variables(environment: Mapping[str, str] = os.environ) -> None:
    """Raises for a variable about proxies that cannot be read."""
    for name, value in _given(environment, _PROXY_VARIABLES):
        check_proxy(name, value if "://" in value else f"http://{value}")
    for name, value in _given(environment, ("NO_PROXY",)):
        for host in value.split(","):
            _check_exception(name, host.strip())


def _check_exception(name: str, host: str) -> None:
    """Raises for an entry of NO_PROXY that the HTTP library cannot read."""
    advice = f"Write host names, or addresses without brackets, in {name}"
    if "[" in host or "]" in host or any(letter.isspace() for letter in host):
        raise Found("proxy-down", f"{name} holds {host!r}, which is no host", advice)


def _given(
    environment: Mapping[str, str], names: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for name in names:
        for spelled in (name, name.lower()):
            if value := environment.get(spelled):
                yield spelled, value


def trusted(
    ca_bundle: str | None, environment: Mapping[str, str] = os.environ
) -> ssl.SSLContext:
    """The certificates that are trusted.

    Raises:
        Found: They cannot be read; names the setting and the file.
    """
    name, path = _where_trusted(ca_bundle, environment)
    try:
        if ca_bundle:
            return ssl.create_default_context(cafile=ca_bundle)
        return httpx.create_ssl_context()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Found(
            "certificate-untrusted",
            f"{name} names {path}, which cannot be used: {why}",
            f"Let {name} name a file of certificates (PEM), or leave it out",
        ) from None


def _where_trusted(
    ca_bundle: str | None, environment: Mapping[str, str]
) -> tuple[str, str]:
    if ca_bundle:
        return "--ca-bundle", ca_bundle
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        if environment.get(name):
            return name, environment[name]
    return "the installation", "the usual certificates"
