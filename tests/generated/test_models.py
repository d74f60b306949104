"""The generated models: what they read, what they show, and that they survive being copied."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import jedi
import pytest
from mycloud_api import models
from mycloud_api.api.orders import get_order
from mycloud_api.types import UNSET

from ..answers.asking import lane
from .spec import ANSWERS, CONFIDENTIAL, OBJECTS, example, marker

COPIES: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
}


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES.keys())
def test_unset_stays_itself_when_it_is_copied(copied: Callable[[Any], Any]) -> None:
    assert copied(UNSET) is UNSET


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES.keys())
def test_a_copied_form_sends_what_the_original_sends(copied: Callable[[Any], Any]) -> None:
    body = models.UpdateOrderBody(note="fragile", order_items=[models.OrderItemByShopSku("UPC_1", 1, 50)])

    assert copied(body) == body
    assert copied(body).to_multipart() == body.to_multipart()
    assert copied(body).to_dict() == body.to_dict()


@pytest.mark.parametrize("name", ANSWERS)
def test_a_missing_field_of_an_answer_reads_none_and_a_list_empty(name: str) -> None:
    assert_all_none(getattr(models, name).from_dict({}))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_null_field_of_an_answer_reads_none_and_a_list_empty(name: str) -> None:
    assert_all_none(getattr(models, name).from_dict(dict.fromkeys(example(name))))


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_with_every_field_is_written_as_it_was_read(name: str) -> None:
    assert getattr(models, name).from_dict(documented(name)).to_dict() == documented(name)


def documented(name: str) -> Any:
    return _without_twins(example(name))


def _without_twins(value: Any) -> Any:
    """An example under the documented names alone."""
    if isinstance(value, list):
        return [_without_twins(entry) for entry in value]
    if isinstance(value, dict):
        return {name: _without_twins(entry) for name, entry in value.items() if name not in models.Order._twins}
    return value


@pytest.mark.parametrize("name", OBJECTS)
def test_a_repr_shows_nothing_personal_and_no_secret(name: str) -> None:
    shown = repr(getattr(models, name).from_dict(example(name)))

    assert [text for text in CONFIDENTIAL if text in shown] == []


@pytest.mark.parametrize("name", OBJECTS)
def test_a_repr_shows_no_field_the_spec_does_not_know(name: str) -> None:
    assert "<unknown>" not in repr(getattr(models, name).from_dict(example(name) | {"line_id": "<unknown>"}))


@pytest.mark.parametrize("name", ["Order", "Customer", "GetTokenBody", "TokenResponse"])
def test_the_spec_says_which_fields_are_confidential(name: str) -> None:
    assert [text for text in CONFIDENTIAL if text.startswith(f"<{name}.")]


@pytest.mark.parametrize(
    ("name", "field"), [("Order", "mc_number"), ("Order", "order_number"), ("Customer", "code"), ("Product", "sku")]
)
def test_a_repr_shows_what_tells_one_object_from_another(name: str, field: str) -> None:
    shown = repr(getattr(models, name).from_dict(example(name)))

    assert shown.startswith(f"{name}(id=342, ")
    assert f"{field}={marker(name, field)!r}" in shown


def test_a_repr_leaves_out_what_is_not_set() -> None:
    assert repr(models.Customer.from_dict({"id": 342})) == "Customer(id=342)"


def assert_all_none(answer: Any) -> None:
    fields = attrs.asdict(answer, recurse=False)
    assert fields.pop("additional_properties") == {}
    lists = {name for name, kind in type(answer).__annotations__.items() if kind.startswith("list[")}
    assert fields == {name: [] if name in lists else None for name in fields}


ENTRY: dict[str, Any] = {
    "id": 342,
    "note": "fragile",
    "line_id": "A-1",
    "customer": {"id": 7, "tier": "gold"},
    "order_items": [{"id": 1, "price": 50, "product": {"id": 9, "sku": "MAI002"}}],
}
ENVELOPED: dict[str, Any] = {
    "attributes": {"id": 342, "note": "fragile", "line_id": "A-1"},
    "customer": {"attributes": {"id": 7, "tier": "gold"}},
    "order_items": [{"attributes": {"id": 1, "price": 50}, "product": {"attributes": {"id": 9, "sku": "MAI002"}}}],
}
SHAPES = pytest.mark.parametrize("entry", [ENTRY, ENVELOPED], ids=["documented", "enveloped"])


def read(entry: dict[str, Any]) -> models.Order:
    return models.Order.from_dict(entry)


@SHAPES
def test_an_order_survives_being_written_and_read(entry: dict[str, Any]) -> None:
    assert models.Order.from_dict(json.loads(json.dumps(read(entry).to_dict()))) == read(entry)
    assert read(entry) == read(ENTRY)


@SHAPES
def test_an_order_has_the_json_that_it_was_read_from(entry: dict[str, Any]) -> None:
    order = read(entry)

    assert order.raw == entry
    assert order.order_items[0].raw == entry["order_items"][0]
    assert models.Order(id=1).raw is None


@pytest.mark.parametrize("fast", [True, False], ids=["msgspec", "plain"])
def test_raw_is_as_it_came_by_either_reader_with_null_and_missing_apart(fast: bool) -> None:
    entry = {"id": 342, "note": None, "customer": {"id": 7}, "order_items": [{"id": 1}], "urgent": 1}
    with lane(fast):
        order = get_order.read(json.dumps({"order": entry}).encode())

    assert order.raw == entry


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES.keys())
@pytest.mark.parametrize("fast", [True, False], ids=["msgspec", "plain"])
def test_a_copied_order_is_equal_and_has_all_that_the_original_has(copied: Callable[[Any], Any], fast: bool) -> None:
    with lane(fast):
        order = get_order.read(json.dumps({"order": ENTRY}).encode())

    assert copied(order) == order
    assert copied(order) is not order
    assert copied(order)["line_id"] == "A-1"
    assert copied(order).raw == ENTRY


def test_evolve_keeps_what_the_spec_does_not_know() -> None:
    changed = attrs.evolve(read(ENTRY), note="ring twice")

    assert (changed.note, changed["line_id"], changed.id) == ("ring twice", "A-1", 342)
    assert changed.customer is not None
    assert changed.customer["tier"] == "gold"


def test_orders_are_equal_by_value_and_cannot_be_hashed_since_they_can_change() -> None:
    assert read(ENTRY) == read(ENTRY)
    assert read(ENTRY) != read(ENTRY | {"line_id": "A-2"})
    with pytest.raises(TypeError, match="unhashable type: 'Order'"):
        hash(read(ENTRY))


def test_an_order_is_a_row_of_names_and_values() -> None:
    order = read(ENTRY)

    assert dict(order) == {name: order[name] for name, _ in order}
    assert {"id", "note", "line_id", "order_items"} <= dict(order).keys()
    assert order["customer"] is order.customer
    assert "line_id" in order
    assert "note" in order
    assert "colour" not in order
    with pytest.raises(KeyError):
        order["colour"]


def test_an_order_takes_values_by_name() -> None:
    order = read(ENTRY)
    order["note"], order["colour"] = "new", "red"
    del order["line_id"]

    assert (order.note, order.additional_properties) == ("new", {"colour": "red"})


def test_match_takes_an_order_apart() -> None:
    match read(ENTRY):
        case models.Order(note="fragile", customer=models.Customer(id=key)):
            assert key == 7
        case _:
            pytest.fail("did not match")


def test_asdict_has_everything_in_plain_dictionaries() -> None:
    made = attrs.asdict(read(ENTRY))

    assert made["customer"]["id"] == 7
    assert made["order_items"][0]["product"]["sku"] == "MAI002"
    assert made["additional_properties"] == {"line_id": "A-1"}


def test_an_order_can_be_made_by_hand_with_what_matters() -> None:
    order = models.Order(id=1, status="SHIPPED")

    assert (order.note, order.order_items, order.to_dict()["status"]) == (None, [], "SHIPPED")


@pytest.mark.parametrize("name", ANSWERS)
def test_nothing_but_fields_and_methods_of_use_shows_in_completion(name: str) -> None:
    model = getattr(models, name)
    fields = {field.name for field in attrs.fields(model)} | set(model._twins)

    assert {shown for shown in dir(model()) if not shown.startswith("_")} == fields | {
        "additional_keys", "from_dict", "raw", "to_dict"
    }  # fmt: skip


def test_jedi_completes_no_internals_of_an_order() -> None:
    code = "from mycloud_api.models.order import Order\nOrder()."
    names = {one.name for one in jedi.Script(code).complete(2, len("Order()."))}

    assert {"order_number", "raw"} <= names
    assert [name for name in names if name.isupper()] == []
