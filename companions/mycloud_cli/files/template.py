"""A file of our own format to fill in."""

from __future__ import annotations

import csv
import datetime
import io
from typing import Final

from .mapping import ATTACHMENT, ITEM, NUMBER, fields


def template() -> str:
    """A file to fill in: every column there is, and the documentation's example as one order of two
    items.
    """
    columns = [*fields(), *ITEM, f"{ATTACHMENT}LABEL"]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerow(
        _EXAMPLE | {"product_id": "164162", "quantity": "2", "price": "199.00"}
    )
    writer.writerow(
        {
            NUMBER: _EXAMPLE[NUMBER],
            "shop_sku": "UPC_230458300",
            "quantity": "1",
            "price": "49.50",
        }
    )
    return out.getvalue()


_EXAMPLE: Final = {
    NUMBER: "ORD-004564014",
    "delivery_mode_id": "343",
    "name": "คุณ พวริด",
    "address": "32/1 สุขุมวิท 62, กรุงเทพฯ",
    "postcode": "10260",
    "phone_number": "0899969094",
    "delivery_date": datetime.date(2017, 12, 31).isoformat(),
    "urgent": "0",
}
