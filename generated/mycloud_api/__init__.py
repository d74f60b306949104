# Made by `make generate` from templates/package_init.py.jinja; edit it there.
"""A client library for accessing MyCloud Fulfillment API"""

from typing import TYPE_CHECKING

from .lazy import lazy_names

if TYPE_CHECKING:
    from .client import AuthenticatedClient, Client
else:
    __getattr__, __dir__ = lazy_names(
        __name__, {"AuthenticatedClient": "client", "Client": "client"}
    )

__all__ = (
    "AuthenticatedClient",
    "Client",
)
