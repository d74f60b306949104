"""Orders follow the rules of the documentation, and of what was seen of the live server."""

from typing import Any

import pytest
from mycloud_sandbox.contract import load_contract

from .visiting import ORDER, Visitor

pytestmark = pytest.mark.usefixtures("both_databases")

ITEM = ORDER["order_items"][0]
BODY = load_contract().operations["update_order"].body
PLAIN = (
    [
        field.name
        for field in BODY.fields
        if field.is_plain and field.name not in ("attach_name", "status")
    ]
    if BODY
    else []
)
STATUSES = load_contract().shapes["Order"].field("status").values
STARTED = STATUSES[STATUSES.index("PICKING") :]


def _refusal(visitor: Visitor, **changes: Any) -> str:
    answer = visitor.post("/orders", form={**ORDER, **changes})
    assert answer.status_code == 422, answer.text
    message: str = answer.json()["message"]
    return message


def test_an_order_can_be_got_once_it_is_placed(visitor: Visitor) -> None:
    order = visitor.order(name="คุณ พวริด", note="พิเศษ")
    assert visitor.get(f"/orders/{order['id']}").json()["order"] == order
    assert (order["name"], order["note"]) == ("คุณ พวริด", "พิเศษ")


def test_a_new_order_is_reserved_and_bears_the_day_of_the_server(visitor: Visitor) -> None:
    order = visitor.order(create_date="2001-01-01")
    assert (order["status"], order["create_date"]) == ("RESERVED", "2026-11-22")


def test_numbers_of_orders_name_the_day_and_are_unique(visitor: Visitor) -> None:
    assert [visitor.order()["mc_number"] for _ in range(2)] == ["MC261122001", "MC261122002"]
    visitor.clock.pass_by(days=1)
    visitor.log_in()
    assert visitor.order()["mc_number"] == "MC261123001"


def test_a_deleted_order_keeps_its_number(visitor: Visitor) -> None:
    visitor.delete(f"/orders/{visitor.order()['id']}")
    assert visitor.order()["mc_number"] == "MC261122002"


@pytest.mark.parametrize(
    ("price", "total"),
    [("0.25", 1), ("0.245", 0), ("0", 0), ("10.10", 20), ("0.75", 2), ("1e3", 2000)],
)
def test_the_total_is_that_of_the_items_rounded_half_up_to_whole_baht(
    visitor: Visitor, price: str, total: int
) -> None:
    order = visitor.order(order_items=[{**ITEM, "price": price}])
    assert (type(order["total_price"]), order["total_price"]) == (int, total)


def test_a_total_that_is_sent_stays(visitor: Visitor) -> None:
    order = visitor.order(total_price="899.50")
    changed = visitor.patch(
        f"/orders/{order['id']}", form={"order_items": [{**ITEM, "quantity": 9}]}
    ).json()["order"]
    assert (order["total_price"], changed["total_price"]) == (899.5, 899.5)


def test_a_total_too_large_to_keep_is_refused(visitor: Visitor) -> None:
    assert _refusal(visitor, order_items=[{**ITEM, "price": "9e18"}]) == "The amount is too large."


def test_a_weight_is_kept_and_is_zero_otherwise(visitor: Visitor) -> None:
    assert (visitor.order(weight="0.453")["weight"], visitor.order()["weight"]) == (0.453, 0)


