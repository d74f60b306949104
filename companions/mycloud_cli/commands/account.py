"""Commands about who you are: `config`, `whoami`, `logout`."""

from __future__ import annotations

import os
from typing import Any

import typer

from .. import options
from ..credentials import (
    DEFAULT_PROFILE,
    KEY_VARIABLES,
    credentials_file,
    remove_profile,
)
from ..effective import Setting, effective_settings
from ..errors import NotThere
from ..output import Format, format_of
from ..output.printing import show_rows
from ..output.streams import say
from ..session import connected, settings_of


def config(
    ctx: typer.Context,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show the settings in effect, and where each comes from.

    Sends nothing. Of a key or a token only its length is shown.
    """
    how = format_of(as_json, output=output)
    show_rows(
        [setting._asdict() for setting in effective_settings(settings_of(ctx))],
        Setting._fields,
        how,
    )


def whoami(
    ctx: typer.Context,
    *,
    output: options.Output = None,
    as_json: options.AsJson = False,
) -> None:
    """Show the shop that the keys belong to."""
    how = format_of(as_json, output=output)
    with connected(ctx) as client:
        shop = client.shops.list().first()
        server = client.base_url
    if shop is None:
        raise NotThere(f"{server} accepts the keys, and shows no shop for them")
    found: dict[str, Any] = {
        "name": shop.name,
        "code": shop.code,
        "id": shop.id,
        "server": server,
    }
    if how is Format.TABLE:
        show_rows(
            [{"name": name, "value": value} for name, value in found.items()],
            ("name", "value"),
            how,
            head=False,
        )
    else:
        show_rows([found], tuple(found), how)


def logout(ctx: typer.Context) -> None:
    """Remove the keys of a profile from the file of credentials.

    The profile is `default`, or the one named with --profile. Keys in the environment stay.
    """
    profile, path = settings_of(ctx).profile or DEFAULT_PROFILE, credentials_file()
    if not remove_profile(profile, path):
        raise NotThere(f"{path} has no profile {profile!r}: nothing to remove")
    say(f"Removed profile {profile!r} from {path}.")
    for name in KEY_VARIABLES:
        if os.environ.get(name):
            say(f"{name} is still set in the environment: unset {name}")
