"""Order numbers: which are taken, and which may be the same though the server wrote them anew."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final, Literal

from ._arguments import kind
from ._errors import InvalidRequestError

LEAST_CUT: Final = 10
"""Characters that a number must have left to be taken for the beginning of a longer one."""

_LAST_OF_THREE_BYTES: Final = "\uffff"
_QUESTIONABLE: Final = re.compile(r"(?:[^\x00-\x7f]|\?)+")
"""What a character set may not hold, and what stands for it."""

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

    Loose: they differ in case, white space, invisible characters, backslashes, leading zeros or
    HTML entities, the server's is cut after ten characters or at an emoji, or it has question marks
    for what its database cannot hold. It may be the same order; it is never proof of anything.
    """
    if found == wanted:
        return "exact"
    if not isinstance(found, (str, int)) or isinstance(found, bool):
        return "none"
    one, other = normal(wanted), normal(str(found))
    same = one == other or _is_cut(one, other) or _is_garbled(one, other)
    return "loose" if other and same else "none"


def _is_cut(whole: str, part: str) -> bool:
    """Whether a server kept the beginning; MySQL's utf8 ends a text before an emoji."""
    rest = whole.removeprefix(part)
    is_beginning = whole.startswith(part) and rest != ""
    return is_beginning and (len(part) >= LEAST_CUT or rest[0] > _LAST_OF_THREE_BYTES)


def _is_garbled(whole: str, found: str) -> bool:
    """Whether a server wrote question marks where its character set ends."""
    marked = _QUESTIONABLE.sub("?", found)
    return "?" in found and _QUESTIONABLE.sub("?", whole) == marked


def normal(number: str) -> str:
    """A text without what servers change: case, white space, entities, backslashes, zeros."""
    text = unicodedata.normalize("NFKC", html.unescape(html.unescape(number)))
    visible = "".join(
        character
        for character in text.casefold()
        if not (character.isspace() or character == "\\" or _is_invisible(character))
    )
    return visible.lstrip("0") or visible


def _is_invisible(character: str) -> bool:
    """Control characters, and those that have no width."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
