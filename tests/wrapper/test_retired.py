"""A retired name works on; it says once, where it is used, what to use in its place, and can be
made an error.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator

import pytest
from mycloud import AsyncMyCloud, MyCloud
from mycloud._retired import warn_once

from ..http_library import httpx
from .retired import AsyncParcels, Parcel, Parcels, packed


def look_up() -> object:
    return Parcels(MyCloud("key", "secret")._calls).look_up("4")  # type: ignore[deprecated]


def mass() -> object:
    return Parcel(2.5).mass  # type: ignore[deprecated]


def packed_by_mass() -> object:
    return packed(mass=2.5)  # type: ignore[deprecated]


USES: list[tuple[Callable[[], object], object, str]] = [
    (
        look_up,
        "parcel 4",
        r"Parcels.look_up is retired, use Parcels.find\(number=...\)",
    ),
    (mass, 2.5, "Parcel.mass is retired, use Parcel.weight"),
    (packed_by_mass, Parcel(2.5), r"packed\(mass=...\) is retired, use weight="),
]


@pytest.fixture(autouse=True)
def nothing_said_yet() -> Iterator[None]:
    warn_once.cache_clear()
    yield
    warn_once.cache_clear()


@pytest.mark.parametrize(("use", "result", "message"), USES)
def test_a_retired_name_works_and_says_what_to_use_where_it_was_used(
    use: Callable[[], object], result: object, message: str
) -> None:
    with pytest.warns(DeprecationWarning, match=message) as said:
        assert use() == result

    assert (said[0].filename, said[0].lineno) == (
        __file__,
        use.__code__.co_firstlineno + 1,
    )


@pytest.mark.parametrize(("use", "result", "message"), USES)
def test_it_says_so_once(
    use: Callable[[], object], result: object, message: str
) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert [use() for _ in range(3)] == [result] * 3

    assert len(said) == 1


@pytest.mark.parametrize(("use", "result", "message"), USES)
def test_where_warnings_are_errors_every_use_is_one(
    use: Callable[[], object], result: object, message: str
) -> None:
    for _ in range(2):
        with pytest.raises(DeprecationWarning, match=message):
            use()


@pytest.mark.anyio
async def test_the_awaited_client_says_so_as_well() -> None:
    async with AsyncMyCloud("key", "secret") as client:
        parcels = AsyncParcels(client._calls)
        with pytest.warns(
            DeprecationWarning, match="Parcels.look_up is retired"
        ) as said:
            found = await parcels.look_up("4")  # type: ignore[deprecated]

    assert found == "parcel 4"
    assert said[0].filename == __file__


def test_a_name_that_is_used_within_a_call_of_the_client_is_told_where_the_call_is() -> (
    None
):
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200, json={"order": {"id": 1}})
    )
    with (
        pytest.warns(DeprecationWarning, match="gone") as said,
        MyCloud(
            token="token", transport=transport, on_request=lambda _: warn_once("gone")
        ) as client,
    ):
        client.orders.get(1)

    assert said[0].filename == __file__


def test_nothing_is_said_of_the_new_names() -> None:
    assert Parcels(MyCloud("key", "secret")._calls).find(number="4") == "parcel 4"
    assert packed(weight=2.5).weight == 2.5
