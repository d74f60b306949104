"""What may differ from call to call, and the hooks that watch calls."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypedDict

import attrs
from mycloud_api.values import BANGKOK

from ._clock import Clock
from ._errors import MyCloudError
from ._messages import Answer, Request
from ._retry import RetryPolicy
from ._setting_values import (
    check_hook,
    check_kind,
    check_seconds,
    check_truth,
    check_whole,
    zone_of,
)


@attrs.frozen
class Wait:
    """A wait before the next attempt.

    Attributes:
        seconds: How long.
        attempt: How many attempts were made.
        error: Why the last of them failed.
        request: What will be sent again.
    """

    seconds: float
    attempt: int
    error: MyCloudError
    request: Request


class OptionChanges(TypedDict, total=False):
    """What `with_options` takes; each as in the constructor of `MyCloud`."""

    timeout: float | None
    retry: RetryPolicy
    max_form_fields: int
    strict: bool
    time_zone: str | datetime.tzinfo
    on_request: Callable[[Request], object] | None
    on_response: Callable[[Answer], object] | None
    on_retry: Callable[[Wait], object] | None


def ignore(_: object) -> None:
    """Default hook; does nothing."""


@attrs.frozen(kw_only=True)
class Options:
    """The options of a client; see the constructor of `MyCloud`.

    Raises:
        ConfigurationError: An option of a wrong kind.
    """

    timeout: float | None = 30.0
    retry: RetryPolicy = attrs.field(factory=RetryPolicy)
    max_form_fields: int = 1000
    strict: bool = False
    time_zone: datetime.tzinfo = attrs.field(default=BANGKOK, converter=zone_of)
    on_request: Callable[[Request], object] | None = None
    on_response: Callable[[Answer], object] | None = None
    on_retry: Callable[[Wait], object] | None = None
    clock: Clock = attrs.field(factory=Clock)

    def __attrs_post_init__(self) -> None:
        check_seconds(
            "timeout=",
            self.timeout,
            "seconds, as a finite number over 0, or None for no limit "
            "(for a whole call: RetryPolicy(deadline=))",
            none=True,
        )
        takes = "a RetryPolicy, such as RetryPolicy(max_attempts=3)"
        check_kind("retry=", self.retry, RetryPolicy, takes)
        takes = "a whole number of 1 or more"
        check_whole("max_form_fields=", self.max_form_fields, takes)
        check_truth("strict=", self.strict)
        for name in ("on_request", "on_response", "on_retry"):
            check_hook(f"{name}=", getattr(self, name))
        check_kind("clock=", self.clock, Clock, "a mycloud.Clock, or None")

    def changed(self, changes: OptionChanges) -> Options:
        """These options with some of them changed.

        Raises:
            TypeError: An option of another name.
        """
        known = OptionChanges.__annotations__
        if unknown := sorted(changes.keys() - known.keys()):
            raise TypeError(
                f"with_options() takes no {', '.join(unknown)}; it takes {', '.join(known)}"
            )
        return attrs.evolve(self, **changes)
