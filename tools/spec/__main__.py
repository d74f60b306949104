"""python -m tools.spec COMMAND: what the Makefile calls to check the spec and to make of it what other teams take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from . import documents, overlay
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
    one = commands.add_parser("enveloped", help="write the spec in the observed envelope, as YAML and JSON")
    one.add_argument("--output", type=Path, default=documents.DIST, metavar="FOLDER")
    one.set_defaults(command=_enveloped)
    return parser


def _enveloped(options: argparse.Namespace) -> int:
    document = overlay.apply(documents.read(documents.OVERLAY), documents.read(documents.SPEC))
    options.output.mkdir(parents=True, exist_ok=True)
    for suffix, text in (("yaml", documents.as_yaml(document)), ("json", documents.as_json(document))):
        file = options.output / f"mycloud.enveloped.{suffix}"
        file.write_text(text, encoding="utf-8", newline="\n")
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
