"""A client for a command: from the options before the command, the environment, or the file of
credentials.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import typer

from .credentials import Credentials, credentials
from .errors import CredentialsError, Misuse
from .output import Format

if TYPE_CHECKING:
    from mycloud import MyCloud


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


def settings_of(ctx: typer.Context) -> Settings:
    """The options that stood before the command."""
    found = ctx.find_root().obj
    return found if isinstance(found, Settings) else Settings()


@contextmanager
def connected(ctx: typer.Context) -> Iterator[MyCloud]:
    """A client with the keys that were found, closed afterwards."""
    settings = settings_of(ctx)
    with client_of(settings, credentials(settings.profile)) as client:
        yield client


@contextmanager
def writing(ctx: typer.Context, dry_run: bool, how: Format) -> Iterator[MyCloud]:
    """The same for a command that changes something; in a dry run the client shows what it would
    send, and ends.
    """
    if not dry_run:
        with connected(ctx) as client:
            yield client
        return
    from .dry_run import planning, show_plan, show_plan_as_json

    settings = settings_of(ctx)
    show = show_plan_as_json if how is Format.JSON else show_plan
    with planning(show, **target(settings, _base_url_of_profile(settings))) as client:
        yield client


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
    settings: Settings, found: Credentials, environment: Mapping[str, str] = os.environ
) -> MyCloud:
    """A client with these keys.

    Raises:
        ConfigurationError: A base URL that will not do.
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