@pytest.mark.parametrize("field", ["delivery_mode_id", "order_items"])
def test_a_required_field_is_asked_for(visitor: Visitor, field: str) -> None:
    answer = visitor.post(
        "/orders", form={name: value for name, value in ORDER.items() if name != field}
    )
    assert (answer.status_code, answer.json()["message"]) == (422, f"{field} is required.")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("delivery_mode_id", "x", 'delivery_mode_id must be an integer, got "x".'),
        ("delivery_mode_id", "343.5", 'delivery_mode_id must be an integer, got "343.5".'),
        ("delivery_mode_id", "99999999999999999999", "delivery_mode_id must be an integer"),
        ("delivery_mode_id", "1", "delivery_mode_id: there is no delivery mode with id 1."),
        ("customer_id", "1", "customer_id: there is no customer with id 1."),
        ("urgent", "True", 'urgent must be 1 or 0, got "True".'),
        ("delivery_date", "31/12/2017", "delivery_date must be a date such as 2017-12-31"),
        ("delivery_date", "2017-02-30", "delivery_date must be a date such as 2017-12-31"),
        ("payment_time", "24:00", "payment_time must match"),
        ("weight", "nan", 'weight must be a number, got "nan".'),
        ("status", "LOST", "status must be one of RESERVED"),
        ("name", {"a": "b"}, "name must be text, got an array."),
        ("name", b"x", "name must be text, got a file."),
        ("order_items", "x", "order_items must be an array"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_by_name(
    visitor: Visitor, field: str, value: Any, message: str
) -> None:
    assert _refusal(visitor, **{field: value}).startswith(message)


@pytest.mark.parametrize("field", PLAIN)
def test_every_field_that_is_sent_comes_back_and_is_emptied_by_empty_text(
    visitor: Visitor, field: str
) -> None:
    contract = load_contract()
    sent, name = (
        contract.example("UpdateOrderBody", field),
        contract.shapes["Order"].canonical(field),
    )
    order = visitor.order(**{field: int(sent) if isinstance(sent, bool) else sent})
    assert order[name] == sent
    answer = visitor.patch(f"/orders/{order['id']}", form={field: ""})
    assert answer.status_code == (422 if field == "delivery_mode_id" else 200)
    assert answer.status_code == 422 or answer.json()["order"][name] in (
        None,
        398,
        0,
    )  # a total and a weight are computed


def test_a_new_order_for_customer_zero_has_none(visitor: Visitor) -> None:
    order = visitor.order(customer_id=0)
    assert (order["customer"], order["customer_id"]) == (None, None)


@pytest.mark.parametrize("path", ["/orders", "/orders/1984"])
def test_a_refused_order_uses_up_no_number(visitor: Visitor, path: str) -> None:
    visitor.request(
        "POST" if path == "/orders" else "PATCH", path, form={**ORDER, "delivery_mode_id": 1}
    )
    assert visitor.order()["mc_number"] == "MC261122001"


def test_customer_zero_is_none(visitor: Visitor) -> None:
    order = visitor.order(customer_id=232)
    changed = visitor.patch(f"/orders/{order['id']}", form={"customer_id": 0}).json()["order"]
    assert (order["customer"]["id"], changed["customer"], changed["customer_id"]) == (
        232,
        None,
        None,
    )


def test_a_saved_customer_is_the_recipient_unless_the_order_says_otherwise(
    visitor: Visitor,
) -> None:
    customer = visitor.get("/customers/232").json()["customer"]
    order = visitor.order(customer_id=232, address="32/1 สุขุมวิท 62")
    assert (order["name"], order["postcode"]) == (customer["name"], customer["postcode"])
    assert order["address"] == "32/1 สุขุมวิท 62"


def test_an_update_touches_only_what_is_sent(visitor: Visitor) -> None:
    order = visitor.order(name="a", note="b", urgent=1, payment_amount="10.5")
    changed = visitor.patch(f"/orders/{order['id']}", form={"note": "c"}).json()["order"]
    assert changed == {**order, "note": "c"}


def test_an_update_of_nothing_changes_nothing(visitor: Visitor) -> None:
    order = visitor.order()
    assert visitor.patch(f"/orders/{order['id']}").json()["order"] == order


def test_an_update_cannot_take_the_delivery_mode_away(visitor: Visitor) -> None:
    answer = visitor.patch(f"/orders/{visitor.order()['id']}", form={"delivery_mode_id": ""})
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "delivery_mode_id cannot be emptied.",
    )


def test_a_refused_update_changes_nothing_at_all(visitor: Visitor) -> None:
    order = visitor.order()
    items = [{**ITEM, "price": 1}, {**ITEM, "product_id": 1}]
    assert (
        visitor.patch(
            f"/orders/{order['id']}", form={"note": "x", "order_items": items}
        ).status_code
        == 422
    )
    assert visitor.get(f"/orders/{order['id']}").json()["order"] == order


def test_an_order_is_approved_by_its_status(visitor: Visitor) -> None:
    order = visitor.patch(f"/orders/{visitor.order()['id']}", form={"status": "APPROVED"}).json()[
        "order"
    ]
    assert (order["status"], order["can_pick"]) == ("APPROVED", True)


@pytest.mark.parametrize("status", STARTED)
def test_the_status_stays_once_picking_has_started(visitor: Visitor, status: str) -> None:
    path = f"/orders/{visitor.order(status=status)['id']}"
    answer = visitor.patch(path, form={"status": "RESERVED"})
    assert answer.status_code == 422
    assert "picking has started" in answer.json()["message"]
    assert visitor.patch(path, form={"status": status, "note": "x"}).json()["order"]["note"] == "x"


def test_a_deleted_order_is_hidden_unless_it_is_asked_for(visitor: Visitor) -> None:
    order = visitor.order()
    assert visitor.delete(f"/orders/{order['id']}").json()["order"] == order
    assert visitor.get(f"/orders/{order['id']}").status_code == 404
    assert order["id"] not in _ids(visitor, "count=1000")
    assert order["id"] not in _ids(visitor, "count=1000&deleted=0")
    assert order["id"] in _ids(visitor, "count=1000&deleted=1")


def test_an_order_still_shows_a_product_that_is_no_longer_sold(visitor: Visitor) -> None:
    form = {"name": "x", "description": "x", "price": 1}
    product = visitor.post("/products", form=form).json()["product"]["id"]
    order = visitor.order(order_items=[{**ITEM, "product_id": product}])
    visitor.delete(f"/products/{product}")
    again = visitor.get(f"/orders/{order['id']}").json()["order"]
    assert again["order_items"][0]["product"]["id"] == product


def _ids(visitor: Visitor, query: str) -> list[int]:
    return [order["id"] for order in visitor.get(f"/orders?{query}").json()["orders"]]
