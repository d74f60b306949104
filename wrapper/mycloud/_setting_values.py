"""What the value of a setting must be. A refusal names the setting, and what it got and takes."""

from __future__ import annotations

import datetime
import inspect
from typing import Final

from mycloud_api.values import BANGKOK

from ._errors import ConfigurationError

MOST_SECONDS: Final = 2_147_483
"""Systems count the milliseconds of a wait in 32 bits; that is 24 days."""


def refusal(setting: str, value: object, takes: str) -> ConfigurationError:
    """The error for a setting of a wrong kind. Text is not shown: it may be a secret."""
    short = isinstance(value, float) or (isinstance(value, int) and abs(value) < 10**9)
    shown = repr(value) if short else ""
    got = f"{shown} ({type(value).__name__})" if shown else type(value).__name__
    return ConfigurationError(f"{setting} got {got}; it takes {takes}")


def check_seconds(
    setting: str, value: object, takes: str, *, zero: bool = False, none: bool = False
) -> None:
    """Checks a number of seconds: finite, over 0, and no more than systems can wait.

    Args:
        setting: What it is called.
        value: What was given.
        takes: What to give.
        zero: Whether 0 will do too.
        none: Whether None will do too.
    """
    if value is None and none:
        return
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or not 0 <= value <= MOST_SECONDS  # which NaN is not either
        or not (zero or value)
    ):
        raise refusal(setting, value, f"{takes}; {MOST_SECONDS:,} at most")


def check_whole(setting: str, value: object, takes: str) -> None:
    """Checks a whole number of 1 or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise refusal(setting, value, takes)


def check_truth(setting: str, value: object) -> None:
    """Checks True or False; 0, 1, "no" and None are neither."""
    if not isinstance(value, bool):
        raise refusal(setting, value, "True or False")


def check_kind(setting: str, value: object, kind: type, takes: str) -> None:
    """Checks that a value is of a class."""
    if not isinstance(value, kind):
        raise refusal(setting, value, takes)


def check_hook(setting: str, hook: object) -> None:
    """Checks a function that is called and not awaited, or None."""
    if hook is not None and (not callable(hook) or inspect.iscoroutinefunction(hook)):
        raise refusal(setting, hook, "a function that is no `async def`, or None")


def zone_of(given: str | datetime.tzinfo) -> datetime.tzinfo:
    """A time zone by its name, or as Python has it. Bangkok's needs no data of the machine's.

    Raises:
        ConfigurationError: It names no zone that this machine knows.
    """
    if isinstance(given, datetime.tzinfo):
        return given
    if given == str(BANGKOK):
        return BANGKOK
    takes = "a time zone, such as 'Asia/Bangkok' or a datetime.tzinfo"
    if not isinstance(given, str):
        raise refusal("time_zone=", given, takes)
    from zoneinfo import ZoneInfo  # few shops are elsewhere

    try:
        return ZoneInfo(given)
    except (KeyError, ValueError, OSError):
        raise ConfigurationError(
            f"time_zone= got {given[:40]!r}, which this machine does not know; it takes {takes} "
            "(where a machine has no zones: pip install tzdata)"
        ) from None
