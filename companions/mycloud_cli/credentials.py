"""Where keys come from: the environment, or a file that only its owner can read. Never the
arguments, which all see.

[default]
api_key = "..."
secret_key = "..."

[staging]
api_key = "..."
secret_key = "..."
base_url = "https://..."
"""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import re
import stat
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from .errors import CredentialsError

DEFAULT_PROFILE: Final = "default"
_IN_ENVIRONMENT: Final = {
    "api_key": "MYCLOUD_API_KEY",
    "secret_key": "MYCLOUD_SECRET_KEY",
}
KEY_VARIABLES: Final = (*_IN_ENVIRONMENT.values(), "MYCLOUD_TOKEN")
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


@dataclasses.dataclass(frozen=True)
class Credentials:
    """Keys, or a ready token, and where they were found. The secrets stay out of its repr."""

    source: str
    api_key: str | None = dataclasses.field(default=None, repr=False)
    secret_key: str | None = dataclasses.field(default=None, repr=False)
    token: str | None = dataclasses.field(default=None, repr=False)
    base_url: str | None = None


def credentials(
    profile: str | None, environment: Mapping[str, str] = os.environ
) -> Credentials:
    """The keys of a profile that was asked for; otherwise those of the environment, or of the
    default profile.

    Raises:
        CredentialsError: There are none, or the file that holds them will not do.
    """
    asked = profile or environment.get("MYCLOUD_PROFILE")
    if asked:
        return _of_profile(asked, credentials_file(environment))
    found = _of_environment(environment)
    if found.api_key or found.secret_key or found.token:
        return _complete(found)
    path = credentials_file(environment)
    if not _is_missing(path):
        return _of_profile(DEFAULT_PROFILE, path)
    if token := _left_by_others(environment):
        return token
    raise CredentialsError(
        "keys-missing",
        f"there are no keys: neither in the environment nor in {path}",
        _GET_KEYS,
    )


_GET_KEYS: Final = "Run `mycloud login`, or set MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY"


def credentials_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the file is: below `XDG_CONFIG_HOME`, or `~/.config`."""
    root = environment.get("XDG_CONFIG_HOME")
    try:
        folder = root or Path(environment.get("HOME") or Path.home()) / ".config"
    except RuntimeError:
        raise CredentialsError(
            "credentials-unreadable",
            "there is no home folder to look for keys in",
            "Set HOME or XDG_CONFIG_HOME",
        ) from None
    return Path(folder) / "mycloud" / "credentials.toml"


def save_profile(profile: str, values: Mapping[str, str], path: Path) -> None:
    """Put a profile into the file atomically, beside those that are there."""
    profiles = _profiles(path) if path.exists() else {}
    profiles[profile] = dict(values)
    _write(profiles, path)


def remove_profile(profile: str, path: Path) -> bool:
    """Take a profile out of the file; the last one takes the file with it.

    Returns:
        Whether it was there.
    """
    profiles = _profiles(path) if path.exists() else {}
    if profile not in profiles:
        return False
    del profiles[profile]
    if profiles:
        _write(profiles, path)
    else:
        path.unlink()
    return True


def profile_names() -> list[str]:
    """The profiles of the file, for completion; none if it cannot be read."""
    try:
        return list(_profiles(credentials_file()))
    except CredentialsError:
        return []


def _write(profiles: Mapping[str, Mapping[str, str]], path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # mkstemp makes the file readable by its owner only (0600) from the start.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(_as_toml(profiles))
    Path(name).replace(path)


def _of_environment(environment: Mapping[str, str]) -> Credentials:
    found = {
        name: environment.get(variable) or None
        for name, variable in _IN_ENVIRONMENT.items()
    }
    return Credentials(
        "the environment",
        token=_unbound(environment.get("MYCLOUD_TOKEN") or "") or None,
        **found,
    )


def _left_by_others(environment: Mapping[str, str]) -> Credentials | None:
    """A token in the file that processes share, where there are no keys to have a new one
    fetched.
    """
    from mycloud import TokenFile

    path = environment.get("MYCLOUD_TOKEN_FILE") or os.devnull
    text = (Path(path).is_file() and TokenFile(path).load()) or ""
    return Credentials(f"the file {path}", token=_unbound(text)) if text else None


def _unbound(text: str) -> str:
    """A token without the fingerprint of keys and server that a client leaves next to it. Without
    keys there is nothing to compare it with.
    """
    found = re.fullmatch(r"(\S+) [0-9a-f]{16}", text)
    return found.group(1) if found else text


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False  # reading it names the fault
    return False


def _complete(found: Credentials) -> Credentials:
    """Both keys, or a token."""
    missing = [name for name in _IN_ENVIRONMENT if not getattr(found, name)]
    if len(missing) == 1 and not found.token:
        named = (
            _IN_ENVIRONMENT[missing[0]]
            if found.source == "the environment"
            else missing[0]
        )
        raise CredentialsError(
            "keys-missing",
            f"{found.source} has one key of two: {named} is missing",
            _GET_KEYS,
        )
    return found


def _of_profile(name: str, path: Path) -> Credentials:
    profiles = _profiles(path)
    if name not in profiles:
        there = ", ".join(profiles) or "none"
        advice = f"Run `mycloud login --profile {name}`, or name another"
        raise CredentialsError(
            "keys-missing", f"{path} has no profile {name!r}; it has {there}", advice
        )
    values = {
        key: profiles[name].get(key) or None
        for key in ("api_key", "secret_key", "base_url")
    }
    if not (values["api_key"] or values["secret_key"]):
        raise CredentialsError(
            "keys-missing", f"profile {name!r} in {path} has no keys", _GET_KEYS
        )
    return _complete(Credentials(f"profile {name!r} in {path}", **values))


def _profiles(path: Path) -> dict[str, dict[str, str]]:
    """The profiles of the file.

    Raises:
        CredentialsError: Others can read it, or it cannot be read.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise OSError(errno.EINVAL, "it is no ordinary file")
            _refuse_if_shared(path, mode)
            document = tomllib.load(file)
    except FileNotFoundError:
        raise CredentialsError(
            "keys-missing", f"there is no file {path}", _GET_KEYS
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        # Not the parser's message: it may show a part of a key.
        why = error.strerror if isinstance(error, OSError) else "it is not TOML"
        raise CredentialsError(
            "credentials-unreadable", f"{path} cannot be read: {why}", _AS_TOML
        ) from None
    return {
        name: _texts(section)
        for name, section in document.items()
        if isinstance(section, dict)
    }


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file; a pipe at once, too, though nobody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


_AS_TOML: Final = """It looks like: [default], api_key = "...", secret_key = "...", each in its \
own line"""


def _refuse_if_shared(path: Path, mode: int) -> None:
    if os.name == "posix" and mode & _OTHERS:
        said = f"{path} can be read by others than you (mode {stat.S_IMODE(mode):04o})"
        advice = (
            f"Run `chmod 600 {path}`, and have new keys made if others use this machine"
        )
        raise CredentialsError("credentials-shared", said, advice)


def _texts(section: Mapping[str, object]) -> dict[str, str]:
    return {name: value for name, value in section.items() if isinstance(value, str)}


def _as_toml(profiles: Mapping[str, Mapping[str, str]]) -> str:
    # A JSON string is a basic string of TOML, except for DEL.
    spelled = {
        name: [f"{key} = {_quoted(value)}" for key, value in values.items()]
        for name, values in profiles.items()
    }
    return "\n".join(
        "\n".join([f"[{_quoted(name)}]", *lines, ""]) for name, lines in spelled.items()
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
