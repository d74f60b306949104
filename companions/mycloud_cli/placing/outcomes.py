"""What became of an order of a file. Pure."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import attrs
import mycloud

Outcome: TypeAlias = Literal[
    "waiting", "placed", "placed before", "changed", "refused", "unknown", "held"
]
"""`placed before`: by an earlier run or another file. `changed`: placed before with other content;
nothing was sent. `held`: another process is placing it, or was killed while it did.
"""

_OF_THE_ORDER: Final = (
    mycloud.InvalidRequestError,
    mycloud.ValidationError,
    mycloud.RefusedError,
    mycloud.ConflictError,
    mycloud.NotFoundError,
)
"""Errors that another order need not meet. Any other, such as a key that is refused, would meet the
next one too.
"""


@attrs.frozen
class Result:
    """What became of an order.

    Attributes:
        link: Where its recipient can follow it.
        reason: Why it was not placed, in plain words.
        lease_left: Seconds until an order that is held may be asked for again.
        error: What was raised.
    """

    outcome: Outcome
    id: int | None = None
    mc_number: str | None = None
    link: str | None = None
    reason: str | None = None
    lease_left: float = 0.0
    error: Exception | None = None

    @property
    def stops(self) -> bool:
        """Whether the next order would meet the same error."""
        return self.outcome == "waiting" and self.error is not None


WAITING: Final = Result("waiting")


def result_of(error: Exception) -> Result:
    """What an error says of the order that was sent."""
    reason = str(error)
    if isinstance(error, mycloud.AlreadyPlacedError):
        return _changed(error)
    if isinstance(error, mycloud.ClaimedError):
        return Result("held", reason=reason, lease_left=error.lease_left, error=error)
    if isinstance(error, mycloud.UnknownOutcomeError):
        return _unknown(error)
    if isinstance(error, _OF_THE_ORDER):
        return Result("refused", reason=_plain(error), error=error)
    return Result("waiting", reason=reason, error=error)


def _changed(error: mycloud.AlreadyPlacedError) -> Result:
    order = error.order
    if order is None:
        return Result("changed", reason=str(error), error=error)
    link = order.bitly_url
    return Result("changed", order.id, order.mc_number, link, str(error), error=error)


def _unknown(error: mycloud.UnknownOutcomeError) -> Result:
    """The server may have said what it placed, though that is not what was sent."""
    order = error.order
    if order is None:
        return Result("unknown", reason=str(error), error=error)
    return Result(
        "placed",
        order.id,
        order.mc_number,
        order.bitly_url,
        f"compare it with the file: {error}",
        error=error,
    )


def _plain(error: Exception) -> str:
    """What the server said; without it, the whole error."""
    said = getattr(error, "message", None)
    return str(said or error)
