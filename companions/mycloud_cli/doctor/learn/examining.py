"""An examination from its settings to what was seen: the I/O around reading and writing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

import httpx
from mycloud import __version__

from ...credentials import credentials
from ...errors import Misuse
from ...session import Settings, client_of
from ..network import proxy_for
from ..settings import trusted
from .asking import Asking, OutOfRequests
from .observations import Observations
from .reading import READS, read_server, watch_connections
from .wire import Wire
from .writing import WRITES, CannotPlace, Writing

IDLE: Final = 6.0
"""Seconds for which an idle connection is watched."""
_MAY_BE_WRITTEN_TO: Final = (
    "localhost",
    "127.0.0.1",
    "::1",
    "testaws-api.mycloudfulfillment.com",
    "testapi.mycloudfulfillment.com",
)
"""This machine, and the staging servers that were seen in public code."""


def examine(
    settings: Settings,
    *,
    write: bool = False,
    live_write: bool = False,
    idle: float = IDLE,
    on_progress: Callable[[int], object] = lambda _count: None,
) -> Observations:
    """Find out how a server behaves.

    Args:
        settings: The options before the command.
        write: Whether to place a few orders and delete them.
        live_write: Whether to do so on a server that is neither staging nor this machine.
        idle: Seconds for which an idle connection is watched.
        on_progress: Told how many requests were sent.

    Raises:
        Misuse: Writing is asked for on a server where it may ship goods.
        CredentialsError: There are no keys.
    """
    found = credentials(settings.profile)
    with client_of(settings, found) as client:
        base_url = client.base_url
    refuse_live_writes(base_url, write=write, live_write=live_write)
    url, tls = urlsplit(base_url), trusted(settings.ca_bundle)
    proxy, seen = proxy_for(url, settings.proxy), Observations()
    keys = (found.api_key, found.secret_key)
    with httpx.Client(
        base_url=f"{base_url}/",
        verify=tls,
        proxy=proxy,
        trust_env=False,
        timeout=settings.timeout,
        headers={"User-Agent": f"mycloud-client/{__version__} doctor"},
    ) as http:
        both = (keys[0], keys[1]) if keys[0] and keys[1] else None
        asking = Asking(http, both, found.token, seen, on_progress)
        _ask(asking, seen, write=write)
    if proxy is None:
        _watch(Wire(url, tls, settings.timeout), asking.token, seen, idle)
    else:
        seen.notes.append("connections: not looked at, since a proxy makes them")
    return seen


def server_of(settings: Settings) -> str:
    """The server's host, without what a URL may hold next to it."""
    with client_of(settings, credentials(settings.profile)) as client:
        return urlsplit(client.base_url).hostname or "the server"


def refuse_live_writes(base_url: str, *, write: bool, live_write: bool) -> None:
    """Raise where writing may ship goods."""
    host = urlsplit(base_url).hostname or ""
    if write and not live_write and host not in _MAY_BE_WRITTEN_TO:
        raise Misuse(
            f"--write places orders, and {host} is neither staging nor this machine. Give "
            "--base-url of the staging server, or --live-write if you must"
        )


def _ask(asking: Asking, seen: Observations, *, write: bool) -> None:
    """Read, and write if asked to; what cannot be finished is noted."""
    try:
        asking.most = READS
        read_server(asking, seen)
        if write:
            asking.most = seen.requests + WRITES
            Writing(asking, seen, secrets.token_hex(4)).run()
    except OutOfRequests:
        seen.notes.append(
            f"stopped after {seen.requests} requests, before all was looked at"
        )
    except CannotPlace as error:
        seen.notes.append(f"writing: {error}")
    except httpx.HTTPError as error:
        seen.notes.append(
            f"stopped by an error of the connection: {type(error).__name__}"
        )


def _watch(wire: Wire, token: str | None, seen: Observations, idle: float) -> None:
    try:
        watch_connections(wire, token, seen, idle)
    except OSError as error:
        seen.notes.append(f"connections: not looked at: {type(error).__name__}")
