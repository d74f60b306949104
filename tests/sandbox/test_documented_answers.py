"""In the documented dialect every answer of every operation is what the spec says it is."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from .visiting import ORDER, Visitor, spec

pytestmark = pytest.mark.usefixtures("both_databases")

SPEC = spec()
METHODS = ("get", "post", "patch", "delete")
OPERATIONS = {
    item[method]["operationId"]: (method.upper(), path, item[method])
    for path, item in SPEC["paths"].items()
    for method in METHODS
    if method in item
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_example_of_the_spec_is_answered_as_the_spec_says(
    visitor: Visitor, name: str
) -> None:
    method, path, operation = OPERATIONS[name]
    if name == "delete_product":  # those that are there already are in the warehouse
        path = f"/products/{visitor.post('/products', form=_example('create_product')).json()['product']['id']}"
    answer = visitor.request(method, _filled(path, operation), form=_example(name))
    assert answer.status_code == 200, answer.text
    _check(answer.json(), operation["responses"]["200"])


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name != "get_token"])
def test_a_refusal_without_a_token_is_answered_as_the_spec_says(name: str) -> None:
    method, path, operation = OPERATIONS[name]
    answer = Visitor().request(method, _filled(path, operation), form=_example(name))
    assert answer.status_code == 401
    _check(answer.json(), SPEC["components"]["responses"]["Unauthorized"])


def test_every_field_of_a_schema_is_there_but_the_aliases(visitor: Visitor) -> None:
    order = visitor.order(attach_name=["LABEL"], attach_file=[b"%PDF"])
    assert set(order) == _fields("Order")
    assert set(order["deliverymode"]) == _fields("DeliveryMode")
    assert set(order["order_items"][0]) == _fields("OrderItem")
    assert set(order["order_items"][0]["product"]) == _fields("Product")
    assert set(order["attachments"][0]) == _fields("OrderAttachment")
    assert not {"delivery_mode", "customer_reference"} & set(order)


def test_an_absent_value_is_null(visitor: Visitor) -> None:
    order = visitor.order()
    absent = (
        "customer",
        "customer_id",
        "billing_title",
        "payment_amount",
        "payment_date",
        "tracking_number",
    )
    assert {order[name] for name in absent} == {None}


def test_a_reference_that_is_sent_by_its_envelope_name_is_answered_by_the_documented_one(
    visitor: Visitor,
) -> None:
    assert visitor.order(customer_reference="CREF-1")["customer_ref"] == "CREF-1"


def test_a_refusal_has_status_422(visitor: Visitor) -> None:
    answer = visitor.post("/orders", form={"order_items": ORDER["order_items"]})
    assert (answer.status_code, answer.json()) == (
        422,
        {"success": False, "message": "delivery_mode_id is required."},
    )


def test_a_failure_of_the_sandbox_itself_is_json_as_well(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mycloud_sandbox.app.HANDLERS", {})
    visitor.sees_failures = False
    answer = visitor.get("/orders")
    assert (answer.status_code, answer.json()["success"]) == (500, False)


def _example(name: str) -> Any:
    body = OPERATIONS[name][2].get("requestBody")
    return body["content"]["multipart/form-data"]["example"] if body else None


def _filled(path: str, operation: dict[str, Any]) -> str:
    shared = SPEC["paths"].get(path, {}).get("parameters", [])
    for parameter in map(_resolved, [*shared, *operation.get("parameters", [])]):
        path = path.replace(f"{{{parameter['name']}}}", str(parameter.get("example")))
    return path


def _fields(schema: str) -> set[str]:
    properties = SPEC["components"]["schemas"][schema]["properties"]
    return {name for name, node in properties.items() if "x-same-as" not in node}


def _check(answer: Any, response: dict[str, Any]) -> None:
    schema = response["content"]["application/json"]["schema"]
    whole = {**_translated(schema), "components": _translated(SPEC["components"])}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer)


def _translated(node: Any) -> Any:
    """A schema of OpenAPI 3.0 as JSON Schema, which has no `nullable`."""
    if isinstance(node, list):
        return [_translated(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    plain = {
        key: _translated(value) for key, value in node.items() if key != "nullable"
    }
    return (
        {"anyOf": [{"type": "null"}, plain]} if node.get("nullable") is True else plain
    )


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    target: Any = node
    if "$ref" in node:
        target = SPEC
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
    return dict(target)
