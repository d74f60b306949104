"""Orders to be placed, in plain data, and the two ways to place them: with `mycloud`, and with
`mycloud_api` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any, Protocol, TypeAlias

import httpx
from mycloud import Attachment, Item, MyCloud
from mycloud_api.api.orders import create_order
from mycloud_api.models import (
    CreateOrderBody,
    OrderItemByProductId,
    OrderItemByProductSku,
    OrderItemByShopSku,
)
from mycloud_api.types import UNSET, File

from .php import Php, Received


@dataclass(frozen=True)
class Attached:
    """A file to be attached to an order."""

    content: bytes
    filename: str = "label.pdf"
    label: str = "LABEL"


Line: TypeAlias = dict[str, Any]

BY_ID: Line = {"product_id": 164162, "quantity": 2, "price": Decimal("199.00")}
BY_PRODUCT_SKU: Line = {"product_sku": "MAI002", "quantity": 1, "price": 50}
BY_SHOP_SKU: Line = {
    "shop_sku": "UPC_230458300",
    "quantity": 1,
    "price": Decimal("49.50"),
}


@dataclass(frozen=True)
class Order:
    """What an order is placed with."""

    lines: Sequence[Line] = (BY_ID,)
    files: Sequence[Attached] = ()
    fields: dict[str, Any] = field(default_factory=dict)


class Place(Protocol):
    """Places an order and gives what PHP received."""

    def __call__(
        self,
        lines: Sequence[Line] = (BY_ID,),
        files: Sequence[Attached] = (),
        **fields: Any,
    ) -> Received: ...


def with_mycloud(order: Order, php: Php) -> None:
    """The way people take."""
    with MyCloud(token="a.ready.token", transport=php) as client:
        client.orders.create(
            delivery_mode_id=343,
            items=[Item(**line) for line in order.lines],
            attachments=[
                Attachment(file.label, file.content, filename=file.filename)
                for file in order.files
            ],
            **order.fields,
        )


def with_mycloud_api(order: Order, php: Php) -> None:
    """The generated client alone: its request, sent by plain httpx."""
    body = CreateOrderBody(
        delivery_mode_id=343,
        order_items=[generated_item(line) for line in order.lines],
        attach_name=[file.label for file in order.files] or UNSET,
        attach_file=[
            File(BytesIO(file.content), file.filename, "application/pdf")
            for file in order.files
        ]
        or UNSET,
        **order.fields,
    )
    with httpx.Client(base_url="https://mycloud.invalid", transport=php) as client:
        client.request(**create_order._get_kwargs(body=body))


def generated_item(
    line: Line,
) -> OrderItemByProductId | OrderItemByProductSku | OrderItemByShopSku:
    if "product_id" in line:
        return OrderItemByProductId(**line)
    return (
        OrderItemByProductSku(**line)
        if "product_sku" in line
        else OrderItemByShopSku(**line)
    )


Way: TypeAlias = Callable[[Order, Php], None]
WAYS: dict[str, Way] = {"mycloud": with_mycloud, "mycloud_api": with_mycloud_api}


def placing(way: Way, php: Php) -> Place:
    def place(
        lines: Sequence[Line] = (BY_ID,), files: Sequence[Attached] = (), **fields: Any
    ) -> Received:
        way(Order(lines, files, fields), php)
        return php.received[-1]

    return place


def many_lines(count: int) -> list[Line]:
    """So many different items, each of another product, quantity and price."""
    return [
        {"product_id": 1000 + index, "quantity": index + 1, "price": Decimal(index) / 4}
        for index in range(count)
    ]


TEXTS = {
    "Thai": "คุณ พวริด, 32/1 สุขุมวิท 62, กรุงเทพฯ",
    "emoji": "ของขวัญ 🎁 👩‍👩‍👧 ❤️",
    "quotes": "say \"two\" and 'one' and `back`",
    "backslashes": "C:\\new\\table\\",
    "line breaks": "first\nsecond\r\nthird\rfourth\n",
    "brackets": "order_items[0][price]=0 [] [[x]]",
    "form characters": "a=1&b=2;c=3+4%20%2B%%&amp;",
    "a header": 'x"\r\nContent-Disposition: form-data; name="status"\r\n\r\nAPPROVED',
    "a boundary": '\r\n--+++\r\nContent-Disposition: form-data; name="status"\r\n\r\nAPPROVED\r\n--+++--\r\n',
    "spaces around": "  two before, one tab after\t",
    "empty": "",
    "null and controls": "a\0b\x01\x1b\x7f",
    "looks like a number": "0010260",
}

CONTENTS = {
    "a fixed boundary": b'%PDF\r\n--+++\r\nContent-Disposition: form-data; name="note"\r\n\r\nAPPROVED\r\n--+++--\r\n',
    "a drawn boundary": b"\r\n--0123456789abcdef0123456789abcdef\r\n\r\nx\r\n--0123456789abcdef0123456789abcdef--\r\n",
    "nothing": b"",
    "a line break": b"\r\n",
    "dashes at the end": b"x\r\n--",
    "every byte": bytes(range(256)) * 40,
}
