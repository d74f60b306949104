"""What a test holds in its hand: one sandbox, seen from the front by its clients and from behind by
the test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any, Literal, TypeVar, Unpack, cast
from urllib.parse import urljoin

import httpx
from mycloud import AsyncMyCloud, Attachment, Customer, Item, MyCloud, Order, Product
from mycloud_sandbox import create_app
from mycloud_sandbox.app import default_keys
from mycloud_sandbox.contract import load_contract
from mycloud_sandbox.direct import Direct
from mycloud_sandbox.php_forms import Upload
from mycloud_sandbox.received import Received
from mycloud_sandbox.records import Json
from starlette.applications import Starlette

from .clients import Clock, UnhurriedClock
from .failures import Aim, Failure, Plan, fault
from .receivers import Arrival, Delivery, Post, Receiver, arranged, post_to
from .transport import BlockingTransport, Loop
from .values import ClientOptions, CustomerValues, OrderValues, ProductValues
from .wire import Wire, sleep

# Nobody owns this name (RFC 2606): a client without the transport finds nothing.
HOST = "https://mycloud.invalid"

Entry = TypeVar("Entry", Customer, Order, Product)


class Sandbox:
    """One sandbox.

    Attributes:
        app: The sandbox as an ASGI application.
        base_url: Where clients find it; only through `transport` or `async_transport`.
        api_key: The key it takes.
        secret_key: The secret key it takes.
        transport: Leads a `MyCloud` to it, or any `httpx.Client`.
        async_transport: Leads an `AsyncMyCloud` to it, or any `httpx.AsyncClient`.
        waits: How many seconds its clients would have waited, wait by wait.
        deliveries: The notifications that `notify`'s receiver was handed, each with its answer.
    """

    def __init__(
        self, app: Starlette, clock: Clock, loop: Loop, keys: tuple[str, str]
    ) -> None:
        direct: Direct = app.state.direct
        self.app = app
        self.base_url = HOST + load_contract().root
        self.api_key, self.secret_key = keys
        self._keys: ClientOptions = {
            "api_key": self.api_key,
            "secret_key": self.secret_key,
        }
        self._wire = Wire(app, load_contract().root, clock)
        self.transport: httpx.BaseTransport = BlockingTransport(self._wire, loop)
        self.async_transport: httpx.AsyncBaseTransport = self._wire
        self.waits = clock.waits
        self.deliveries: list[Delivery] = []
        self._post: Post | None = None
        self._late: list[bytes] = []
        self._loop = loop
        self._clock = clock
        self._direct = replace(direct, files_url=urljoin(HOST, direct.files_url))

    def __repr__(self) -> str:
        return f"<Sandbox with {len(self.orders)} orders, {len(self.received)} calls received>"

    def client(self, **options: Unpack[ClientOptions]) -> MyCloud:
        """A client of the sandbox that never really waits; `options` as `MyCloud` takes them."""
        known = self._keys | options
        clock = UnhurriedClock(self._clock)
        return MyCloud(
            base_url=self.base_url, transport=self.transport, clock=clock, **known
        )

    def async_client(self, **options: Unpack[ClientOptions]) -> AsyncMyCloud:
        """The same, awaited."""
        known = self._keys | options
        clock = UnhurriedClock(self._clock)
        return AsyncMyCloud(
            base_url=self.base_url, transport=self.async_transport, clock=clock, **known
        )

    def fail(
        self,
        what: int | Failure | None = None,
        *,
        on: str | None = None,
        after: int = 0,
        times: int = 1,
        retry_after: float | None = None,
        delay: float = 0.0,
        when: Literal["before", "after"] | None = None,
    ) -> None:
        """Makes the next calls fail, or be slow.

        Args:
            what: The status of an error, or what happens in place of an answer; nothing for a mere
                delay.
            on: Which calls: `create_order`, as the spec calls the operation, or `POST /orders`,
                `/orders/*`, `POST`. Any but those for a token if not given.
            after: How many of them are let through first.
            times: How many of them fail then.
            retry_after: Seconds after which the answer says to come back.
            delay: Seconds that the answer takes; nobody waits for them, but clients do run out of
                patience.
            when: `before` the sandbox has done what it was asked, so that nothing happened, or
                `after` it. If not given, after it where there is an answer to cut, to spoil or to
                delay, and before it otherwise.

        Raises:
            Refusal: What does not go together, such as an answer that is cut before there is one.
        """
        aim = Aim(on, after, times)
        if what == "no-connection":
            self._wire.outages.append(aim)
            return
        happens = fault(what, retry_after=retry_after, delay=delay, when=when)
        self._direct.faults.rules.append(Plan(fault=happens, aim=aim))

    def pass_time(self, **duration: float) -> None:
        """Lets time pass at once, for the sandbox and its clients: `pass_time(hours=9)` outlives a
        token.
        """
        self._clock.pass_by(timedelta(**duration).total_seconds())
        self._direct.life.catch_up()
        late, self._late = self._late, []
        self._hand_over(late)
        self._hand_over_the_due("in order")

    @property
    def habits(self) -> list[str]:
        """The habits it has, each with its value."""
        return list(self._direct.habits.now.names)

    def set_habits(self, *names: str) -> None:
        """Gives it these habits in place of those it has: `set_habits("newest-first")`.

        Raises:
            Refusal: A habit that is not known, or a value that it does not take.
        """
        self._direct.habits.set(names)

    def move(
        self,
        order: Order | int,
        to: str | None = None,
        *,
        tracking_number: str | None = None,
    ) -> Order:
        """Moves an order on, as the warehouse does, through every status on the way.

        Args:
            order: The order, or its id.
            to: A status, or what is done: `reserve`, `approve`, `pick`, `pack`, `ship`, `deliver`.
                If not given, the next status.
            tracking_number: What the order has from SHIPPED on; made up if not given.

        Raises:
            Refusal: There is no such way, such as one back once picking has started.
        """
        key = self._direct.life.move(_id_of(order), to, tracking_number)["id"]
        return _read(Order, self._direct.entry("Order", cast("int", key)))

    def cancel(self, order: Order | int) -> None:
        """Cancels an order that nobody has begun to pick: it is deleted.

        Raises:
            Refusal: Picking has started.
        """
        self._direct.life.cancel(_id_of(order))

    def notify(self, receiver: Receiver, path: str = "/") -> None:
        """Hands notifications to your service from now on; `deliveries` tells how it answered.

        Those of `pick`, `pack`, `ship` and `deliver` come at once, others when time passes. What a
        receiver raises reaches the test.

        Args:
            receiver: An ASGI application, a WSGI application, or a callable that takes the body.
            path: Where an application takes them, with the secret that is in it.
        """
        self._post = post_to(receiver, path, self._loop)

    def pick(self, order: Order | int, *, arrival: Arrival = "in order") -> Order:
        """Moves an order to PICKING, as `ship` does to SHIPPED."""
        return self._moved(order, "pick", arrival)

    def pack(self, order: Order | int, *, arrival: Arrival = "in order") -> Order:
        """Moves an order to PACKED, as `ship` does to SHIPPED."""
        return self._moved(order, "pack", arrival)

    def ship(
        self,
        order: Order | int,
        *,
        arrival: Arrival = "in order",
        tracking_number: str | None = None,
    ) -> Order:
        """Moves an order to SHIPPED, and hands the notification of each move to the receiver.

        Args:
            order: The order, or its id.
            arrival: `in order`, `twice`, `out of order`, `never`, or `late`: when time passes.
            tracking_number: What the order has from then on; made up if not given.

        Raises:
            Refusal: There is no such way, such as one back.
        """
        return self._moved(order, "ship", arrival, tracking_number)

    def deliver(self, order: Order | int, *, arrival: Arrival = "in order") -> Order:
        """Moves an order to DELIVERED, as `ship` does to SHIPPED."""
        return self._moved(order, "deliver", arrival)

    def forge(
        self, order: Order | int, status: str = "DELIVERED", **fields: object
    ) -> int | None:
        """Posts to the receiver what anybody could; gives the status of the answer.

        Args:
            order: The order that it names, which does not move.
            status: The status that it claims.
            fields: Other fields, or other numbers: `order_number="WEB-2"`.
        """
        known = self._direct.entry("Order", _id_of(order))
        assert isinstance(known, Mapping)
        names = ("mc_number", "order_number")
        posted = {name: known[name] for name in names} | {"status": status} | fields
        self._hand_over([json.dumps(posted).encode()])
        return self.deliveries[-1].status

    def notifications(self) -> list[bytes]:
        """The notifications that are posted by now and were not given before, as bodies of JSON.

        There is one for each move, at once and in order, unless a habit such as `notifies-late=60`
        says otherwise; `pass_time` lets the late ones come.
        """
        self._direct.life.catch_up()
        due = self._direct.outbox.take(self._clock.now().timestamp())
        return [json.dumps(notification).encode() for notification in due]

    @property
    def received(self) -> list[Received]:
        """The calls that reached it, as it understood them; those for a token are left out."""
        return [call for call in self._direct.log if call.operation != "get_token"]

    @property
    def orders(self) -> list[Order]:
        """The orders it holds, deleted ones left out, the oldest first."""
        return self._held(Order)

    @property
    def products(self) -> list[Product]:
        """The products it holds."""
        return self._held(Product)

    @property
    def customers(self) -> list[Customer]:
        """The customers it holds."""
        return self._held(Customer)

    def order(
        self,
        *,
        items: Sequence[Item] | None = None,
        attachments: Sequence[Attachment] = (),
        **values: Unpack[OrderValues],
    ) -> Order:
        """Adds an order: the documentation's example with the next order number. Arguments replace
        its fields.

        Raises:
            TypeError: A field that orders do not have.
            Refusal: What no order can be, such as one of a product that is not there.
        """
        fields: dict[str, object] = {**values, **_files(attachments)}
        if items is not None:
            fields["order_items"] = [_line(item) for item in items]
        return self._made(Order, fields)

    def product(self, **values: Unpack[ProductValues]) -> Product:
        """Adds a product: the documentation's example with the next shop SKU. Arguments replace its
        fields.
        """
        return self._made(Product, values)

    def customer(self, **values: Unpack[CustomerValues]) -> Customer:
        """Adds a customer: the documentation's example with the next code. Arguments replace its
        fields.
        """
        return self._made(Customer, values)

    def file(self, url: str) -> bytes:
        """What is in the file that an attachment's or a photo's URL leads to."""
        found = self._direct.file(url)
        if found is None:
            raise LookupError(f"the sandbox holds no file at {url!r}")
        return found.content

    def _moved(
        self,
        order: Order | int,
        to: str,
        arrival: Arrival,
        tracking_number: str | None = None,
    ) -> Order:
        moved = self.move(order, to, tracking_number=tracking_number)
        self._hand_over_the_due(arrival)
        return moved

    def _hand_over_the_due(self, arrival: Arrival) -> None:
        """Without a receiver they wait for `notifications`."""
        if self._post is None:
            return
        bodies = self.notifications()
        self._late += bodies if arrival == "late" else []
        self._hand_over(arranged(bodies, arrival))

    def _hand_over(self, bodies: Sequence[bytes]) -> None:
        for body in bodies:
            if self._post is None:
                raise TypeError("nobody receives notifications: call `notify` first")
            self.deliveries.append(Delivery(body, self._post(body)))

    def _held(self, model: type[Entry]) -> list[Entry]:
        return [_read(model, entry) for entry in self._direct.held(model.__name__)]

    def _made(self, model: type[Entry], fields: Mapping[str, Any]) -> Entry:
        return _read(model, self._direct.make(model.__name__, fields))


@contextmanager
def open_sandbox(*, loop: Loop | None = None, **settings: Any) -> Iterator[Sandbox]:
    """A sandbox with these settings of `create_app`, and no orders unless they say so; for tests
    without pytest.
    """
    clock, api_key, secret_key = Clock(), *default_keys(load_contract())
    settings = {"orders": 0, "api_key": api_key, "secret_key": secret_key, **settings}
    app = create_app(clock=clock.now, sleep=sleep, **settings)
    direct: Direct = app.state.direct
    with closing(direct.store), nullcontext(loop) if loop else closing(Loop()) as way:
        yield Sandbox(app, clock, way, (settings["api_key"], settings["secret_key"]))


def _id_of(order: Order | int) -> int:
    key = order if isinstance(order, int) else order.id
    if key is None:
        raise TypeError("the order has no id")
    return key


def _line(item: Item) -> dict[str, object]:
    names = ("product_id", "product_sku", "shop_sku", "quantity", "price")
    return {
        name: getattr(item, name) for name in names if getattr(item, name) is not None
    }


def _files(attachments: Sequence[Attachment]) -> dict[str, object]:
    uploads = [
        Upload(file.filename, file.content_type, file.read()) for file in attachments
    ]
    return {
        "attach_name": [attachment.name for attachment in attachments],
        "attach_file": uploads,
    }


def _read(model: type[Entry], entry: Json) -> Entry:
    return model.from_dict(cast("Mapping[str, object]", entry))
