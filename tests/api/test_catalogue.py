"""Products, categories, delivery modes and the shop, over recorded HTTP."""

from __future__ import annotations

import pytest
from mycloud import Item, MyCloud

pytestmark = pytest.mark.vcr


@pytest.mark.parametrize("ref", [164163, "MAI002"])
def test_a_product_is_got_by_key_or_sku(client: MyCloud, ref: int | str) -> None:
    assert client.products.get(ref).sku == "MAI002"


def test_a_product_is_got_by_the_shops_sku(client: MyCloud) -> None:
    assert client.products.get("UPC_230458300").shop_sku == "UPC_230458300"


def test_the_walk_gives_every_product_once(client: MyCloud) -> None:
    ids = [product.id for product in client.products.list(count=4)]

    assert len(ids) == len(set(ids)) == len(client.products.page().items)


def test_a_product_is_added_changed_and_deleted(client: MyCloud) -> None:
    product = client.products.create(
        name="เสื้อยืด",
        description="T-shirt",
        price="199.00",
        client_references=["A", "B"],
        photo=b"a photo",
    )
    assert product.sku
    assert product.client_references == ["A", "B"]

    assert client.products.update(product, price="189.50").price == 189.5
    client.products.delete(product)

    assert product.id not in [other.id for other in client.products.list()]


def test_an_item_of_a_product_takes_its_own_price(client: MyCloud) -> None:
    product = client.products.get("MAI002")
    order = client.orders.create(
        delivery_mode_id=343, items=[Item.of(product, quantity=2)]
    )

    assert [(item.quantity, item.price) for item in order.order_items or []] == [
        (2, product.price)
    ]


def test_a_category_is_added_and_got(client: MyCloud) -> None:
    category = client.product_categories.create(name="T-Shirts")

    assert client.product_categories.get(category.id or 0).name == "T-Shirts"
    assert category.id in [other.id for other in client.product_categories.list()]


def test_delivery_modes_are_listed_and_got(client: MyCloud) -> None:
    assert 343 in [mode.id for mode in client.delivery_modes.list()]
    assert client.delivery_modes.get(343).name == "Kerry Express"


def test_the_shop_is_got_by_key_code_and_email(client: MyCloud) -> None:
    shop = client.shops.list().first()
    assert shop is not None

    assert [
        client.shops.get(ref)
        for ref in (shop.id or 0, shop.code or "", shop.email or "")
    ] == [shop] * 3
