# Made by `make generate` from _async/resource.py; edit that file.
# Its SHA-256 was 986d0f32e682afe1317acef756fd192c15d8907c5a17b732966f851d80924899.
"""What every resource has: a way to send its calls."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from .._answers import Reader, result_of
from .._calls import Call, request_of
from .calls import CallRunner

T = TypeVar("T")
ResourceT = TypeVar("ResourceT", bound="Resource")


class Resource:
    """A part of the API.

    Args:
        calls: Sends its calls.
    """

    def __init__(self, calls: CallRunner) -> None:
        self._calls = calls

    def _call(
        self,
        arguments: dict[str, Any],
        read: Reader[T],
        *,
        creates: bool = False,
        rewindable: bool = True,
        order_number: str | None = None,
    ) -> Call[T]:
        """A call as a generated operation spells and reads it."""
        return Call(
            request_of(arguments, self._calls.options),
            partial(result_of, read),
            creates=creates,
            rewindable=rewindable,
            order_number=order_number,
        )


def declared(resource: type[ResourceT]) -> ResourceT:
    """A resource as the class of a client shows it: to `dir`, `help` and `create_autospec`.

    It sends nothing; each client has its own.
    """
    return resource.__new__(resource)
