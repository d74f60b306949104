"""A page of a list as a walk sees it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

import attrs
from mycloud_api.values import plain

from ._seen import Key

T = TypeVar("T")


@attrs.frozen
class WalkedPage(Generic[T]):
    """A page unchanged.

    Attributes:
        entries: Those that could be read, by their keys, each once.
        keys: The keys in order; None stands for an entry that could not be read.
        length: How many entries came, doubled ones too.
        asked: How many were asked for.
    """

    entries: dict[Key, T]
    keys: list[Key | None]
    length: int
    asked: int

    @property
    def doubled(self) -> int:
        return self.length - len(self.keys)

    def place_of_first(self, keys: set[Key]) -> int:
        """How many entries stand before the first of these."""
        places = (place for place, key in enumerate(self.keys) if key in keys)
        return next(places, len(self.keys))

    def unreadable_from(self, place: int) -> int:
        """How many entries from there on could not be read."""
        return sum(key is None for key in self.keys[place:])

    @classmethod
    def of(cls, entries: Sequence[T | None], asked: int) -> WalkedPage[T]:
        found: dict[Key, T] = {}
        keys: list[Key | None] = []
        for entry in entries:
            key = None if entry is None else _key(entry)
            if entry is None or key is None:
                keys.append(None)
            elif key not in found:
                found[key] = entry
                keys.append(key)
        return cls(found, keys, len(entries), asked)


def _key(entry: object) -> Key:
    """What an entry is known by: its database key, or all of it if it has none."""
    found = getattr(entry, "id", None)
    return found if isinstance(found, (int, str)) else repr(plain(entry))
