"""Which hosts a sandbox answers for. A page on the web can give its own name this machine's address
(DNS rebinding); the name in `Host` is then that of the page.
"""

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from .answers import JsonResponse, refusal_body
from .refusals import Misdirected

_LOCAL_NAMES = ("localhost",)
_OPEN_CALLS = ("/healthz", "/readyz")  # orchestrators ask under names of their own


@dataclass(frozen=True)
class Hosts:
    """The hosts that are served."""

    names: frozenset[str]
    any_address: bool
    """Whether every IP address is one; a rebinding page has a name."""

    def __contains__(self, host: str) -> bool:
        name = _name(host)
        if name is None:
            return False
        address = _address(name)
        if address is None:
            return name in self.names or name.endswith(".localhost")
        return self.any_address or address.is_loopback or name in self.names


def hosts_of(bound_to: str, also: Iterable[str] = ()) -> Hosts:
    """What a server at that address is asked for: its own name, this machine's, and those given."""
    names = {
        *_LOCAL_NAMES,
        bound_to.lower(),
        *(name.lower().strip("[]") for name in also),
    }
    if not is_loopback(bound_to):
        names |= {socket.gethostname().lower()}
    address = _address(bound_to.lower())
    return Hosts(
        frozenset(names), any_address=address is not None and address.is_unspecified
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach that address."""
    address = _address(host.lower())
    if address is None:
        return host.lower() in _LOCAL_NAMES
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


class HostCheck:
    """Refuses a request for a host that is not served here."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if (
            scope["type"] != "http"
            or scope["path"] in _OPEN_CALLS
            or self._is_served(scope)
        ):
            await self._app(scope, receive, send)
            return
        sent = Request(scope).headers.get("host", "")
        refusal = Misdirected(
            f"This sandbox does not serve the host {sent[:100]!r}. If it should, start it with "
            "--allow-host and that name."
        )
        await JsonResponse(refusal_body(refusal), refusal.status)(scope, receive, send)

    def _is_served(self, scope: Scope) -> bool:
        sent = [value for name, value in scope["headers"] if name == b"host"]
        return len(sent) == 1 and sent[0].decode("latin-1") in self._hosts


def _name(host: str) -> str | None:
    """The host without its port, in small letters; None for what is no host."""
    if host.startswith("["):
        name, closing, port = host[1:].partition("]")
        port = port.removeprefix(":") if closing else "x"
    else:
        name, _, port = host.partition(":")
    is_port = not port or (port.isascii() and port.isdigit())
    return name.lower().removesuffix(".") if name and is_port else None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
