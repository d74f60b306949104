"""After a fork the child must not use the parent's connections and locks."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Reopened(Protocol):
    """Holds connections or locks."""

    def reopen(self) -> None:
        """Replace them by new ones."""


_open: WeakSet[Reopened] = WeakSet()


def reopen_after_fork(holder: Reopened) -> None:
    """Call `holder.reopen()` in every child that is forked from now on."""
    _open.add(holder)


def _reopen_all() -> None:
    for holder in list(_open):
        holder.reopen()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reopen_all)
