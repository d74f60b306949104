"""Order numbers that tell what a server does to them, and lists that tell how they go."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

INVISIBLE: Final = "\u200b"
EMOJI: Final = "\U0001f600"
TAIL: Final = "tail0123456789"
_MARKER: Final = "mcl"


def telling_number(marker: str) -> str:
    """An order number in which every rewriting shows.

    Its first twelve characters are a space and the marker, by which it is found again; what
    follows is what servers escape, drop or cut at.
    """
    return f" {marker}&{INVISIBLE}x{EMOJI}{TAIL} "


def marker_of(unique: str) -> str:
    """A marker of eleven small letters and digits."""
    return f"{_MARKER}{unique[:8]}"


def telling_digits(unique: str) -> str:
    """An order number of digits with zeros before them."""
    return f"00{int(unique[:8], 16) % 10**9 + 10**9}"


def is_ours(stored: object, marker: str) -> bool:
    """Whether a stored order number has the marker."""
    return marker in str(stored).lower()


def has_upper_marker(stored: str) -> bool:
    """Whether the marker came back in capital letters."""
    return _MARKER.upper() in stored


def cut_length(stored: str) -> int | None:
    """To how many characters a telling number was cut; None if it was not, or at the emoji."""
    has_tail = TAIL.lower() in stored.lower()
    return None if has_tail or EMOJI not in stored else len(stored)


def is_falling(keys: Sequence[str]) -> bool:
    """Whether numeric keys fall."""
    numbers = _numbers(keys)
    return len(numbers) > 1 and all(one > other for one, other in pairwise(numbers))


def is_rising(keys: Sequence[str]) -> bool:
    """Whether numeric keys rise."""
    numbers = _numbers(keys)
    return len(numbers) > 1 and all(one < other for one, other in pairwise(numbers))


def _numbers(keys: Sequence[str]) -> list[int]:
    return [int(key) for key in keys if key.isdecimal()]
