"""What a walk remembers of the entries it has met: which they are, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

Key = int | str

REMEMBERED: Final = 10_000
"""The order of that many of the last entries is remembered at least. Of all others it is only
remembered that they were met.
"""
_BITS: Final = 10
_MASK: Final = (1 << _BITS) - 1


class Seen:
    """A set of keys. Ids that are close together take a bit each, so that a list of any length can
    be remembered whole.

    Attributes:
        highest: The highest id among them.
    """

    def __init__(self) -> None:
        self._blocks: dict[int, int] = {}
        self._texts: set[str] = set()
        self._count = 0
        self.highest = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: Key) -> bool:
        if isinstance(key, str):
            return key in self._texts
        return bool(self._blocks.get(key >> _BITS, 0) >> (key & _MASK) & 1)

    def add(self, key: Key) -> None:
        """Remember a key."""
        if key in self:
            return
        self._count += 1
        if isinstance(key, str):
            self._texts.add(key)
            return
        self.highest = max(self.highest, key)
        bit = 1 << (key & _MASK)
        self._blocks[key >> _BITS] = self._blocks.get(key >> _BITS, 0) | bit


class ById:
    """Whether a list goes by id, up or down: then nothing in it can change places."""

    def __init__(self) -> None:
        self._rises = self._falls = True

    def __bool__(self) -> bool:
        return self._rises or self._falls

    def see(self, keys: Iterable[Key]) -> None:
        """See the next page."""
        for key, following in pairwise(keys):
            if isinstance(key, str) or isinstance(following, str):
                self._rises = self._falls = False
                return
            self._rises = self._rises and key < following
            self._falls = self._falls and key > following


class Succession:
    """In which order entries were given, to notice a list that puts them in another one.

    Entries of one stretch were given from the front to the back. A new stretch begins where a page
    does not show the last entry of the one before: the entries after it may stand anywhere.
    """

    def __init__(self) -> None:
        self._places: dict[Key, tuple[int, int]] = {}
        self._places_before: dict[Key, tuple[int, int]] = {}
        self._stretch = self._next = 0
        self._last: Key | None = None

    def is_contradicted_by(self, keys: Sequence[Key | None]) -> bool:
        """Whether entries of one stretch stand in another order than they were given in."""
        latest: dict[int, int] = {}
        for key in keys:
            stretch, place = self._place_of(key)
            if place < latest.get(stretch, -1):
                return True
            latest[stretch] = place
        return False

    def note(self, keys: Sequence[Key | None], fresh: set[Key]) -> None:
        """Remember the order of the new entries of a page.

        What stands before an entry that was known has come in between others, and gets no place.
        """
        if self._last not in keys:
            self._stretch += 1
        at_the_end: list[Key] = []
        for key in keys:
            if key in fresh:
                at_the_end.append(key)
            elif key is not None:
                at_the_end.clear()
        for key in at_the_end:
            self._next += 1
            self._places[key] = self._last_place = (self._stretch, self._next)
            self._last = key
        self._forget()

    def _place_of(self, key: Key | None) -> tuple[int, int]:
        if key is None:
            return -1, 0
        nowhere = (-1, 0)
        return self._places.get(key) or self._places_before.get(key, nowhere)

    def _forget(self) -> None:
        if len(self._places) >= REMEMBERED:
            self._places_before, self._places = self._places, {}


class SecondLook:
    """What walking a list once more brought to light.

    Attributes:
        is_clean: Whether it found nothing unknown but new entries: that stands before everything
            known, or has an id above the highest that was given, if that is known.
    """

    def __init__(self, highest: int | None) -> None:
        self.is_clean = True
        self._highest = highest
        self._is_past_known = False

    def see(self, keys: Iterable[Key], unknown: set[Key]) -> None:
        """See the next page."""
        for key in keys:
            if key not in unknown:
                self._is_past_known = True
            elif self._is_past_known and not self._is_new(key):
                self.is_clean = False

    def _is_new(self, key: Key) -> bool:
        highest = self._highest
        return highest is not None and isinstance(key, int) and key > highest
