"""Digits that a float would drop, and values that an object of the envelope has twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from mycloud_api.api.orders import get_order
from mycloud_api.models import Order
from mycloud_api.values import JsonPath, Reading, Unreadable, raise_mismatch, spelled

from .asking import lane

SHAPES = (
    '{"order": {%s}}',
    '{"success": true, "data": {"attributes": {%s}}}',
)


@pytest.fixture(params=[True, False], ids=["fast", "ordinary"], autouse=True)
def _lane(request: pytest.FixtureRequest) -> Iterator[None]:
    with lane(request.param):
        yield


def read(body: str) -> tuple[Order, list[str]]:
    """The order of an answer, and the places that were reported."""
    reported: list[str] = []

    def report(path: JsonPath, _: object) -> None:
        reported.append(spelled(path))

    return get_order.read(body.encode(), Reading(report)), reported


@pytest.mark.parametrize("shape", SHAPES, ids=["documented", "envelope"])
@pytest.mark.parametrize(
    "literal",
    [
        "1e-400",
        "2.5e-324",
        "12345678901234567.5",
        "342.00000000000000000001",
        "0.1000000000000000055511151231257827",
    ],
)
@pytest.mark.parametrize("field", ["id", "total_price"])
def test_a_number_with_more_digits_than_a_float_holds_keeps_them_and_is_reported(
    shape: str, literal: str, field: str
) -> None:
    order, reported = read(shape % f'"name": "Amm", "{field}": {literal}')
    assert order[field] == literal
    assert reported == [f"order.{field}"]


@pytest.mark.parametrize("shape", SHAPES, ids=["documented", "envelope"])
def test_a_whole_number_spelled_with_a_fraction_keeps_its_last_digit(
    shape: str,
) -> None:
    order, reported = read(shape % '"id": 9007199254740993.0')
    assert (order.id, reported) == (9007199254740993, [])


@pytest.mark.parametrize("shape", SHAPES, ids=["documented", "envelope"])
@pytest.mark.parametrize("literal", ["199.99000000000001", '"199.99000000000001"'])
def test_the_seventeen_digits_that_php_may_write_are_a_price(
    shape: str, literal: str
) -> None:
    order, reported = read(shape % f'"id": 7, "total_price": {literal}')
    assert (order.total_price, reported) == (199.99, [])


def envelope(attributes: str, beside: str) -> str:
    """An order with these fields among its attributes and beside them."""
    return f'{{"data": {{"attributes": {{"name": "Amm", {attributes}}}, {beside}}}}}'


def test_an_attribute_is_read_where_what_stands_beside_it_is_empty() -> None:
    body = envelope(
        '"id": 7, "customer": {"id": 5}, "order_items": [{"id": 6}]',
        '"id": "", "customer": null, "order_items": []',
    )
    order, reported = read(body)
    assert order.id == 7
    assert order.customer is not None
    assert order.customer.id == 5
    assert [item.id for item in order.order_items] == [6]
    assert reported == []


@pytest.mark.parametrize(
    ("attributes", "beside", "place"),
    [
        ('"id": 7', '"id": 8', "order.id"),
        ('"customer": {"id": 5}', '"customer": {"id": 6}', "order.customer"),
        ('"shelf": "A"', '"shelf": "B"', "order"),
    ],
)
def test_two_values_of_one_field_are_reported(
    attributes: str, beside: str, place: str
) -> None:
    assert read(envelope(attributes, beside))[1] == [place]
    with pytest.raises(Unreadable):
        get_order.read(envelope(attributes, beside).encode(), Reading(raise_mismatch))


@pytest.mark.parametrize("beside", ['"7"', "7"])
def test_one_value_that_stands_in_both_places_is_not_reported(beside: str) -> None:
    order, reported = read(envelope('"id": 7', f'"id": {beside}'))
    assert (order.id, reported) == (7, [])
