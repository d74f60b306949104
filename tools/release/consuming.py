"""What a consumer does with the installed wheel: type checkers look at it, recorded tests and a
program run on it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from packaging.requirements import Requirement

from .environments import Environment
from .programs import PYTHON, attempt, run
from .reporting import ReleaseError

CONSUMER = Path("tests/release/consumer.py")
TEST_TOOLS = ("pytest", "pytest-recording", "pytest-timeout", "vcrpy")
_PROOF = Path(__file__).with_name("installed_only.py")


def test_tools(pyproject: dict[str, dict[str, list[str]]]) -> list[str]:
    """What recorded tests need, at the versions of the development group."""
    group = pyproject["dependency-groups"]["dev"]
    return [text for text in group if Requirement(text).name in TEST_TOOLS]


def type_check(environment: Environment, tree: Path, folder: Path) -> None:
    """mypy --strict and pyright on a consumer's program, with the packages of the environment and
    no settings of ours.

    Raises:
        ReleaseError: One of them complains.
    """
    folder.mkdir(exist_ok=True)
    program = shutil.copy(tree / CONSUMER, folder)
    (folder / "pyrightconfig.json").write_text(
        '{"typeCheckingMode": "strict"}', encoding="utf-8"
    )
    beside = PYTHON.parent
    mypy = (
        beside / "mypy",
        "--strict",
        "--config-file=",
        f"--cache-dir={folder / 'cache'}",
    )
    run(*mypy, "--python-executable", environment.python, program, folder=folder)
    run(beside / "pyright", "--pythonpath", environment.python, program, folder=folder)


def replay(
    environment: Environment, tree: Path, folder: Path, *, only: str = "not trio"
) -> int:
    """How many recorded tests pass against the installed wheel, and never against the sources.

    Those under trio are left out by default: it would raise the lowest versions of what the wheel
    asks for.

    Raises:
        ReleaseError: One fails, or there are none.
    """
    _copy_tests(tree, folder)
    options = ("-q", "-p", _PROOF.stem, "-p", "no:cacheprovider", "-k", only)
    command = (environment.python, "-m", "pytest", *options, "tests/api")
    done = attempt(
        *command,
        folder=folder,
        env={"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    passed = re.search(r"(\d+) passed", done.stdout)
    if done.returncode or not passed:
        found = f"recorded tests fail on the wheel: {_end(done.stdout + done.stderr)}"
        raise ReleaseError(
            found,
            "raise the bound in pyproject.toml, name the dependency there, or mend the code",
        )
    return int(passed[1])


def use(environment: Environment, tree: Path, folder: Path) -> str:
    """What a consumer's program says in the end that runs against the installed sandbox; the
    command line starts too.

    Raises:
        ReleaseError: It fails.
    """
    folder.mkdir(exist_ok=True)
    program = shutil.copy(tree / CONSUMER, folder)
    run(environment.program("mycloud"), "--help", folder=folder)
    return run(environment.python, program, folder=folder).splitlines()[-1]


def _copy_tests(tree: Path, folder: Path) -> None:
    """The recorded tests and what they stand on, without a package of the checkout."""
    shutil.rmtree(folder, ignore_errors=True)
    tests = folder / "tests"
    tests.mkdir(parents=True)
    for file in (
        *(tree / "tests").glob("*.py"),
        tree / "tests" / "cassettes",
        tree / "tests" / "api",
    ):
        (shutil.copytree if file.is_dir() else shutil.copy)(file, tests / file.name)
    shutil.copy(_PROOF, folder)
    shutil.copy(tree / "pyproject.toml", folder)


def _end(text: str) -> str:
    told = [
        line
        for line in text.splitlines()
        if line.startswith(("E ", "FAILED", "ERROR", "Exit"))
    ] or [text[-1500:]]
    return "\n      ".join(told[:12])
