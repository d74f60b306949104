"""From the name of a host to an encrypted connection, one step at a time; each raises the fault it
finds.
"""

from __future__ import annotations

import socket
import ssl
from typing import Final
from urllib.parse import SplitResult
from urllib.request import getproxies, proxy_bypass

from .findings import Found

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_PORTS: Final = {"http": 80, "https": 443}
_BY_VERIFY_CODE: Final = {
    9: "certificate-expired",  # not yet valid
    10: "certificate-expired",
    62: "certificate-of-another-host",
    64: "certificate-of-another-host",  # an address instead of a name
}
"""OpenSSL's X509_V_ERR_*; any other means that the certificate is signed by nobody who is trusted.
"""


def proxy_for(url: SplitResult, given: str | None) -> str | None:
    """The proxy that requests go through, as the client picks it: one of the environment never for
    this machine itself.
    """
    if given:
        return given
    proxies = getproxies()
    if not url.hostname or url.hostname in _LOOPBACK or proxy_bypass(url.hostname):
        return None
    found = proxies.get(url.scheme) or proxies.get("all")
    return found if found is None or "://" in found else f"http://{found}"


def look_up(url: SplitResult) -> str:
    """The addresses of the host."""
    try:
        found = socket.getaddrinfo(url.hostname, port_of(url), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no name"
        raise Found("unknown-host", f"{url.hostname} has no address: {why}") from None
    return ", ".join(dict.fromkeys(str(address[0]) for *_, address in found))


def connect(url: SplitResult, timeout: float, fault: str = "no-connection") -> None:
    """Open a connection, and close it."""
    where = f"{url.hostname}:{port_of(url)}"
    try:
        socket.create_connection((url.hostname or "", port_of(url)), timeout).close()
    except TimeoutError:
        raise Found(fault, f"{where} does not answer within {timeout:g} s") from None
    except OSError as error:
        raise Found(
            fault, f"{where} cannot be reached: {error.strerror or error}"
        ) from None


def shake_hands(url: SplitResult, timeout: float, context: ssl.SSLContext) -> str:
    """Set up TLS; gives its version and the end of the certificate."""
    host = url.hostname or ""
    try:
        with (
            socket.create_connection((host, port_of(url)), timeout) as plain,
            context.wrap_socket(plain, server_hostname=host) as encrypted,
        ):
            end = (encrypted.getpeercert() or {}).get("notAfter", "?")
            return f"{encrypted.version()}, certificate good until {end}"
    except ssl.SSLCertVerificationError as error:
        fault = _BY_VERIFY_CODE.get(error.verify_code, "certificate-untrusted")
        raise Found(fault, f"{host}: {error.verify_message}") from None
    except TimeoutError:
        raise Found(
            "no-answer-in-time", f"{host} does not set up TLS within {timeout:g} s"
        ) from None
    except ssl.SSLError as error:
        raise Found(
            "no-tls", f"{host}:{port_of(url)}: {error.reason or error}"
        ) from None
    except OSError as error:
        raise Found("connection-lost", f"{host}: {error.strerror or error}") from None


def port_of(url: SplitResult) -> int:
    """The port, also where it is not written."""
    return url.port or _PORTS.get(url.scheme, 443)
