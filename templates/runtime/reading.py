"""Reads answers in either of the two shapes; each answer shows by itself which one it has.

Documented: `{"order": {"id": 342, "deliverymode": {...}}}`. Observed, the envelope:
`{"success": true, "message": "", "data": {"attributes": {"id": 342}, "delivery_mode":
{"attributes": {...}}}}`. Both become the same models: a reader unwraps the answer, the model reads
its own fields, and `values` knows what a value may look like.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from .answers import accepted
from .rows import decoder
from .values import (
    JsonPath,
    OnMismatch,
    Row,
    Unreadable,
    flat,
    kind,
    listed,
    log_mismatch,
    to_object,
)

T = TypeVar("T")


class ObjectReader(Generic[T]):
    """Reads the one object of an answer, under its key or in the envelope."""

    def __init__(self, model: type[T], key: str) -> None:
        self._model, self._key = model, key
        self._decode = decoder(model, key, many=False)

    def __call__(self, content: bytes, on_mismatch: OnMismatch = log_mismatch) -> T:
        """The object in the body of an answer.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold an object.
        """
        entry = _unwrapped(accepted(content, self._decode), self._key)
        if not isinstance(entry, (dict, Row)):
            raise Unreadable(self._key, kind(entry))
        made: T = to_object(entry, self._model, (None, self._key), on_mismatch)
        return made


class ListReader(Generic[T]):
    """Reads the list of an answer, under its key or in the envelope."""

    def __init__(self, model: type[T], key: str) -> None:
        self._model, self._key = model, key
        self._decode = decoder(model, key, many=True)

    def __call__(
        self, content: bytes, on_mismatch: OnMismatch = log_mismatch
    ) -> list[T | None]:
        """The entries in the body of an answer; None stands for one that is not an object.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold a list.
        """
        unwrapped = self._unwrapped(content)
        if unwrapped in (None, ""):
            return []
        return self._entries(unwrapped, on_mismatch)

    def shown(
        self, content: bytes, on_mismatch: OnMismatch = log_mismatch
    ) -> list[T | None]:
        """The same where it matters that a list was shown at all: null and empty text are none.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold a list.
        """
        return self._entries(self._unwrapped(content), on_mismatch)

    def _unwrapped(self, content: bytes) -> object:
        return _unwrapped(accepted(content, self._decode), self._key)

    def _entries(self, unwrapped: object, on_mismatch: OnMismatch) -> list[T | None]:
        entries = listed(unwrapped)
        if entries is None:
            raise Unreadable(self._key, kind(unwrapped))
        path = (None, self._key)
        return [
            self._entry(entry, (path, index), on_mismatch)
            for index, entry in enumerate(entries)
        ]

    def _entry(
        self, entry: object, path: JsonPath, on_mismatch: OnMismatch
    ) -> T | None:
        if isinstance(entry, (dict, Row)):
            made: T = to_object(entry, self._model, path, on_mismatch)
            return made
        on_mismatch(path, entry)
        return None


class TextReader:
    """Reads the one text of an answer: beside or inside the envelope, as an attribute or not."""

    def __init__(self, key: str) -> None:
        self._key = key

    def __call__(self, content: bytes, on_mismatch: OnMismatch = log_mismatch) -> str:
        """The text in the body of an answer.

        Raises:
            Refused: The answer says `success: false`.
            Unreadable: The body is not JSON, or does not hold the text.
        """
        payload = accepted(content)
        data = payload.get("data") if isinstance(payload, dict) else None
        holders = [holder for holder in (payload, data) if isinstance(holder, dict)]
        found = [text for holder in holders if (text := flat(holder).get(self._key))]
        text = found[0] if found else None
        if not isinstance(text, str):
            raise Unreadable(self._key, kind(text))
        return text


def _unwrapped(payload: object, key: str) -> object:
    if not isinstance(payload, dict):
        raise Unreadable(key, kind(payload))
    if key in payload:
        return payload[key]
    if "data" in payload:
        return payload["data"]
    raise Unreadable(key, f"neither {key!r} nor 'data'")
