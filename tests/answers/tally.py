"""How many answers were asked with, and what came of them."""

from __future__ import annotations

from collections import Counter

from .asking import Outcome


class Tally:
    """Counts outcomes by kind of answer."""

    def __init__(self) -> None:
        self._found: dict[str, Counter[str]] = {}

    def count(self, kind: str, outcome: Outcome) -> None:
        name = "read" if outcome.error is None else type(outcome.error).__name__
        self._found.setdefault(kind, Counter())[name] += 1

    def lines(self) -> list[str]:
        """A line for each kind of answer, and one for all."""
        every = sum(self._found.values(), Counter[str]())
        return [_line(kind, found) for kind, found in self._found.items()] + ([_line("all", every)] if every else [])


def _line(kind: str, found: Counter[str]) -> str:
    told = ", ".join(f"{count:,} {name}" for name, count in found.most_common())
    return f"{kind}: {found.total():,} mutated answers: {told}"


TALLY = Tally()
