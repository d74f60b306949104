"""Faults on demand: what goes wrong, with which requests, and what the client gets to see of it."""

from .describing import ANSWERS, Fault, told
from .rules import Faults
from .spoiling import spoiled

HEADER = "MyCloud-Sandbox-Fault"
"""By this header a request asks for a fault."""

__all__ = ["ANSWERS", "HEADER", "Fault", "Faults", "spoiled", "told"]
