"""An item names its product in exactly one of three ways, and an update matches items by product."""

from typing import Any

import pytest

from .visiting import ORDER, Visitor

pytestmark = pytest.mark.usefixtures("both_databases")

TERMS = {"quantity": 1, "price": "50.00"}
WAYS = {"product_id": 164162, "product_sku": "MAI002", "shop_sku": "UPC_230458300"}


def _refusal(visitor: Visitor, *items: Any) -> str:
    answer = visitor.post("/orders", form={**ORDER, "order_items": list(items)})
    assert answer.status_code == 422, answer.text
    message: str = answer.json()["message"]
    return message


def _patched(
    visitor: Visitor, order: dict[str, Any], *items: Any
) -> list[dict[str, Any]]:
    answer = visitor.patch(f"/orders/{order['id']}", form={"order_items": list(items)})
    assert answer.status_code == 200, answer.text
    lines: list[dict[str, Any]] = answer.json()["order"]["order_items"]
    return lines


def test_the_three_ways_name_three_products(visitor: Visitor) -> None:
    items = visitor.order(
        order_items=[{way: value, **TERMS} for way, value in WAYS.items()]
    )["order_items"]
    first, second, third = (item["product"] for item in items)
    assert (first["id"], second["sku"], third["shop_sku"]) == tuple(WAYS.values())
    assert [item["line_no"] for item in items] == [1, 2, 3]
    assert len({product["id"] for product in (first, second, third)}) == 3


@pytest.mark.parametrize("used", [[], ["product_id", "shop_sku"], list(WAYS)])
def test_any_other_number_of_ways_is_refused(visitor: Visitor, used: list[str]) -> None:
    message = _refusal(visitor, {**{way: WAYS[way] for way in used}, **TERMS})
    assert message == (
        "order_items[0] must name its product by exactly one of product_id, product_sku, shop_sku, "
        f"got {' and '.join(used) or 'none'}."
    )


@pytest.mark.parametrize("way", WAYS)
def test_an_unknown_product_is_refused_with_the_index_and_the_value(
    visitor: Visitor, way: str
) -> None:
    shown = "999" if way == "product_id" else '"999"'
    message = _refusal(visitor, ORDER["order_items"][0], {way: 999, **TERMS})
    assert message == f"order_items[1]: there is no product with {way} {shown}."


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"quantity": 1}, "order_items[0][price] is required."),
        ({"price": 1}, "order_items[0][quantity] is required."),
        (
            {"quantity": 0, "price": 1},
            "order_items[0][quantity] must be at least 1, got 0.",
        ),
        (
            {"quantity": "1.5", "price": 1},
            'order_items[0][quantity] must be an integer, got "1.5".',
        ),
        (
            {"quantity": 1, "price": "-0.01"},
            "order_items[0][price] must be at least 0, got -0.01.",
        ),
        (
            {"quantity": 1, "price": "inf"},
            'order_items[0][price] must be a number, got "inf".',
        ),
    ],
)
def test_price_and_quantity_are_needed_and_limited(
    visitor: Visitor, terms: Any, message: str
) -> None:
    assert _refusal(visitor, {"product_id": 164162, **terms}) == message


def test_an_item_that_is_no_array_is_refused(visitor: Visitor) -> None:
    assert _refusal(visitor, "x").startswith("order_items[0] must be an item")


@pytest.mark.parametrize(("way", "value"), WAYS.items())
def test_an_update_changes_the_item_of_the_same_product(
    visitor: Visitor, way: str, value: Any
) -> None:
    order = visitor.order(
        order_items=[{way: value, **TERMS} for way, value in WAYS.items()]
    )
    before = {item["id"]: item for item in order["order_items"]}
    after = {
        item["id"]: item
        for item in _patched(
            visitor, order, {way: value, "quantity": 7, "price": "9.5"}
        )
    }
    changed = [key for key in before if before[key] != after[key]]
    assert list(after) == list(before)
    assert [(after[key]["quantity"], after[key]["price"]) for key in changed] == [
        (7, 9.5)
    ]
    assert str(value) in map(str, after[changed[0]]["product"].values())


