"""What people's habits live in: the Makefile's manual, workflows, pre-commit. Each complaint says
what to do.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PRE_COMMIT = ROOT / ".pre-commit-config.yaml"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TARGETS = re.findall(
    r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE
)
MINORS = [
    line[-4:]
    for line in PROJECT["project"]["classifiers"]
    if re.search(r":: 3\.\d+$", line)
]
PINS = dict(
    re.findall(
        r"'([\w.-]+)(?:\[\w+\])?==([^']+)'", str(PROJECT["dependency-groups"]["dev"])
    )
)

# Commands a workflow may run beside make targets: those needed before make can run.
PREPARATIONS = (
    r"bash \.ci/run",
    r"choco install make .*",
    r"git config --global --add safe\.directory .*",
)


def missing_target(command: str) -> str | None:
    """The make target that a command names and the Makefile lacks."""
    named = re.match(r"make(?: --[\w-]+)* ([\w-]+)", command)
    return named[1] if named and named[1] not in TARGETS else None


def workflow_complaints(name: str, text: str) -> Iterator[str]:
    """What zizmor and actionlint, which `make lint` and `make workflows` ask, do not judge."""
    for job, settings in yaml.safe_load(text)["jobs"].items():
        if "timeout-minutes" not in settings:
            yield f"{name}: {job} may run for hours: give it `timeout-minutes`"
        for command in [step["run"] for step in settings["steps"] if "run" in step]:
            yield from command_complaints(f"{name}: {job}", command)


def command_complaints(where: str, command: str) -> Iterator[str]:
    if missing := missing_target(command):
        yield f"{where} runs `make {missing}`, which the Makefile does not have"
    elif not command.startswith("make ") and not any(
        re.fullmatch(known, command) for known in PREPARATIONS
    ):
        yield f"{where} runs `{command}`, which nobody can run with make: put it into the Makefile"


def hook_complaints(text: str, pins: dict[str, str]) -> Iterator[str]:
    """Hooks run make targets, and so the tools of .venv; what brings its own tool has it as
    pyproject pins it.
    """
    for repo in yaml.safe_load(text)["repos"]:
        if repo["repo"] != "local":
            tool = (
                repo["repo"]
                .rpartition("/")[2]
                .removesuffix("-pre-commit")
                .removeprefix("mirrors-")
            )
            yield from pin_complaints(tool, repo["rev"].removeprefix("v"), pins)
        for hook in repo["hooks"]:
            for dependency in hook.get("additional_dependencies", []):
                tool, _, version = dependency.partition("==")
                yield from pin_complaints(tool, version, pins)
            yield from entry_complaints(hook)


def pin_complaints(tool: str, version: str, pins: dict[str, str]) -> Iterator[str]:
    pinned = pins.get(tool, "nothing")
    if pinned != version:
        yield f".pre-commit-config.yaml has {tool} {version or 'of any version'}, pyproject.toml pins {pinned}"


def entry_complaints(hook: dict[str, Any]) -> Iterator[str]:
    entry = hook.get("entry", "")
    if missing := missing_target(entry):
        yield f".pre-commit-config.yaml runs `make {missing}`, which the Makefile does not have"
    elif hook.get("language") == "system" and not entry.startswith("make "):
        yield f".pre-commit-config.yaml runs `{entry}` of anyone who commits: make a target of it"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_thin_limited_and_runs_targets_that_are_there(path: Path) -> None:
    assert list(workflow_complaints(path.name, path.read_text(encoding="utf-8"))) == []


def test_workflows_are_what_the_schema_allows() -> None:
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        *map(str, WORKFLOWS),
    ]

    checked = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False
    )

    assert checked.returncode == 0, checked.stdout


def test_the_tests_run_on_every_python_that_the_package_is_said_to_run_on() -> None:
    workflow = yaml.safe_load(
        (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    )
    matrix = workflow["jobs"]["test"]["strategy"]["matrix"]

    assert matrix["python"] == MINORS == ["3.11", "3.12", "3.13", "3.14"]
    assert [system.partition("-")[0] for system in matrix["system"]] == [
        "ubuntu",
        "macos",
        "windows",
    ]


def test_hooks_run_make_targets_with_the_pinned_tools() -> None:
    assert list(hook_complaints(PRE_COMMIT.read_text(encoding="utf-8"), PINS)) == []
    assert PINS["ruff"]


def test_the_generator_formats_with_the_same_ruff_as_everybody() -> None:
    generator = (ROOT / "tools" / "generator-requirements.txt").read_text(
        encoding="utf-8"
    )

    assert f"ruff=={PINS['ruff']} " in generator


def test_make_alone_prints_every_target_within_a_screen() -> None:
    screen = printed("tools/manual.py").splitlines()

    assert len(screen) <= 24
    assert max(map(len, screen)) <= 80
    assert set(TARGETS) - set(re.findall(r"[a-z-]+", "\n".join(screen))) == set()


def test_make_help_all_says_of_every_target_what_it_does() -> None:
    explained = printed("tools/manual.py", "--all")

    assert re.findall(r"^make ([a-z-]+) +\w", explained, flags=re.MULTILINE) == sorted(
        TARGETS
    )


def printed(*command: str) -> str:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


# Broken on purpose: each is named.


@pytest.mark.parametrize(
    ("sound", "broken", "complaint"),
    [
        (
            "run: make test",
            "run: make tset",
            "check.yml: test runs `make tset`, which the Makefile does not have",
        ),
        (
            "run: make test",
            "run: pytest",
            "check.yml: test runs `pytest`, which nobody can run with make",
        ),
        (
            "timeout-minutes: 30",
            "continue-on-error: true",
            "check.yml: check may run for hours",
        ),
    ],
)
def test_a_broken_workflow_is_told(sound: str, broken: str, complaint: str) -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert sound in text

    complaints = list(workflow_complaints("check.yml", text.replace(sound, broken, 1)))

    assert [said for said in complaints if said.startswith(complaint)]


HOOK = "repos: [{repo: %s, rev: v0.1.0, hooks: [{id: ruff-check%s}]}]"
PIN = f"pyproject.toml pins {PINS['ruff']}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            HOOK % ("https://github.com/astral-sh/ruff-pre-commit", ""),
            f".pre-commit-config.yaml has ruff 0.1.0, {PIN}",
        ),
        (
            HOOK
            % (
                "local",
                ", language: python, entry: ruff, additional_dependencies: [ruff==0.2.0]",
            ),
            f".pre-commit-config.yaml has ruff 0.2.0, {PIN}",
        ),
        (
            HOOK
            % (
                "local",
                ", language: python, entry: ruff, additional_dependencies: [ruff]",
            ),
            f".pre-commit-config.yaml has ruff of any version, {PIN}",
        ),
        (
            HOOK % ("local", ", language: system, entry: make fromat"),
            ".pre-commit-config.yaml runs `make fromat`, which the Makefile does not have",
        ),
        (
            HOOK % ("local", ", language: system, entry: ruff check"),
            ".pre-commit-config.yaml runs `ruff check` of anyone who commits: make a target of it",
        ),
    ],
)
def test_a_hook_with_another_tool_than_the_pinned_one_is_told(
    text: str, complaint: str
) -> None:
    assert list(hook_complaints(text, PINS)) == [complaint]


def test_a_hook_of_another_repository_at_the_pinned_version_is_good() -> None:
    text = (HOOK % ("https://github.com/astral-sh/ruff-pre-commit", "")).replace(
        "0.1.0", PINS["ruff"]
    )

    assert list(hook_complaints(text, PINS)) == []
