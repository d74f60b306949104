"""The first page does what it says: word for word, with the built wheel, in an environment where
nothing else is.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import mycloud
import pytest

from tools.try_service import wheel

from .blocks import blocks
from .running import Shell, commands, run

PAGE = Path(__file__).resolve().parents[2] / "docs" / "start.md"
PORT = "8000"
"""The one the page names."""

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def is_free(port: str) -> bool:
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", int(port))) != 0


def page_in(folder: Path) -> Path:
    """The page as it stands; on a machine where its port is taken, with another one."""
    text = PAGE.read_text(encoding="utf-8")
    if not is_free(PORT):
        other = free_port()
        text = text.replace(f":{PORT}", f":{other}")
        text = text.replace(
            "-m mycloud_sandbox\n", f"-m mycloud_sandbox --port {other}\n"
        )
    copy = folder / PAGE.name
    copy.write_text(text, encoding="utf-8")
    return copy


def plain_environment(distribution: Path) -> dict[str, str]:
    """What a new user has, whose pip finds the wheel that was just built."""
    ours = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    path = os.pathsep.join([str(Path(sys.base_prefix) / "bin"), os.environ["PATH"]])
    found = f"{distribution.parent} {os.environ.get('PIP_FIND_LINKS', '')}".strip()
    return {
        **kept,
        "PATH": path,
        "PIP_FIND_LINKS": found,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def test_a_new_user_gets_from_pip_install_to_a_placed_order(tmp_path: Path) -> None:
    distribution = wheel(tmp_path / "dist")
    home = tmp_path / "home"
    home.mkdir()
    shell = Shell(home, plain_environment(distribution))

    try:
        run(page_in(tmp_path), shell)
        installed = shell.run(
            "pip freeze && python -c 'import mycloud; print(mycloud.__file__)'", ""
        )
    finally:
        shell.close()

    assert f"{home}/.venv/" in installed
    assert f"mycloud-client=={mycloud.__version__}" in installed
    assert "pytest==" not in installed


def test_the_page_installs_starts_places_and_reads() -> None:
    typed = [command for block in blocks(PAGE) for command, _ in commands(block.text)]

    assert not [block for block in blocks(PAGE) if block.not_run]
    assert typed[2] == "pip install 'mycloud-client[sandbox]'"
    assert [command for command in typed if command.startswith("python ")] == [
        "python -m mycloud_sandbox",
        "python place.py",
        "python place.py",
        "python read.py",
    ]