def test_an_update_adds_an_item_of_another_product(visitor: Visitor) -> None:
    first, second = _patched(
        visitor, visitor.order(), {"product_sku": "MAI002", **TERMS}
    )
    assert (first["product"]["id"], second["product"]["sku"], second["line_no"]) == (
        164162,
        "MAI002",
        2,
    )


def test_an_update_addresses_an_attached_item_by_its_own_key(visitor: Visitor) -> None:
    order = visitor.order()
    (item,) = _patched(visitor, order, {"id": order["order_items"][0]["id"], **TERMS})
    assert (item["quantity"], item["price"]) == (1, 50)


def test_an_item_of_another_order_is_refused(visitor: Visitor) -> None:
    answer = visitor.patch(
        f"/orders/{visitor.order()['id']}",
        form={"order_items": [{"id": 17839, **TERMS}]},
    )
    assert answer.status_code == 422
    assert (
        answer.json()["message"]
        == "order_items[0]: the order has no item with id 17839."
    )


def test_the_total_follows_the_items(visitor: Visitor) -> None:
    order = visitor.order()
    key = order["order_items"][0]["id"]
    _patched(visitor, order, {"product_sku": "MAI002", **TERMS})
    visitor.patch(f"/orderitems/{key}", form={"quantity": 3, "price": 100})
    assert visitor.get(f"/orders/{order['id']}").json()["order"]["total_price"] == 350
    visitor.delete(f"/orderitems/{key}")
    assert visitor.get(f"/orders/{order['id']}").json()["order"]["total_price"] == 50


def test_an_item_can_be_got_changed_and_deleted_by_itself(visitor: Visitor) -> None:
    order = visitor.order()
    (item,) = visitor.get(f"/orders/{order['id']}/orderitems").json()["orderitems"]
    path = f"/orderitems/{item['id']}"
    assert visitor.get(path).json()["orderitem"] == item
    changed = visitor.patch(
        path, form={"quantity": 5, "price": "1.25", "product_id": 164163}
    ).json()["orderitem"]
    assert changed == {**item, "quantity": 5, "price": 1.25}
    assert visitor.delete(path).json()["orderitem"] == changed
    assert visitor.get(path).status_code == 404
    assert visitor.get(f"/orders/{order['id']}/orderitems").json()["orderitems"] == []


@pytest.mark.parametrize("missing", ["price", "quantity"])
def test_an_update_of_an_item_needs_price_and_quantity(
    visitor: Visitor, missing: str
) -> None:
    form = {name: 1 for name in ("price", "quantity") if name != missing}
    answer = visitor.patch("/orderitems/17839", form=form)
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        f"{missing} is required.",
    )


def test_the_items_of_a_deleted_order_are_gone_with_it(visitor: Visitor) -> None:
    order = visitor.order()
    visitor.delete(f"/orders/{order['id']}")
    assert visitor.get(f"/orders/{order['id']}/orderitems").status_code == 404
    assert (
        visitor.get(f"/orderitems/{order['order_items'][0]['id']}").status_code == 404
    )


def test_an_item_cannot_make_its_order_cost_more_than_can_be_told(
    visitor: Visitor,
) -> None:
    order = visitor.order()
    answer = visitor.patch(
        f"/orderitems/{order['order_items'][0]['id']}",
        form={"price": "1e300", "quantity": 1},
    )
    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "The amount is too large.",
    )
    assert visitor.get(f"/orders/{order['id']}").json()["order"] == order


def test_two_items_of_one_product_stay_two_and_an_update_changes_the_first(
    visitor: Visitor,
) -> None:
    order = visitor.order(order_items=[{"product_id": 164162, **TERMS}] * 2)
    first, second = _patched(
        visitor, order, {"product_id": 164162, "quantity": 7, "price": 1}
    )
    assert (first["quantity"], second["quantity"]) == (7, 1)


def test_items_over_the_thousand_fields_of_php_are_lost_without_a_word(
    visitor: Visitor,
) -> None:
    order = visitor.order(order_items=[{"product_id": 164162, **TERMS}] * 340)
    assert len(order["order_items"]) == 333
