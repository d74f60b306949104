"""The ledger that a command uses: one for all shops of a user, unless another is named."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .credentials import credentials
from .errors import CredentialsError
from .session import settings_of

if TYPE_CHECKING:
    from mycloud import PostgresLedger, SqliteLedger


def ledger_of(named: str | None) -> SqliteLedger | PostgresLedger:
    """The ledger at a path or URL, or the one in the user's state folder.

    Raises:
        ConfigurationError: It cannot be opened.
        OSError: The state folder cannot be made.
    """
    from mycloud import PostgresLedger, SqliteLedger

    place = named or os.environ.get("MYCLOUD_LEDGER") or ""
    if place.startswith(("postgresql://", "postgres://")):
        return PostgresLedger(place)
    if place:
        return SqliteLedger(place)
    folder = state_folder(os.environ)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return SqliteLedger(folder / "ledger.sqlite3")


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where a program keeps what it must not forget, as each system has it."""
    if sys.platform == "win32" and (local := environment.get("LOCALAPPDATA")):
        return Path(local) / "mycloud"
    state = environment.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "mycloud"


def has_key(ctx: typer.Context) -> bool:
    """Whether there is an API key: a ledger tells shops apart by it, and a token has none."""
    try:
        return bool(credentials(settings_of(ctx).profile).api_key)
    except CredentialsError:
        return False
