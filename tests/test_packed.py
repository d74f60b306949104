"""The packages as others pack them: compiled without sources, and in a zip."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = [
    "generated/mycloud_api",
    "wrapper/mycloud",
    "companions/mycloud_cli",
    "companions/mycloud_sandbox",
    "companions/mycloud_dlt",
]
ORDER = [
    *("orders", "create", "--delivery-mode-id", "343", "--note", "x", "--dry-run"),
    *("--item", "product_sku=MAI002,quantity=1,price=50"),
]
CLIENT = """
import mycloud
from mycloud_api import models
with mycloud.MyCloud("the-key", "the-secret") as client:
    client.orders, client.orders.list()
print(all(getattr(mycloud, name) for name in mycloud.__all__), mycloud.__file__)
"""
COMMAND = f"""
import sys
from mycloud_cli import main
sys.argv = ["mycloud", *{ORDER!r}]
main()
"""
WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {missing!r}:
            raise ModuleNotFoundError("No module named " + name, name=name)
sys.meta_path.insert(0, Missing())
"""


def compiled(folder: Path) -> Path:
    """The packages without sources."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / Path(package).name)
    compileall.compile_dir(folder, quiet=2, legacy=True)
    for source in folder.rglob("*.py"):
        source.unlink()
    return folder


def zipped(folder: Path) -> Path:
    """The packages in one file."""
    ignored = shutil.ignore_patterns("__pycache__")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / Path(package).name, ignore=ignored)
    return Path(shutil.make_archive(str(folder), "zip", folder))


def run(script: str, *path: Path) -> subprocess.CompletedProcess[str]:
    """Runs a script with nothing of this checkout but what is on the path."""
    known = [*map(str, path), sysconfig.get_path("purelib")]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(known)}
    return subprocess.run(
        [sys.executable, "-S", "-c", script],  # -S: no editable install
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("pack", [compiled, zipped])
def test_the_client_and_the_command_run_however_they_are_packed(
    pack: object, tmp_path: Path
) -> None:
    place = pack(tmp_path / "packed")  # type: ignore[operator]
    client, command = run(CLIENT, place), run(COMMAND, place)

    assert client.stdout.startswith(f"True {place}"), client.stderr
    assert command.returncode == 0, command.stderr
    assert "note" in command.stdout + command.stderr


@pytest.mark.parametrize(
    ("missing", "script", "extra"),
    [
        (
            {"starlette", "uvicorn"},
            "import runpy; runpy.run_module('mycloud_sandbox', run_name='__main__')",
            "sandbox",
        ),
        ({"dlt"}, "import mycloud_dlt; mycloud_dlt.mycloud", "dlt"),
        ({"typer", "rich"}, "from mycloud_cli import main; main()", "cli"),
    ],
)
def test_without_its_extra_a_companion_names_what_to_install(
    missing: set[str], script: str, extra: str
) -> None:
    folders = [ROOT / Path(package).parent for package in PACKAGES]
    ended = run(WITHOUT.format(missing=missing) + script, *folders)

    assert ended.returncode != 0
    assert f"mycloud-client[{extra}]" in ended.stderr
