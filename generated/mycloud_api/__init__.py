# Generated from openapi/mycloud.yaml; do not edit. Made by `make generate`.
"""A client library for accessing MyCloud Fulfillment API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
