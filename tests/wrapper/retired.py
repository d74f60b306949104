"""Names retired as CONTRIBUTING says: a method, an argument, an attribute. Nothing of the client is
retired yet.
"""

from __future__ import annotations

from typing import overload

import attrs
from mycloud._async.resource import AsyncResource
from mycloud._retired import deprecated, warn_once
from mycloud._sync.resource import Resource


class Parcels(Resource):
    """A resource one of whose methods has another name now."""

    def find(self, *, number: str) -> str:
        """The parcel of that number."""
        return f"parcel {number}"

    @deprecated("Parcels.look_up is retired, use Parcels.find(number=...)")
    def look_up(self, number: str) -> str:
        """Retired: use `find`."""
        warn_once("Parcels.look_up is retired, use Parcels.find(number=...)")
        return f"parcel {number}"


class AsyncParcels(AsyncResource):
    """The same, awaited."""

    async def find(self, *, number: str) -> str:
        """The parcel of that number."""
        return f"parcel {number}"

    @deprecated("Parcels.look_up is retired, use Parcels.find(number=...)")
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
