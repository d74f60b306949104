"""A client for a command: from the options before the command, the environment, or the file of credentials."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from .credentials import Credentials, credentials

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


def client_of(settings: Settings, found: Credentials, environment: Mapping[str, str] = os.environ) -> MyCloud:
    """A client with these keys.

    Raises:
        ConfigurationError: A base URL that will not do.
    """
    from mycloud import MyCloud, TokenFile

    shared = environment.get("MYCLOUD_TOKEN_FILE")
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
