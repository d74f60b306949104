"""The life of an order number in a ledger: its states, and who may move it where. Pure.

    (new) ──claim──▶ claimed ──send──▶ sending ──place──▶ placed
      refused ─┐        │ release         │ refuse ─────▶ refused
   not_placed ─┴─claim  ▼                 │ release ────▶ not_placed
                    not_placed            │ lose, or its process died ──▶ unknown ──found──▶ placed

A number is sent from `claimed` only, and nothing leads from `sending`, `unknown` or `placed` back
to `claimed` but a certain failure, or a person. So at most one request for it is ever on its way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

import attrs

State: TypeAlias = Literal[
    "claimed", "sending", "placed", "refused", "not_placed", "unknown"
]
"""Where an order number stands.

`claimed`: a process is about to place it, and has sent nothing. `sending`: it may have been sent.
`placed`: the order is there. `refused`: the server refused it. `not_placed`: it certainly was not
placed, for a reason that may pass. `unknown`: it may have been placed.
"""

Move: TypeAlias = Literal[
    "send", "place", "refuse", "release", "lose", "settle_placed", "settle_not_placed"
]
"""What moves a number; each but the last two needs the claim under which it was sent."""

Step: TypeAlias = Literal["send", "wait", "look", "read"]
"""What a caller does next: place the order, give way, look for it, or read it by its id."""

STATES: Final[tuple[State, ...]] = get_args(State)

LEASED: Final[tuple[State, ...]] = ("claimed", "sending")
"""States that end with the lease of their holder."""

FREE: Final[tuple[State, ...]] = ("refused", "not_placed")
"""States from which anybody may claim the number; `claimed` as well, once its lease is over."""

MOVES: Final[Mapping[Move, tuple[tuple[State, ...], State]]] = {
    "send": (("claimed",), "sending"),
    # A holder that was slow, and was given up or settled by hand, still knows best.
    "place": (("claimed", "sending", "unknown", "not_placed"), "placed"),
    "refuse": (("claimed", "sending", "unknown"), "refused"),
    "release": (("claimed", "sending", "unknown"), "not_placed"),
    "lose": (("claimed", "sending", "unknown"), "unknown"),
    "settle_placed": (STATES, "placed"),
    "settle_not_placed": (STATES, "not_placed"),
}
"""For each move the states it starts from, and the one it leads to."""


@attrs.frozen(kw_only=True)
class Entry:
    """What a ledger knows of an order number.

    Attributes:
        number: The order number.
        state: Where it stands.
        claim: Names the claim under which it was placed last.
        holder: The process that made the claim: host and process id.
        lease_left: Seconds until others may take it over, where a process holds it.
        content: What was sent: items in clear, the recipient as a keyed digest.
        order_id: The order's database key, once it is placed.
        mc_number: MyCloud's number for it.
        message: What was said last: a refusal, or why nobody knows.
        candidates: Ids of orders that look like it. Once a person has said that it was not placed,
            they are other orders, and are looked past.
        changed_at: When this was noted, in seconds since 1970.
    """

    number: str
    state: State
    claim: str
    holder: str
    lease_left: float
    content: str
    order_id: int | None = None
    mc_number: str | None = None
    message: str | None = None
    candidates: tuple[int, ...] = ()
    changed_at: float = 0.0

    @property
    def is_held(self) -> bool:
        """Whether a process may be placing it now."""
        return self.state in LEASED and self.lease_left > 0


def next_step(entry: Entry, claim: str) -> Step:
    """What to do with an entry as it stands after one tried to claim it.

    Args:
        entry: The entry as the ledger gave it.
        claim: The claim that was tried.
    """
    if entry.state == "claimed" and entry.claim == claim:
        return "send"
    if entry.state == "placed":
        return "read"
    if entry.state == "unknown" or (entry.state == "sending" and not entry.is_held):
        return "look"
    return "wait"


def ruled_out(entry: Entry) -> frozenset[int]:
    """Ids of orders that a person has found to be others."""
    return frozenset(entry.candidates) if entry.state == "claimed" else frozenset()
