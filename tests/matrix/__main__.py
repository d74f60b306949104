"""`python -m tests.matrix`: runs the matrix, prints it, and writes its result and its page.

With `--only`, the other rows stay as their last run left them.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from . import page
from .calling import run_group
from .judging import Judgement
from .plan import Group, groups, rows
from .result import Result


def main() -> int:
    """1 if a guarantee is broken."""
    options = _parser().parse_args()
    wanted = options.only or [""]
    chosen = [row for row in rows() if any(text in str(row) for text in wanted)]
    began, result = time.monotonic(), Result()
    for group, judgements in _run(groups(chosen), options.seed, options.jobs):
        result.add(group, judgements)
    print(page.terminal(result))
    print(f"{time.monotonic() - began:.0f} s with {options.jobs} processes")
    kept = Result.load() if options.only else Result()
    kept.merge(result)
    kept.save()
    page.write(kept)
    return 1 if result.is_broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=__doc__)
    parser.add_argument("-j", "--jobs", type=int, default=2, help="processes")
    parser.add_argument("--seed", type=int, default=1, help="chooses order numbers")
    parser.add_argument(
        "--only", nargs="+", metavar="TEXT", help="rows whose name holds one of these"
    )
    return parser


def _run(
    wanted: list[Group], seed: int, jobs: int
) -> list[tuple[Group, list[Judgement]]]:
    """All groups and the judgements on their calls, in the order of the groups."""
    done = []
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as processes:
        futures = {processes.submit(run_group, group, seed): group for group in wanted}
        for future in as_completed(futures):
            done.append((futures[future], future.result()))
            print(f"\r{len(done)} of {len(wanted)} groups", end="", file=sys.stderr)
    order = {group: place for place, group in enumerate(wanted)}
    return sorted(done, key=lambda pair: order[pair[0]])


if __name__ == "__main__":
    sys.exit(main())
