"""A page, run from its first block to its last, as a reader would who types it all in.

`python` is executed, all of a page in one namespace; with a title it is written to a file of that
name instead. A `text` block right after it holds its output, or the content of the file.
`console` runs what stands after a `$`, and compares what is printed with the lines below. `...`
stands for anything. A server runs until the page ends.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from .blocks import Block, blocks

_LOOSELY = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
_PRINTED = ("python", "console")


@dataclass
class Shell:
    """Runs commands in one folder; what a command sets in the environment, the next one sees."""

    folder: Path
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    _going_on: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, command: str, shown: str) -> str:
        """What the command prints. One that goes on is left alone when it has printed as much as is
        shown.
        """
        script = f"{command}\ncode=$?\nenv -0 >.environment\nexit $code"
        process = subprocess.Popen(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._going_on.append(process)
        assert process.stdout
        printed = (
            _until(process.stdout, shown)
            if "mycloud_sandbox" in command
            else process.stdout.read()
        )
        if "mycloud_sandbox" not in command:
            assert process.wait() == 0, f"$ {command}\n{printed}"
            self._remember()
        return printed

    def close(self) -> None:
        """Ends what still runs."""
        for process in self._going_on:
            if process.poll() is None:
                os.killpg(process.pid, 15)
            process.wait()
            assert process.stdout
            process.stdout.close()

    def _remember(self) -> None:
        file = self.folder / ".environment"
        pairs = (
            entry.partition("=")
            for entry in file.read_text(encoding="utf-8").split("\0")
            if entry
        )
        self.environment = {name: value for name, _, value in pairs}
        file.unlink()


def _until(output: IO[str], shown: str) -> str:
    """The first lines of what goes on, as many as are shown."""
    return "".join(output.readline() for _ in shown.splitlines())


def run(page: Path, shell: Shell) -> dict[str, Any]:
    """Runs all blocks of a page that are not marked; gives the names that its Python has defined."""
    names: dict[str, Any] = {"__name__": "__main__"}
    found = list(blocks(page))
    following = [*found[1:], None]
    for block, after in zip(found, following, strict=True):
        if block.not_run is None and block.language in _PRINTED:
            printed = _run_one(block, shell, names)
            if (
                block.language == "python"
                and block.title is None
                and after is not None
                and after.language == "text"
            ):
                assert_printed(block, after.text, printed)
    return names


def assert_printed(block: Block, shown: str, printed: str) -> None:
    """Fails unless what was printed is what the page shows."""
    checker = doctest.OutputChecker()
    if not checker.check_output(shown, printed, _LOOSELY):
        difference = checker.output_difference(
            doctest.Example("", shown), printed, _LOOSELY
        )
        raise AssertionError(
            f"{block} prints something else than it shows.\n{difference}"
        )


def _run_one(block: Block, shell: Shell, names: dict[str, Any]) -> str:
    if block.language == "console":
        return _run_console(block, shell)
    if block.title is not None:
        (shell.folder / block.title).write_text(block.text, encoding="utf-8")
        return ""
    printed = io.StringIO()
    # Blank lines in front, so that a traceback names the line of the page.
    code = compile("\n" * block.line + block.text, str(block.page), "exec")
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return printed.getvalue()


def _run_console(block: Block, shell: Shell) -> str:
    printed = ""
    for command, shown in commands(block.text):
        printed = shell.run(command, shown)
        if shown.strip():
            assert_printed(block, shown, printed)
    return printed


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, and the lines it shows below."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield command, shown
