"""Holds what arrived against the vectors, and says in words what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import httpx

from .multipart import Part, parts_of
from .receiver import Form
from .vectors import Data, Vector, content_of

_IDENTIFIERS = {"product_id": "id", "product_sku": "sku", "shop_sku": "shop_sku"}
_TEXTS = ("name", "address", "postcode", "order_number")


def form_complaints(vector: Vector, forms: Sequence[Form]) -> list[str]:
    """How the forms that were sent for a vector differ from what it says."""
    if len(forms) != 1:
        return [f"{vector.name}: sent {len(forms)} times"]
    try:
        found = parts_of(forms[0].content_type, forms[0].body)
    except ValueError as error:
        return [f"{vector.name}: {error}"]
    return [
        f"{vector.name}: {complaint}"
        for complaint in _part_complaints(vector.parts, found)
    ]


def _part_complaints(wanted: Sequence[Part], found: Sequence[Part]) -> list[str]:
    names = [part.name for part in found]
    by_name = {part.name: part for part in found}
    return [
        *(
            f"{name} is sent {names.count(name)} times"
            for name in by_name
            if names.count(name) > 1
        ),
        *(f"{part.name} is missing" for part in wanted if part.name not in by_name),
        *(
            f"{name} is sent, and should not be"
            for name in by_name.keys() - {part.name for part in wanted}
        ),
        *(
            f"{p.name} is {by_name[p.name]}, not {p}"
            for p in wanted
            if p.name in by_name and by_name[p.name] != p
        ),
    ]


@contextmanager
def signed_in(settings: Mapping[str, str]) -> Iterator[httpx.Client]:
    """A plain client of a sandbox, by the settings that it prints."""
    keys = {"apikey": settings["api_key"], "secretkey": settings["secret_key"]}
    with httpx.Client(base_url=settings["base_url"], trust_env=False) as client:
        token = client.post(
            "/gettoken", files={name: (None, key) for name, key in keys.items()}
        ).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def listed(client: httpx.Client, name: str) -> list[Data]:
    """All that a sandbox lists under a name, whichever shape it answers in."""
    answer = client.get(f"/{name}", params={"count": 1000}).json()
    return [
        in_the_documented_shape(entry) for entry in answer.get(name, answer.get("data"))
    ]


def in_the_documented_shape(value: Data) -> Data:
    """An entry of either shape, with the names and the absent values of the documented one."""
    if isinstance(value, list):
        return [in_the_documented_shape(entry) for entry in value]
    if not isinstance(value, dict):
        return None if value == "" else value
    flat = value.get("attributes", {}) | {
        key: value[key] for key in value if key != "attributes"
    }
    return {
        {"delivery_mode": "deliverymode"}.get(name, name): in_the_documented_shape(
            inner
        )
        for name, inner in flat.items()
    }


def record_complaints(
    vector: Vector, client: httpx.Client, *, files: bool = True
) -> list[str]:
    """How the order that a sandbox holds differs from the one a vector describes; read through the
    API. Without `files` it has to have none.
    """
    number = vector.body["order_number"]
    found = [
        order for order in listed(client, "orders") if order["order_number"] == number
    ]
    if len(found) != 1:
        return [f"the sandbox holds {len(found)} orders {number}, not 1"]
    attached = _attachments(vector.body) if files else []
    wanted = [(name, content_of(file)) for name, file in attached]
    held = _attached(client, found[0])
    return _differences(
        _described(vector.body) | {"attachments": wanted},
        _recorded(found[0]) | {"attachments": held},
    )


def received_complaints(client: httpx.Client) -> list[str]:
    """What a sandbox has to say of the one order it was sent: how often, and what PHP dropped of it
    without a word.
    """
    place = client.base_url.join("/admin/requests")
    received = client.get(place, params={"operation": "create_order"}).json()[
        "requests"
    ]
    notes = [
        f"the sandbox notes: {note}"
        for request in received
        for note in request["notes"]
    ]
    return (
        notes
        if len(received) == 1
        else [f"the order was sent {len(received)} times", *notes]
    )


def _attached(client: httpx.Client, order: Data) -> list[tuple[str, bytes]]:
    return [
        (entry["name"], client.get(entry["url"]).content)
        for entry in order["attachments"] or []
    ]


def _attachments(body: Data) -> list[tuple[str, Data]]:
    return list(zip(body["attach_name"], body["attach_file"], strict=True))


def _described(body: Data) -> dict[str, Any]:
    """The order of a vector, in what can be compared with a record."""
    items = [_item(_IDENTIFIERS, line, line) for line in body["order_items"]]
    ids = {"delivery mode": body["delivery_mode_id"], "customer": body["customer_id"]}
    return {**{name: body[name] for name in _TEXTS}, **ids, **_numbered(items)}


def _recorded(order: Data) -> dict[str, Any]:
    """The same of a record, whose items show every identifier of their product."""
    items = [
        _item({name: name for name in _IDENTIFIERS.values()}, item["product"], item)
        for item in order["order_items"]
    ]
    ids = {
        "delivery mode": order["deliverymode"]["id"],
        "customer": (order["customer"] or {}).get("id"),
    }
    return {**{name: order[name] for name in _TEXTS}, **ids, **_numbered(items)}


def _item(names: Mapping[str, str], product: Data, terms: Data) -> dict[str, Any]:
    known = {names[name]: product[name] for name in names if name in product}
    return known | {
        "quantity": terms["quantity"],
        "price": Decimal(str(terms["price"])),
    }


def _numbered(items: Sequence[Any]) -> dict[str, Any]:
    return {"items": len(items)} | {
        f"item {place}": item for place, item in enumerate(items)
    }


def _differences(wanted: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    return [
        f"{name} is held as {held.get(name)!r}, not {value!r}"
        for name, value in wanted.items()
        if not _covers(held.get(name), value)
    ]


def _covers(held: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(held, dict) and held.items() >= wanted.items()
    return bool(held == wanted)
