# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import get_delivery_mode as get_delivery_mode
    from . import list_delivery_modes as list_delivery_modes
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "list_delivery_modes": "list_delivery_modes",
            "get_delivery_mode": "get_delivery_mode",
        },
    )
