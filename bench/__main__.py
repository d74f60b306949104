"""Measure, print a table, and keep the numbers in `bench/results/`.

Give names of cases to run only those; `--rounds` for more rounds on a noisy machine.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from .cases import CASES
from .machine import machine
from .measuring import Case, Figure, measure

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the cases one after the other."""
    wanted, about, figures = _wanted(), machine(), []
    print("\n".join(f"{name:10}{value}" for name, value in about.items()), end="\n\n")
    print(_row("case", "ours", "peer", "figure", "quartiles", "bar"))
    for case in wanted:
        figures += (measured := measure(case))
        print("\n".join(_shown(figure) for figure in measured), flush=True)
    print(f"\nkept in bench/results/{_kept(about, figures).name}")


def _wanted() -> Iterable[Case]:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = [case.name for case in CASES]
    parser.add_argument(
        "names",
        nargs="*",
        metavar="case",
        help=f"any of: {', '.join(map(repr, names))}; or the first words of some, as `read`",
    )
    parser.add_argument("--rounds", type=int, help="rounds of every case")
    given = parser.parse_args()
    asked = given.names or names
    if unknown := [
        one for one in asked if not any(_begins(name, one) for name in names)
    ]:
        parser.error(f"no such case: {', '.join(unknown)}")
    cases = [case for case in CASES if any(_begins(case.name, one) for one in asked)]
    return [replace(case, rounds=given.rounds or case.rounds) for case in cases]


def _begins(name: str, words: str) -> bool:
    """Whether the name of a case begins with these words."""
    return f"{name} ".startswith(f"{words} ")


def _shown(figure: Figure) -> str:
    ours = f"{figure.ours_median:.1f} {figure.unit}"
    peer = (
        "-"
        if figure.peer is None
        else f"{figure.peer_median:.1f} {figure.unit} ({figure.peer})"
    )
    spread = f"{figure.low:.2f} to {figure.high:.2f}"
    return _row(figure.case, ours, peer, f"{figure.value:.2f}", spread, _bar(figure))


def _bar(figure: Figure) -> str:
    if figure.bar is None:
        return "-"
    return f"{figure.sense} {figure.bar:g}, {'met' if figure.met else 'missed'}"


def _row(*cells: str) -> str:
    widths = (30, 16, 38, 8, 16, 16)
    return "".join(
        f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)
    ).rstrip()


def _kept(about: dict[str, str], figures: list[Figure]) -> Path:
    """A file for this run, named by its time, so that runs can be laid side by side."""
    now = datetime.now(UTC)
    path = RESULTS / f"{now:%Y%m%dT%H%M%SZ}.json"
    kept = [asdict(figure) for figure in figures]
    found = {"at": now.isoformat(timespec="seconds"), "machine": about, "figures": kept}
    path.write_text(
        json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return path


if __name__ == "__main__":
    main()
