"""`python -m mycloud_sandbox`: serves the sandbox over HTTP."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted; 2 when it cannot start."""
    try:
        from .command import run
    except ModuleNotFoundError as missing:
        from . import EXTRA

        print(
            f"mycloud_sandbox needs {missing.name}, which is not installed: {EXTRA}",
            file=sys.stderr,
        )
        return 2
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
