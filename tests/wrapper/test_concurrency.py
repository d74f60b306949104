"""Many callers at once: one token for all of them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from mycloud import AsyncMyCloud, MyCloud

from ..http_library import httpx
from .serving import Server, async_client, client, order_answer

CALLERS, RUNS = 64, 20


class Expired(Server):
    """Refuses the first token, and answers nobody before all callers have been refused."""

    def __init__(self) -> None:
        super().__init__(self.handle)
        self.refused = 0
        self.all_refused = threading.Barrier(CALLERS, timeout=20)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if request.headers["authorization"] != "Bearer T1":
            return order_answer(request)
        self.refused += 1
        return httpx.Response(401)


class ExpiredForThreads(Expired):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if response.status_code == 401:
            self.all_refused.wait()
        return response


class ExpiredForTasks(Expired):
    def __init__(self) -> None:
        super().__init__()
        self.everyone = anyio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await super().handle_async_request(request)
        if response.status_code == 401:
            if self.refused == CALLERS:
                self.everyone.set()
            await self.everyone.wait()
        return response


def by_threads(mycloud: MyCloud) -> None:
    with ThreadPoolExecutor(CALLERS) as pool:
        assert [
            order.id for order in pool.map(mycloud.orders.get, range(1, CALLERS + 1))
        ] == [*range(1, CALLERS + 1)]


async def by_tasks(mycloud: AsyncMyCloud) -> None:
    async with anyio.create_task_group() as tasks:
        for id in range(1, CALLERS + 1):
            tasks.start_soon(mycloud.orders.get, id)


@pytest.mark.parametrize("run", range(RUNS))
def test_64_threads_whose_token_ran_out_ask_for_one_new_token(run: int) -> None:
    server = ExpiredForThreads()
    by_threads(client(server))

    assert server.tokens - 1 == 1
    assert server.refused == CALLERS


@pytest.mark.anyio
@pytest.mark.parametrize("run", range(RUNS))
async def test_64_tasks_whose_token_ran_out_ask_for_one_new_token(run: int) -> None:
    server = ExpiredForTasks()
    await by_tasks(async_client(server))

    assert server.tokens - 1 == 1
    assert server.refused == CALLERS


def test_64_threads_without_a_token_ask_for_one() -> None:
    server = Server(order_answer)
    by_threads(client(server))

    assert server.tokens == 1


@pytest.mark.anyio
async def test_64_tasks_without_a_token_ask_for_one() -> None:
    server = Server(order_answer)
    await by_tasks(async_client(server))

    assert server.tokens == 1


@pytest.mark.anyio
async def test_a_task_that_is_cancelled_while_it_fetches_the_token_leaves_the_lock_free() -> (
    None
):
    class Hanging(Server):
        hang = True

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if self.hang:
                await anyio.sleep_forever()
            return await super().handle_async_request(request)

    server = Hanging(order_answer)
    mycloud = async_client(server)
    with anyio.move_on_after(0):
        await mycloud.orders.get(342)
    server.hang = False

    assert (await mycloud.orders.get(342)).id == 342
