"""An export that cannot be written says what to do, in one line."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ..cli.running import MYCLOUD, environment
from ..serving import KEYS, serving

pytestmark = pytest.mark.block_network(allowed_hosts=["127.0.0.1"])
MACHINE = 9


def exported(
    url: str,
    folder: Path,
    target: str,
    *more: str,
    limit: Callable[[], None] | None = None,
) -> tuple[int, str]:
    keys = {f"MYCLOUD_{name.upper()}": value for name, value in KEYS.items()}
    env = environment(**keys, MYCLOUD_BASE_URL=url, HOME=str(folder))
    done = subprocess.run(
        [*MYCLOUD, "orders", "export", "--to", target, *more],
        check=False,
        capture_output=True,
        text=True,
        env=env,
        cwd=folder,
        timeout=60,
        preexec_fn=limit,
    )
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def url() -> object:
    with serving("documented") as found:
        yield found


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "sqlite"])
def test_a_missing_folder_is_named_with_how_to_make_it(
    url: str, tmp_path: Path, suffix: str
) -> None:
    code, err = exported(url, tmp_path, f"gone/further/orders.{suffix}")

    assert code == MACHINE
    assert "mkdir -p gone/further" in err


def test_a_folder_is_no_file(url: str, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").mkdir()

    for more in ([], ["--overwrite"]):
        code, err = exported(url, tmp_path, "orders.csv", *more)
        assert (code, "is a folder. Name a file in it" in err) == (MACHINE, True)


def test_a_file_in_place_of_the_folder_is_named(url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")

    assert exported(url, tmp_path, "file/orders.csv")[0] == MACHINE


def test_a_device_is_no_file(url: str, tmp_path: Path) -> None:
    code, err = exported(url, tmp_path, "/dev/full", "--format", "csv")

    assert (code, "/dev/full is no file" in err) == (MACHINE, True)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "sqlite"])
@pytest.mark.parametrize("room", [0, 20_000, 45_000])
def test_a_disk_without_room_asks_for_room_and_the_same_command_goes_on(
    url: str, tmp_path: Path, suffix: str, room: int
) -> None:
    target = f"orders.{suffix}"

    code, err = exported(
        url,
        tmp_path,
        target,
        limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )

    if code == 0:
        pytest.skip(f"{room} bytes are enough")
    assert code == MACHINE
    assert "room on the disk" in err
    assert not (tmp_path / target).exists()
    assert exported(url, tmp_path, target)[0] == 0


def test_a_partial_that_is_no_export_says_what_to_do(url: str, tmp_path: Path) -> None:
    (tmp_path / "orders.csv.partial").write_text("not SQLite " * 100)

    code, err = exported(url, tmp_path, "orders.csv")

    assert (code, "take it away to begin anew" in err) == (MACHINE, True)
