"""A client for a command: from the options before the command, the environment, or the file of
credentials.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import typer

from .credentials import Credentials, credentials
from .errors import CredentialsError, Misuse
from .output import Entry, Format, show_one

if TYPE_CHECKING:
    from mycloud import Ledger, MyCloud, RetryPolicy

    from .outcome import Write


@dataclasses.dataclass
class Settings:
    """The options that stand before the command."""

    profile: str | None = None
    base_url: str | None = None
    timeout: float = 30.0
    proxy: str | None = None
    ca_bundle: str | None = None
    allow_insecure_http: bool = False
    debug: bool = False
    connected: bool = False
    write: Write | None = None
    """What the command writes; its outcome decides how the command ends."""


def settings_of(ctx: typer.Context) -> Settings:
    """The options that stood before the command."""
    found = ctx.find_root().obj
    return found if isinstance(found, Settings) else Settings()


@contextmanager
def connected(
    ctx: typer.Context,
    write: Write | None = None,
    *,
    ledger: Ledger | None = None,
    deadline: float | None = None,
) -> Iterator[MyCloud]:
    """A client with the keys that were found, closed afterwards.

    Args:
        write: What the command writes; it watches what the client sends.
        ledger: Where order numbers are claimed.
        deadline: Seconds that a call may take at most.
    """
    settings = settings_of(ctx)
    settings.write, settings.connected = write, True
    hooks = {} if write is None else write.hooks
    found = credentials(settings.profile)
    quiet = write is not None and not settings.debug
    quiet = quiet or (ledger is not None and not settings.debug)
    more = {"ledger": ledger, "retry": _policy(deadline)}
    given: dict[str, Any] = {
        name: value for name, value in more.items() if value is not None
    }
    with _quiet_log(quiet), client_of(settings, found, **hooks, **given) as client:
        yield client


def _policy(deadline: float | None) -> RetryPolicy | None:
    from mycloud import RetryPolicy

    return None if deadline is None else RetryPolicy(deadline=deadline)


@contextmanager
def _quiet_log(is_quiet: bool) -> Iterator[None]:
    """Keeps the client's log off stderr, where a write has its own line."""
    handler = logging.NullHandler()
    if is_quiet:
        logging.getLogger("mycloud").addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger("mycloud").removeHandler(handler)


def carry_out(
    ctx: typer.Context,
    write: Write,
    how: Format,
    dry_run: bool,
    call: Callable[[MyCloud], Entry],
    *,
    ledger: Ledger | None = None,
) -> None:
    """Send a write and print the answer; in a dry run show what would be sent, and send nothing."""
    if dry_run:
        return _show_plan(ctx, how, call)
    try:
        with connected(ctx, write, ledger=ledger) as client:
            write.carried_out(call(client))
        show_one(write.entry, how)
        sys.stdout.flush()
    except BaseException as error:
        write.error = error
        raise
    return None


def _show_plan(
    ctx: typer.Context, how: Format, call: Callable[[MyCloud], object]
) -> None:
    from .dry_run import planning, show_plan, show_plan_as_json

    settings = settings_of(ctx)
    show = show_plan if how is Format.TABLE else show_plan_as_json
    with planning(show, **target(settings, _base_url_of_profile(settings))) as client:
        call(client)


def target(settings: Settings, base_url: str | None = None) -> dict[str, Any]:
    """Where requests go, for a client that needs no keys."""
    return {
        "base_url": settings.base_url or base_url,
        "allow_insecure_http": settings.allow_insecure_http,
    }


def _base_url_of_profile(settings: Settings) -> str | None:
    """Where the keys belong; a dry run needs none."""
    try:
        return credentials(settings.profile).base_url
    except CredentialsError:
        if settings.profile:
            raise
        return None


def client_of(
    settings: Settings,
    found: Credentials,
    environment: Mapping[str, str] = os.environ,
    **hooks: Any,
) -> MyCloud:
    """A client with these keys.

    Raises:
        ConfigurationError: A setting that cannot be used.
        Misuse: The same for proxies and certificates.
    """
    from mycloud import ConfigurationError, MyCloud, TokenFile

    shared = environment.get("MYCLOUD_TOKEN_FILE")
    try:
        return MyCloud(
            found.api_key,
            found.secret_key,
            base_url=settings.base_url or found.base_url,
            timeout=settings.timeout,
            token=found.token,
            token_store=TokenFile(shared) if shared else None,
            proxy=settings.proxy,
            ca_bundle=settings.ca_bundle,
            allow_insecure_http=settings.allow_insecure_http,
            **hooks,
        )
    except ConfigurationError as error:
        name, _, fault = str(error).partition(" ")
        if name not in _OPTIONS:
            raise
        raise Misuse(f"{_OPTIONS[name]} {fault}") from None


_OPTIONS: Final = {
    "proxy=": "--proxy",
    "ca_bundle=": "--ca-bundle",
    "timeout=": "--timeout",
}
"""The options that give a setting of the client."""
