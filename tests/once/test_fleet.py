"""The short form of `make once`: processes that are killed while they place the same orders."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("ledger", "seed"), [("sqlite", 1), ("postgresql", 2)])
def test_no_number_is_placed_twice_or_lost(
    request: pytest.FixtureRequest, ledger: str, seed: int
) -> None:
    if ledger == "postgresql":
        request.getfixturevalue("postgresql")  # skips where it is not installed
    given = [
        "--numbers=120",
        "--workers=8",
        "--kill-every=0.5",
        "--patience=2",
        "--json",
    ]
    command = [sys.executable, "-m", "tests.once.fleet", *given]
    ran = subprocess.run(
        [*command, f"--ledger={ledger}", f"--seed={seed}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    figures = json.loads(ran.stdout.splitlines()[-1])
    assert int(figures["processes killed"]) > 0
    bad = ("NUMBERS TWICE", "NUMBERS LOST", "UNKNOWN LEFT", "NOT ONCE AT THE END")
    assert {name: figures[name] for name in bad} == dict.fromkeys(bad, "0")
