"""Both clients, over a transport that answers with given bytes; and what they make of them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
from mycloud import AsyncMyCloud, Item, MyCloud, MyCloudError, Page, RetryPolicy
from mycloud_api import rows
from mycloud_api.values import plain

from ..http_library import httpx

_REQUEST_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ITEM = Item(product_id=164162, quantity=1, price="199.00")
PRODUCT: dict[str, Any] = {"name": "T-Shirt", "description": "", "price": 199}

OPERATIONS: dict[str, Callable[[Any, int], Any]] = {
    "orders.get": lambda client, id: client.orders.get(id),
    "orders.page": lambda client, id: client.orders.page(),
    "orders.list": lambda client, id: client.orders.list(count=3).all(),
    "orders.create": lambda client, id: client.orders.create(
        delivery_mode_id=343, items=[ITEM]
    ),
    "orders.update": lambda client, id: client.orders.update(
        id, note="This is a special order."
    ),
    "orders.delete": lambda client, id: client.orders.delete(id),
    "orders.items": lambda client, id: client.orders.items(id),
    "order_items.get": lambda client, id: client.order_items.get(id),
    "order_items.update": lambda client, id: client.order_items.update(
        id, price=299, quantity=1
    ),
    "customers.get": lambda client, id: client.customers.get(id),
    "customers.page": lambda client, id: client.customers.page(),
    "customers.list": lambda client, id: client.customers.list(count=3).all(),
    "customers.create": lambda client, id: client.customers.create(code="CU0034"),
    "customers.update": lambda client, id: client.customers.update(id, code="CU0034"),
    "products.get": lambda client, id: client.products.get("MAI002"),
    "products.page": lambda client, id: client.products.page(),
    "products.list": lambda client, id: client.products.list(count=3).all(),
    "products.create": lambda client, id: client.products.create(**PRODUCT),
    "products.update": lambda client, id: client.products.update("MAI002", price=199),
    "product_categories.get": lambda client, id: client.product_categories.get(id),
    "product_categories.list": lambda client, id: (
        client.product_categories.list().all()
    ),
    "product_categories.create": lambda client, id: client.product_categories.create(
        name="T-Shirts"
    ),
    "delivery_modes.get": lambda client, id: client.delivery_modes.get(id),
    "delivery_modes.list": lambda client, id: client.delivery_modes.list().all(),
    "shops.get": lambda client, id: client.shops.get("JO001"),
    "shops.list": lambda client, id: client.shops.list().all(),
    "token": lambda client, id: client.orders.get(342),
}
"""What is asked, for the id that the answer holds. Of a token the answer is to the request that comes before."""

SAME_READERS: dict[str, tuple[str, ...]] = {
    "orders.get": ("orders.update", "orders.delete"),
    "order_items.get": ("order_items.update",),
    "customers.get": ("customers.update",),
    "products.get": ("products.update",),
}
"""What else takes such an answer."""

CREATES = {
    "orders.get": "orders.create",
    "customers.get": "customers.create",
    "products.get": "products.create",
    "product_categories.get": "product_categories.create",
}
WALKS = {
    "orders.page": "orders.list",
    "customers.page": "customers.list",
    "products.page": "products.list",
}


def id_in(body: bytes) -> int:
    """The id of the object in an answer, as it is asked for; any other if it has none."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError):
        return 342
    holders = list(payload.values()) if isinstance(payload, dict) else []
    holders += [
        holder["attributes"]
        for holder in holders
        if isinstance(holder, dict) and isinstance(holder.get("attributes"), dict)
    ]
    ids = [holder.get("id") for holder in holders if isinstance(holder, dict)]
    return next((found for found in map(_as_id, ids) if found), 342)


def _as_id(value: object) -> int:
    """A value as the reader takes it for an id; 0 if it does not."""
    text = str(value).removesuffix(".0") if not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


