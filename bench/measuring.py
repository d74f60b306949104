"""How everything is measured: side by side, in rounds, on a machine that others use too.

Absolute times of a shared machine say little. So the sides of a case take turns within one run,
each round gives one ratio for each peer, and the figure is the median of those ratios with the
quartiles around it. Where there is no peer, as with memory, our side stands alone.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
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
        bars: For some of the peers what the figure is meant to stay within; for our side if it has
            no peers. They are shown, and nothing fails over them.
        times_faster: Whether to tell how many times as fast as the peer ours is, in place of the
            part of the peer's time that it takes. Bars are lower bounds then.
        warm_up: Whether a first round does not count.
    """

    name: str
    unit: str
    sides: Callable[[], AbstractContextManager[Sides]]
    rounds: int = 21
    bars: Mapping[str, float] = field(default_factory=dict)
    times_faster: bool = False
    warm_up: bool = True


@dataclass(frozen=True)
class Figure:
    """Our side against one peer, or on its own: medians of the sides; median and quartiles of what
    is told of them.
    """

    case: str
    unit: str
    ours: str
    ours_median: float
    peer: str | None
    peer_median: float | None
    value: float
    low: float
    high: float
    rounds: int
    sense: str
    bar: float | None
    met: bool | None


def measure(case: Case) -> list[Figure]:
    """Run a case: one round that does not count, then the others."""
    with case.sides() as sides:
        if case.warm_up:
            _round(sides)
        rounds = [_round(_turned(sides, number)) for number in range(case.rounds)]
    ours, *others = sides
    peers: list[str | None] = [*others] or [None]
    return [_figure(case, ours, peer, rounds) for peer in peers]


def _turned(sides: Sides, number: int) -> Sides:
    """The sides in turn from the first and from the last, so that none always runs behind the same
    neighbour.
    """
    return sides if number % 2 == 0 else dict(reversed(list(sides.items())))


def _round(sides: Sides) -> dict[str, float]:
    taken = {}
    for name, sample in sides.items():
        gc.collect()  # Nobody pays for what another side has left behind.
        taken[name] = sample()
    return taken


def _figure(
    case: Case, ours: str, peer: str | None, rounds: Sequence[Mapping[str, float]]
) -> Figure:
    low, value, high = _quartiles(
        [
            _told(case, taken[ours], None if peer is None else taken[peer])
            for taken in rounds
        ]
    )
    bar = case.bars.get(peer or ours)
    return Figure(
        case=case.name,
        unit=case.unit,
        ours=ours,
        ours_median=median(taken[ours] for taken in rounds),
        peer=peer,
        peer_median=None if peer is None else median(taken[peer] for taken in rounds),
        value=value,
        low=low,
        high=high,
        rounds=len(rounds),
        sense="≥" if case.times_faster else "≤",
        bar=bar,
        met=None
        if bar is None
        else (value >= bar if case.times_faster else value <= bar),
    )


def _told(case: Case, ours: float, peer: float | None) -> float:
    if peer is None:
        return ours
    return peer / ours if case.times_faster else ours / peer


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    low, middle, high = quantiles(values, n=4) if len(values) > 1 else values * 3
    return low, middle, high
