"""What a test of a service has in `mycloud_sandbox`, and what its clients see of it."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import date
from decimal import Decimal
from typing import Literal, get_type_hints

import httpx
import pytest
from mycloud import (
    AsyncMyCloud,
    Attachment,
    AuthenticationError,
    ConnectError,
    DecodeError,
    Item,
    MyCloud,
    NotFoundError,
    RateLimitError,
    RetryPolicy,
    ServerError,
    TimeoutError,
    TransportError,
    UnknownOutcomeError,
)
from mycloud_sandbox.contract import load_contract
from mycloud_sandbox.refusals import Refusal
from mycloud_testing import Failure, Sandbox
from mycloud_testing.values import CustomerValues, OrderValues, ProductValues

ITEM = Item(product_sku="MAI002", quantity=1, price="49.50")


def place(client: MyCloud, number: str = "ORD-1") -> None:
    client.orders.create(delivery_mode_id=343, items=[ITEM], order_number=number)


class TestClients:
    def test_a_blocking_client_places_an_order(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        order = mycloud_client.orders.create(
            delivery_mode_id=343,
            items=[ITEM],
            attachments=[Attachment("LABEL", b"label")],
        )

        assert mycloud_sandbox.orders == [order]

    @pytest.mark.anyio
    async def test_an_awaited_client_places_an_order(
        self, mycloud_sandbox: Sandbox, mycloud_async_client: AsyncMyCloud
    ) -> None:
        order = await mycloud_async_client.orders.create(
            delivery_mode_id=343, items=[ITEM]
        )

        assert mycloud_sandbox.orders == [order]

    @pytest.mark.anyio
    async def test_a_blocking_client_works_within_a_running_loop(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        place(mycloud_client)

        assert len(mycloud_sandbox.orders) == 1

    def test_a_blocking_client_works_in_a_callback_of_a_loop(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        async def wait_for_callback() -> None:
            asyncio.get_running_loop().call_soon(place, mycloud_client)
            await asyncio.sleep(0)

        asyncio.run(wait_for_callback())

        assert len(mycloud_sandbox.orders) == 1

    def test_threads_may_share_a_client(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        threads = [
            threading.Thread(target=place, args=(mycloud_client, f"ORD-{place_}"))
            for place_ in range(16)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert {order.order_number for order in mycloud_sandbox.orders} == {
            f"ORD-{place_}" for place_ in range(16)
        }

    def test_a_client_with_a_wrong_key_is_refused(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        with pytest.raises(AuthenticationError):
            mycloud_sandbox.client(secret_key="wrong").orders.list().first()

    def test_without_its_transport_nothing_is_found(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        assert httpx.URL(mycloud_sandbox.base_url).host.endswith(".invalid")


class TestTime:
    def test_a_retry_is_made_and_not_waited_for(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_sandbox.fail(503, times=2, retry_after=29)

        assert mycloud_client.orders.list().first() is None
        assert mycloud_sandbox.waits == [29, 29]

    @pytest.mark.anyio
    async def test_nor_is_an_awaited_one(
        self, mycloud_sandbox: Sandbox, mycloud_async_client: AsyncMyCloud
    ) -> None:
        mycloud_sandbox.fail(503, times=2, retry_after=29)

        assert await mycloud_async_client.orders.list().first() is None
        assert mycloud_sandbox.waits == [29, 29]

    def test_waits_count_for_the_deadline(self, mycloud_sandbox: Sandbox) -> None:
        client = mycloud_sandbox.client(
            retry=RetryPolicy(max_attempts=10, max_wait=60, deadline=100)
        )
        mycloud_sandbox.fail(503, times=10, retry_after=40)

        with pytest.raises(ServerError):
            client.orders.list().first()

        assert mycloud_sandbox.waits == [40, 40]

    def test_a_token_ends_for_the_sandbox_as_for_the_client(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_client.orders.list().first()
        token = mycloud_client._calls._tokens._keeper._token
        mycloud_sandbox.pass_time(hours=9)

        assert mycloud_client.orders.list().first() is None
        assert mycloud_client._calls._tokens._keeper._token != token

    def test_a_client_with_an_old_token_only_is_refused(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_client.orders.list().first()
        old = mycloud_client._calls._tokens._keeper._token or ""
        client = mycloud_sandbox.client(token=old, api_key="wrong")
        client.orders.list().first()
        mycloud_sandbox.pass_time(hours=9)

        with pytest.raises(AuthenticationError):
            client.orders.list().first()

    def test_the_day_goes_on_too(self, mycloud_sandbox: Sandbox) -> None:
        before = mycloud_sandbox.order().create_date
        mycloud_sandbox.pass_time(days=3)
        after = mycloud_sandbox.order().create_date

        assert before is not None
        assert after is not None
        assert (after - before).days == 3


class TestFailures:
    @pytest.mark.parametrize(
        ("what", "error"),
        [
            (500, ServerError),
            (404, NotFoundError),
            (429, RateLimitError),
            ("no-connection", ConnectError),
            ("timeout", TimeoutError),
            ("reset", TransportError),
            ("cut", TransportError),
            ("empty", DecodeError),
            ("html", ServerError),
        ],
    )
    def test_a_read_meets_what_the_test_wants(
        self,
        mycloud_sandbox: Sandbox,
        mycloud_client: MyCloud,
        what: int | Failure,
        error: type[Exception],
    ) -> None:
        mycloud_sandbox.fail(what, times=3)

        with pytest.raises(error):
            mycloud_client.orders.get(1)

    @pytest.mark.parametrize("what", ["timeout", "reset", "empty", "html", 502])
    @pytest.mark.parametrize("when", ["before", "after"])
    def test_a_create_may_be_carried_out_all_the_same(
        self,
        mycloud_sandbox: Sandbox,
        mycloud_client: MyCloud,
        what: int | Failure,
        when: Literal["before", "after"],
    ) -> None:
        mycloud_sandbox.fail(what, when=when)

        with pytest.raises(UnknownOutcomeError):
            place(mycloud_client)

        assert len(mycloud_sandbox.orders) == (when == "after")

    def test_a_slow_answer_comes_at_once_and_runs_into_the_timeout(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        mycloud_sandbox.fail(delay=20, times=4)

        mycloud_sandbox.client(timeout=30).orders.page()
        with pytest.raises(TimeoutError):
            mycloud_sandbox.client(
                timeout=10, retry=RetryPolicy(max_attempts=3)
            ).orders.page()

        assert [call.fault for call in mycloud_sandbox.received] == [{"delay": 20}] * 4

    def test_slow_answers_count_for_the_deadline(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        client = mycloud_sandbox.client(
            timeout=30, retry=RetryPolicy(max_attempts=10, backoff=0, deadline=70)
        )
        mycloud_sandbox.fail("timeout", times=10)

        with pytest.raises(TimeoutError):
            client.orders.page()

        assert len(mycloud_sandbox.received) == 3

    def test_a_token_that_is_no_longer_taken_is_renewed(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_sandbox.fail("expired-token")

        place(mycloud_client)

        assert [call.status for call in mycloud_sandbox.received] == [401, 200]

    def test_what_cannot_happen_is_refused(self, mycloud_sandbox: Sandbox) -> None:
        with pytest.raises(Refusal, match=r"answer must be one of .*, got 'fire'"):
            mycloud_sandbox.fail("fire")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(Refusal, match="only after the work"):
            mycloud_sandbox.fail("cut", when="before")
        with pytest.raises(
            ValueError,
            match="on='/order' means no call; there are POST /gettoken, GET /orders",
        ):
            mycloud_sandbox.fail(500, on="/order")

    @pytest.mark.parametrize(
        "on",
        [
            "get_order",
            "GET /orders/7",
            "/orders/7",
            "/orders/*",
            "GET",
            "GET /*",
            "/orders/{id}",
        ],
    )
    def test_a_call_is_meant_by_method_path_or_both(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud, on: str
    ) -> None:
        order = mycloud_sandbox.order(id=7)
        mycloud_sandbox.fail(500, on=on)

        with pytest.raises(ServerError):
            mycloud_client.orders.get(order)

    @pytest.mark.parametrize(
        "on", ["delete_order", "DELETE /orders/7", "/orders", "/orders/8", "POST", None]
    )
    def test_other_calls_are_left_alone(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud, on: str | None
    ) -> None:
        order = mycloud_sandbox.order(id=7)
        mycloud_sandbox.fail(500, on=on, times=0 if on is None else 1)

        assert mycloud_client.orders.get(order) == order

    def test_some_calls_are_let_through_first(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_sandbox.fail(500, after=1)

        place(mycloud_client)
        with pytest.raises(UnknownOutcomeError):
            place(mycloud_client)
        place(mycloud_client)

        assert len(mycloud_sandbox.orders) == 2

    @pytest.mark.parametrize("on", ["get_token", "/gettoken", "POST /gettoken"])
    def test_a_call_for_a_token_fails_only_when_it_is_named(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud, on: str
    ) -> None:
        mycloud_sandbox.fail(500, on=on)

        with pytest.raises(ServerError, match="gettoken"):
            mycloud_client.orders.list().first()


class TestReceived:
    def test_a_form_is_kept_as_php_reads_it(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_client.orders.create(
            delivery_mode_id=343,
            items=[ITEM, ITEM],
            urgent=True,
            attachments=[Attachment("LABEL", b"label")],
        )

        (call,) = mycloud_sandbox.received
        line = {"product_sku": "MAI002", "quantity": "1", "price": "49.50"}
        assert (call.method, call.path, call.form["urgent"]) == (
            "POST",
            "/api/v1/orders",
            "1",
        )
        assert call.form["order_items"] == {0: line, 1: line}
        assert call.form["attach_name"] == {0: "LABEL"}
        assert [(file["name"], file["size"]) for file in call.files] == [
            ("attach_file[0]", 5)
        ]
        assert call.request_id is not None

    def test_a_query_is_kept_and_failed_attempts_are_too(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_sandbox.fail(503)
        mycloud_client.orders.page(offset=5, count=10)

        first, second = mycloud_sandbox.received
        assert first.query == second.query == {"offset": "5", "count": "10"}
        assert (first.status, second.status) == (503, 200)

    def test_calls_without_a_connection_are_not_received(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_sandbox.fail("no-connection", times=2)
        mycloud_client.orders.page()

        assert len(mycloud_sandbox.received) == 1

    def test_what_the_test_itself_does_is_not_received(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        mycloud_sandbox.fail(500)
        mycloud_sandbox.order()

        assert mycloud_sandbox.received == []
        assert repr(mycloud_sandbox) == "<Sandbox with 1 orders, 0 calls received>"


class TestFactories:
    def test_an_order_is_that_of_the_documentation(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        order = mycloud_sandbox.order()

        assert (order.order_number, order.postcode, order.total_price) == (
            "ORD-004564014",
            "10260",
            497.5,
        )
        assert len(order.order_items or []) == 3

    def test_numbers_that_should_be_unique_count_on(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        place(mycloud_client, "ORD-004564015")

        assert [mycloud_sandbox.order().order_number for _ in range(3)] == [
            "ORD-004564014",
            "ORD-004564016",
            "ORD-004564017",
        ]
        assert [mycloud_sandbox.product().shop_sku for _ in range(2)] == [
            "UPC_230458301",
            "UPC_230458302",
        ]
        assert [mycloud_sandbox.customer().code for _ in range(2)] == [
            "CU0034",
            "CU0035",
        ]

    def test_the_client_reads_what_the_factory_gave(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        order = mycloud_sandbox.order(
            items=[ITEM],
            attachments=[Attachment("LABEL", b"label", "label.pdf")],
            status="SHIPPED",
            tracking_number="TH1",
            create_date=date(2018, 4, 8),
            total_price=Decimal("7.00"),
            payment_time="15:32",
            urgent=True,
            customer_reference="C-1",
            id=99,
        )
        product = mycloud_sandbox.product(
            client_references=["a", "b"], price="1.50", physical_inventory=4, id=98
        )
        customer = mycloud_sandbox.customer(name=None, note="n", id=97)

        assert mycloud_client.orders.get(99) == order
        assert (order.status, order.create_date, order.total_price) == (
            "SHIPPED",
            date(2018, 4, 8),
            7,
        )
        assert (
            order.customer_ref,
            order.urgent,
            [item.price for item in order.order_items or []],
        ) == (
            "C-1",
            True,
            [49.5],
        )
        assert mycloud_client.products.get(98) == product
        assert (
            product.client_references,
            product.price,
            product.physical_inventory,
        ) == (
            ["a", "b"],
            1.5,
            4,
        )
        assert mycloud_client.customers.get(97) == customer
        assert (customer.name, customer.note) == (None, "n")
        assert [
            mycloud_sandbox.file(file.url or "") for file in order.attachments or []
        ] == [b"label"]

    @pytest.mark.mycloud(dialect="envelope")
    def test_it_is_the_same_whatever_the_dialect(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        order = mycloud_sandbox.order(attachments=[Attachment("LABEL", b"label")])

        assert mycloud_client.orders.get(order).order_number == order.order_number
        assert mycloud_sandbox.orders == [order]

    def test_a_deleted_order_is_listed_only_when_asked_for(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        order = mycloud_sandbox.order(deleted=True)

        assert mycloud_sandbox.orders == []
        assert mycloud_client.orders.list(deleted=True).all(limit=10) == [order]

    def test_a_product_and_a_customer_are_among_those_that_are_held(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        assert mycloud_sandbox.product() in mycloud_sandbox.products
        assert mycloud_sandbox.customer() in mycloud_sandbox.customers

    def test_a_field_that_orders_do_not_have_is_refused(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        with pytest.raises(
            TypeError,
            match="Order has no field colour; it has delivery_mode_id, customer_id",
        ):
            mycloud_sandbox.order(colour="red")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

    def test_what_no_order_can_be_is_refused_and_leaves_nothing(
        self, mycloud_sandbox: Sandbox
    ) -> None:
        with pytest.raises(Refusal, match="there is no product"):
            mycloud_sandbox.order(items=[Item(product_sku="gone", quantity=1, price=1)])

        assert mycloud_sandbox.orders == []

    def test_a_file_that_is_not_there_is_told(self, mycloud_sandbox: Sandbox) -> None:
        with pytest.raises(LookupError, match="holds no file"):
            mycloud_sandbox.file("https://mycloud.invalid/files/none")

    @pytest.mark.parametrize(
        ("values", "table"),
        [
            (OrderValues, "Order"),
            (ProductValues, "Product"),
            (CustomerValues, "Customer"),
        ],
    )
    def test_every_field_of_the_spec_can_be_given(
        self, values: type, table: str
    ) -> None:
        contract = load_contract()
        body = contract.operations[f"create_{table.lower()}"].body
        fields = [*(body.fields if body else ()), *contract.shapes[table].fields]
        # What follows from other fields, and what is a file, is not given as such.
        known = {field.name for field in fields if field.is_plain} - {
            "attach_name",
            "can_pick",
            "photo_url",
        }

        assert get_type_hints(values).keys() == known | {"deleted"}


class TestHabits:
    @pytest.mark.mycloud(habits=["caps-pages=3", "newest-first"], orders=25)
    def test_the_marker_gives_them(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        ids = [order.id for order in mycloud_client.orders.page(count=20).items]

        assert mycloud_sandbox.habits == ["caps-pages=3", "newest-first"]
        assert len(ids) == 3
        assert ids == sorted(ids, key=lambda key: -(key or 0))

    def test_a_test_may_change_them(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        order = mycloud_sandbox.order(order_number="00123")
        mycloud_sandbox.set_habits("strips-zeros-from-order-numbers")
        mycloud_client.orders.update(order, order_number="00456")
        mycloud_sandbox.set_habits()

        assert mycloud_client.orders.get(order).order_number == "456"
        assert mycloud_sandbox.habits == []

    def test_one_that_is_not_known_is_refused(self, mycloud_sandbox: Sandbox) -> None:
        with pytest.raises(Refusal, match="did you mean newest-first"):
            mycloud_sandbox.set_habits("newest-frist")

    def test_nobody_waits_for_them(
        self, mycloud_sandbox: Sandbox, mycloud_client: MyCloud
    ) -> None:
        mycloud_sandbox.set_habits("late-commit=300", "slow-answers=20")
        started = time.monotonic()

        with pytest.raises(UnknownOutcomeError):  # after 30 seconds of its clock
            mycloud_client.orders.create(
                delivery_mode_id=343, items=[ITEM], order_number="LATE"
            )
        assert mycloud_sandbox.orders == []  # the request is still in flight
        mycloud_sandbox.pass_time(seconds=300)

        assert [order.order_number for order in mycloud_sandbox.orders] == ["LATE"]
        assert time.monotonic() - started < 60


class TestLife:
    def test_an_order_is_moved_and_shown(self, mycloud_sandbox: Sandbox) -> None:
        moved = mycloud_sandbox.move(
            mycloud_sandbox.order(), "ship", tracking_number="TH7"
        )

        assert (moved.status, moved.tracking_number) == ("SHIPPED", "TH7")
        assert mycloud_sandbox.orders == [moved]
        assert mycloud_sandbox.move(moved).status == "DELIVERED"

    def test_a_way_that_there_is_not_is_refused(self, mycloud_sandbox: Sandbox) -> None:
        shipped = mycloud_sandbox.move(mycloud_sandbox.order(), "SHIPPED")

        with pytest.raises(Refusal, match="cannot be moved back"):
            mycloud_sandbox.move(shipped, "PICKING")
        with pytest.raises(Refusal, match="cannot be cancelled"):
            mycloud_sandbox.cancel(shipped)

    def test_a_cancelled_order_is_gone(self, mycloud_sandbox: Sandbox) -> None:
        mycloud_sandbox.cancel(mycloud_sandbox.order())

        assert mycloud_sandbox.orders == []

    @pytest.mark.mycloud(life=60)
    def test_it_lives_as_time_passes(self, mycloud_sandbox: Sandbox) -> None:
        mycloud_sandbox.move(mycloud_sandbox.order(), "approve")
        seen = []
        for _ in range(5):
            seen.append(mycloud_sandbox.orders[0].status)
            mycloud_sandbox.pass_time(minutes=1)

        assert seen == ["APPROVED", "PICKING", "PACKED", "SHIPPED", "DELIVERED"]
