"""`mycloud orders map`: a mapping for a file that was not seen before."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import Misuse
from ..fields import taking
from ..output.safe import for_terminal
from ..output.streams import say
from .placing import READING_OPTIONS

if TYPE_CHECKING:
    from ..files import Proposal


@taking(READING_OPTIONS)
def map_orders(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file to look at.")
    ],
    *,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="MAPPING",
            help="Where to write the mapping; FILE.toml if not given.",
            show_default=False,
        ),
    ] = None,
    **reading: Any,
) -> None:
    """Propose which column of a file is which field, and write it as TOML.

    Asks what it cannot know. Where nobody can be asked, that is marked with TODO.
    """
    from ..files import Options, propose_mapping

    target = to or source.with_suffix(".toml")
    if target.exists():
        raise Misuse(f"{target} is there already; --to names another")
    ask = _ask if sys.stdin.isatty() else None
    proposal = propose_mapping(source, ask=ask, options=Options(**reading))
    say(for_terminal(f"{source}: {proposal.described}"))
    if proposal.preset is not None:
        return _tell_preset(source, proposal.preset)
    target.write_text(proposal.to_toml(), encoding="utf-8")
    return _tell(source, target, proposal)


def _tell_preset(source: Path, preset: str) -> None:
    say(f"This is an export of {preset}; no mapping is needed:")
    typer.echo(f"mycloud orders create --from {source} --map {preset} --dry-run")


def _tell(source: Path, target: Path, proposal: Proposal) -> None:
    for sentence in proposal.todo:
        say(for_terminal(f"TODO {sentence}"))
    left = (
        f"; {len(proposal.todo)} things are left to do in it" if proposal.todo else ""
    )
    say(f"{target} is written{left}. Then:")
    typer.echo(f"mycloud orders create --from {source} --map {target} --dry-run")


def _ask(question: str, choices: Sequence[str]) -> str:
    if choices:
        say(for_terminal(f"  {', '.join(choices)}"))
    return str(typer.prompt(question, default="", show_default=False))
