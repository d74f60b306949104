# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import create_product as create_product
    from . import delete_product as delete_product
    from . import get_product as get_product
    from . import list_products as list_products
    from . import update_product as update_product
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "list_products": "list_products",
            "create_product": "create_product",
            "get_product": "get_product",
            "delete_product": "delete_product",
            "update_product": "update_product",
        },
    )
