"""`make generate` may be run at any time by anyone: a run that fails changes nothing, and all machines make the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .checkout import Checkout
from .spec import REPOSITORY

CONFIG = "generator-config.yml"
GRANDPARENT = "$(cut -d' ' -f4 /proc/$PPID/stat)"  # of a post hook: tools/generate.py
ODD = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0", "COLUMNS": "20"}


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the run in /proc")
def test_a_run_killed_half_way_leaves_the_tree_as_it_was(checkout: Checkout) -> None:
    before = checkout.generated()
    checkout.edit(checkout.root / CONFIG, "post_hooks:", f'post_hooks:\n  - "kill -9 {GRANDPARENT}"')

    done = checkout.run()

    assert done.returncode == -9
    assert checkout.generated() == before
    assert left_in(checkout.package.parent) == ["mycloud_api"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot limit the size of files")
def test_a_full_disk_leaves_the_tree_as_it_was_and_is_reported(checkout: Checkout) -> None:
    before = checkout.generated()
    command = ["sh", "-c", 'ulimit -f 20; exec "$0" "$@"', *checkout.command()]  # in blocks of 512 bytes

    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert done.stderr.startswith("generate: ")
    assert checkout.generated() == before


def test_a_tree_that_cannot_be_replaced_stays_and_the_run_says_so(checkout: Checkout) -> None:
    checkout.edit(checkout.package / "types.py", "import", "import  # by hand")
    (checkout.package.parent / ".mycloud_api.new").write_text("in the way", encoding="utf-8")
    before = checkout.generated()

    done = checkout.run()

    assert done.returncode == 1
    assert done.stderr.startswith("generate: ")
    assert done.stderr.endswith("generated/ is as it was.\n")
    assert checkout.generated() == before


@pytest.mark.parametrize(
    ("template", "broken"),
    [
        pytest.param("{% macro unfinished() %}", "macro", id="no template"),
        pytest.param("def unfinished(:", "Failed to parse", id="a template of no Python"),
    ],
)
def test_a_broken_template_leaves_the_tree_as_it_was_and_is_named(
    checkout: Checkout, template: str, broken: str
) -> None:
    before = checkout.generated()
    with (checkout.root / "templates" / "types.py.jinja").open("a", encoding="utf-8") as file:
        file.write(template + "\n")

    done = checkout.run()

    assert done.returncode == 1
    assert "types.py" in done.stderr
    assert broken in done.stderr
    assert checkout.generated() == before


def test_two_runs_at_once_both_end_well(checkout: Checkout) -> None:
    before = checkout.generated()
    checkout.edit(checkout.package / "types.py", "import", "import  # by hand")

    runs = [subprocess.Popen(checkout.command(), stdout=subprocess.DEVNULL) for _ in range(2)]

    assert [run.wait() for run in runs] == [0, 0]
    assert checkout.generated() == before


def test_a_machine_of_other_habits_makes_the_same_bytes(checkout: Checkout, tmp_path: Path) -> None:
    before = checkout.generated()
    shutil.rmtree(checkout.package)
    for file in [checkout.spec, checkout.root / CONFIG, *(checkout.root / "templates").rglob("*.*")]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))  # as a checkout on Windows may have them
    # The settings of another project, above the temporary folder and where the run begins.
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "ruff.toml").write_text("line-length = 60\n", encoding="utf-8")

    done = checkout.run(
        cwd=tmp_path / "elsewhere", env=os.environ | ODD | {"TMPDIR": str(tmp_path / "elsewhere")}, umask=0o077
    )

    assert done.returncode == 0, done.stderr
    assert checkout.generated() == before
    assert left_in(tmp_path / "elsewhere") == ["ruff.toml"]


def test_git_checks_out_what_is_made_and_what_it_is_made_of_with_the_same_line_ends_everywhere() -> None:
    files = [f"generated/mycloud_api/{name}" for name in ("types.py", "GENERATED.txt")]
    files += ["openapi/mycloud.yaml", "templates/types.py.jinja", CONFIG]

    told = subprocess.run(
        ["git", "check-attr", "eol", "--", *files], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    )

    assert told.stdout.splitlines() == [f"{file}: eol: lf" for file in files]


def test_a_run_that_changes_nothing_touches_nothing(checkout: Checkout) -> None:
    before = {path: path.stat().st_ino for path in checkout.package.rglob("*")}

    done = checkout.run()

    assert done.stdout.endswith(" files in generated/mycloud_api, 0 of them changed\n")
    assert {path: path.stat().st_ino for path in checkout.package.rglob("*")} == before
