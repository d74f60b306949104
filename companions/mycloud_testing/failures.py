"""What goes wrong when a test wants it to, and with which calls."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

from mycloud_sandbox.contract import Operation, load_contract
from mycloud_sandbox.faults import Fault
from mycloud_sandbox.faults.rules import Rule

Failure: TypeAlias = Literal[
    "no-connection",
    "timeout",
    "reset",
    "cut",
    "empty",
    "html",
    "warning",
    "expired-token",
]
"""What a client may meet in place of an answer. All but the first two are the sandbox's own
`answer`s of faults.
"""


@dataclass
class Aim:
    """Some of the calls that a name means."""

    name: str | None
    after: int
    times: int
    _met: int = 0

    def __post_init__(self) -> None:
        operations = load_contract().operations.values()
        if not any(self._may_mean(operation) for operation in operations):
            known = ", ".join(
                f"{operation.method} {operation.path}" for operation in operations
            )
            raise ValueError(f"on={self.name!r} means no call; there are {known}")

    def hits(self, operation: Operation, path: str) -> bool:
        """Whether a call is one of them; counts it if the name means it."""
        if not self._means(operation, path):
            return False
        self._met += 1
        return self.after < self._met <= self.after + self.times

    def _means(self, operation: Operation, path: str) -> bool:
        """Calls for a token are meant when they are named."""
        if self.name is None:
            return operation.secured
        method, slash, rest = self.name.partition("/")
        if method.strip() not in ("", operation.method, operation.name):
            return False
        pattern = re.sub(r"{\w+}", "*", slash + rest)
        return (
            fnmatchcase(path, pattern)
            if slash
            else operation.secured or self.name == operation.name
        )

    def _may_mean(self, operation: Operation) -> bool:
        some_path = re.sub(r"{\w+}", "*", operation.path)
        _, slash, rest = (self.name or "").partition("/")
        return self._means(
            operation,
            slash + rest if fnmatchcase(slash + rest, some_path) else operation.path,
        )


def operation_at(method: str, path: str) -> Operation | None:
    """The operation that a call means."""
    operations = (
        operation
        for operation in load_contract().operations.values()
        if operation.method == method
    )
    return next(
        (
            found
            for found in operations
            if re.fullmatch(re.sub(r"{\w+}", "[^/]+", found.path), path)
        ),
        None,
    )


@dataclass(kw_only=True)
class Plan(Rule):
    """A fault of the sandbox that strikes where it is aimed."""

    aim: Aim = field(repr=False)

    def strikes(self, operation: Operation, path: str) -> bool:
        """Whether a request is struck; counts it."""
        is_struck = self.aim.hits(operation, path)
        self.struck += is_struck
        return is_struck


def fault(
    what: int | Failure | None,
    *,
    retry_after: float | None,
    delay: float,
    when: str | None,
) -> Fault:
    """The fault of the sandbox that a test means."""
    waits = what == "timeout"
    return Fault(
        answer=what if isinstance(what, str) and not waits else None,
        status=what if isinstance(what, int) else None,
        retry_after=None if retry_after is None else f"{retry_after:g}",
        delay=math.inf if waits else delay,
        when="before" if waits and when is None else when,
    )
