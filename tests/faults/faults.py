"""The ways in which a server can treat a request, and plans of how often it does."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

Kind = Literal["connection", "token", "create", "update", "delete", "read"]
Answer = Callable[[bytes], bytes]


class Ending(Enum):
    """What becomes of the connection after an answer."""

    KEEP = "kept"
    CLOSE = "closed"
    RESET = "reset"


def reply(
    status: int = 200, *headers: str, body: bytes | None = None, lacks: int = 0
) -> Answer:
    """An answer with this body, or else the good one, which lacks so many of the bytes its
    Content-Length promises.
    """

    def made(good: bytes) -> bytes:
        content = good if body is None else body
        lines = [
            f"HTTP/1.1 {status} Status",
            f"Content-Length: {len(content) + lacks}",
            *headers,
            "",
            "",
        ]
        return "\r\n".join(lines).encode() + content

    return made


def silence(good: bytes) -> bytes:
    return b""


def cut(good: bytes) -> bytes:
    """Half of the JSON, with a Content-Length that is right for the half."""
    return reply(body=good[: len(good) // 2])(good)


GOOD_ANSWER: Final = reply()
REFUSAL: Final = b'{"success": false, "message": "No."}'


@dataclass(frozen=True)
class Fault:
    """One way to treat a request.

    Attributes:
        places: Whether what it asks for is done, such as an order placed, before anything goes
            wrong.
        answer: Makes the answer from the good body.
        ends: What becomes of the connection then.
        hears: Whether the request is read to its end.
        late: Whether the answer is held back until the client has given up.
        certain: Whether the answer tells that no order was placed, so that asking again is safe.
    """

    name: str
    places: bool = True
    answer: Answer = GOOD_ANSWER
    ends: Ending = Ending.KEEP
    hears: bool = True
    late: bool = False
    certain: bool = False

    def __str__(self) -> str:
        return self.name


GOOD = Fault("good")
HANGS_UP = Fault("good, then hangs up", ends=Ending.CLOSE)
SLAMS = Fault("reset when connected", places=False, answer=silence, ends=Ending.RESET)
RESET_MIDWAY = Fault(
    "reset while reading", places=False, answer=silence, ends=Ending.RESET, hears=False
)
RESET_BEFORE = Fault(
    "reset before placing", places=False, answer=silence, ends=Ending.RESET
)
RESET_AFTER = Fault("reset after placing", answer=silence, ends=Ending.RESET)
CLOSED_AFTER = Fault("closed after placing", answer=silence, ends=Ending.CLOSE)
LATE_AFTER = Fault("late after placing", late=True, ends=Ending.CLOSE)
CUT = Fault("cut JSON", answer=cut)
SHORT = Fault("short of its Content-Length", answer=reply(lacks=50), ends=Ending.CLOSE)
HTML = Fault("HTML with 200", answer=reply(body=b"<html><h1>Maintenance</h1></html>"))
EMPTY = Fault("empty 200", answer=reply(body=b""))
NOT_GZIP = Fault(
    "a body that is not gzip, though it says so",
    answer=reply(200, "Content-Encoding: gzip", body=b"no gzip"),
)
NO_HTTP = Fault(
    "no HTTP at all", answer=lambda good: b"\0\1\2 what?\r\n\r\n", ends=Ending.CLOSE
)
UNAUTHORIZED = Fault("401", places=False, answer=reply(401), certain=True)
LIMITED = Fault("429", places=False, answer=reply(429), certain=True)
LIMITED_FOR_NOW = Fault(
    "429, Retry-After: 0",
    places=False,
    answer=reply(429, "Retry-After: 0"),
    certain=True,
)
INVALID = Fault("422", places=False, answer=reply(422, body=REFUSAL), certain=True)
REFUSED = Fault(
    "refused with 200", places=False, answer=reply(body=REFUSAL), certain=True
)
STATUSES: Final = (408, 500, 502, 503, 504, 520)
HARD: Final = ("500", "520")
"""Statuses that do not report a passing fault."""
FAILED_BEFORE = [
    Fault(f"{status} before placing", places=False, answer=reply(status))
    for status in STATUSES
]
FAILED_AFTER = [
    Fault(f"{status} after placing", answer=reply(status)) for status in STATUSES
]

CERTAIN = [UNAUTHORIZED, LIMITED, LIMITED_FOR_NOW, INVALID, REFUSED]
LOST = [RESET_MIDWAY, RESET_BEFORE, RESET_AFTER, CLOSED_AFTER, LATE_AFTER]
UNREADABLE = [CUT, SHORT, HTML, EMPTY, NOT_GZIP, NO_HTTP]
FAILED = [*FAILED_BEFORE, *FAILED_AFTER]
ALL = [GOOD, HANGS_UP, *CERTAIN, *LOST, *UNREADABLE, *FAILED]
PASSING = [
    *LOST,
    SHORT,
    NO_HTTP,
    LIMITED,
    LIMITED_FOR_NOW,
    *(fault for fault in FAILED if fault.name[:3] not in HARD),
]
"""What a read gets over when it is tried again."""

Plan = Mapping[Kind, Mapping[Fault, float]]
"""For each kind of request, how often it is treated in which way."""
Choose = Callable[[Kind], Fault]


def by_chance(plan: Plan, seed: int) -> Choose:
    """Treat requests by the weights of a plan, those it does not name well."""
    chance = random.Random(seed)
    weights = {
        kind: (list(faults), list(faults.values())) for kind, faults in plan.items()
    }
    return lambda kind: chance.choices(*weights.get(kind, ([GOOD], [1.0])))[0]


def in_turn(**faults: Iterable[Fault]) -> Choose:
    """Treat the first requests of a kind by the faults given for it, and all others well."""
    remaining = {kind: iter(given) for kind, given in faults.items()}
    return lambda kind: next(remaining.get(kind, iter(())), GOOD)
