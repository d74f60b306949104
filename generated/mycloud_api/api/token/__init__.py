# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""Contains endpoint functions for accessing the API"""

from typing import TYPE_CHECKING

from ...lazy import lazy_names

if TYPE_CHECKING:
    from . import get_token as get_token
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "get_token": "get_token",
        },
    )
