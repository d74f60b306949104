"""The name that `direct` had before; it goes on working."""

from .direct import Direct as Backstage

__all__ = ["Backstage"]
