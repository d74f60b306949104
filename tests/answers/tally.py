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
        self.add(kind, Counter([name]))

    def add(self, kind: str, counts: Counter[str]) -> None:
        self._found.setdefault(kind, Counter()).update(counts)

    def taken(self) -> list[tuple[str, Counter[str]]]:
        """What was counted since this was asked last."""
        taken, self._found = [*self._found.items()], {}
        return taken

    def lines(self) -> list[str]:
        """A line for each kind of answer, and one for all."""
        every = sum(self._found.values(), Counter[str]())
        return [_line(kind, found) for kind, found in self._found.items()] + (
            [_line("all", every)] if every else []
        )


def _line(kind: str, found: Counter[str]) -> str:
    told = ", ".join(f"{count:,} {name}" for name, count in found.most_common())
    return f"{kind}: {found.total():,} mutated answers: {told}"


TALLY = Tally()
