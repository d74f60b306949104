"""Text from a server on its way into messages and logs: no controls, no secrets, and cut."""

from __future__ import annotations

import base64
import html
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

LONGEST: Final = 500
"""Characters of a server's text that a message shows. `ApiError.body` holds the whole."""

_PIECE: Final = 8
"""So many characters of a long secret betray it, wherever it was cut."""
_SHORTEST: Final = 6
"""Characters of a secret. A shorter one would blank ordinary words."""
_MOST_SECRETS: Final = 200
_BLANK: Final = "[secret]"

Span = tuple[int, int]


class Secrets:
    """The newest keys and tokens of this process.

    One collection for all clients: an answer may be read where no client is known.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: list[str] = []
        self._long = ""
        self._short: list[str] = []
        self._coded: set[str] = set()

    def add(self, secret: str) -> None:
        """Remembers a secret, and forgets the oldest of too many."""
        with self._lock:
            others = [known for known in self._known if known != secret]
            self._known = [*others, secret][-_MOST_SECRETS:]
            spelled = [form for known in self._known for form in _spellings(known)]
            self._long = "\n".join(form for form in spelled if len(form) >= 2 * _PIECE)
            self._short = [form for form in spelled if len(form) < 2 * _PIECE]
            self._coded = {piece for known in self._known for piece in _coded(known)}

    def spans(self, text: str) -> Iterator[Span]:
        """Where a text shows a secret: whole or cut, for a URL or HTML, in base64 or in hex."""
        lowered = "".join(map(_lower, text))
        for place in range(len(lowered) - _PIECE + 1):
            piece = lowered[place : place + _PIECE]
            if piece in self._coded or piece in self._long:
                yield place, place + _PIECE
        for form in self._short:
            place = lowered.find(form)
            while place >= 0:
                yield place, place + len(form)
                place = lowered.find(form, place + 1)


_secrets = Secrets()


def remember(*secrets: str | None) -> None:
    """Blanks these secrets in all texts from servers from now on."""
    for secret in secrets:
        if secret and len(secret) >= _SHORTEST:
            _secrets.add(secret)


def harmless(text: str, most: int = LONGEST) -> str:
    """A server's text as it can be shown: in one line, without secrets, and cut."""
    shown = _blanked(text[: most * 4], _secrets.spans(text[: most * 4]))
    escaped = "".join(map(_escaped, shown[: most + 1]))
    return f"{escaped[:most]}..." if len(escaped) > most else escaped


def _spellings(secret: str) -> set[str]:
    forms = {secret, quote(secret, safe=""), html.escape(secret)}
    return {form.lower() for form in forms}


def _coded(secret: str) -> Iterator[str]:
    """Each eighth piece of a secret in base64, wherever it begins there, and in hex."""
    plain = secret.encode()
    spelled = [plain.hex(), *(_in_base64(plain[at:]) for at in range(3))]
    for form in spelled:
        lowered = form.lower()
        for place in range(0, len(lowered) - _PIECE + 1, _PIECE):
            yield lowered[place : place + _PIECE]


def _in_base64(text: bytes) -> str:
    return base64.b64encode(text[: len(text) // 3 * 3]).decode()


def _lower(character: str) -> str:
    """The small letter, unless it is two: places must stay what they are."""
    small = character.lower()
    return small if len(small) == 1 else character


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with each of these places blanked once, though they overlap."""
    made: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start > end or not made:
            made += [text[end:start], _BLANK]
        end = max(end, stop)
    return "".join([*made, text[end:]])


def _escaped(character: str) -> str:
    """Control and format characters by their number, also those that turn text around."""
    if character.isprintable() and unicodedata.category(character)[0] != "C":
        return character
    return character.encode("unicode_escape").decode("ascii")
