"""A table that is kept up to date in its place, on a terminal."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.text import Text

from .columns import View
from .table import Table, console


@contextmanager
def live_table(view: View) -> Iterator[Callable[[Sequence[Mapping[str, Any]]], None]]:
    """What takes the rows anew each time they change. Lines on stderr stay above the table."""
    screen = console()
    with Live(console=screen, auto_refresh=False) as live:
        yield lambda rows: live.update(_drawn(view, rows, screen), refresh=True)


def _drawn(view: View, rows: Sequence[Mapping[str, Any]], screen: Console) -> Text:
    """The table as wide as the terminal is now."""
    drawn = Console(
        file=io.StringIO(),
        width=screen.width,
        force_terminal=True,
        no_color=screen.no_color,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )
    Table(view, drawn).add(rows)
    assert isinstance(drawn.file, io.StringIO)
    return Text.from_ansi(drawn.file.getvalue().rstrip("\n"))
