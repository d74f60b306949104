"""What the vendor's own SDK puts on the wire, as it was captured: the sandbox takes it, and our
encoder says the same.

The forms are written down here as they were captured; keys and people are the documentation's.
"""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from mycloud import Attachment, Item, MyCloud

from ..forms import form_of
from .visiting import KEYS, Visitor

LABEL = ("label.pdf", b"%PDF label", "application/pdf")
CREATE: dict[str, Any] = {
    "name": "คุณ พวริด",
    "address": "32/1 สุขุมวิท 62",
    "postcode": "10260",
    "phone_number": "0899969094",
    "customer_id": "232",
    "delivery_mode_id": "342",
    "order_items[0][product_id]": "164162",
    "order_items[0][quantity]": "2",
    "order_items[0][price]": "199",
    "order_items[1][product_sku]": "MAI002",
    "order_items[1][quantity]": "1",
    "order_items[1][price]": "50",
    "order_items[2][shop_sku]": "UPC_230458300",
    "order_items[2][quantity]": "3",
    "order_items[2][price]": "49.5",
    "attach_name[0]": "LABEL",
    "attach_file[LABEL]": LABEL,
}
REQUEST_ID = {"MyCloud-Request-Id": "host-1234-1795878611-55414"}


@pytest.fixture
def shop() -> Visitor:
    return Visitor({"dialect": "envelope"}).log_in()


def placed(shop: Visitor) -> Any:
    answer = shop.post("/orders", form=CREATE, headers=REQUEST_ID).json()
    assert answer["success"] is True, answer
    return answer["data"]


def test_a_token_is_given_for_a_multipart_form() -> None:
    assert Visitor().post("/gettoken", form=KEYS, headers=REQUEST_ID).json()["token"]


@pytest.mark.parametrize(
    "path",
    [
        "/customers?offset=0&count=5",
        "/deliverymodes?",
        "/products?offset=0&count=5",
        "/shops?",
        "/productcategories?",
        "/orders?offset=0&count=3",
    ],
)
def test_lists_are_given_under_the_paths_that_it_asks_for(
    shop: Visitor, path: str
) -> None:
    assert isinstance(shop.get(path).json()["data"], list)


def test_an_order_of_three_items_with_a_file_keyed_by_its_name_arrives_whole(
    shop: Visitor,
) -> None:
    order = placed(shop)

    lines = [item["attributes"] for item in order["order_items"]]
    assert [(line["quantity"], line["price"]) for line in lines] == [
        (2, 199),
        (1, 50),
        (3, 49.5),
    ]
    assert [one["name"] for one in order["attachments"]] == ["LABEL"]
    assert order["attributes"]["name"] == "คุณ พวริด"


def test_an_approval_repeats_the_id_in_its_form(shop: Visitor) -> None:
    key = placed(shop)["attributes"]["id"]

    changed = shop.patch(
        f"/orders/{key}", form={"id": key, "status": "APPROVED"}
    ).json()

    assert changed["data"]["attributes"]["status"] == "APPROVED"
    assert shop.get(f"/orders/{key}").json()["data"]["attributes"]["id"] == key


def test_an_item_is_changed_and_its_order_deleted(shop: Visitor) -> None:
    key = placed(shop)["attributes"]["id"]
    item = shop.get(f"/orders/{key}/orderitems").json()["data"][0]["attributes"]["id"]
    form = {"id": item, "quantity": "7", "price": "10"}

    changed = shop.patch(f"/orderitems/{item}", form=form).json()
    deleted = shop.delete(
        f"/orders/{key}", headers={"Content-Type": "application/x-www-form-urlencoded"}
    ).json()

    assert changed["data"]["attributes"]["quantity"] == 7
    assert changed["data"]["attributes"]["price"] == 10
    assert deleted["success"] is True


def test_an_unknown_product_is_refused(shop: Visitor) -> None:
    form = {
        "delivery_mode_id": "342",
        "order_items[0][product_sku]": "NO-SUCH-SKU",
        "order_items[0][quantity]": "1",
        "order_items[0][price]": "1",
    }

    assert shop.post("/orders", form=form).json()["success"] is False


def test_our_client_says_the_same_in_its_form() -> None:
    """But for the key of the file, where ours is the documented one."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        request.read()
        sent.append(request)
        return httpx.Response(200, json={"order": {"id": 342}})

    transport = httpx.MockTransport(answer)
    with MyCloud("key", "secret", token="ready", transport=transport) as mycloud:
        mycloud.orders.create(
            delivery_mode_id=342,
            customer_id=232,
            name="คุณ พวริด",
            address="32/1 สุขุมวิท 62",
            postcode="10260",
            phone_number="0899969094",
            items=[
                Item(product_id=164162, quantity=2, price=199),
                Item(product_sku="MAI002", quantity=1, price=50),
                Item(shop_sku="UPC_230458300", quantity=3, price="49.5"),
            ],
            attachments=[Attachment("LABEL", LABEL[1], filename=LABEL[0])],
        )

    form = form_of(sent[0].headers["content-type"], sent[0].content)
    ours = {part.name: part.content for part in form}
    theirs = {
        name.replace("[LABEL]", "[0]"): value[1]
        if isinstance(value, tuple)
        else value.encode()
        for name, value in CREATE.items()
    }
    assert ours == theirs
