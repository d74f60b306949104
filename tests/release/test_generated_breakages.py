"""Generated code broken on purpose: `make check-generated` says which file, why, and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ..generated.checkout import Checkout, copy_to, generator_python

NEW_FIELD = """
        gift_wrapped:
          type: boolean
          nullable: true
          description: Whether the goods are wrapped as a gift."""
BEFORE_NEW_FIELD = """
    Order:
      type: object
      description: Goods to be shipped to one recipient."""
BY_HAND = "was changed by hand"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return copy_to(tmp_path / "checkout", generator_python())


def change_the_spec(checkout: Checkout) -> None:
    head, order, rest = checkout.spec.read_text(encoding="utf-8").partition(
        BEFORE_NEW_FIELD
    )
    required, properties, fields = rest.partition("\n      properties:")
    assert fields, "the schema Order is not where it was"
    checkout.spec.write_text(
        "".join([head, order, required, properties, NEW_FIELD, fields]),
        encoding="utf-8",
    )


def change_a_template(checkout: Checkout) -> None:
    checkout.edit(
        checkout.root / "templates" / "types.py.jinja",
        "__all__ = [",
        "NOTE = 1\n__all__ = [",
    )


def change_a_runtime_module(checkout: Checkout) -> None:
    with (checkout.root / "templates" / "runtime" / "rows.py").open(
        "a", encoding="utf-8"
    ) as file:
        file.write("NOTE = 1\n")


def change_the_settings(checkout: Checkout) -> None:
    checkout.edit(
        checkout.root / "generator-config.yml", "http_timeout: 30", "http_timeout: 31"
    )


def edit_by_hand(checkout: Checkout) -> None:
    checkout.edit(
        checkout.package / "models" / "customer.py",
        "import annotations",
        "import annotations  # by hand",
    )


def add_a_file(checkout: Checkout) -> None:
    (checkout.package / "models" / "stray.py").write_text("", encoding="utf-8")


def delete_a_file(checkout: Checkout) -> None:
    (checkout.package / "py.typed").unlink()


def delete_the_record(checkout: Checkout) -> None:
    (checkout.package / "GENERATED.txt").unlink()


@pytest.mark.parametrize(
    ("broken", "why", "complaints"),
    [
        pytest.param(
            [change_the_spec],
            "was made before openapi/mycloud.yaml changed",
            ["differs: GENERATED.txt", "differs: models/order.py"],
            id="the spec changed",
        ),
        pytest.param(
            [change_the_settings, change_a_runtime_module, change_a_template],
            "was made before generator-config.yml, templates/runtime/rows.py, templates/types.py.jinja changed",
            ["differs: GENERATED.txt", "differs: rows.py", "differs: types.py"],
            id="what it is made with changed",
        ),
        pytest.param(
            [edit_by_hand, add_a_file, delete_a_file],
            BY_HAND,
            [
                "missing: py.typed",
                "not made: models/stray.py",
                "differs: models/customer.py",
            ],
            id="it was changed by hand",
        ),
        pytest.param(
            [delete_the_record],
            BY_HAND,
            ["missing: GENERATED.txt"],
            id="its record is gone",
        ),
    ],
)
def test_a_tree_that_is_not_what_the_spec_gives_is_told_by_file_and_cause(
    checkout: Checkout,
    broken: list[Callable[[Checkout], None]],
    why: str,
    complaints: list[str],
) -> None:
    for breakage in broken:
        breakage(checkout)
    before = checkout.generated()

    done = checkout.run("--check")

    cause, *files = done.stdout.splitlines()
    assert done.returncode == 1
    assert cause.startswith(f"generated/mycloud_api {why}")
    assert "`make generate`" in cause
    assert [file.strip() for file in files] == complaints
    assert checkout.generated() == before


@pytest.mark.parametrize("package", ["ruff", "openapi-python-client", "jinja2"])
def test_another_version_than_the_pinned_one_is_told_with_both(
    checkout: Checkout, package: str
) -> None:
    noted = (
        checkout.root
        / "newer"
        / f"{package.replace('-', '_')}-99.1.dist-info"
        / "METADATA"
    )
    noted.parent.mkdir(parents=True)
    noted.write_text(
        f"Metadata-Version: 2.4\nName: {package}\nVersion: 99.1\n", encoding="utf-8"
    )

    done = checkout.run(
        "--check", env=os.environ | {"PYTHONPATH": str(noted.parent.parent)}
    )

    assert done.returncode == 1
    assert f"{package} 99.1 is installed, " in done.stderr
    assert "is pinned" in done.stderr
    assert "rm -rf .venv-generator" in done.stderr
    assert "tools/generator-requirements.txt" in done.stderr


def test_a_stock_template_other_than_the_pinned_one_is_named(
    checkout: Checkout,
) -> None:
    templates = copied_generator(checkout) / "templates"
    with (templates / "model.py.jinja").open("a", encoding="utf-8") as file:
        file.write("{# newer #}\n")
    (templates / "types.py.jinja").rename(templates / "kinds.py.jinja")

    done = checkout.run(
        "--check", env=os.environ | {"PYTHONPATH": str(templates.parent.parent)}
    )

    assert done.returncode == 1
    assert (
        "the stock template under model.py.jinja, types.py.jinja is not the one"
        in done.stderr
    )
    assert str(templates) in done.stderr
    assert "--accept-stock" in done.stderr


def test_an_override_whose_stock_template_was_not_noted_is_named(
    checkout: Checkout,
) -> None:
    (checkout.root / "templates" / "errors.py.jinja").write_text(
        "class UnexpectedStatus(Exception): ...\n", "utf-8"
    )

    done = checkout.run("--check")

    assert done.returncode == 1
    assert "the stock template under errors.py.jinja is not the one" in done.stderr


def copied_generator(checkout: Checkout) -> Path:
    """A copy of the generator's package that is found first."""
    find = "import openapi_python_client as found; print(found.__path__[0])"
    told = subprocess.run(
        [generator_python(), "-c", find],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return Path(
        shutil.copytree(
            told.stdout.strip(), checkout.root / "newer" / "openapi_python_client"
        )
    )
