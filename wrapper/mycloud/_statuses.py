"""The statuses of an order, and which of two comes later. Pure.

| status | stage |
| --- | --- |
| RESERVED, WAITPAY, RECVPAY, APPROVED | 0 to 3; a shop may still move an order back |
| PICKING | 4 |
| PROCESSING, INPROGRESS, PACKED | 5, all three: nobody knows their order among each other |
| SHIPPED, DELIVERED | 6 and 7 |
| UNKNOWN, CANCELLED, any other text, None | none: neither after nor before anything |

UNKNOWN says nothing about how far the order is. CANCELLED was never seen: a cancelled order is
deleted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STAGES: Final[Mapping[str, int]] = {
    "RESERVED": 0,
    "WAITPAY": 1,
    "RECVPAY": 2,
    "APPROVED": 3,
    "PICKING": 4,
    "PROCESSING": 5,
    "INPROGRESS": 5,
    "PACKED": 5,
    "SHIPPED": 6,
    "DELIVERED": 7,
}


def is_after(status: str | None, other: str | None) -> bool:
    """Whether an order with this status is further on than one with the other.

    False for two equal statuses, and for two that cannot be ordered: UNKNOWN, CANCELLED, a status
    that is not known, and PROCESSING, INPROGRESS and PACKED among each other.

    A store that only moves forward drops a new status where `is_after(stored, new)`, and takes any
    other.
    """
    one, two = (STAGES.get(text) if text else None for text in (status, other))
    return one is not None and two is not None and one > two
