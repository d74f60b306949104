"""python -m tools.release COMMAND: says whether a version can go out, or makes the release. The
Makefile calls it.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from .candidate import prepared
from .checks import ALL, GROUPS, refusals
from .programs import ROOT
from .reporting import ReleaseError, summary
from .shipping import ship


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    began = options.began or time.time()
    try:
        done = _make(options) if options.command == "make" else _check(options)
    except ReleaseError as error:
        print(f"no: {error}\nThe repository is as it was.", file=sys.stderr)
        return 1
    print(f"took {time.time() - began:.0f} s")
    return 0 if done else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.release", description=__doc__
    )
    parser.add_argument("command", choices=("check", "make"))
    parser.add_argument(
        "--version",
        metavar="X.Y.Z",
        help="default for check: the one in pyproject.toml",
    )
    parser.add_argument(
        "--only",
        default="all",
        metavar="NAMES",
        help=f"of {', '.join([*GROUPS, *ALL])}",
    )
    parser.add_argument(
        "--repository",
        type=Path,
        default=ROOT,
        metavar="FOLDER",
        help="default: this one",
    )
    parser.add_argument(
        "--began",
        type=float,
        metavar="SECONDS",
        help="when the command was given, since 1970",
    )
    return parser


def _check(options: argparse.Namespace) -> bool:
    names = [
        name
        for asked in options.only.replace(",", " ").split()
        for name in GROUPS.get(asked, [asked])
    ]
    unknown = [name for name in names if name not in ALL]
    if unknown:
        raise ReleaseError(
            f"there is no check {', '.join(unknown)}; there are {', '.join([*GROUPS, *ALL])}"
        )
    with prepared(options.repository, options.version) as candidate:
        problems = refusals(candidate, names, _say)
        print(summary(candidate.version, problems))
    return not problems


def _make(options: argparse.Namespace) -> bool:
    if not options.version:
        raise ReleaseError(
            "make release VERSION=x.y.z: which? `make release-check` tells the least that will do"
        )
    return ship(options.repository, options.version, _say)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
