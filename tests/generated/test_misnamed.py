"""Names that people type first on a model: what the error says, and what stays as it was."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from typing import Any

import attrs
import jedi
import pytest
from mycloud_api import models
from mycloud_api.misnamed import _MEANT
from mycloud_api.models import Order, OrderItem, Product

from .spec import ANSWERS

ORDER: Any = Order.from_dict({"id": 1, "line_id": 7, "order_items": [{"quantity": 3}]})


@pytest.mark.parametrize(
    ("model", "typed", "right"),
    [
        (Order, "items", "order_items"),
        (Order, "total", "total_price"),
        (Order, "number", "order_number"),
        (Order, "tracking", "tracking_number"),
        (OrderItem, "qty", "quantity"),
        (OrderItem, "sku", "product.sku"),
        (Product, "stock", "available_inventory"),
        (Product, "reference", "supplier_reference"),
    ],
)
def test_a_field_of_another_name_is_refused_with_the_right_one(model: Any, typed: str, right: str) -> None:
    with pytest.raises(AttributeError, match=f"^{model.__name__} has no field '{typed}': use {right}$"):
        getattr(model(), typed)


def test_a_name_whose_right_field_the_model_lacks_gets_no_hint() -> None:
    with pytest.raises(AttributeError, match=r"^Product has no field 'items'$"):
        _ = Product().items  # type: ignore[attr-defined]


def test_every_right_name_is_a_field_of_a_model() -> None:
    fields = {field.name for name in ANSWERS for field in attrs.fields(getattr(models, name))}
    meant = {one.partition(".")[0] for names in _MEANT.values() for one in names}
    assert meant <= fields


def test_a_field_that_the_spec_does_not_know_is_named_with_the_way_to_it() -> None:
    with pytest.raises(AttributeError, match=r"use \['line_id'\]"):
        _ = ORDER.line_id

    assert ORDER["line_id"] == 7


def test_python_suggests_a_field_that_is_spelled_alike() -> None:
    code = "from mycloud import Order; Order().trakcing_number"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "Did you mean: 'tracking_number'?" in ended.stderr


def test_a_misspelled_field_is_still_absent() -> None:
    assert not hasattr(ORDER, "items")
    assert getattr(ORDER, "total", 5) == 5
    assert not hasattr(Order.__new__(Order), "additional_properties")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda order: pickle.loads(pickle.dumps(order))])
def test_a_copy_is_as_before(copied: Any) -> None:
    assert copied(ORDER) == ORDER
    assert copied(ORDER).raw == ORDER.raw


def test_an_editor_completes_the_fields_and_nothing_for_a_wrong_name() -> None:
    script = "from mycloud import Order\norder = Order()\n"

    names = {found.name for found in jedi.Script(f"{script}order.").complete(3, 6)}
    assert {"order_items", "total_price", "order_number"} <= names
    assert "items" not in names
    assert jedi.Script(f"{script}order.items").infer(3, 8) == []
