"""What was found: by check, in words, and which fault it is."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from .faults import FAULTS


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    FAULT = "fault"
    SKIPPED = "skipped"


class Finding(NamedTuple):
    """What a check found.

    Attributes:
        check: What was looked at.
        state: How it came out.
        said: What was seen, without a secret.
        fault: The name of the fault.
        advice: What to do about it.
    """

    check: str
    state: State
    said: str
    fault: str | None = None
    advice: str | None = None


class Found(Exception):
    """A check that found a fault."""

    def __init__(self, fault: str, said: str, advice: str | None = None) -> None:
        super().__init__(said)
        self.fault = fault
        self.advice = advice or FAULTS[fault].advice
