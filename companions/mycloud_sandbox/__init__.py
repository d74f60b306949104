"""A stand-in for the MyCloud Fulfillment server, with state, for trying clients against."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .app import create_app

__all__ = ["create_app"]

EXTRA = "pip install 'mycloud-client[sandbox]'"
"""What installs all that the sandbox needs."""


def __getattr__(name: str) -> object:
    """`create_app` is loaded when it is first used, so that what is missing can be named."""
    if name != "create_app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from .app import create_app
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"mycloud_sandbox needs {missing.name}, which is not installed: {EXTRA}",
            name=missing.name,
        ) from missing
    return create_app
