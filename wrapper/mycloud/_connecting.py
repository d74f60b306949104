"""Checks of what a client sends through: its transport, proxies and certificates."""

from __future__ import annotations

import importlib.util
import os
import ssl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from urllib.parse import urlsplit

from ._errors import ConfigurationError, MyCloudError
from ._http import DEFAULT_CONNECTIONS
from ._setting_values import check_whole, refusal
from ._settings import LOOPBACK

_PROXIES: Final = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")
_CERTIFICATES: Final = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_PROXY: Final = "the URL of a proxy, such as http://127.0.0.1:3128"
_BUNDLE: Final = "an existing file of certificates in PEM, or an ssl.SSLContext"


def check_transport(
    transport: object, kind: type, proxy: object, ca_bundle: object
) -> None:
    """Checks that a transport is one for this client, and comes alone.

    Args:
        transport: What was given.
        kind: The protocol that it must have.
        proxy: The proxy given next to it.
        ca_bundle: The certificates given next to it.
    """
    if transport is None:
        return
    name = next(name for name in vars(kind) if name.startswith("handle"))
    if isinstance(transport, type) or not callable(getattr(transport, name, None)):
        takes = f"a transport of httpx or httpx2 with the method {name}"
        raise refusal("transport=", transport, takes)
    beside = {"proxy=": proxy, "ca_bundle=": ca_bundle}
    for setting, value in beside.items():
        if value is not None:
            raise ConfigurationError(
                f"{setting} has no effect beside transport=: give it to the transport"
            )


def check_connections(most: object, transport: object) -> None:
    """Checks `max_connections=`, which a transport of the caller's own cannot keep to."""
    takes = "a whole number of 2 or more: half of them are for creates"
    check_whole("max_connections=", most, takes)
    if most == 1:
        raise refusal("max_connections=", most, takes)
    if transport is not None and most != DEFAULT_CONNECTIONS:
        raise ConfigurationError(
            "max_connections= has no effect beside transport=: give the transport its limits"
        )


@contextmanager
def setting_up(
    library: ModuleType,
    base_url: str,
    transport: object,
    proxy: object,
    ca_bundle: object,
) -> Iterator[None]:
    """The body sets up the HTTP library; whatever it does not take is named.

    Raises:
        ConfigurationError: A proxy or certificates that cannot be used.
    """
    _check_bundle(ca_bundle)
    if proxy is not None and (fault := _fault_of_proxy(library, proxy)):
        raise ConfigurationError(f"proxy= {fault}; it takes {_PROXY}")
    local = urlsplit(base_url).hostname in LOOPBACK  # reached without a proxy
    if transport is None and proxy is None and not local:
        _check_environment(library)
    try:
        yield
    except MyCloudError:
        raise
    except (OSError, ValueError) as error:
        raise _named(library, ca_bundle, error) from None
    except (ImportError, TypeError, library.InvalidURL):
        raise _named(library, ca_bundle, None) from None


def _named(
    library: ModuleType, ca_bundle: object, error: Exception | None
) -> ConfigurationError:
    """The error that names the setting at fault; the library's own may show a password."""
    if isinstance(error, OSError):
        why = "it holds no certificate" if isinstance(error, ssl.SSLError) else ""
        return _bad_certificates(ca_bundle, why or error.strerror or "cannot be read")
    try:
        _check_environment(library)
    except ConfigurationError as found:
        return found
    for variable, _ in _set("NO_PROXY"):
        return ConfigurationError(
            f"{variable} (environment variable) cannot be read; it takes names of hosts "
            "with commas between them, an IPv6 address without brackets"
        )
    return ConfigurationError(
        f"{library.__name__} cannot be set up with these settings: look at proxy=, "
        "ca_bundle= and the environment variables *_PROXY and SSL_CERT_*"
    )


def _check_environment(library: ModuleType) -> None:
    for variable, value in _set(*_PROXIES):
        url = value if "://" in value else f"http://{value}"
        if fault := _fault_of_proxy(library, url):
            raise ConfigurationError(
                f"{variable} (environment variable) {fault}; it takes {_PROXY}"
            )


def _bad_certificates(ca_bundle: object, why: str) -> ConfigurationError:
    if isinstance(ca_bundle, (str, os.PathLike)):
        shown = os.fspath(ca_bundle)
        return ConfigurationError(
            f"ca_bundle= {shown!r} cannot be used: {why}; it takes {_BUNDLE}"
        )
    named = [
        f"{variable} {value!r} (environment variable)"
        for variable, value in _set(*_CERTIFICATES)
    ]
    where = " or ".join(named) or "the certificates of this machine"
    return ConfigurationError(
        f"{where} cannot be used: {why}; correct it, or give ca_bundle="
    )


def _check_bundle(ca_bundle: object) -> None:
    if ca_bundle is None or isinstance(ca_bundle, ssl.SSLContext):
        return
    if not isinstance(ca_bundle, (str, os.PathLike)) or not os.fspath(ca_bundle):
        raise refusal("ca_bundle=", ca_bundle, _BUNDLE)
    try:
        regular = stat.S_ISREG(Path(ca_bundle).stat().st_mode)
        readable = os.access(ca_bundle, os.R_OK)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no path"
        raise _bad_certificates(ca_bundle, why) from None
    if not regular or not readable:
        why = "it is not readable" if regular else "it is not a file"
        raise _bad_certificates(ca_bundle, why)


def _fault_of_proxy(library: ModuleType, proxy: object) -> str | None:
    if not isinstance(proxy, (str, library.URL, library.Proxy)):
        return f"got {type(proxy).__name__}"
    try:
        made: Any = proxy if isinstance(proxy, library.Proxy) else library.Proxy(proxy)
    except (ValueError, library.InvalidURL):
        return "is no URL of a proxy that can be used"
    url = made.url
    if not url.host or (url.port is not None and not 0 < url.port < 65536):
        return "has a host or a port that cannot be"
    if url.scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        return f"needs a package: pip install '{library.__name__}[socks]'"
    return None


def _set(*names: str) -> Iterator[tuple[str, str]]:
    """Those of the environment variables that are set, as they are spelled there."""
    for name in names:
        for variable in (name.lower(), name):
            if value := os.environ.get(variable):
                yield variable, value
