"""What a command came to, and how it is run as a process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

MYCLOUD = [sys.executable, "-m", "mycloud_cli"]


class Result(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The lines of JSON that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self) -> dict[str, Any]:
        """The one line of JSON that it printed."""
        (found,) = self.objects
        return found


Mycloud: TypeAlias = Callable[..., Result]


NOT_OF_PEOPLE = {"PYTHONUNBUFFERED", "COLUMNS", "LINES"}


def environment(**more: str) -> dict[str, str]:
    """The environment of a process, in which the command buffers its output as it does for people."""
    return (
        {name: value for name, value in os.environ.items() if name not in NOT_OF_PEOPLE}
        | {"PYTHONUTF8": "1"}
        | more
    )
