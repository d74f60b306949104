"""Never run: that pyright reports each retired name. A comment that nothing needs is itself an
error.

The same of mypy is in tests/wrapper/test_retired.py: a comment for mypy would silence pyright.
"""

# mypy: disable-error-code=deprecated
# pyright: reportDeprecated=error, reportUnnecessaryTypeIgnoreComment=error

from __future__ import annotations

from ..wrapper.retired import AsyncParcels, Parcel, Parcels, packed


def blocking(parcels: Parcels, parcel: Parcel) -> None:
    old: str = parcels.look_up("4")  # pyright: ignore[reportDeprecated]
    new: str = parcels.find(number=old)
    mass: float = parcel.mass  # pyright: ignore[reportDeprecated]
    packed(mass=mass)  # pyright: ignore[reportDeprecated]
    packed(weight=float(new))


async def awaited(parcels: AsyncParcels) -> None:
    old: str = await parcels.look_up("4")  # pyright: ignore[reportDeprecated]
    await parcels.find(number=old)
