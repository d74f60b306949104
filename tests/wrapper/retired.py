"""Names retired as CONTRIBUTING says: a method, an argument, an attribute. Nothing of the client is
retired yet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, Protocol, TypeVar, cast, overload

import attrs
from mycloud._exchange import Flow
from mycloud._operation import Async, Mode, Operation, Resource, Sync, operation
from mycloud._retired import deprecated, warn_once

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class RetiredOperation(Protocol[P, T_co]):
    """An operation whose name is retired; type checkers say so wherever it is had of a client's
    resource.
    """

    @overload
    @deprecated("this method is retired, its docstring says what to use")
    def __get__(self, instance: Resource[Sync], owner: type) -> Callable[P, T_co]: ...
    @overload
    @deprecated("this method is retired, its docstring says what to use")
    def __get__(self, instance: Resource[Async], owner: type) -> Callable[P, Flow[T_co]]: ...


def retired(old: Operation[P, T]) -> RetiredOperation[P, T]:
    """Mark a method of a resource."""
    return cast("RetiredOperation[P, T]", old)


class Parcels(Resource[Mode]):
    """A resource one of whose methods has another name now."""

    @operation
    async def find(self, *, number: str) -> str:
        """The parcel of that number."""
        return f"parcel {number}"

    @retired
    @operation
    async def look_up(self, number: str) -> str:
        """Retired: use `find`."""
        warn_once("Parcels.look_up is retired, use Parcels.find(number=...)")
        return f"parcel {number}"


@attrs.frozen
class Parcel:
    """Has an attribute that has another name now."""

    weight: float

    @property
    @deprecated("Parcel.mass is retired, use Parcel.weight")
    def mass(self) -> float:
        """Retired."""
        warn_once("Parcel.mass is retired, use Parcel.weight")
        return self.weight


@overload
def packed(*, weight: float) -> Parcel: ...
@overload
@deprecated("packed(mass=...) is retired, use weight=")
def packed(*, mass: float) -> Parcel: ...
def packed(*, weight: float | None = None, mass: float | None = None) -> Parcel:
    """Takes an argument that has another name now."""
    if mass is not None:
        warn_once("packed(mass=...) is retired, use weight=")
        weight = mass
    if weight is None:
        raise TypeError("packed() takes weight=")
    return Parcel(weight)
