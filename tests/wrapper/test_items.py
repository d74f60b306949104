"""What an item takes, and what it refuses before anything is sent."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from typing import Any

import pytest
from mycloud import InvalidRequestError, Item, Product

GOOD: dict[str, Any] = {"product_sku": "MAI002", "quantity": 1, "price": 50}


def refused(**changes: Any) -> InvalidRequestError:
    with pytest.raises(InvalidRequestError) as caught:
        Item(**{**GOOD, **changes})
    return caught.value


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("199.00", "199.00"),
        (50, "50"),
        (Decimal("49.50"), "49.50"),
        (0.1, "0.1"),
        ("1E+2", "1E+2"),
        (0, "0"),
    ],
)
def test_a_price_keeps_the_digits_it_was_given(given: Any, sent: str) -> None:
    assert Item(**{**GOOD, "price": given}).price.as_tuple() == Decimal(sent).as_tuple()


@pytest.mark.parametrize(
    "price", [-1, "-0.01", "nan", float("inf"), "12 baht", True, None, "", b"1"]
)
def test_a_price_that_cannot_be_is_refused(price: Any) -> None:
    error = refused(price=price)

    assert error.argument == "price"
    assert "THB" in str(error)


@pytest.mark.parametrize("price", ["0.001", 0.1 + 0.2, Decimal("1.005"), "1e-3"])
def test_a_price_finer_than_a_satang_is_refused(price: Any) -> None:
    assert "0.01" in str(refused(price=price))


@pytest.mark.parametrize("price", ["1.500", Decimal("1e30"), 10**39])
def test_a_price_may_be_long_as_long_as_it_is_whole_satang(price: Any) -> None:
    assert Item(**{**GOOD, "price": price}).price == Decimal(str(price))


@pytest.mark.parametrize("quantity", [0, -1, 1.0, "1", True, None])
def test_a_quantity_is_a_whole_number_of_one_or_more(quantity: Any) -> None:
    assert refused(quantity=quantity).argument == "quantity"


@pytest.mark.parametrize(
    "changes",
    [{"product_sku": None}, {"product_id": 1}, {"product_id": 1, "shop_sku": "A"}],
)
def test_an_item_takes_exactly_one_identifier_and_says_which_there_are(
    changes: dict[str, Any],
) -> None:
    message = str(refused(**changes))

    assert all(name in message for name in ("product_id", "product_sku", "shop_sku"))


@pytest.mark.parametrize(
    "changes",
    [
        {"product_sku": ""},
        {"product_sku": "  "},
        {"product_sku": 7},
        {"product_sku": "\ud800"},
        {"product_sku": None, "shop_sku": ""},
        {"product_sku": None, "product_id": 0},
        {"product_sku": None, "product_id": "7"},
        {"product_sku": None, "product_id": True},
    ],
)
def test_an_identifier_must_be_of_its_kind_and_not_empty(
    changes: dict[str, Any],
) -> None:
    assert refused(**changes).argument in changes


def test_a_refusal_is_a_value_error_as_well() -> None:
    with pytest.raises(ValueError, match="quantity"):
        Item(product_id=1, quantity=0, price=1)


def test_an_item_of_a_product_names_it_by_id_at_its_own_price() -> None:
    product = Product.from_dict({"id": 342, "price": 199.0})

    assert Item.of(product, quantity=2) == Item(
        product_id=342, quantity=2, price="199.0"
    )
    assert Item.of(product, quantity=2, price="150").price == 150


@pytest.mark.parametrize("fields", [{"price": 1.0}, {"id": 342}])
def test_an_item_needs_a_product_with_id_and_price(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError):
        Item.of(Product.from_dict(fields), quantity=1)


def test_an_item_survives_copy_and_pickle_and_cannot_be_changed() -> None:
    item = Item(product_id=1, quantity=2, price="3.50")

    assert copy.deepcopy(item) == pickle.loads(pickle.dumps(item)) == item
    with pytest.raises(AttributeError):
        item.quantity = 3  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
