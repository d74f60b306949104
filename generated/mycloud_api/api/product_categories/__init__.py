# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import create_product_category as create_product_category
    from . import get_product_category as get_product_category
    from . import list_product_categories as list_product_categories
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "list_product_categories": "list_product_categories",
            "create_product_category": "create_product_category",
            "get_product_category": "get_product_category",
        },
    )