class Answering(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers with the same bytes, whatever is asked; keeps the token that it was sent."""

    def __init__(self, body: bytes = b"", *, as_token: bool = False) -> None:
        self.body = body
        self._as_token = as_token
        self.asked = 0
        self.token: str | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        self.token = request.headers.get("authorization")
        odd = request.url.path.endswith("/gettoken") or not self._as_token
        return httpx.Response(
            200, content=self.body if odd else b'{"order": {"id": 342}}'
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self.handle_request(request)


@attrs.frozen
class Outcome:
    """What came of a call: a result or an error, and how many requests it took."""

    result: Any
    error: MyCloudError | None
    asked: int

    def told(self) -> object:
        """All of it, so that two can be compared, of whatever types the values are."""
        if self.error is not None:
            said = _REQUEST_ID.sub("", str(self.error))
            return (
                type(self.error).__name__,
                said,
                described(getattr(self.error, "order", None)),
            )
        return described(self.result)

    def entries(self) -> list[Any]:
        """The models in it."""
        result = self.result.items if isinstance(self.result, Page) else self.result
        found = result if isinstance(result, list) else [result]
        return [entry for entry in found if attrs.has(type(entry))]


def described(value: object) -> object:
    """A value with the types of all that is in it. NaN equals NaN here."""
    if isinstance(value, list):
        return [described(entry) for entry in value]
    if isinstance(value, dict):
        return {key: described(entry) for key, entry in value.items()}
    if attrs.has(type(value)):
        return type(value).__name__, {
            name: described(entry) for name, entry in fields_of(value).items()
        }
    return type(value).__name__, repr(value)


def fields_of(model: Any) -> dict[str, object]:
    """What a model holds, by the names of its fields."""
    return {
        field.name: getattr(model, field.name) for field in attrs.fields(type(model))
    }


def meant(outcome: Outcome) -> object:
    """What was read, as JSON has it, without what is null or an empty list."""
    result = (
        outcome.result.items if isinstance(outcome.result, Page) else outcome.result
    )
    return json.loads(json.dumps(without_nulls(plain(result)), default=as_text))


def as_text(value: object) -> str:
    assert isinstance(value, datetime.date)
    return value.isoformat()


def without_nulls(value: object) -> object:
    if isinstance(value, list):
        return [without_nulls(entry) for entry in value]
    if isinstance(value, dict):
        return {
            key: without_nulls(entry)
            for key, entry in value.items()
            if entry is not None and entry != []
        }
    return value


@contextmanager
def lane(fast: bool) -> Iterator[None]:
    """Read with msgspec or without, whether it is installed or not."""
    found = rows.msgspec
    assert found, "these tests need msgspec"
    rows.msgspec = found if fast else None
    try:
        yield
    finally:
        rows.msgspec = found


def settings(**changes: Any) -> dict[str, Any]:
    return {
        "api_key": "the-key",
        "secret_key": "the-secret",
        "retry": RetryPolicy(max_attempts=1),
        **changes,
    }


def asked(operation: str, transport: Any, **options: Any) -> Outcome:
    """What the blocking client makes of an answer."""
    token = None if operation == "token" else "T0"
    with MyCloud(**settings(transport=transport, token=token, **options)) as client:
        return asked_of(client, operation, transport)


def asked_of(client: MyCloud, operation: str, transport: Any) -> Outcome:
    """What a blocking client makes of what its transport answers."""
    before = transport.asked
    try:
        result = OPERATIONS[operation](client, id_in(getattr(transport, "body", b"")))
    except MyCloudError as error:
        return Outcome(None, error, transport.asked - before)
    return Outcome(
        transport.token if operation == "token" else result,
        None,
        transport.asked - before,
    )


async def asked_awaited(operation: str, transport: Any, **options: Any) -> Outcome:
    """What the awaited client makes of an answer."""
    token = None if operation == "token" else "T0"
    async with AsyncMyCloud(
        **settings(transport=transport, token=token, **options)
    ) as client:
        return await asked_of_awaited(client, operation, transport)


async def asked_of_awaited(
    client: AsyncMyCloud, operation: str, transport: Any
) -> Outcome:
    """What an awaited client makes of what its transport answers."""
    before = transport.asked
    try:
        result = await OPERATIONS[operation](
            client, id_in(getattr(transport, "body", b""))
        )
    except MyCloudError as error:
        return Outcome(None, error, transport.asked - before)
    return Outcome(
        transport.token if operation == "token" else result,
        None,
        transport.asked - before,
    )
