"""Faults are put where they are said to be, and the table of harmless ones is about real ones."""

from __future__ import annotations

import ast
import sys
import types
from pathlib import Path

import pytest

from . import equivalent
from .mutants import broken, mutants_of
from .patching import apply, twin_of
from .rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = '''
LIMITS = {"most": 3}

def fits(size: int) -> bool:
    """Whether it fits."""
    if size < 0:
        raise ValueError(f"{size} is below 0")
    return size <= LIMITS["most"]
'''


def test_each_fault_changes_one_place() -> None:
    changes = [(mutant.was, mutant.becomes) for mutant in mutants_of(SOURCE)]

    assert ("size < 0", "size <= 0") in changes
    assert ("size <= LIMITS['most']", "size < LIMITS['most']") in changes
    assert ("LIMITS['most']", "LIMITS['most?']") in changes
    assert ("3", "4") in changes
    assert ("raise ValueError(f'{size} is below 0')", "pass") in changes
    assert len(changes) == len(set(changes)) == 9


def test_a_broken_module_differs_from_the_sound_one_in_that_place_alone() -> None:
    sound = ast.unparse(ast.parse(SOURCE))

    for mutant in mutants_of(SOURCE):
        changed = ast.unparse(broken(SOURCE, mutant))
        assert changed != sound
        assert len(set(changed.splitlines()) - set(sound.splitlines())) <= 2


@pytest.mark.parametrize(
    ("becomes", "fits"), [("size < LIMITS['most']", [2]), ("4", [2, 3, 4])]
)
def test_a_fault_reaches_what_was_imported_before(
    becomes: str, fits: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sized.py"
    path.write_text(SOURCE, encoding="utf-8")
    module = types.ModuleType("sized")
    module.__file__ = str(path)
    monkeypatch.setitem(sys.modules, "sized", module)
    exec(compile(SOURCE, str(path), "exec"), vars(module))
    held = module.fits

    fault = next(one for one in mutants_of(SOURCE) if one.becomes == becomes)

    assert apply(module, fault)
    assert [size for size in (2, 3, 4, 5) if held(size)] == fits


def test_the_blocking_copy_gets_the_same_fault() -> None:
    copy = SOURCE.replace("def fits", "def fit")
    first = next(mutants_of(SOURCE))

    twin = twin_of(first, SOURCE, copy)

    assert twin is not None
    assert twin.was == first.was
    assert twin_of(first, SOURCE, "def fit() -> int:\n    return 1") is None


@pytest.mark.parametrize("row", equivalent.table(), ids=lambda row: row["was"])
def test_an_equivalent_fault_is_one_that_can_be_made(row: dict[str, str]) -> None:
    assert set(row) == {"file", "in", "was", "becomes", "why"}
    source = (ROOT / row["file"]).read_text(encoding="utf-8")

    assert any(
        equivalent.is_row(row, row["file"], mutant) for mutant in mutants_of(source)
    )


def test_each_room_names_tests_that_are_there() -> None:
    for room in ROOMS:
        assert [one for one in room.tests if not (ROOT / one).exists()] == []
