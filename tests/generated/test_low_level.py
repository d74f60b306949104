"""The low-level client is right on its own: every operation, called in each of its four ways, reads
both shapes of answers, raises on a refusal with status 200, and gives other errors as `Error`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
import yaml
from mycloud_api import AuthenticatedClient
from mycloud_api.answers import Refused
from mycloud_api.models import Error
from mycloud_api.values import Unreadable

from .driving import ARGUMENTS, WAYS, client_of, operations

SPEC = yaml.safe_load(
    (Path(__file__).parents[2] / "openapi" / "mycloud.yaml").read_text(encoding="utf-8")
)
OPERATIONS = operations()
KEYS = {
    **{name: "order" for name in ("create_order", "get_order", "update_order", "delete_order")},
    **{name: "orderitem" for name in ("get_order_item", "update_order_item", "delete_order_item")},
    **{name: "customer" for name in ("create_customer", "get_customer", "update_customer")},
    **{
        name: "product"
        for name in ("create_product", "get_product", "update_product", "delete_product")
    },
    **{name: "productcategory" for name in ("create_product_category", "get_product_category")},
    "get_delivery_mode": "deliverymode",
    "get_shop": "shop",
}
"""Where an object stands in the documented shape; written by hand."""
LIST_KEYS = {
    "list_orders": "orders",
    "list_order_items": "orderitems",
    "list_customers": "customers",
    "list_products": "products",
    "list_product_categories": "productcategories",
    "list_delivery_modes": "deliverymodes",
    "list_shops": "shop",
}

every_operation = pytest.mark.parametrize("name", OPERATIONS)
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
Way = Callable[[ModuleType, AuthenticatedClient], Any]


def answering(payload: object, status: int = 200) -> AuthenticatedClient:
    return client_of(lambda request: httpx.Response(status, json=payload))


def test_every_operation_of_the_spec_is_driven() -> None:
    verbs = [verb for path in SPEC["paths"].values() for verb in path.values()]
    ids = {verb["operationId"] for verb in verbs if "operationId" in verb}

    assert ids == set(OPERATIONS) == set(ARGUMENTS)
    assert {*KEYS, *LIST_KEYS, "get_token"} == set(OPERATIONS)


@every_way
@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("enveloped", [False, True])
def test_one_object_is_read_in_both_shapes(name: str, enveloped: bool, way: Way) -> None:
    envelope = {"success": True, "message": "", "data": {"attributes": {"id": "7"}}}
    payload = envelope if enveloped else {KEYS[name]: {"id": 7}}

    parsed = way(OPERATIONS[name], answering(payload))

    assert getattr(parsed, KEYS[name]).id == 7


@every_way
@pytest.mark.parametrize("name", LIST_KEYS)
@pytest.mark.parametrize("enveloped", [False, True])
def test_a_list_is_read_in_both_shapes(name: str, enveloped: bool, way: Way) -> None:
    envelope = {"success": 1, "data": {"0": {"attributes": {"id": 1}}, "1": {"id": 2}}}
    payload = envelope if enveloped else {LIST_KEYS[name]: [{"id": 1}, {"id": 2}, "no object"]}

    parsed = way(OPERATIONS[name], answering(payload))

    assert [entry.id for entry in getattr(parsed, LIST_KEYS[name])] == [1, 2]


@every_way
@pytest.mark.parametrize("payload", [{"token": "T"}, {"success": True, "data": {"token": "T"}}])
def test_a_token_is_read_in_both_shapes(payload: object, way: Way) -> None:
    assert way(OPERATIONS["get_token"], answering(payload)).token == "T"


@every_operation
@every_way
@pytest.mark.parametrize("success", [False, "false", 0])
def test_a_refusal_with_status_200_raises_with_its_message(
    name: str, success: object, way: Way
) -> None:
    refusal = {"success": success, "message": "No stock.", "data": []}

    with pytest.raises(Refused, match=r"No stock\.") as refused:
        way(OPERATIONS[name], answering(refusal))

    assert refused.value.message == "No stock."


@every_operation
@every_way
@pytest.mark.parametrize("body", [b"", b"<html>Down</html>", b'{"data": 7}', b"[]", b"{}"])
def test_an_answer_that_does_not_hold_what_it_should_raises(
    name: str, body: bytes, way: Way
) -> None:
    with pytest.raises(Unreadable):
        way(OPERATIONS[name], client_of(lambda request: httpx.Response(200, content=body)))


@every_operation
@every_way
@pytest.mark.parametrize("status", [401, 404, 422, 500, 520])
def test_an_error_status_gives_an_error_with_its_message(name: str, status: int, way: Way) -> None:
    parsed = way(OPERATIONS[name], answering({"success": False, "message": "No."}, status))

    assert parsed == Error(success=False, message="No.")


@every_operation
def test_an_error_page_in_html_gives_an_error_without_a_message(name: str) -> None:
    client = client_of(lambda request: httpx.Response(502, content=b"<html>Bad gateway</html>"))

    assert WAYS[0](OPERATIONS[name], client) == Error(success=None, message=None)


@every_operation
@every_way
def test_each_way_sends_the_same_request(name: str, way: Way) -> None:
    seen: list[httpx.Request] = []

    def refuse(request: httpx.Request) -> httpx.Response:
        request.read()
        seen.append(request)
        return httpx.Response(404)

    way(OPERATIONS[name], client_of(refuse))
    built = OPERATIONS[name].build_request(**ARGUMENTS[name])

    (request,) = seen
    assert request.method == built["method"].upper()
    assert request.url.raw_path.split(b"?")[0].decode() == f"/api/v1{built['url']}"
    assert request.headers["Authorization"] == "Bearer token"
    for field, (filename, content, _) in built.get("files", []):
        head = f'Content-Disposition: form-data; name="{field}"'
        assert head in request.content.decode()
        assert filename is not None or f"\r\n\r\n{content.decode()}\r\n" in request.content.decode()
