"""The progress of long work, as a person at a terminal sees it."""

from __future__ import annotations

import io
import re
import sys

import pytest
from mycloud_cli.progress import no_progress, rate_of, remaining_of, shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch, columns: int = 80) -> Terminal:
    terminal = Terminal()
    for name in ("NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setattr(sys, "stderr", terminal)
    return terminal


def last_line(terminal: Terminal) -> str:
    return re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", terminal.getvalue()).splitlines()[-1]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_work_with_a_total_shows_its_count_rate_and_time_remaining(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    terminal = on_terminal(monkeypatch, columns)

    with shown("orders") as told:
        for done in (1, 2, 3):
            told("placed", done, 1_000)

    line = last_line(terminal)
    assert "3 of 1,000 orders" in line
    assert "/s" in line
    assert line.rstrip().endswith("left")
    assert len(line) <= columns


def test_work_without_a_total_shows_no_time_remaining(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = on_terminal(monkeypatch)

    with shown("orders") as told:
        told("walked", 100, None)

    assert "100 orders" in last_line(terminal)
    assert "left" not in last_line(terminal)


def test_nothing_is_shown_where_no_terminal_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    with shown("orders") as told:
        assert told is no_progress


@pytest.mark.parametrize(
    ("speed", "said"),
    [(None, "-/s"), (0.25, "0.2/s"), (9.94, "9.9/s"), (1234.5, "1,234/s")],
)
def test_a_slow_rate_has_a_digit_behind_the_point(
    speed: float | None, said: str
) -> None:
    assert rate_of(speed) == said


@pytest.mark.parametrize(
    ("total", "seconds", "said"),
    [
        (None, None, ""),
        (10, None, "-:--:-- left"),
        (10, 80.4, "0:01:20 left"),
        (10, 0, ""),
    ],
)
def test_the_time_remaining_is_told_once_a_total_is_known(
    total: float | None, seconds: float | None, said: str
) -> None:
    assert remaining_of(total, seconds) == said
