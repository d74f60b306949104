"""Cassettes broken on purpose, each in another way: the tests name the cassette and the fault,
and what to do.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NEEDED = [
    "pyproject.toml",
    "tools/record.py",
    "tools/trees.py",
    "tests/api",
    "tests/cassettes",
    "tests/__init__.py",
]
NEEDED += [
    f"tests/{name}.py"
    for name in (
        "conftest",
        "forms",
        "requirements",
        "postgresql",
        "serving",
        "http_library",
        "reaping",
        "summary",
        "test_cassettes",
    )
]
INTERACTION = "- request:\n"


def insert(text: str) -> Callable[[str], str]:
    """Something more in the body of the last answer."""
    return lambda cassette: re.sub(r"(?s)(.*string: )'", rf"\1'{text} ", cassette)


def ask_twice(cassette: str) -> str:
    head, *interactions = cassette.split(INTERACTION)
    last, version, number = interactions[-1].partition("version: ")
    return INTERACTION.join([head, *interactions[:-1], last, last + version + number])


def forget_the_last(cassette: str) -> str:
    head, *interactions = cassette.split(INTERACTION)
    return INTERACTION.join([head, *interactions[:-1]]) + "version: 1\n"


def to_another_host(cassette: str) -> str:
    return cassette.replace(
        "https://api.mycloudfulfillment.com", "https://example.org", 1
    )


@dataclass(frozen=True)
class Breakage:
    """What is done to a cassette, and what is said of it."""

    cassette: str
    done: Callable[[str], str]
    said: str
    by: str = "tests/test_cassettes.py::test_a_cassette_holds_no_key_no_token_and_no_person[{}/{}]"


REPLAYED = "tests/api/{}.py::{}"
BREAKAGES = {
    "a leaked token": Breakage(
        "test_customers/test_a_customer_is_got_by_its_id[documented]",
        insert("eyJhbGciOiJIUzI1NiJ9.e30.x"),
        "token eyJhbGci",
    ),
    "a leaked key": Breakage(
        "test_customers/test_a_customer_is_got_by_its_id[envelope]",
        insert("d76a13d4113c4323b74e8d7bf14c9a5e"),
        "key or secret d76a13d4",
    ),
    "personal data": Breakage(
        "test_customers/test_the_walk_gives_every_customer_once[documented]",
        insert("somebody@example.org"),
        "somebody@example.org",
    ),
    "a phone number": Breakage(
        "test_customers/test_the_walk_gives_every_customer_once[envelope]",
        insert("0812345678"),
        "0812345678",
    ),
    "another host": Breakage(
        "test_orders/test_an_unknown_order_is_not_found[documented]",
        to_another_host,
        "a request to https://example.org/api/v1/",
    ),
    "an answer nobody asks for": Breakage(
        "test_orders/test_one_page_is_had_by_itself[documented]",
        ask_twice,
        "the cassette holds what nobody asked for, run `make record`: GET /api/v1/orders",
        REPLAYED,
    ),
    "a request that is not recorded": Breakage(
        "test_orders/test_one_page_is_had_by_itself[envelope]",
        forget_the_last,
        "the cassette holds no answer to GET /api/v1/orders, run `make record`",
        REPLAYED,
    ),
}
NOBODYS = "test_orders/test_that_nobody_wrote[documented]"
MISSING = "test_orders/test_an_unknown_order_is_not_found[envelope]"


def cassette(root: Path, name: str) -> Path:
    return root / "tests" / "cassettes" / f"{name}.yaml"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied_to(
        tmp_path_factory.mktemp("scratch"), "test_customers", "test_orders"
    )


def copied_to(root: Path, *modules: str) -> Path:
    """A copy of what is recorded of some modules, and of what records it."""
    for name in NEEDED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    for module in {path.stem for path in (root / "tests" / "api").glob("test_*.py")} - {
        *modules
    }:
        (root / "tests" / "api" / f"{module}.py").unlink()
        shutil.rmtree(root / "tests" / "cassettes" / module)
    return root


@pytest.fixture(scope="module")
def sections(scratch: Path) -> dict[str, str]:
    """What the tests say when all is broken at once, by test."""
    for breakage in BREAKAGES.values():
        path = cassette(scratch, breakage.cassette)
        before = path.read_text(encoding="utf-8")
        path.write_text(breakage.done(before), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != before
    shutil.copy(cassette(scratch, MISSING), cassette(scratch, NOBODYS))
    cassette(scratch, MISSING).unlink()
    unneeded = [
        f"-pno:{name}" for name in ("cacheprovider", "schemathesis", "hypothesispytest")
    ]
    said = python(
        scratch, "-m", "pytest", "tests/test_cassettes.py", "tests/api", "-q", *unneeded
    )
    assert said.returncode == 1, said.stdout
    return said_of_each(said.stdout)


def python(
    root: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def said_of_each(output: str) -> dict[str, str]:
    """Of the failed tests' output the part of each, by the name in its heading."""
    parts = re.split(
        r"^_+ (?:ERROR at teardown of )?(\S+) _+$", output, flags=re.MULTILINE
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("breakage", BREAKAGES.values(), ids=BREAKAGES.keys())
def test_a_broken_cassette_is_told_by_name(
    breakage: Breakage, sections: dict[str, str]
) -> None:
    test = breakage.by.format(*breakage.cassette.split("/")).partition("::")[2]

    assert breakage.said in sections[test]


def test_a_cassette_without_a_test_and_a_test_without_a_cassette_are_told(
    sections: dict[str, str],
) -> None:
    said = sections[
        "test_every_cassette_has_its_test_and_every_recorded_test_its_cassette"
    ]

    assert "cassettes that no test uses: run `make record`" in said
    assert NOBODYS in said


def test_nothing_else_is_complained_of(sections: dict[str, str]) -> None:
    broken = [*(breakage.cassette for breakage in BREAKAGES.values()), MISSING]
    names = "".join(
        name for name in sections if not name.startswith("test_every_cassette")
    )

    assert all(name.split("/")[1] in names for name in broken)
    assert len(sections) <= 2 * len(broken)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """One for a test alone, with fewer tests to record."""
    return copied_to(tmp_path, "test_customers")


def kept(root: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in (root / "tests" / "cassettes").rglob("*.yaml")
    }


def test_an_answer_written_by_hand_is_told_by_its_cassette(few: Path) -> None:
    edited = "test_customers/test_a_customer_is_got_by_its_id[documented]"
    path = cassette(few, edited)
    path.write_text(
        path.read_text(encoding="utf-8").replace("10500", "10501"), encoding="utf-8"
    )

    checked = python(
        few,
        "tools/record.py",
        "--check",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="7",
        LC_ALL="C",
    )

    assert checked.returncode == 1
    said = [
        "tests/cassettes is not what the sandbox answers; run `make record`:",
        f"  differs: {edited}.yaml",
    ]
    assert checked.stdout.splitlines()[-2:] == said


def test_when_a_test_fails_while_recording_all_cassettes_stay_as_they_were(
    few: Path,
) -> None:
    with (few / "tests" / "api" / "test_customers.py").open(
        "a", encoding="utf-8"
    ) as file:
        file.write(
            "\n\ndef test_of_what_is_not_there(client: MyCloud) -> None:\n    client.customers.get(999999)\n"
        )
    before = kept(few)

    recorded = python(few, "tools/record.py")

    assert recorded.returncode == 1
    assert (
        "not all recorded tests pass; tests/cassettes is as it was" in recorded.stderr
    )
    assert "test_of_what_is_not_there" in recorded.stdout
    assert kept(few) == before
