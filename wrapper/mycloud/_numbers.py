"""Order numbers: which are taken, and which may be the same though the server wrote them anew."""

from __future__ import annotations

import html
import unicodedata
from typing import Final, Literal

from ._arguments import kind
from ._errors import InvalidRequestError

LEAST_CUT: Final = 10
"""Characters that a number must have left to be taken for the beginning of a longer one."""

Match = Literal["exact", "loose", "none"]


def check_number(argument: str, number: object) -> str:
    """A number as it can be sent and found again.

    Raises:
        InvalidRequestError: No text, or text that a server may change: outer white space, control
            characters or characters without width.
    """
    if not isinstance(number, str) or not number:
        takes = "text that is not empty"
        raise InvalidRequestError(argument, got=kind(number), takes=takes)
    if number != number.strip() or any(map(_is_invisible, number)):
        raise InvalidRequestError(
            argument,
            got="text with outer white space or invisible characters",
            takes="a number that a server leaves unchanged; remove them",
        )
    return str.__str__(number)  # of an Enum its value


def match(wanted: str, found: object) -> Match:
    """How a number of the server's relates to one that was sent.

    Loose: they differ in case, white space, invisible characters, leading zeros or HTML entities,
    or the server's is cut. A loose match may be the same order; it is never proof of anything.
    """
    if found == wanted:
        return "exact"
    if not isinstance(found, (str, int)) or isinstance(found, bool):
        return "none"
    one, other = normal(wanted), normal(str(found))
    cut = len(other) >= LEAST_CUT and one.startswith(other)
    return "loose" if other and (one == other or cut) else "none"


def normal(number: str) -> str:
    """A text without what servers change: case, white space, entities, leading zeros."""
    text = unicodedata.normalize("NFKC", html.unescape(html.unescape(number)))
    visible = "".join(
        character
        for character in text.casefold()
        if not character.isspace() and not _is_invisible(character)
    )
    return visible.lstrip("0") or visible


def _is_invisible(character: str) -> bool:
    """Control characters, and those that have no width."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
