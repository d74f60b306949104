# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import create_customer as create_customer
    from . import get_customer as get_customer
    from . import list_customers as list_customers
    from . import update_customer as update_customer
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "list_customers": "list_customers",
            "create_customer": "create_customer",
            "get_customer": "get_customer",
            "update_customer": "update_customer",
        },
    )
