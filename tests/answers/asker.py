"""Clients that are kept from answer to answer, since there are many thousands of those, and one
event loop for them.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

from mycloud import AsyncMyCloud, MyCloud

from .asking import (
    Answering,
    Outcome,
    asked,
    asked_awaited,
    asked_of,
    asked_of_awaited,
    settings,
)


class Asker:
    """Asks the blocking client, the strict one and the awaited one; for a token always new ones,
    which have none.
    """

    def __enter__(self) -> Self:
        self._transport: Any = Answering()
        given = settings(transport=self._transport, token="T0")
        self._runner = asyncio.Runner()
        self._blocking, self._awaited = MyCloud(**given), AsyncMyCloud(**given)
        self._strict = self._blocking.with_options(strict=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._runner.run(self._awaited.aclose())
        self._runner.close()
        self._blocking.close()

    def asked(self, operation: str, body: bytes, *, strict: bool = False) -> Outcome:
        """What the blocking client makes of an answer."""
        if operation == "token":
            return asked(operation, Answering(body, as_token=True), strict=strict)
        self._transport.body = body
        return asked_of(
            self._strict if strict else self._blocking, operation, self._transport
        )

    def asked_awaited(self, operation: str, body: bytes) -> Outcome:
        """What the awaited client makes of an answer."""
        if operation == "token":
            return self._runner.run(
                asked_awaited(operation, Answering(body, as_token=True))
            )
        self._transport.body = body
        return self._runner.run(
            asked_of_awaited(self._awaited, operation, self._transport)
        )
