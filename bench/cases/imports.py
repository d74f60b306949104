"""Imports, each in a fresh interpreter.

`import mycloud` loads next to nothing until a name is used; so the client itself is measured too,
which needs httpx and can hence only cost more than it. httpx loads its own command line too where
click happens to be installed; the same on both sides.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ..measuring import Case, Sides

_PROGRAM = "import time; began = time.perf_counter(); {statement}; print(time.perf_counter() - began)"
_PEER = "import httpx"


def _took(statement: str) -> float:
    """Milliseconds inside a new process, without its own start."""
    command = [sys.executable, "-c", _PROGRAM.format(statement=statement)]
    return (
        float(
            subprocess.run(command, check=True, capture_output=True, text=True).stdout
        )
        * 1e3
    )


def _case(statement: str, bar: float | None = None) -> Case:
    @contextmanager
    def sides() -> Iterator[Sides]:
        yield {statement: lambda: _took(statement), _PEER: lambda: _took(_PEER)}

    return Case(statement, "ms", sides, bars={} if bar is None else {_PEER: bar})


CASES = [_case("import mycloud", bar=0.25), _case("from mycloud import MyCloud")]
