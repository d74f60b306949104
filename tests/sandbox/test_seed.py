"""The shop the sandbox starts with is the same for the same seed, and knows the documentation's
examples.
"""

import re

import pytest

from .visiting import Visitor

pytestmark = pytest.mark.usefixtures("both_databases")

LISTS = (
    "/orders",
    "/customers",
    "/products",
    "/productcategories",
    "/deliverymodes",
    "/shops",
)


def _everything(**settings: int) -> dict[str, str]:
    visitor = Visitor(settings).log_in()
    return {path: visitor.get(f"{path}?count=1000").text for path in LISTS}


def test_the_same_seed_gives_the_same_shop() -> None:
    assert _everything(seed=7) == _everything(seed=7)
    assert _everything(seed=7)["/orders"] != _everything(seed=8)["/orders"]


def test_the_documentation_s_identifiers_name_three_products(visitor: Visitor) -> None:
    names = {"id": "164162", "sku": "MAI002", "shop_sku": "UPC_230458300"}
    found = {
        key: visitor.get(f"/products/{name}").json()["product"]
        for key, name in names.items()
    }
    assert {key: str(product[key]) for key, product in found.items()} == names
    assert len({product["id"] for product in found.values()}) == 3


def test_the_documentation_s_customer_and_delivery_mode_are_there(
    visitor: Visitor,
) -> None:
    assert visitor.get("/customers/232").json()["customer"]["name"] == "คุณ พวริด"
    assert (
        visitor.get("/deliverymodes/343").json()["deliverymode"]["name"]
        == "Kerry Express"
    )


def test_there_are_as_many_orders_as_asked_for() -> None:
    for count in (0, 1, 40):
        orders = (
            Visitor({"orders": count})
            .log_in()
            .get("/orders?count=1000")
            .json()["orders"]
        )
        assert len(orders) == count
        assert len({order["mc_number"] for order in orders}) == count


def test_every_order_has_items_and_a_way_to_be_shipped(visitor: Visitor) -> None:
    for order in visitor.get("/orders?count=1000").json()["orders"]:
        assert order["order_items"]
        assert order["deliverymode"]["name"]
        assert re.fullmatch(r"MC\d{6}\d{3,}", order["mc_number"])


def test_orders_with_and_without_a_saved_customer_are_there(visitor: Visitor) -> None:
    customers = {
        order["customer"] is None
        for order in visitor.get("/orders?count=1000").json()["orders"]
    }
    assert customers == {True, False}


def test_contacts_are_those_of_the_documentation_only() -> None:
    text = "".join(_everything().values())
    assert set(re.findall(r"[\w.-]+@[\w.-]+", text)) == {
        "customer@domain.com",
        "contact@kerry-express.com",
    }
    assert set(re.findall(r'"phone_number":"([^"]*)"', text)) == {"0899969094"}
