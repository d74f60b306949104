"""An order by the client that openapi-python-client makes with its own templates: URL PART LABEL"""

import datetime
import sys
from io import BytesIO
from pathlib import Path

from stock import AuthenticatedClient
from stock.api.orders import create_order
from stock.models import (
    CreateOrderBody,
    OrderItemByProductId,
    OrderItemByProductSku,
    OrderItemByShopSku,
)
from stock.types import File

url, part, label = sys.argv[1:]
items = [
    OrderItemByProductId(product_id=164162, quantity=2, price=199.00),
    OrderItemByProductSku(product_sku="MAI002", quantity=1, price=50.00),
    OrderItemByShopSku(shop_sku="UPC_230458300", quantity=1, price=49.50),
]
body = CreateOrderBody(delivery_mode_id=343, order_items=items)
if part == "rest":
    body.name = "คุณ พวริด"
    body.urgent = 0
    body.total_price = 1234567.25
    body.delivery_date = datetime.date(2026, 4, 3)
    body.attach_name = ["LABEL"]
    body.attach_file = [
        File(BytesIO(Path(label).read_bytes()), "label.pdf", "application/pdf")
    ]
create_order.sync_detailed(client=AuthenticatedClient(url, "a.ready.token"), body=body)
