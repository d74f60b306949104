"""`_sync/` is what `_async/` gives; the check names the file that was edited by mistake, and what to do."""

from __future__ import annotations

import pytest

from .checkout import Checkout
from .spec import REPOSITORY

WRAPPER = REPOSITORY / "wrapper" / "mycloud"
FILES = sorted(path.name for path in (WRAPPER / "_async").glob("*.py"))


def test_the_blocking_clients_are_what_the_awaited_ones_give(checkout: Checkout) -> None:
    done = checkout.make_sync("--check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_two_runs_give_the_same_bytes(checkout: Checkout) -> None:
    twin = checkout.wrapper / "_sync"
    before = {name: (twin / name).read_bytes() for name in FILES}
    (twin / "orders.py").unlink()
    (twin / "stray.py").write_text("", encoding="utf-8")

    assert checkout.make_sync().returncode == 0

    assert {path.name: path.read_bytes() for path in twin.glob("*.py")} == before


@pytest.mark.parametrize(
    ("folder", "complaint"),
    [
        ("_sync", "orders.py was edited by hand: edit _async/orders.py, then run `make generate`"),
        ("_async", "orders.py was made before _async/orders.py changed: run `make generate`"),
    ],
)
def test_an_edit_is_named_with_the_file_and_what_to_do(
    checkout: Checkout, folder: str, complaint: str
) -> None:
    file = checkout.wrapper / folder / "orders.py"
    checkout.edit(file, "Orders to be shipped.", "Orders that are to be shipped.")

    done = checkout.make_sync("--check")

    assert done.returncode == 1
    assert [line.strip() for line in done.stdout.splitlines()[1:]] == [complaint]


def test_a_file_without_a_source_and_a_missing_one_are_named(checkout: Checkout) -> None:
    twin = checkout.wrapper / "_sync"
    (twin / "stray.py").write_text("", encoding="utf-8")
    (twin / "calls.py").unlink()

    done = checkout.make_sync("--check")

    assert done.returncode == 1
    assert "calls.py is missing: run `make generate`" in done.stdout
    assert "stray.py has no source _async/stray.py" in done.stdout


def test_an_edit_of_a_copied_module_is_named_with_its_source(checkout: Checkout) -> None:
    checkout.edit(checkout.package / "rows.py", "import functools", "import functools  # by hand")

    done = checkout.run("--check")

    assert done.returncode == 1
    assert "differs: rows.py, a copy of templates/runtime/rows.py" in done.stdout


@pytest.mark.parametrize("name", FILES)
def test_nothing_awaited_is_left_in_the_blocking_clients(name: str) -> None:
    words = (WRAPPER / "_sync" / name).read_text(encoding="utf-8").replace("_async/", "").split()

    assert [word for word in words if "async" in word.lower() or "await" in word.lower()] == []
