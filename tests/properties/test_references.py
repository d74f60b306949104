"""What stands in a path is refused where it would name something else, and otherwise kept whole."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mycloud import MyCloud

from .asking import FEW, ITEM, QUICK, Act, refused
from .strategies import NO_PLACE, NOT_COUNTED, SURROGATES, TEXT, WORDS

BY_KEY: dict[str, Any] = {
    "orders.get": lambda client, id: client.orders.get(id),
    "orders.update": lambda client, id: client.orders.update(id, note="x"),
    "orders.delete": lambda client, id: client.orders.delete(id),
    "orders.items": lambda client, id: client.orders.items(id),
    "order_items.get": lambda client, id: client.order_items.get(id),
    "order_items.update": lambda client, id: client.order_items.update(
        id, price=1, quantity=1
    ),
    "order_items.delete": lambda client, id: client.order_items.delete(id),
    "customers.get": lambda client, id: client.customers.get(id),
    "customers.update": lambda client, id: client.customers.update(id, note="x"),
    "product_categories.get": lambda client, id: client.product_categories.get(id),
    "delivery_modes.get": lambda client, id: client.delivery_modes.get(id),
}
BY_REFERENCE: dict[str, Any] = {
    "products.get": lambda client, ref: client.products.get(ref),
    "products.update": lambda client, ref: client.products.update(ref, name="x"),
    "products.delete": lambda client, ref: client.products.delete(ref),
    "shops.get": lambda client, ref: client.shops.get(ref),
}
WITH_SLASH = st.builds("{}/{}".format, WORDS, WORDS)
NO_REFERENCE: st.SearchStrategy[Any] = (
    st.text(" \t\r\n\u00a0", max_size=3)
    | WITH_SLASH
    | st.sampled_from(
        [
            ".",
            "..",
            "/",
            "../orders",
            "a/../b",
            None,
            True,
            False,
            b"MAI002",
            1.5,
            ("a",),
        ]
    )
    | st.integers(max_value=0)
    | SURROGATES
)
REFERENCES = (
    TEXT
    | st.sampled_from(
        ["%2F", "%2e%2e", "...", "?a=b", "#a", "\\..\\", ";a", "a:b", " a "]
    )
).filter(
    lambda text: bool(text.strip()) and "/" not in text and text not in (".", "..")
)


def on(operation: Any, ref: object) -> Act:
    return lambda client: operation(client, ref)


@pytest.mark.parametrize("operation", BY_KEY.values(), ids=BY_KEY.keys())
@FEW
@given(NOT_COUNTED)
def test_an_id_that_is_no_whole_number_is_refused(operation: Any, id: object) -> None:
    assert refused(on(operation, id)).argument == "id"


@pytest.mark.parametrize("operation", BY_REFERENCE.values(), ids=BY_REFERENCE.keys())
@FEW
@given(NO_REFERENCE)
def test_a_reference_that_would_change_the_path_is_refused(
    operation: Any, ref: object
) -> None:
    assert refused(on(operation, ref)).argument == "ref"


@QUICK
@given(REFERENCES | st.integers(1, 10**15))
def test_every_other_reference_is_the_last_segment_of_the_path_and_whole(
    ref: Any,
) -> None:
    asked: list[httpx.Request] = []
    with MyCloud(
        token="ready", transport=httpx.MockTransport(keeping(asked))
    ) as client:
        client.products.get(ref)

    path, _, query = asked[-1].url.raw_path.decode().partition("?")
    assert [unquote(segment) for segment in path.split("/")] == [
        "",
        "api",
        "v1",
        "products",
        str(ref),
    ]
    assert query == ""
    assert asked[-1].url.host == "api.mycloudfulfillment.com"


def keeping(asked: list[httpx.Request]) -> Any:
    def handler(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"product": {"id": 342}})

    return handler


@pytest.mark.parametrize("resource", ["orders", "customers", "products"])
@FEW
@given(NOT_COUNTED, NO_PLACE)
def test_a_place_in_a_list_is_a_whole_number(
    resource: str, count: object, offset: object
) -> None:
    for method in ("list", "page"):
        assert refused(listing(resource, method, count=count)).argument == "count"
        assert refused(listing(resource, method, offset=offset)).argument == "offset"


def listing(resource: str, method: str, **place: object) -> Act:
    return lambda client: getattr(getattr(client, resource), method)(**place)


@QUICK
@given(NOT_COUNTED)
def test_how_far_an_order_is_looked_for_is_a_whole_number(newest: object) -> None:
    assert (
        refused(
            lambda client: client.orders.find(order_number="ORD-1", newest=newest)
        ).argument
        == "newest"
    )


@QUICK
@given(st.none() | st.just(""))
def test_reconciling_takes_an_order_number(number: str | None) -> None:
    error = refused(reconciling(order_number=number))

    assert error.argument == "order_number"


def reconciling(**fields: object) -> Act:
    return lambda client: client.orders.create(
        delivery_mode_id=343, items=[ITEM], on_unknown="reconcile", **fields
    )
