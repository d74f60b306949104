"""The command `mycloud`: the API from a terminal (extra `cli`)."""

from __future__ import annotations


def main() -> None:
    """Run the command line; without its extra, say how to install that."""
    try:
        from .app import run
    except ModuleNotFoundError as error:
        if error.name not in {"typer", "rich"}:
            raise
        raise SystemExit(
            f"mycloud: {error.name} is missing. Install it with: pip install 'mycloud-client[cli]'"
        ) from None
    raise SystemExit(run(last=True))
