"""Every block of code on every page runs, against the sandbox; those that do not say why not, and
are counted.
"""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import mycloud
import pytest
import yaml
from mycloud import Clock

from ..postgresql import serving_postgresql
from ..redis_server import serving_redis
from ..serving import KEYS, serving
from .blocks import Block, blocks
from .running import Shell, run

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
OF_TESTS = DOCS / "testing-your-service.md"
RUN_ELSEWHERE = {
    "docs/testing-your-service.md": "tests/docs/test_pages.py",
    "docs/start.md": "tests/docs/test_five_minutes.py",
    "docs/recipes/queue-worker.md": "tests/queues/test_page.py",
    "docs/command-line.md": "tests/cli/test_reference.py",
}
"""Pages that another test runs, in its own way."""

OTHERS = [
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "openapi/README.md",
    "openapi/vectors/README.md",
    "examples/README.md",
    "examples/celery/README.md",
    "bench/README.md",
]
PAGES = sorted([README, *DOCS.rglob("*.md"), *(ROOT / path for path in OTHERS)])
RUN_HERE = [
    page
    for page in PAGES
    if page.relative_to(ROOT).as_posix() not in RUN_ELSEWHERE
    and any(
        block.language in ("python", "console") and block.not_run is None
        for block in blocks(page)
    )
]
KNOWN = {"python", "console", "json", "yaml", "toml", "csv", "sql", "text", ""}
NOT_RUN = 24
"""How many blocks are marked as not run. Aim for fewer."""

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def _no_sleep(_clock: object, _seconds: float) -> None:
    """A page that makes the sandbox fail makes the client wait."""


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Shell]:
    """A folder with a label in it, a sandbox in the environment, and nobody waits."""
    (tmp_path / "label.pdf").write_bytes(b"%PDF-1.4")
    shutil.copytree(ROOT / "examples/files", tmp_path / "examples/files")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv(
        "PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    )
    monkeypatch.setattr(Clock, "sleep", _no_sleep)
    with serving("documented") as url:
        for name, value in {"base_url": url, **KEYS}.items():
            monkeypatch.setenv(f"MYCLOUD_{name.upper()}", value)
        monkeypatch.setenv("HOME", str(tmp_path))
        shell = Shell(tmp_path)
        yield shell
        shell.close()


@pytest.fixture
def redis_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Redis in the environment, for the pages about several machines."""
    with serving_redis() as server:
        monkeypatch.setenv("REDIS_URL", server.url)
        yield


@pytest.fixture
def database_url(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A PostgreSQL in the environment."""
    with serving_postgresql() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield


@pytest.mark.parametrize("page", RUN_HERE, ids=named)
def test_a_page_runs_as_it_stands(
    page: Path,
    shell: Shell,
    request: pytest.FixtureRequest,
) -> None:
    modules = set(sys.modules)
    for variable in ("REDIS_URL", "DATABASE_URL"):
        if variable in page.read_text(encoding="utf-8"):
            request.getfixturevalue(variable.lower())

    run(page, shell)

    for name in set(sys.modules) - modules:  # those of the page's own files
        if str(shell.folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.usefixtures("shell")
def test_the_readme_places_the_order_that_it_shows(shell: Shell) -> None:
    order = run(README, shell)["order"]

    assert order.order_number == "ORD-004564014"
    assert [(item.product.sku, item.quantity) for item in order.order_items] == [
        ("MAI002", 1),
        ("MAI164164", 2),
    ]


def test_the_readme_fits_on_two_screens() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 80


def test_every_block_about_testing_is_a_file_of_tests_that_pass(
    pytester: pytest.Pytester,
) -> None:
    found = [block.text for block in blocks(OF_TESTS) if block.language == "python"]
    pytester.makepyfile(
        **{f"test_block_{place}": text for place, text in enumerate(found)}
    )

    result = pytester.runpytest_inprocess("--block-network", "-p", "no:cacheprovider")

    tests = re.findall(r"^(?:async )?def test_", "".join(found), flags=re.MULTILINE)
    outcomes = result.parseoutcomes()
    assert outcomes.keys() == {"passed"}
    assert outcomes["passed"] >= len(tests) > 10


def every_block() -> list[Block]:
    return [block for page in PAGES for block in blocks(page)]


def test_every_block_is_of_a_kind_that_is_looked_at() -> None:
    assert {
        str(block): block.language
        for block in every_block()
        if block.language not in KNOWN
    } == {}


def test_sql_that_is_shown_is_run_or_says_why_not() -> None:
    assert [
        str(block)
        for block in every_block()
        if block.language == "sql" and not block.not_run
    ] == []


def test_data_on_a_page_can_be_read() -> None:
    read: dict[str, Callable[[str], object]] = {
        "json": json.loads,
        "yaml": yaml.safe_load,
        "toml": tomllib.loads,
        "python": ast.parse,
    }

    for block in every_block():
        if block.language in read:
            assert read[block.language](block.text), block


def test_what_is_run_elsewhere_is_run_there() -> None:
    there = [page for page in PAGES if named(page) in RUN_ELSEWHERE]

    assert [
        page
        for page in there
        if page.name not in (ROOT / RUN_ELSEWHERE[named(page)]).read_text("utf-8")
    ] == []


def test_what_nothing_runs_is_marked_and_counted() -> None:
    marked = [block for block in every_block() if block.not_run]

    assert len(marked) == NOT_RUN, Counter(block.page.name for block in marked)


def test_what_a_page_shows_of_an_example_is_in_it() -> None:
    page = DOCS / "recipes" / "notifications.md"
    shown = [
        one.text for one in blocks(page) if one.not_run and one.language == "python"
    ]
    files = [*(ROOT / "examples" / "notifications").glob("*.py")]
    sources = "".join(file.read_text(encoding="utf-8") for file in files)

    assert [text for text in shown if text not in sources] == []
    assert len(shown) == 4


def test_every_error_has_its_section_in_the_recipe() -> None:
    page = (DOCS / "recipes" / "handle-errors.md").read_text(encoding="utf-8")
    errors = {name for name in mycloud.__all__ if name.endswith("Error")} - {
        "MyCloudError"
    }

    assert set(re.findall(r"^### (\w+Error)$", page, flags=re.MULTILINE)) == errors


def test_the_tests_of_the_example_service_pass() -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--block-network",
    ]

    run = subprocess.run(
        command,
        cwd=ROOT / "examples" / "service",
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout


@pytest.mark.usefixtures("shell")
def test_the_example_places_changes_and_deletes_an_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    runpy.run_path(str(ROOT / "examples" / "place_an_order.py"), run_name="__main__")

    printed = capsys.readouterr().out
    assert all(
        text in printed
        for text in ("คุณ พวริด", "UPC_230458300", "MAI002", "164162", "LABEL")
    )
    assert printed.index("listed                    no") < printed.index(
        "listed with deleted=True  yes"
    )
