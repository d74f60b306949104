"""The enveloped spec says what the sandbox answers in that dialect, for every operation, and
nothing less.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from tools.spec import documents, overlay

from ..sandbox.visiting import ORDER, Visitor
from .spec_reading import Node, Operation, Spec, read_spec

OPERATIONS = {
    operation.node["operationId"]: operation
    for operation in read_spec().operations().values()
}


@cache
def enveloped_spec() -> Spec:
    return Spec(
        overlay.apply(documents.read(documents.OVERLAY), documents.read(documents.SPEC))
    )


@pytest.fixture
def visitor() -> Visitor:
    return Visitor({"dialect": "envelope"}).log_in()


def asked(visitor: Visitor, name: str) -> Any:
    """What is answered to the example of the spec."""
    if name == "delete_product":  # those that are there already are in the warehouse
        added = visitor.post(
            "/products", form=body_of(OPERATIONS["create_product"])
        ).json()
        return visitor.delete(f"/products/{added['data']['attributes']['id']}").json()
    method, path = OPERATIONS[name].name.split()
    return visitor.request(
        method, filled(path, OPERATIONS[name]), form=body_of(OPERATIONS[name])
    ).json()


def body_of(operation: Operation) -> Any:
    forms = read_spec().body_media(operation).values()
    return next((form["example"] for form in forms), None)


def filled(path: str, operation: Operation) -> str:
    examples = {
        parameter["name"]: str(parameter.get("example"))
        for parameter in operation.parameters
    }
    return re.sub(r"\{(\w+)\}", lambda found: examples[found[1]], path)


@cache
def closed_spec() -> Spec:
    return Spec(without_unknown_fields(with_values(enveloped_spec().document)))


EMPTY = {"enum": ["", None]}
VALUES: dict[str, Any] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"enum": [0, 1]},
    "array": {"type": "array", "items": {"type": "string"}},
    "object": {"type": "object", "required": ["attributes"]},
}


def with_values(node: Any) -> Any:
    """The document with what `x-value` says as a schema, which few generators could hold."""
    if isinstance(node, list):
        return [with_values(part) for part in node]
    if not isinstance(node, dict):
        return node
    known = {"anyOf": [VALUES[node["x-value"]], EMPTY]} if "x-value" in node else {}
    return {key: with_values(part) for key, part in node.items()} | known


def complaints(name: str, answer: Any) -> list[str]:
    spec = closed_spec()
    operation = spec.operations()[OPERATIONS[name].name]
    errors = spec.validator(spec.answer_schema(operation)).iter_errors(answer)
    return [f"{error.json_path}: {error.message}" for error in errors]


def without_unknown_fields(node: Any) -> Any:
    """The document with every object closed, so that a field it does not know is a complaint."""
    if isinstance(node, list):
        return [without_unknown_fields(part) for part in node]
    if not isinstance(node, dict):
        return node
    closed = {key: without_unknown_fields(part) for key, part in node.items()}
    return (
        {**closed, "additionalProperties": False}
        if isinstance(node.get("properties"), dict)
        else closed
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_answered_as_the_enveloped_spec_says(
    visitor: Visitor, name: str
) -> None:
    answer = asked(visitor, name)
    assert complaints(name, answer) == []
    assert name == "get_token" or (answer["success"], "data" in answer) == (True, True)


def test_an_order_with_everything_is_what_the_enveloped_spec_says(
    visitor: Visitor,
) -> None:
    form = {
        **ORDER,
        "customer_id": 232,
        "attach_name": ["LABEL"],
        "attach_file": [b"%PDF"],
        "urgent": "1",
    }
    answer = visitor.post("/orders", form=form).json()
    assert complaints("create_order", answer) == []
    assert answer["data"].keys() == schema("OrderResource")["properties"].keys()
    assert answer["data"]["attributes"].keys() == schema("Order")["properties"].keys()
    assert (
        answer["data"]["order_items"][0].keys()
        == schema("OrderItemResource")["properties"].keys()
    )


def test_a_refusal_with_status_200_is_what_the_enveloped_spec_says(
    visitor: Visitor,
) -> None:
    answer = visitor.post("/orders", form={"customer_id": 232})
    assert answer.status_code == 200
    assert complaints("create_order", answer.json()) == []


def test_items_keyed_by_number_are_told_of_in_words_alone(visitor: Visitor) -> None:
    answer = asked(visitor, "get_order")
    answer["data"]["order_items"] = {
        "0": {"attributes": {"id": 1, "price": 0, "quantity": 1}}
    }
    assert complaints("get_order", answer) != []
    assert (
        "keys `0`, `1`"
        in schema("OrderResource")["properties"]["order_items"]["description"]
    )


def test_an_order_without_an_id_is_not_what_the_enveloped_spec_says(
    visitor: Visitor,
) -> None:
    answer = asked(visitor, "get_order")
    del answer["data"]["attributes"]["id"]
    assert complaints("get_order", answer) != []


def test_nothing_in_the_enveloped_spec_is_a_union_which_generators_cannot_hold() -> (
    None
):
    answers = [node for at, node in enveloped_spec().schemas() if "anyOf" in node]
    assert answers == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "342"),
        ("weight", "heavy"),
        ("create_date", "8 April"),
        ("urgent", 2),
        ("customer_ref", "C1"),
        ("name", 5),
    ],
)
def test_what_was_never_seen_is_not_what_the_enveloped_spec_says(
    visitor: Visitor, field: str, value: object
) -> None:
    answer = asked(visitor, "get_order")
    answer["data"]["attributes"][field] = value
    assert complaints("get_order", answer) != []


def test_an_answer_in_the_documented_shape_is_not_what_the_enveloped_spec_says() -> (
    None
):
    documented = Visitor().log_in()
    assert complaints("get_order", asked(documented, "get_order")) != []


def schema(name: str) -> Node:
    found: Node = enveloped_spec().document["components"]["schemas"][name]
    return found
