# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import delete_order_item as delete_order_item
    from . import get_order_item as get_order_item
    from . import update_order_item as update_order_item
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "get_order_item": "get_order_item",
            "delete_order_item": "delete_order_item",
            "update_order_item": "update_order_item",
        },
    )
