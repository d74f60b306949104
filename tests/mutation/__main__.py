"""Tries faults in each room and tells which the tests did not notice.

    python -m tests.mutation --mutants 20 --seed 1 retry calls

`--mutants` is how many are drawn for each room, or `all`. It fails if a fault survives where one
could place twice, lose or leak, or if a room sees fewer than it must.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import time
from pathlib import Path

import pytest

from . import equivalent
from .rooms import ROOMS, Room
from .trial import Result, Trial

QUICK = "not PostgreSQL and not postgresql and not falsehood and not many_tasks"
"""Tests that start a database or many tasks take longer than a fault is worth."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", default="10")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="a part of file:line")
    parser.add_argument("rooms", nargs="*")
    asked = parser.parse_args()
    most = None if asked.mutants == "all" else int(asked.mutants)
    rooms = [room for room in ROOMS if not asked.rooms or room.name in asked.rooms]
    print(f"{asked.mutants} faults for each room, seed {asked.seed}")
    passed = [_tried(room, most, asked) for room in rooms]
    return 0 if all(passed) else 1


def _tried(room: Room, most: int | None, asked: argparse.Namespace) -> bool:
    """Tries a room in a process of its own, since its modules stay loaded."""
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        trial = Trial(room, most, asked.seed, asked.jobs, equivalent.is_known)
        trial.only = asked.only
        os._exit(0 if _run(trial) else 1)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) == 0


def _run(trial: Trial) -> bool:
    began, said = time.monotonic(), io.StringIO()
    arguments = ["-q", "-p", "no:cacheprovider", "-k", QUICK]
    with contextlib.redirect_stdout(said):
        pytest.main([*arguments, *trial.room.tests], plugins=[trial])
    if not trial.results:
        print(f"{trial.room.name}: nothing was tried\n{said.getvalue()[-2000:]}")
        return False
    return _told(trial, time.monotonic() - began)


def _told(trial: Trial, seconds: float) -> bool:
    """Prints a room's line and its survivors; says whether it is as it must be."""
    fit = [result for result in trial.results if result.verdict != "unfit"]
    alive = [result for result in fit if result.verdict in ("survived", "unreached")]
    hung = sum(result.verdict == "hung" for result in fit)
    rate = 1 - len(alive) / len(fit) if fit else 1.0
    print(
        f"{trial.room.name:<10} {len(fit):>4} tried  {len(fit) - len(alive):>4} noticed "
        f"({hung} hung)  {len(alive):>3} survived  {trial.equivalent:>3} equivalent  "
        f"{rate:>6.1%} of {trial.room.bar:.0%}  {seconds:>5.0f} s  "
        f"{trial.unsteady} tests left out",
        flush=True,
    )
    for result in sorted(alive, key=lambda one: (one.path, one.mutant.line)):
        print(_survivor(result), flush=True)
    return rate >= trial.room.bar and not (trial.room.harmful and alive)


def _survivor(result: Result) -> str:
    mutant = result.mutant
    lines = [f"  {result.path}:{mutant.line} {mutant.function} ({result.verdict})"]
    lines += [f"    - {line}" for line in mutant.was.splitlines()]
    lines += [f"    + {line}" for line in mutant.becomes.splitlines()]
    return "\n".join(lines)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[2])
    sys.exit(main())
