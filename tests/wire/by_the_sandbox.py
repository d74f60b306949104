"""What the sandbox reads of a form, put as PHP's own parser puts it, so that the two can be
compared.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from mycloud_sandbox import php_forms
from mycloud_sandbox.bodies import read_body

from .php import Received, Sent, Upload


def merged(received: Received) -> Any:
    """Fields and files in one tree; PHP shows an array without entries as a list."""
    return dict(received.fields or {}) | dict(received.files or {})


def by_the_sandbox(sent: Sent) -> Any:
    async def chunks() -> AsyncIterator[bytes]:
        for start in range(0, len(sent.body), 1000):
            yield sent.body[start : start + 1000]

    return as_php_shows(
        asyncio.run(read_body(chunks(), sent.content_type)).form, whole=True
    )


def as_php_shows(value: Any, *, whole: bool = False) -> Any:
    """A tree of the sandbox as `json_encode` shows it: a list where the keys count from 0."""
    if isinstance(value, php_forms.Upload):
        return Upload(value.filename, value.content_type, value.content)
    if not isinstance(value, dict):
        return value
    if not whole and list(value) == list(range(len(value))):
        return [as_php_shows(entry) for entry in value.values()]
    return {str(key): as_php_shows(entry) for key, entry in value.items()}
