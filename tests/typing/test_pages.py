"""What the page on models shows, a type checker takes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..docs.blocks import blocks

ROOT = Path(__file__).parents[2]
PAGES = ("docs/recipes/models.md", "docs/values.md")


def test_the_code_of_the_pages_on_values_and_models_is_typed(tmp_path: Path) -> None:
    for page in PAGES:
        code = [one.text for one in blocks(ROOT / page) if one.language == "python"]
        (tmp_path / f"{Path(page).stem}.py").write_text(
            "\n".join(code), encoding="utf-8"
        )
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--ignore-missing-imports",
            "--follow-imports=silent",
            f"--cache-dir={ROOT / '.mypy_cache'}",
            *map(str, sorted(tmp_path.glob("*.py"))),
        ],
        cwd=tmp_path,
        env={"MYPYPATH": f"{ROOT / 'wrapper'}:{ROOT / 'generated'}", "PATH": ""},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout
