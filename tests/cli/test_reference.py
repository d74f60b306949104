"""The documentation shows the commands as they are."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path
from typing import Any

import pytest

from .running import Mycloud

ROOT = Path(__file__).resolve().parents[2]
TOOL: dict[str, Any] = runpy.run_path(str(ROOT / "tools" / "cli_reference.py"))
GUIDE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (mycloud [^\n>|(]+)$", GUIDE, flags=re.MULTILINE)
ASKING = ("mycloud login",)
"""Waits for a person; tried in the tests of credentials."""


def test_the_reference_is_what_the_commands_say(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    written = TOOL["TARGET"].read_text(encoding="utf-8")

    assert written == TOOL["reference"](), (
        "docs/cli-reference.md is out of date: make cli-reference"
    )


def test_the_reference_has_every_command_and_fault() -> None:
    headings = re.findall(
        r"^## (mycloud.*)$",
        TOOL["TARGET"].read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )

    assert {
        "mycloud orders create",
        "mycloud shops get",
        "mycloud wire",
        "mycloud doctor",
    } <= set(headings)
    assert len(headings) == len(set(headings)) >= 37


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(
    "line", [line for line in COMMANDS if not line.startswith(ASKING)]
)
def test_the_commands_of_the_guide_run_as_they_stand(
    mycloud: Mycloud, line: str
) -> None:
    Path("label.pdf").write_bytes(b"%PDF-1.4")
    done = mycloud(*shlex.split(line)[1:])

    assert done.code == 0, done.err
    assert done.out


def test_every_variable_of_the_guide_is_one_that_is_read() -> None:
    named = set(re.findall(r"MYCLOUD_\w+", GUIDE))
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "companions" / "mycloud_cli").rglob("*.py")
    )

    assert named == set(re.findall(r"MYCLOUD_[A-Z_]+", source)) - {
        "MYCLOUD_COMPLETE",
        "_MYCLOUD_COMPLETE",
    }
