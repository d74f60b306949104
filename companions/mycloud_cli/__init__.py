"""The command `mycloud`: the API from a terminal (extra `cli`)."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; without its extra, say how to install that."""
    from .interrupts import raise_when_terminated

    try:
        raise_when_terminated()
        from .app import run
    except KeyboardInterrupt:
        print("mycloud: interrupted; nothing was sent", file=sys.stderr)
        raise SystemExit(130) from None
    except ModuleNotFoundError as error:
        if error.name not in {"typer", "rich"}:
            raise
        raise SystemExit(
            f"mycloud: {error.name} is missing. Install it with: pip install 'mycloud-client[cli]'"
        ) from None
    raise SystemExit(run(last=True))
