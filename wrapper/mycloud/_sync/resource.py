# Made by `make generate` from _async/resource.py; edit that file.
# Its SHA-256 was cfd60d1fa91e7d2d49ee7ae0766d1f876adf1f1e6f8d11f11f046f3ba6723459.
"""What every resource has: a way to send its calls."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from .._answers import Reader, result_with_id
from .._calls import Call, request_of
from .._hints import no_such_method
from .._settings import Settings
from .calls import CallRunner

if TYPE_CHECKING:
    from .._ledger import Ledger

T = TypeVar("T")
ResourceT = TypeVar("ResourceT", bound="Resource")


class Resource:
    """A part of the API.

    Args:
        calls: Sends its calls.
    """

    def __init__(self, calls: CallRunner) -> None:
        self._calls = calls

    @classmethod
    def _made_for(
        cls, calls: CallRunner, ledger: Ledger | None, settings: Settings
    ) -> Self:
        """The resource of a client."""
        return cls(calls)

    if not TYPE_CHECKING:  # it would hide misspelled names from type checkers

        def __getattr__(self, name):
            """Says which method was probably meant by an unknown name."""
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


class Declared:
    """A resource of a client, made when it is first used: its module is imported no earlier.

    The class of a client shows one that sends nothing: to `dir`, `help` and `create_autospec`.

    Args:
        module: The module beside this one that has the class.
        kind: The name of the class.
    """

    def __init__(self, module: str, kind: str) -> None:
        self._module = f"{__package__}.{module}"
        self._kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, client: ResourceMaker | None, owner: type) -> Any:
        kind: type[Resource] = getattr(import_module(self._module), self._kind)
        if client is None:
            return kind.__new__(kind)
        resource = vars(client)[self._name] = client._make(kind)
        return resource


def declared(module: str, kind: str) -> Any:
    """A `Declared`; type checkers go by the annotation next to it."""
    return Declared(module, kind)


class ResourceMaker(Protocol):
    """A client."""

    def _make(self, kind: type[ResourceT]) -> ResourceT: ...
