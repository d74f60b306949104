"""An order by the Python client of openapi-generator: URL PART LABEL"""

import datetime
import sys

from openapi_client import ApiClient, Configuration, OrdersApi
from openapi_client.models import (
    OrderItemByProductId,
    OrderItemByProductSku,
    OrderItemByShopSku,
    OrderItemInput,
)

url, part, label = sys.argv[1:]
items = [
    OrderItemInput(OrderItemByProductId(product_id=164162, quantity=2, price=199.00)),
    OrderItemInput(
        OrderItemByProductSku(product_sku="MAI002", quantity=1, price=50.00)
    ),
    OrderItemInput(
        OrderItemByShopSku(shop_sku="UPC_230458300", quantity=1, price=49.50)
    ),
]
rest = {
    "name": "คุณ พวริด",
    "urgent": 0,
    "total_price": 1234567.25,
    "delivery_date": datetime.date(2026, 4, 3),
    "attach_name": ["LABEL"],
    "attach_file": [label],
}
orders = OrdersApi(ApiClient(Configuration(host=url, access_token="a.ready.token")))
orders.create_order(
    delivery_mode_id=343, order_items=items, **(rest if part == "rest" else {})
)
