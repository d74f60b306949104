"""Commands that ask the API for nothing: `sandbox` and `completion`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ..errors import Misuse
from ..interrupts import default_termination

SANDBOX_SETTINGS = {
    "ignore_unknown_options": True,
    "allow_extra_args": True,
    "help_option_names": [],
}
"""Every option is the sandbox's own, `--help` too."""
COMPLETE = "_MYCLOUD_COMPLETE"
"""By this variable a shell asks for what may come next."""


class Shell(StrEnum):
    """A shell that can complete commands."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def sandbox(ctx: typer.Context) -> int:
    """Start the sandbox. Its own options: mycloud sandbox --help."""
    try:
        from mycloud_sandbox.__main__ import main
    except ModuleNotFoundError as error:
        raise Misuse(
            f"{error.name} is missing. Install the sandbox with: pip install "
            f"'mycloud-client[sandbox]'"
        ) from None
    default_termination()  # the sandbox has its own way to stop
    return main(ctx.args)


def completion(
    ctx: typer.Context,
    shell: Annotated[
        Shell,
        typer.Argument(metavar="bash|zsh|fish", help="Your shell.", show_default=False),
    ],
) -> None:
    """Print what makes a shell complete commands.

    bash, in ~/.bashrc: eval "$(mycloud completion bash)"

    zsh, in ~/.zshrc after compinit: eval "$(mycloud completion zsh)"

    fish: mycloud completion fish > ~/.config/fish/completions/mycloud.fish
    """
    from typer.completion import shell_complete

    know_shells()
    shell_complete(
        ctx.find_root().command, {}, "mycloud", COMPLETE, f"source_{shell.value}"
    )


def know_shells() -> None:
    """Make known to typer what each shell asks and gets; it does so itself only where it may
    guess the shell.
    """
    from typer.completion import get_completion_inspect_parameters

    get_completion_inspect_parameters()
