"""The generated models: what they read, what they show, and that they survive being copied."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from mycloud_api import models
from mycloud_api.types import UNSET

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
    assert getattr(models, name).from_dict(example(name)).to_dict() == example(name)


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
