"""Items that cannot be ordered are refused where they are made; a list that holds none, before
anything is sent.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mycloud import InvalidRequestError, Item

from .asking import ITEM, QUICK, creating, refused, updating
from .strategies import (
    NO_PRICE,
    NO_TEXT,
    NOT_COUNTED,
    PERSONAL,
    PRICES,
    SKUS,
    SURROGATES,
    TOO_FINE,
    WHOLE,
    WORDY,
)

IDENTIFIERS = {"product_id": WHOLE, "product_sku": SKUS, "shop_sku": SKUS}
SKU_NAMES = st.sampled_from(["product_sku", "shop_sku"])


def in_order(given: dict[str, Any]) -> dict[str, Any]:
    """In that of the constructor."""
    return {name: given[name] for name in IDENTIFIERS if name in given}


def refused_item(**changes: Any) -> InvalidRequestError:
    """What is said to an item that is right except for these changes."""
    with pytest.raises(InvalidRequestError) as caught:
        Item(**{"quantity": 1, "price": 50, **changes})
    assert PERSONAL not in str(caught.value)
    return caught.value


@QUICK
@given(
    st.fixed_dictionaries({}, optional=IDENTIFIERS)
    .map(in_order)
    .filter(lambda given: len(given) != 1)
)
def test_an_item_without_exactly_one_identifier_is_refused_with_those_it_was_given(
    given: dict[str, Any],
) -> None:
    error = refused_item(**given)

    assert error.argument == "Item"
    assert error.got == (" and ".join(given) or "none")
    assert all(name in error.takes for name in IDENTIFIERS)


@QUICK
@given(SKU_NAMES, NO_TEXT | st.text(" \t\r\n\u00a0\u3000", max_size=3) | SURROGATES)
def test_a_sku_that_is_empty_or_no_text_is_refused(name: str, sku: object) -> None:
    assert refused_item(**{name: sku}).argument == name


@QUICK
@given(NOT_COUNTED.filter(lambda value: value is not None))
def test_a_product_id_that_is_no_whole_number_of_one_or_more_is_refused(
    id: object,
) -> None:
    assert refused_item(product_id=id).argument == "product_id"


@QUICK
@given(NOT_COUNTED)
def test_a_quantity_that_is_no_whole_number_of_one_or_more_is_refused(
    quantity: object,
) -> None:
    error = refused_item(product_id=1, quantity=quantity)

    assert error.argument == "quantity"
    assert "1 or more" in error.takes


@QUICK
@given(NO_PRICE | st.none())
def test_a_price_that_cannot_be_is_refused(price: object) -> None:
    error = refused_item(product_id=1, price=price)

    assert error.argument == "price"
    assert "THB" in error.takes


@QUICK
@given(TOO_FINE)
def test_a_price_finer_than_a_satang_is_refused_and_never_rounded(
    price: object,
) -> None:
    assert "no finer than 0.01" in refused_item(product_id=1, price=price).takes


@QUICK
@given(
    st.sampled_from([[], (), None, "", 0, {}])
    | WORDY
    | st.integers(1)
    | st.just(ITEM)
    | st.just({ITEM})
)
def test_an_order_is_placed_with_a_list_of_items_and_nothing_else(
    items: object,
) -> None:
    error = refused(creating(items=items))

    assert error.argument == "items"
    assert PERSONAL not in str(error)


@QUICK
@given(WORDY | st.integers(1) | st.just(ITEM) | st.just({"product_id": 1}))
def test_a_change_takes_no_other_list_of_items_either(items: object) -> None:
    assert refused(updating(items=items)).argument == "items"


@QUICK
@given(
    st.lists(st.just(ITEM), max_size=5),
    WORDY | st.none() | st.just({"product_id": 1}),
    st.sampled_from([creating, updating]),
)
def test_what_is_no_item_is_named_by_its_place(
    before: list[Item], stranger: object, act: Any
) -> None:
    error = refused(act(items=[*before, stranger, ITEM]))

    assert error.argument == f"items[{len(before)}]"
    assert PERSONAL not in str(error)


@QUICK
@given(NO_PRICE | st.none(), NOT_COUNTED)
def test_a_change_of_one_line_is_held_to_the_same(
    price: object, quantity: object
) -> None:
    assert (
        refused(
            lambda client: client.order_items.update(7, price=price, quantity=1)
        ).argument
        == "price"
    )
    assert (
        refused(
            lambda client: client.order_items.update(7, price=1, quantity=quantity)
        ).argument
        == "quantity"
    )


@QUICK
@given(WHOLE, PRICES)
def test_every_other_quantity_and_price_is_taken(quantity: int, price: Any) -> None:
    item = Item(product_id=1, quantity=quantity, price=price)

    assert item.quantity == quantity
    assert item.price.is_finite()


@pytest.mark.parametrize("price", ["1e1000000", Decimal("1e1000000")])
def test_a_price_of_a_million_digits_is_refused(price: Any) -> None:
    assert refused_item(product_id=1, price=price).argument == "price"
