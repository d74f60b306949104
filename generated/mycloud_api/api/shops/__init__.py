# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import get_shop as get_shop
    from . import list_shops as list_shops
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "list_shops": "list_shops",
            "get_shop": "get_shop",
        },
    )
