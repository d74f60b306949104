"""A stand-in for the MyCloud Fulfillment server, with state, for trying clients against."""

from .app import create_app

__all__ = ["create_app"]
