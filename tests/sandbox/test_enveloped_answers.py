"""In the envelope the same data comes as every known client of the live server reads it."""

from typing import Any

import pytest

from .visiting import KEYS, ORDER, Visitor

pytestmark = pytest.mark.usefixtures("both_databases")


@pytest.fixture
def order(enveloped: Visitor) -> dict[str, Any]:
    form = {
        **ORDER,
        "customer_id": 232,
        "attach_name": ["LABEL"],
        "attach_file": [b"%PDF"],
        "customer_reference": "C1",
    }
    answer = enveloped.post("/orders", form=form).json()
    assert answer["success"] is True
    assert isinstance(answer["message"], str)
    data: dict[str, Any] = answer["data"]
    return data


def test_an_order_is_its_attributes_and_what_belongs_to_it(
    order: dict[str, Any],
) -> None:
    assert set(order) == {
        "attributes",
        "customer",
        "delivery_mode",
        "order_items",
        "attachments",
    }
    assert order["customer"]["attributes"]["id"] == 232
    assert order["delivery_mode"]["attributes"]["name"] == "Kerry Express"


def test_an_item_has_its_product_beside_its_attributes(order: dict[str, Any]) -> None:
    (item,) = order["order_items"]
    assert set(item) == {"attributes", "product"}
    assert item["attributes"]["quantity"] == 2
    assert item["product"]["attributes"]["id"] == 164162


def test_an_attachment_is_a_name_and_an_address(order: dict[str, Any]) -> None:
    (attachment,) = order["attachments"]
    assert set(attachment) == {"name", "url"}
    assert attachment["name"] == "LABEL"


def test_the_names_are_those_of_the_envelope(order: dict[str, Any]) -> None:
    assert order["attributes"]["customer_reference"] == "C1"
    assert "customer_ref" not in order["attributes"]
    assert "deliverymode" not in order


def test_absent_values_are_empty_text_whatever_their_type(enveloped: Visitor) -> None:
    data = enveloped.post("/orders", form=ORDER).json()["data"]
    absent = ("customer_id", "payment_amount", "payment_date", "delivery_date", "note")
    assert [data["attributes"][name] for name in absent] == [""] * len(absent)
    assert data["customer"] == ""


@pytest.mark.parametrize(("sent", "answered"), [("1", 1), ("0", 0)])
def test_a_boolean_is_a_number(enveloped: Visitor, sent: str, answered: int) -> None:
    urgent = enveloped.post("/orders", form={**ORDER, "urgent": sent}).json()["data"][
        "attributes"
    ]["urgent"]
    assert (type(urgent), urgent) == (int, answered)


def test_no_weight_is_the_integer_zero(order: dict[str, Any]) -> None:
    assert (type(order["attributes"]["weight"]), order["attributes"]["weight"]) == (
        int,
        0,
    )


@pytest.mark.parametrize(
    "path", ["/orders", "/customers", "/products", "/shops", "/orders/1984/orderitems"]
)
def test_a_list_is_an_array_of_such_objects(enveloped: Visitor, path: str) -> None:
    data = enveloped.get(path).json()["data"]
    assert data
    assert all("attributes" in entry for entry in data)


def test_the_token_comes_without_an_envelope(enveloped: Visitor) -> None:
    assert set(enveloped.post("/gettoken", data=KEYS).json()) == {"token"}


def test_a_refusal_comes_with_status_200_and_changes_nothing(
    enveloped: Visitor,
) -> None:
    before = enveloped.get("/orders?count=1000").json()
    answer = enveloped.post("/orders", form={**ORDER, "delivery_mode_id": 1})
    assert answer.status_code == 200
    assert answer.json() == {
        "success": False,
        "message": "delivery_mode_id: there is no delivery mode with id 1.",
    }
    assert enveloped.get("/orders?count=1000").json() == before


def test_a_missing_token_and_a_missing_entry_keep_their_status(
    enveloped: Visitor,
) -> None:
    assert enveloped.get("/orders/1").status_code == 404
    assert enveloped.get("/orders", headers={"Authorization": ""}).status_code == 401


def test_what_comes_without_an_envelope_is_refused_without_one(
    enveloped: Visitor,
) -> None:
    assert enveloped.post("/gettoken", data={"apikey": "x"}).status_code == 422


def test_an_unknown_dialect_is_named() -> None:
    with pytest.raises(
        ValueError, match="dialect must be one of documented, envelope, got 'xml'"
    ):
        Visitor({"dialect": "xml"})
