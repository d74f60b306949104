"""A field of the wrong kind is refused by its name, without what it held, which may be personal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mycloud import AsyncMyCloud, MyCloud
from mycloud_api.models.create_order_body import CreateOrderFields
from mycloud_api.models.customer_body import CustomerFields
from mycloud_api.models.update_order_body import UpdateOrderFields
from mycloud_api.models.update_product_body import UpdateProductFields

from .asking import (
    FEW,
    QUICK,
    WRITING,
    Act,
    Unreachable,
    creating,
    refused,
    settled,
    updating,
)
from .strategies import (
    NO_PRICE,
    NO_TEXT,
    NOT_COUNTED,
    PERSONAL,
    SURROGATES,
    WORDY,
    WRONG,
)

OWN_ARGUMENTS = {
    "self",
    "id",
    "ref",
    "delivery_mode_id",
    "items",
    "attachments",
    "on_unknown",
    "photo",
}
TAKEN: dict[str, type] = {
    "orders.create": CreateOrderFields,
    "orders.update": UpdateOrderFields,
    "customers.create": CustomerFields,
    "customers.update": CustomerFields,
    "products.create": UpdateProductFields,
    "products.update": UpdateProductFields,
}


def customers_create(**fields: Any) -> Act:
    return lambda client: client.customers.create(**fields)


def customers_update(**fields: Any) -> Act:
    return lambda client: client.customers.update(232, **fields)


def products_create(**fields: Any) -> Act:
    return lambda client: client.products.create(
        **{"name": "T-Shirt", "description": "", "price": 199, **fields}
    )


def products_update(**fields: Any) -> Act:
    return lambda client: client.products.update("MAI002", **fields)


ALL_WRITING = WRITING | {
    "customers.create": customers_create,
    "customers.update": customers_update,
    "products.create": products_create,
    "products.update": products_update,
}


def test_every_field_of_an_order_is_tried() -> None:
    assert WRONG.keys() == CreateOrderFields.__annotations__.keys()


@pytest.mark.parametrize("name", WRONG)
@FEW
@given(st.data(), st.sampled_from(sorted(WRITING)))
def test_a_field_of_another_kind_is_refused_by_its_name(
    name: str, data: st.DataObject, operation: str
) -> None:
    error = refused(WRITING[operation](**{name: data.draw(WRONG[name])}))

    assert error.argument == name
    assert PERSONAL not in str(error)


@QUICK
@given(st.data())
def test_one_wrong_field_is_found_among_right_ones(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(WRONG.keys() - {"name", "note"})))
    fields = {"name": PERSONAL, name: data.draw(WRONG[name]), "note": PERSONAL}

    assert refused(creating(**fields)).argument == name


@pytest.mark.parametrize("name", CustomerFields.__annotations__)
@FEW
@given(NO_TEXT | SURROGATES)
def test_the_fields_of_a_customer_are_texts(name: str, value: object) -> None:
    for operation in (customers_create, customers_update):
        assert refused(operation(**{name: value})).argument == name


@pytest.mark.parametrize(
    "name", ["name", "description", "shop_sku", "supplier_reference"]
)
@FEW
@given(NO_TEXT | SURROGATES)
def test_most_fields_of_a_product_are_texts(name: str, value: object) -> None:
    for operation in (products_create, products_update):
        assert refused(operation(**{name: value})).argument == name


@pytest.mark.parametrize("name", ["price", "cost"])
@FEW
@given(NO_PRICE)
def test_what_a_product_costs_is_an_amount(name: str, value: object) -> None:
    for operation in (products_create, products_update):
        assert refused(operation(**{name: value})).argument == name


@QUICK
@given(
    WORDY
    | st.integers()
    | st.binary(min_size=1)
    | st.lists(st.integers(), min_size=1)
    | st.lists(SURROGATES, min_size=1)
)
def test_references_are_a_list_of_texts(references: object) -> None:
    error = refused(products_update(client_references=references))

    assert error.argument == "client_references"
    assert PERSONAL not in str(error)


@QUICK
@given(NO_TEXT | SURROGATES | st.none() | st.text(" \t", max_size=2))
def test_a_category_has_a_name(name: object) -> None:
    assert (
        refused(lambda client: client.product_categories.create(name=name)).argument
        == "name"
    )


@QUICK
@given(NOT_COUNTED)
def test_a_delivery_mode_is_a_whole_number(mode: object) -> None:
    assert refused(creating(delivery_mode_id=mode)).argument == "delivery_mode_id"


@QUICK
@given(NOT_COUNTED.filter(lambda value: value is not None))
def test_another_delivery_mode_is_a_whole_number_too(mode: object) -> None:
    assert refused(updating(delivery_mode_id=mode)).argument == "delivery_mode_id"


@pytest.mark.parametrize(
    "operation",
    ["orders.update", "customers.create", "customers.update", "products.update"],
)
@FEW
@given(st.data())
def test_a_change_of_nothing_is_refused(operation: str, data: st.DataObject) -> None:
    names = data.draw(
        st.sets(st.sampled_from(sorted(TAKEN[operation].__annotations__)))
    )

    refusal = refused(ALL_WRITING[operation](**dict.fromkeys(names)))
    # None is nothing in a create; in an update it says two things.
    is_update = operation.endswith(".update")
    assert refusal.argument in (names if names and is_update else {"fields"})


@pytest.mark.parametrize("operation", TAKEN)
@FEW
@given(st.from_regex(r"[a-z_]{1,20}", fullmatch=True))
def test_an_unknown_field_is_a_type_error_that_names_the_method_and_the_field(
    operation: str, name: str
) -> None:
    known = TAKEN[operation].__annotations__
    if name in known or name in OWN_ARGUMENTS:
        return
    message = unknown_field_of(ALL_WRITING[operation](**{name: PERSONAL}))

    method = operation.partition(".")[2]
    assert message.startswith(f"{method}() takes no {name}=: ")


def unknown_field_of(act: Act) -> str:
    """What both clients say to a field they do not know."""
    said: list[str] = []
    for kind in (MyCloud, AsyncMyCloud):
        transport: Any = Unreachable()
        with pytest.raises(TypeError) as caught:
            settled(act(kind("the-key", "the-secret", transport=transport)))
        said.append(str(caught.value).removeprefix("Async"))
        assert transport.reached == []
    assert said[0] == said[1]
    return said[0]


@pytest.mark.parametrize("day", ["20171231", "2017-W52-7", 20171231])
def test_a_day_in_another_form_of_iso_8601_is_refused(day: object) -> None:
    assert refused(creating(payment_date=day)).argument == "payment_date"


@pytest.mark.parametrize("name", ["customer_id", "total_price", "weight"])
def test_a_number_that_cannot_be_spelled_is_refused(name: str) -> None:
    assert refused(creating(**{name: 10**5000})).argument == name


def test_a_change_to_no_references_is_refused() -> None:
    refused(products_update(client_references=[]))
