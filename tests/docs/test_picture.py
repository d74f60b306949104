"""The picture in the docs is the one that the notebook draws now."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tools.site.__main__ import MKDOCS

from ..requirements import missing

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ["orders-per-day-light.svg", "orders-per-day-dark.svg"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    python = MKDOCS.with_name("python")
    if not python.is_file():
        missing("matplotlib is not set up: `make docs` does that")
    folder = tmp_path_factory.mktemp("pictures")
    subprocess.run(
        [str(python), "-m", "tools.site.picture", str(folder)], cwd=ROOT, check=True
    )
    return folder


def told(picture: Path) -> tuple[list[str], list[tuple[str, ...]]]:
    """What a picture says: its words, and each shape, to a tenth of a point, with its colour."""
    svg = picture.read_text(encoding="utf-8")
    words = re.findall(r"<text [^>]*>([^<]+)</text>", svg)
    shapes = re.findall(r'<path d="([^"]+)"[^>]*style="fill: (#[0-9a-f]+)', svg)
    return words, [
        (colour, *(f"{float(at):.1f}" for at in re.findall(r"-?\d+\.?\d*", path)))
        for path, colour in shapes
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_the_one_that_is_drawn_now(drawn: Path, name: str) -> None:
    words, shapes = told(ROOT / "docs" / "images" / name)

    assert (words, shapes) == told(drawn / name)
    assert "Kerry Express" in words
    assert any("คำสั่งซื้อ" in word for word in words)
    assert len(shapes) > 42


def test_drawn_again_it_has_the_same_bytes(drawn: Path, tmp_path: Path) -> None:
    subprocess.run(
        [str(MKDOCS.with_name("python")), "-m", "tools.site.picture", str(tmp_path)],
        cwd=ROOT,
        check=True,
    )

    assert [(tmp_path / name).read_bytes() for name in PICTURES] == [
        (drawn / name).read_bytes() for name in PICTURES
    ]
