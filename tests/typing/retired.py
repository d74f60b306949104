"""Never run: that pyright tells of each retired name. A comment that nothing needs is itself an
error.

The same of mypy is in tests/wrapper/test_retired.py: a comment for mypy would silence pyright.
"""

# mypy: disable-error-code=deprecated
# pyright: reportDeprecated=error, reportUnnecessaryTypeIgnoreComment=error

from __future__ import annotations

from mycloud._operation import Async, Sync

from ..wrapper.retired import Parcel, Parcels, packed


def blocking(parcels: Parcels[Sync], parcel: Parcel) -> None:
    old: str = parcels.look_up("4")  # pyright: ignore[reportDeprecated]
    new: str = parcels.find(number=old)
    mass: float = parcel.mass  # pyright: ignore[reportDeprecated]
    packed(mass=mass)  # pyright: ignore[reportDeprecated]
    packed(weight=float(new))


async def awaited(parcels: Parcels[Async]) -> None:
    old: str = await parcels.look_up("4")  # pyright: ignore[reportDeprecated]
    await parcels.find(number=old)
