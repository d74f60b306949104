"""Which requests a fault strikes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import count
from random import Random
from typing import Any

from ..contract import Contract, Operation
from ..records import Json
from .describing import (
    FAULT_FIELDS,
    BadFault,
    Fault,
    check_one_of,
    decimal,
    parse_header,
    read,
    text,
    told,
    whole,
)


@dataclass(kw_only=True)
class Rule:
    """A fault, and the requests it strikes.

    Attributes:
        times: How many requests it strikes; all that it fits if not given.
        rate: The share of requests that it strikes, drawn with `seed`.
        operation: The operation it strikes, by its `operationId`.
        method: The method it strikes.
        path: The path it strikes, below the base URL; `*` stands for anything.
    """

    fault: Fault
    number: int = 0
    times: int | None = None
    rate: float = 1.0
    seed: int = 1
    operation: str | None = None
    method: str | None = None
    path: str | None = None
    struck: int = 0
    """How many requests it has struck."""
    _random: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not 0 < self.rate <= 1:
            raise BadFault(f"rate must be over 0 and at most 1, got {self.rate}.")
        if self.times is not None and self.times < 1:
            raise BadFault(f"times must be at least 1, got {self.times}.")
        self._random = Random(self.seed)

    def strikes(self, operation: Operation, path: str) -> bool:
        """Whether a request is struck; counts it if so."""
        is_struck = self._fits(operation, path) and self._random.random() < self.rate
        self.struck += is_struck
        return is_struck

    def told(self) -> dict[str, Json]:
        """The rule as it was given, and how often it struck."""
        names = ("times", "rate", "operation", "method", "path", "struck")
        return {
            "id": self.number,
            **told(self.fault),
            **{name: getattr(self, name) for name in names},
        }

    def _fits(self, operation: Operation, path: str) -> bool:
        return (
            (self.times is None or self.struck < self.times)
            and self.operation in (None, operation.name)
            and self.method in (None, operation.method)
            and (self.path is None or fnmatchcase(path, self.path))
            and (operation.secured or self.fault.answer != "expired-token")
        )


class Faults:
    """The rules that stand, in the order in which they are asked."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._numbers = count(1)
        self.rules: list[Rule] = []

    def drawn(
        self, header: str | None, operation: Operation, path: str
    ) -> Fault | None:
        """The fault that strikes a request: that of its header, or of the first rule that strikes
        it.
        """
        if header is not None:
            return parse_header(header)
        return next(
            (rule.fault for rule in self.rules if rule.strikes(operation, path)), None
        )

    def add(self, description: Mapping[str, Any]) -> Rule:
        """Adds a rule from its description in JSON."""
        given = read(description, {**FAULT_FIELDS, **_RULE_FIELDS})
        rule = Rule(
            fault=Fault(**_some(given, FAULT_FIELDS)),
            number=next(self._numbers),
            **_some(given, _RULE_FIELDS),
        )
        if rule.operation is not None:
            check_one_of("operation", rule.operation, tuple(self._contract.operations))
        self.rules.append(rule)
        return rule


def _some(given: Mapping[str, Any], names: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in names}


_RULE_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "times": whole("times", 1, 10**9),
    "rate": decimal("rate", 1),
    "seed": whole("seed", 0, 2**31),
    "operation": text("operation"),
    "method": lambda value: text("method")(value).upper(),
    "path": text("path"),
}
