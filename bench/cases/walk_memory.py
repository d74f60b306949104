"""Walking 1,000,000 orders one by one: how much the peak of memory grows once the walk is under
way.

Each walk has its own process, which looks at its peak after 10,000 orders and at the end. The
orders are without items, customer and delivery mode: what a walk keeps does not depend on their
size.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..measuring import Case, Sides
from ..server import serving

ORDERS = 1_000_000
ROOT = Path(__file__).parent.parent.parent


def _case(name: str, *options: str) -> Case:
    @contextmanager
    def sides() -> Iterator[Sides]:
        with serving(orders=ORDERS, bare=True) as url:
            command = [sys.executable, "-m", "bench.walker", url, str(ORDERS), *options]
            yield {
                "MyCloud": lambda: float(
                    subprocess.run(
                        command, check=True, cwd=ROOT, capture_output=True
                    ).stdout
                )
            }

    return Case(name, "MB more", sides, rounds=1, bars={"MyCloud": 20.0}, warm_up=False)


CASES = [_case("walk memory"), _case("await walk memory", "--awaited")]
