"""The Python of the README, of the page about testing and of the examples runs as it stands, against the sandbox."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from mycloud import MyCloud
from mycloud._http import BlockingIo
from mycloud_testing import Sandbox

from .serving import KEYS, serving

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


async def _no_sleep(_io: object, _seconds: float) -> None:
    """A page that makes the sandbox fail makes the client wait."""


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A sandbox in the environment, and a label in the current folder."""
    (tmp_path / "label.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.chdir(tmp_path)
    with serving("documented") as url:
        for name, value in {"base_url": url, **KEYS}.items():
            monkeypatch.setenv(f"MYCLOUD_{name.upper()}", value)
        yield


@pytest.mark.usefixtures("sandbox")
def test_the_readme_runs_as_it_stands(
    capsys: pytest.CaptureFixture[str], mycloud_sandbox: Sandbox, mycloud_client: MyCloud
) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) == 5

    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)

    assert "498 THB" in capsys.readouterr().out
    assert names["order"].order_items[0].product.sku == "MAI002"
    assert names["first"] is None
    assert {order.id for order in names["some"]} >= {order.id for order in names["page"].items}
    assert "ORD-004564015" in anyio.run(names["numbers"])
    names["test_an_order_is_placed"](mycloud_sandbox, mycloud_client)
    assert len(mycloud_sandbox.orders) == 1


def test_every_block_about_testing_is_a_file_of_tests_that_pass(pytester: pytest.Pytester) -> None:
    page = (ROOT / "docs" / "testing-your-service.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    pytester.makepyfile(**{f"test_block_{place}": block for place, block in enumerate(blocks)})

    result = pytester.runpytest_inprocess("--block-network", "-p", "no:cacheprovider")

    tests = re.findall(r"^(?:async )?def test_", "".join(blocks), flags=re.MULTILINE)
    outcomes = result.parseoutcomes()
    assert outcomes.keys() == {"passed"}
    assert outcomes["passed"] >= len(tests) > 10


def test_the_tests_of_the_example_service_pass() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--block-network"]

    run = subprocess.run(command, cwd=ROOT / "examples" / "service", check=False, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout


@pytest.mark.usefixtures("sandbox")
def test_the_page_about_the_sandbox_runs_as_it_stands(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BlockingIo, "sleep", _no_sleep)
    page = (ROOT / "docs" / "sandbox.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    assert len(blocks) == 6

    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, "sandbox.md", "exec"), names)
    names["sandbox"].close()

    printed = capsys.readouterr().out.splitlines()
    assert printed[:3] == ["placed all the same: True", "429 2", "orders, in spite of it: 26"]
    assert printed[3].startswith("struck: ")
    assert "'product_sku': 'MAI002'" in printed[4]
    assert printed[5] == "MC180408001 is back"


@pytest.mark.usefixtures("sandbox")
def test_the_example_places_changes_and_deletes_an_order(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(ROOT / "examples" / "place_an_order.py"), run_name="__main__")

    printed = capsys.readouterr().out
    assert all(text in printed for text in ("คุณ พวริด", "UPC_230458300", "MAI002", "164162", "LABEL"))
    assert printed.index("listed                    no") < printed.index("listed with deleted=True  yes")
