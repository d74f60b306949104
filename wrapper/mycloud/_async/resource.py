"""What every resource has: a way to send its calls."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from .._answers import Reader, result_with_id
from .._calls import Call, request_of
from .._hints import no_such_method
from .calls import AsyncCallRunner

T = TypeVar("T")
ResourceT = TypeVar("ResourceT", bound="AsyncResource")


class AsyncResource:
    """A part of the API.

    Args:
        calls: Sends its calls.
    """

    def __init__(self, calls: AsyncCallRunner) -> None:
        self._calls = calls

    if not TYPE_CHECKING:  # it would hide misspelled names from type checkers

        def __getattr__(self, name):
            """Says which method is meant by a name that is none."""
            raise no_such_method(self, name)

    def _call(
        self,
        arguments: dict[str, Any],
        read: Reader[T],
        *,
        creates: bool = False,
        rewindable: bool = True,
        order_number: str | None = None,
        id: int | None = None,
    ) -> Call[T]:
        """A call for one object, as a generated operation spells and reads it.

        Args:
            arguments: What the operation builds.
            read: What the operation reads.
            creates: Whether doing it twice creates two things.
            rewindable: Whether its files can be read once more.
            order_number: The number of the order that it places.
            id: The id that the answer must have; None for any.
        """
        return Call(
            request_of(arguments, self._calls.options),
            partial(result_with_id, id, read),
            creates=creates,
            rewindable=rewindable,
            order_number=order_number,
        )


def declared(resource: type[ResourceT]) -> ResourceT:
    """A resource as the class of a client shows it: to `dir`, `help` and `create_autospec`.

    It sends nothing; each client has its own.
    """
    return resource.__new__(resource)
