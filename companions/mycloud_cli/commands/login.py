"""`mycloud login`: puts keys into the file of credentials."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..credentials import DEFAULT_PROFILE, Credentials, credentials_file, save_profile
from ..errors import Misuse
from ..output.streams import say
from ..session import Settings, client_of, settings_of


def login(
    ctx: typer.Context,
    *,
    check: Annotated[
        bool,
        typer.Option("--check/--no-check", help="Try the keys before they are saved."),
    ] = True,
) -> None:
    """Save keys in a file of your own.

    The file can be read by you alone. Asks for both keys; from a pipe it reads them in two lines,
    the API key first. With --profile they are saved under their own name, with --base-url
    together with the server they belong to.
    """
    settings = settings_of(ctx)
    profile, path = settings.profile or DEFAULT_PROFILE, credentials_file()
    found = Credentials(
        "the prompt",
        _asked("API key"),
        _asked("Secret key", hidden=True),
        base_url=settings.base_url,
    )
    if check:
        _try(settings, found)
    values = {
        "api_key": found.api_key,
        "secret_key": found.secret_key,
        "base_url": found.base_url,
    }
    save_profile(
        profile, {name: value for name, value in values.items() if value}, path
    )
    say(f"Saved as profile {profile!r} in {path}.")


def _asked(what: str, *, hidden: bool = False) -> str:
    terminal = sys.stdin.isatty()
    text = (
        typer.prompt(what, hide_input=hidden, err=True)
        if terminal
        else sys.stdin.readline()
    )
    key = str(text).strip()
    if not key:
        raise Misuse(f"the {what} is missing")
    return key


def _try(settings: Settings, found: Credentials) -> None:
    """Have a token fetched.

    Raises:
        AuthenticationError: The server does not know the keys.
    """
    with client_of(settings, found, environment={}) as client:
        client.shops.list().first()
