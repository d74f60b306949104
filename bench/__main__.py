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
from .measuring import Case, Ratio, measure

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Run the cases one after the other."""
    about, ratios = machine(), []
    print("\n".join(f"{name:10}{value}" for name, value in about.items()), end="\n\n")
    print(_row("case", "ours", "peer", "ratio", "quartiles", "bar"))
    for case in _wanted():
        ratios += (measured := measure(case))
        print("\n".join(_shown(ratio) for ratio in measured), flush=True)
    print(f"\nkept in bench/results/{_kept(about, ratios).name}")


def _wanted() -> Iterable[Case]:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    names = [case.name for case in CASES]
    parser.add_argument("names", nargs="*", metavar="case", help=f"any of: {', '.join(map(repr, names))}")
    parser.add_argument("--rounds", type=int, help="rounds of every case")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    cases = [case for case in CASES if case.name in (given.names or names)]
    return [replace(case, rounds=given.rounds or case.rounds) for case in cases]


def _shown(ratio: Ratio) -> str:
    ours = f"{ratio.ours_median:.1f} {ratio.unit}"
    peer = f"{ratio.peer_median:.1f} {ratio.unit} ({ratio.peer})"
    bar = "-" if ratio.bar is None else f"{ratio.bar:.2f}"
    return _row(ratio.case, ours, peer, f"{ratio.ratio:.2f}", f"{ratio.low:.2f} to {ratio.high:.2f}", bar)


def _row(*cells: str) -> str:
    widths = (30, 16, 38, 7, 15, 5)
    return "".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def _kept(about: dict[str, str], ratios: list[Ratio]) -> Path:
    """A file for this run, named by its time, so that runs can be laid side by side."""
    now = datetime.now(UTC)
    path = RESULTS / f"{now:%Y%m%dT%H%M%SZ}.json"
    found = {"at": now.isoformat(timespec="seconds"), "machine": about, "ratios": [asdict(ratio) for ratio in ratios]}
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
