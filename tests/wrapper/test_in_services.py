"""What services do with the client: retry its methods, run them in the background, and put a double
in its place.
"""

from __future__ import annotations

import inspect
from unittest.mock import AsyncMock, Mock, create_autospec

import pytest
import stamina
import tenacity
from mycloud import AsyncMyCloud, Item, MyCloud, Order, ServerError
from starlette.background import BackgroundTask

from .serving import Server, async_client, client, in_turn, order_answer

ITEM = Item(product_id=164162, quantity=1, price=1)
ORDER = Order.from_dict({"id": 342})


@pytest.fixture(autouse=True)
def stamina_does_not_wait() -> None:
    stamina.set_testing(True, attempts=3)


@pytest.mark.anyio
async def test_stamina_retries_a_method() -> None:
    server = Server(in_turn(500, 500, order_answer))
    patient = stamina.retry(on=ServerError, attempts=3)(async_client(server).orders.get)

    assert (await patient(342)).id == 342
    assert len(server.requests) == 4  # one for the token


def test_stamina_retries_a_method_of_the_blocking_client() -> None:
    server = Server(in_turn(500, 500, order_answer))
    patient = stamina.retry(on=ServerError, attempts=3)(client(server).orders.get)

    assert patient(342).id == 342
    assert len(server.requests) == 4


@pytest.mark.parametrize("anyio_backend", ["asyncio"])
@pytest.mark.anyio
async def test_tenacity_retries_a_method() -> None:
    server = Server(in_turn(500, 500, order_answer))
    thrice = tenacity.retry(
        stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_none()
    )

    assert (await thrice(async_client(server).orders.get)(342)).id == 342
    assert len(server.requests) == 4


@pytest.mark.anyio
async def test_a_background_task_places_an_order() -> None:
    server = Server(order_answer)

    await BackgroundTask(
        async_client(server).orders.create, delivery_mode_id=343, items=[ITEM]
    )()

    assert len(server.creates()) == 1


def price_of(mycloud: MyCloud, id: int) -> object:
    """A piece of a service."""
    return mycloud.orders.get(id).total_price


async def place(mycloud: AsyncMyCloud) -> Order:
    """The same, awaited."""
    return await mycloud.orders.create(delivery_mode_id=343, items=[ITEM])


def test_a_mock_with_the_spec_of_the_client_has_its_resources() -> None:
    double = Mock(spec=MyCloud)
    double.orders.get.return_value = ORDER

    assert price_of(double, 342) is None
    double.orders.get.assert_called_once_with(342)
    with pytest.raises(AttributeError):
        _ = double.orderz


@pytest.mark.parametrize("instance", [True, False])
def test_an_autospec_of_the_client_checks_methods_and_arguments(instance: bool) -> None:
    double = (
        create_autospec(MyCloud, instance=True)
        if instance
        else create_autospec(MyCloud)()
    )
    double.orders.get.return_value = ORDER

    assert price_of(double, 342) is None
    double.orders.get.assert_called_once_with(342)
    with pytest.raises(AttributeError):
        double.orders.fetch(342)
    with pytest.raises(TypeError, match="missing a required argument: 'id'"):
        double.orders.get()
    with pytest.raises(TypeError, match="colour"):
        double.orders.create(delivery_mode_id=343, items=[ITEM], colour="red")


@pytest.mark.anyio
async def test_an_autospec_of_the_awaited_client_is_awaited() -> None:
    double = create_autospec(AsyncMyCloud, instance=True)
    double.orders.create.return_value = ORDER

    assert await place(double) is ORDER
    assert isinstance(double.orders.create, AsyncMock)
    double.orders.create.assert_awaited_once_with(delivery_mode_id=343, items=[ITEM])
    with pytest.raises(TypeError, match="delivery_mode_id"):
        double.orders.create(items=[ITEM])


@pytest.mark.parametrize(
    "resource", ["orders", "order_items", "customers", "products", "shops"]
)
def test_every_resource_shows_on_the_class(resource: str) -> None:
    assert resource in dir(MyCloud)
    assert inspect.getdoc(getattr(MyCloud, resource)) == inspect.getdoc(
        type(getattr(MyCloud("key", "secret"), resource))
    )
