"""`to_multipart` spells a body as form parts, each a name and a value."""

from __future__ import annotations

import copy
import datetime
import pickle
import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from mycloud_api import models
from mycloud_api.models import (
    CreateOrderBody,
    OrderItemByProductId,
    OrderItemByShopSku,
    UpdateOrderBody,
)
from mycloud_api.types import UNSET, File, form_parts, short_repr

from .spec import FORMS, example, properties


@pytest.mark.parametrize("value", [None, UNSET, [], {}])
def test_a_value_that_is_absent_has_no_part(value: Any) -> None:
    assert form_parts("field", value) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "1"),
        (False, "0"),
        (0, "0"),
        (Decimal("199.00"), "199.00"),
        (Decimal("1E+3"), "1000"),
        (1e16, "10000000000000000"),
        (1e-07, "0.0000001"),
        (datetime.date(2026, 4, 3), "2026-04-03"),
        ("", ""),
        ("คุณ พวริด", "คุณ พวริด"),
    ],
)
def test_a_value_is_one_part_without_file_name_or_type(value: Any, text: str) -> None:
    assert form_parts("field", value) == [("field", (None, text.encode(), None))]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_not_finite_is_refused(number: Decimal | float) -> None:
    with pytest.raises(ValueError, match="finite"):
        form_parts("price", number)


def test_each_item_of_an_order_has_an_index_of_its_own() -> None:
    body = CreateOrderBody(
        delivery_mode_id=343,
        order_items=[
            OrderItemByProductId(product_id=164162, quantity=2, price=Decimal("199.00")),
            OrderItemByShopSku(shop_sku="UPC_230458300", quantity=1, price=50),
        ],
    )

    assert texts_of(body) == {
        "delivery_mode_id": "343",
        "order_items[0][product_id]": "164162",
        "order_items[0][quantity]": "2",
        "order_items[0][price]": "199.00",
        "order_items[1][shop_sku]": "UPC_230458300",
        "order_items[1][quantity]": "1",
        "order_items[1][price]": "50",
    }


def test_a_file_keeps_its_name_its_type_and_its_stream() -> None:
    stream = BytesIO(b"%PDF")
    body = UpdateOrderBody(attach_file=[File(stream, "label.pdf", "application/pdf")])

    assert body.to_multipart() == [("attach_file[0]", ("label.pdf", stream, "application/pdf"))]


def test_a_field_the_spec_does_not_know_is_spelled_alike() -> None:
    body = UpdateOrderBody()
    body["order_items"] = [{"id": 7, "gift": True, "tags": ["a", "b"]}]

    assert texts_of(body) == {
        "order_items[0][id]": "7",
        "order_items[0][gift]": "1",
        "order_items[0][tags][0]": "a",
        "order_items[0][tags][1]": "b",
    }


def test_an_empty_body_has_no_parts() -> None:
    assert UpdateOrderBody().to_multipart() == []


@pytest.mark.parametrize("name", FORMS)
def test_every_field_of_a_form_in_the_spec_is_sent(name: str) -> None:
    body = getattr(models, name).from_dict(example(name))

    assert {re.split(r"\[", part)[0] for part, _ in body.to_multipart()} == set(properties(name))


def texts_of(body: CreateOrderBody | UpdateOrderBody) -> dict[str, str]:
    contents = {name: part[1] for name, part in body.to_multipart()}
    return {name: content.decode() for name, content in contents.items() if isinstance(content, bytes)}


@pytest.mark.parametrize("character", ["\r", "\n", "\0"])
def test_a_name_that_would_end_its_line_is_refused(character: str) -> None:
    with pytest.raises(ValueError, match="a line break or NUL in the name"):
        form_parts(f"field{character}X-Header: 1", "value")


def test_what_is_not_given_stays_so_in_a_copy() -> None:
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET
    assert copy.deepcopy(UNSET) is UNSET
    assert (bool(UNSET), repr(UNSET)) == (False, "UNSET")


class Shown:
    """A model of the generated kind."""

    id: int | None = 7
    tags: list[str] | None = None
    code: str | None = "A"
    secret: str = "s"
    left: object = UNSET


Shown.__annotations__ = {
    "id": "int | None",
    "tags": "list[str] | None",
    "code": "None | str",
    "left": "str",
}


def test_a_repr_shows_the_named_values_that_are_set_and_of_their_type() -> None:
    model, names = Shown(), ["id", "tags", "code", "left"]

    assert short_repr(model, names) == "Shown(id=7, code='A')"
    model.tags = []
    assert short_repr(model, names) == "Shown(id=7, code='A')"
    model.tags, model.id = ["red"], "0899969094"  # type: ignore[assignment]
    assert short_repr(model, names) == "Shown(id=..., tags=['red'], code='A')"
