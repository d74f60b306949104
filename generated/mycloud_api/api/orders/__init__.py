# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import create_order as create_order
    from . import delete_order as delete_order
    from . import get_order as get_order
    from . import list_order_items as list_order_items
    from . import list_orders as list_orders
    from . import update_order as update_order
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "list_orders": "list_orders",
            "create_order": "create_order",
            "get_order": "get_order",
            "delete_order": "delete_order",
            "update_order": "update_order",
            "list_order_items": "list_order_items",
        },
    )
