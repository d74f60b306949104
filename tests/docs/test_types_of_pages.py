"""The Python on every page passes pyright: what a reader copies has no red lines under it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .blocks import Block, blocks
from .test_pages import OF_TESTS, PAGES, ROOT, named

PARTS_OF_FILES = {"docs/recipes/notifications.md"}
"""Their blocks are parts of files under `examples/`, which pyright reads there."""

ELSEWHERE = ("dlt", "rq", "celery")
"""Packages that a make target has in its own environment."""
NOT_INSTALLED = {f'Import "{name}" could not be resolved' for name in ELSEWHERE}

BASIC = {
    "typeCheckingMode": "basic",
    "venvPath": str(ROOT),
    "venv": ".venv",
    "extraPaths": [
        str(ROOT / name) for name in ("wrapper", "generated", "companions", ".")
    ],
    # A page shows one way after the other, each under the same name.
    "reportRedeclaration": False,
}


def python_of(page: Path) -> list[Block]:
    return [block for block in blocks(page) if block.language == "python"]


def write_page(page: Path, folder: Path) -> None:
    """The blocks of a page as one module, each at its line; what has a title as a file."""
    folder.mkdir(parents=True)
    module = ""
    for block in python_of(page):
        if block.title:
            (folder / block.title).write_text(block.text, encoding="utf-8")
        elif page == OF_TESTS:
            name = f"test_line_{block.line}.py"
            (folder / name).write_text(block.text, encoding="utf-8")
        else:
            module += "\n" * (block.line - module.count("\n")) + block.text
    (folder / "page.py").write_text(module, encoding="utf-8")


def complaints_about(folder: Path) -> list[str]:
    """What pyright calls an error, with the page and the line."""
    config = folder / "pyrightconfig.json"
    config.write_text(json.dumps(BASIC), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson", "-p", str(config)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert report["summary"]["filesAnalyzed"] > 0, done.stdout
    return [
        f"{Path(found['file']).relative_to(folder)}:{found['range']['start']['line'] + 1}: "
        f"{found['message']}"
        for found in report["generalDiagnostics"]
        if found["severity"] == "error" and found["message"] not in NOT_INSTALLED
    ]


def test_python_on_pages_passes_pyright(tmp_path: Path) -> None:
    for page in PAGES:
        if python_of(page) and named(page) not in PARTS_OF_FILES:
            write_page(page, tmp_path / named(page).removesuffix(".md"))

    complaints = complaints_about(tmp_path)
    assert not complaints, "\n".join(complaints)


def test_a_wrong_line_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n```python\nlen(5)\n```\n", encoding="utf-8")

    write_page(page, tmp_path / "made" / "page")

    assert [line[:14] for line in complaints_about(tmp_path / "made")] == [
        "page/page.py:4"
    ]
