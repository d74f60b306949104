"""How long work comes along, for people: beside the output, and not into a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Progress

Told: TypeAlias = Callable[[str, int, int | None], object]
"""Told what is done now, how many are done, and of how many; None while nobody knows."""


@contextmanager
def shown(noun: str) -> Iterator[Told]:
    """A bar with the count, the rate and the time so far. It moves to and fro while there is no
    total to tell.
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
            return Text(f"{task.speed or 0:,.0f}/s")

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        Rate(),
    )
    progress = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))
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
