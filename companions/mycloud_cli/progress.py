"""How long work comes along, for people: beside the output, and not into a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Progress

Told: TypeAlias = Callable[[str, int, int | None], object]
"""Told what is done now, how many are done, and of how many; None while nobody knows."""

WIDE: Final = 70
"""Columns of a terminal from which on there is room for a bar."""


@contextmanager
def shown(noun: str) -> Iterator[Told]:
    """A bar with the count, the rate and the time so far; with a total, also the time remaining.

    It moves to and fro while there is no total.
    """
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text(rate_of(task.finished_speed or task.speed))

    class Remaining(ProgressColumn):
        """The time until the total is reached."""

        max_refresh = 0.5  # a number that flickers cannot be read

        def render(self, task: Task) -> Text:
            return Text(remaining_of(task.total, task.time_remaining))

    console = Console(stderr=True)
    wide = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        Rate(),
        TimeElapsedColumn(),
        Remaining(),
    )
    narrow = (TextColumn("{task.fields[count]}"), Rate(), Remaining())
    columns = wide if console.width >= WIDE else narrow
    progress = Progress(*columns, console=console)
    with _forgiving(progress):
        tasks: dict[str, int] = {}

        def told(what: str, done: int, total: int | None) -> None:
            with suppress(OSError, ValueError):  # a terminal that is gone
                tell(what, done, total)

        def tell(what: str, done: int, total: int | None) -> None:
            count = (
                f"{done:,} {noun}" if total is None else f"{done:,} of {total:,} {noun}"
            )
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total, count=count)
            progress.update(tasks[what], completed=done, total=total, count=count)  # type: ignore[arg-type]

        yield told


def rate_of(speed: float | None) -> str:
    """How many a second; one digit behind the point where whole numbers say too little."""
    if speed is None:
        return "-/s"
    return f"{speed:,.0f}/s" if speed >= 10 else f"{speed:.1f}/s"


def remaining_of(total: float | None, seconds: float | None) -> str:
    """The time remaining, such as `0:01:20 left`; empty without a total."""
    if total is None:
        return ""
    return "" if seconds == 0 else f"{_clock(seconds)} left"


def _clock(seconds: float | None) -> str:
    return "-:--:--" if seconds is None else str(timedelta(seconds=int(seconds)))


@contextmanager
def _forgiving(progress: Progress) -> Iterator[None]:
    """Starts and stops the bar; a terminal that is gone is no failure of the work."""
    with suppress(OSError, ValueError):
        progress.start()
    try:
        yield
    finally:
        with suppress(OSError, ValueError):
            progress.stop()


def no_progress(_what: str, _done: int, _total: int | None) -> None:
    """Nobody watches."""
