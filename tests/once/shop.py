"""A shop of orders in the test process, whose answers can be lost and whose list can lag."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from mycloud import AsyncMyCloud, Item, MyCloud, RetryPolicy

from ..http_library import httpx
from ..wrapper.serving import Server, async_client, client

AT_ONCE = RetryPolicy(backoff=0)
SHIRT = Item(product_sku="MAI002", quantity=2, price="50.00")
RECIPIENT = {"name": "คุณ พวริด", "postcode": "10260", "phone_number": "0899969094"}
WANTED: dict[str, Any] = {"delivery_mode_id": 343, "items": [SHIRT], **RECIPIENT}


class Shop:
    """Orders by their ids.

    `lost` holds what goes wrong with each create: "after" loses the answer, "before" the request,
    "refused" and "unreachable" are certain. `answer` answers all creates. `on_list` and `on_create` are called with each request.
    """

    def __init__(self, *, lost: str = "") -> None:
        self.orders: dict[int, dict[str, Any]] = {}
        self.deleted: set[int] = set()
        self.lost = lost.split()
        self.blind = False
        self.answer: httpx.Response | None = None
        self.rewrite: Callable[[str], str] = lambda number: number
        self.on_create: Callable[[], None] = lambda: None
        self.on_list: Callable[[], None] = lambda: None
        self.server = Server(self.handle)
        self._lock = threading.Lock()

    def handle(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return self.create(request)
        last = request.url.path.rpartition("/")[2]
        return self.one(int(last)) if last.isdecimal() else self.page(request)

    def create(self, request: httpx.Request) -> httpx.Response:
        self.on_create()
        if self.answer is not None:
            return self.answer
        with self._lock:
            fault = self.lost.pop(0) if self.lost else ""
        if fault == "refused":
            return httpx.Response(422, json={"message": "no such product"})
        if fault == "unreachable":
            raise httpx.ConnectError("nobody there", request=request)
        if fault == "before":
            raise httpx.ReadTimeout("no luck", request=request)
        order = self.add(request.read().decode())
        if fault == "after":
            raise httpx.ReadTimeout("no luck", request=request)
        return httpx.Response(200, json={"order": order})

    def add(self, form: str = "", **fields: Any) -> dict[str, Any]:
        """An order as a form spells it, or as the fields of `WANTED` with changes."""
        fields = sent_fields(form) if form else {**shown(), **fields}
        with self._lock:
            id = len(self.orders) + 1
            number = self.rewrite(fields["order_number"])
            fields = {
                **fields,
                "id": id,
                "mc_number": f"MC{id}",
                "order_number": number,
            }
            self.orders[id] = fields
            return fields

    def one(self, id: int) -> httpx.Response:
        if id not in self.orders or id in self.deleted:
            return httpx.Response(404, json={"message": "no such order"})
        return httpx.Response(200, json={"order": self.orders[id]})

    def page(self, request: httpx.Request) -> httpx.Response:
        self.on_list()
        if self.blind:
            return httpx.Response(200, json={"orders": None})
        offset, count = (int(request.url.params[name]) for name in ("offset", "count"))
        alive = [order for id, order in self.orders.items() if id not in self.deleted]
        return httpx.Response(200, json={"orders": alive[offset : offset + count]})

    def client(self, **settings: Any) -> MyCloud:
        return client(self.server, **{"retry": AT_ONCE, **settings})

    def awaited_client(self, **settings: Any) -> AsyncMyCloud:
        return async_client(self.server, **{"retry": AT_ONCE, **settings})

    @property
    def numbers(self) -> list[str]:
        """The numbers of the orders there are, doubled ones twice."""
        return [order["order_number"] for order in self.orders.values()]


def shown() -> dict[str, Any]:
    """`WANTED` as the server shows it, as order WEB-1."""
    product = {"id": 2, "sku": "MAI002", "shop_sku": "SHIRT"}
    line = {"id": 7, "quantity": 2, "price": 50, "product": product}
    return {"order_number": "WEB-1", "order_items": [line], **RECIPIENT}


def sent_fields(form: str) -> dict[str, Any]:
    """The fields of a multipart form of one item, as the server shows them."""
    parts = [part.split("\r\n\r\n", 1) for part in form.split("\r\n--")[:-1]]
    sent = {head.split('name="')[1].split('"')[0]: value for head, value in parts}
    line = shown()["order_items"][0]
    line["product"]["sku"] = sent["order_items[0][product_sku]"]
    line["quantity"] = int(sent["order_items[0][quantity]"])
    line["price"] = float(sent["order_items[0][price]"])
    names = ("order_number", *RECIPIENT)
    return {"order_items": [line], **{n: sent[n] for n in names if n in sent}}
