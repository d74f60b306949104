"""Records all cassettes anew, from the sandbox.

    python tools/record.py           record tests/cassettes
    python tools/record.py --check   compare the result with the files that are there

The recorded tests run against a sandbox on loopback whose clock stands still, so that with nothing
changed the same bytes are recorded, on any day. They record into a temporary folder; unless all of
them pass, tests/cassettes stays as it was (trees.py).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import trees

ROOT = Path(__file__).resolve().parent.parent
CASSETTES = ROOT / "tests" / "cassettes"


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Record tests/cassettes from the sandbox."
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="change nothing; fail when the cassettes are not current",
    )
    options = parser.parse_args()
    with (
        trees.locked(CASSETTES),
        tempfile.TemporaryDirectory(prefix="mycloud-record-") as scratch,
    ):
        trees.repair(CASSETTES)
        fresh = Path(scratch) / CASSETTES.name
        if not recorded(fresh):
            print(
                "record: not all recorded tests pass; tests/cassettes is as it was.",
                file=sys.stderr,
            )
            return 1
        return report(fresh) if options.check else renew(fresh)


def recorded(fresh: Path) -> bool:
    """Whether all recorded tests passed while they recorded into the folder."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/api",
        "--record-mode=rewrite",
    ]
    command += ["--allowed-hosts=127.0.0.1", f"--cassettes={fresh}"]
    command += [
        "-p",
        "no:schemathesis",
        "-p",
        "no:hypothesispytest",
    ]  # which take two seconds to load, for nothing
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def renew(fresh: Path) -> int:
    changes = trees.differences(fresh, CASSETTES)
    if changes:
        trees.put_in_place(fresh, CASSETTES)
    print(
        f"recorded {len(trees.files_of(fresh))} cassettes, {len(changes)} of them changed",
        *changes,
        sep="\n  ",
    )
    return 0


def report(fresh: Path) -> int:
    complaints = trees.differences(fresh, CASSETTES)
    if complaints:
        print(
            "tests/cassettes is not what the sandbox answers; run `make record`:",
            *complaints,
            sep="\n  ",
        )
        return 1
    print(f"tests/cassettes is current: {len(trees.files_of(CASSETTES))} cassettes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
