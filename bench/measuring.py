"""How everything is measured: side by side, in rounds, on a machine that others use too.

Absolute times of a shared machine say little. So the sides of a case take turns within one run, each round gives one
ratio for each peer, and what is told is the median of those ratios with the quartiles around it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TypeAlias

Sample: TypeAlias = Callable[[], float]
"""Does the work of one side and gives what it took, in the unit of the case."""

Sides: TypeAlias = Mapping[str, Sample]
"""The sides by name. The first one is ours, the others are the peers it is measured against."""


@dataclass(frozen=True)
class Case:
    """Something to measure.

    Attributes:
        name: What it is called on the command line and in the table.
        unit: What a sample is counted in.
        sides: Sets the sides up and takes them down again.
        rounds: How often every side has its turn.
        bar: The ratio it is meant to stay below, if there is one. It is shown, and nothing fails over it.
    """

    name: str
    unit: str
    sides: Callable[[], AbstractContextManager[Sides]]
    rounds: int = 21
    bar: float | None = None


@dataclass(frozen=True)
class Ratio:
    """Our side against one peer: medians of both, and median and quartiles of the ratio of each round."""

    case: str
    unit: str
    ours: str
    ours_median: float
    peer: str
    peer_median: float
    ratio: float
    low: float
    high: float
    rounds: int
    bar: float | None


def measure(case: Case) -> list[Ratio]:
    """Run a case: one round that does not count, then the others."""
    with case.sides() as sides:
        _round(sides)
        rounds = [_round(_turned(sides, number)) for number in range(case.rounds)]
    ours, *peers = sides
    return [_ratio(case, ours, peer, rounds) for peer in peers]


def _turned(sides: Sides, number: int) -> Sides:
    """The sides in turn from the first and from the last, so that none always runs behind the same neighbour."""
    return sides if number % 2 == 0 else dict(reversed(list(sides.items())))


def _round(sides: Sides) -> dict[str, float]:
    taken = {}
    for name, sample in sides.items():
        gc.collect()  # Nobody pays for what another side has left behind.
        taken[name] = sample()
    return taken


def _ratio(case: Case, ours: str, peer: str, rounds: list[dict[str, float]]) -> Ratio:
    low, middle, high = quantiles((taken[ours] / taken[peer] for taken in rounds), n=4)
    ours_median, peer_median = (median(taken[side] for taken in rounds) for side in (ours, peer))
    return Ratio(
        case.name, case.unit, ours, ours_median, peer, peer_median, middle, low, high, len(rounds), case.bar
    )  # fmt: skip
