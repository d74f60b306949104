"""What an error says of the order that was sent. Pure."""

from __future__ import annotations

from typing import Final

import attrs
import mycloud
from mycloud import MyCloudError, UnknownOutcomeError

from .ledger import WAITING, Note

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


def after(error: MyCloudError, doubt: Note) -> Note:
    """What is to be noted after an error; that an order waits means that it was not placed, and no
    other will be.
    """
    if isinstance(error, UnknownOutcomeError):
        return _unknown(error, doubt)
    if isinstance(error, _OF_THE_ORDER):
        return attrs.evolve(doubt, outcome="refused", message=str(error))
    return WAITING


def _unknown(error: UnknownOutcomeError, doubt: Note) -> Note:
    """The server may have said what it placed, though that is not what was sent: then it is
    placed.
    """
    if error.order is None:
        return attrs.evolve(doubt, message=str(error))
    number = error.order.mc_number
    return attrs.evolve(
        doubt, outcome="placed", id=error.order.id, mc_number=number, message=str(error)
    )
