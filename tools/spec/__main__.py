"""python -m tools.spec COMMAND: checks the spec, and makes of it what other teams take. The
Makefile calls it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from . import bundle, documents, gate, lint
from .documents import SpecError


def main() -> int:
    options = _parser().parse_args()
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except SpecError as error:
        print(f"spec: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.spec", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, told in (
        (
            "build",
            _build,
            "write everything: both specs, their references, the README and checksums",
        ),
        (
            "enveloped",
            _specs,
            "write both specs alone, the documented and the enveloped one, as YAML and JSON",
        ),
    ):
        one = commands.add_parser(name, help=told)
        one.add_argument(
            "--output", type=Path, default=documents.DIST, metavar="FOLDER"
        )
        one.set_defaults(command=command)
    commands.add_parser("lint", help="validate both specs").set_defaults(command=_lint)
    one = commands.add_parser(
        "diff", help="say which version number the changes since a release call for"
    )
    one.add_argument("--base", metavar="TAG", help="default: the last release")
    one.set_defaults(command=_diff)
    return parser


def _build(options: argparse.Namespace) -> int:
    bundle.write_all(options.output)
    print((options.output / bundle.CHECKSUMS).read_text(encoding="utf-8"), end="")
    print(f"all in {options.output}; begin with README.md and mycloud.html")
    return 0


def _specs(options: argparse.Namespace) -> int:
    bundle.write_specs(options.output)
    print(*sorted(options.output.glob("mycloud*.[yj]*")), sep="\n")
    return 0


def _lint(options: argparse.Namespace) -> int:
    found = lint.complaints()
    print(
        found or "the spec is valid in both dialects: 0 errors, 0 warnings",
        end="" if found else "\n",
    )
    return 1 if found else 0


def _diff(options: argparse.Namespace) -> int:
    base = options.base or gate.last_release()
    if base is None:
        print(
            "there is no release tag (v1.2.3) behind this commit, so there is nothing to compare the spec with"
        )
        return 0
    verdict = gate.judge(base)
    print(gate.report(verdict))
    return 0 if verdict.passes else 1


if __name__ == "__main__":
    sys.exit(main())
