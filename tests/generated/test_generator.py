"""tools/generate.py keeps generated/ what the spec gives, and leaves it alone when something is wrong."""

from __future__ import annotations

import pytest

from .checkout import Checkout

NEW_FIELD = """
        gift_wrapped:
          type: boolean
          nullable: true
          description: Whether the goods are wrapped as a gift."""
BEFORE_NEW_FIELD = """
    Order:
      type: object
      description: Goods to be shipped to one recipient."""
TEMPLATES = ["endpoint_module.py.jinja", "model.py.jinja", "types.py.jinja"]


def test_the_tree_is_what_the_spec_gives(checkout: Checkout) -> None:
    done = checkout.run("--check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_changed_field_of_the_spec_is_found_where_it_shows(checkout: Checkout) -> None:
    add_field_to_order(checkout)
    before = checkout.generated()

    done = checkout.run("--check")

    assert done.returncode == 1
    assert complaints(done.stdout) == ["differs: GENERATED.txt", "differs: models/order.py"]
    assert checkout.generated() == before


def test_files_changed_by_hand_are_named(checkout: Checkout) -> None:
    tamper(checkout)

    done = checkout.run("--check")

    assert done.returncode == 1
    assert set(complaints(done.stdout)) >= {
        "missing: models/shop.py",
        "missing: py.typed",
        "not generated: models/stray.py",
        "differs: models/customer.py",
    }


def test_two_runs_give_the_same_bytes_whatever_was_there(checkout: Checkout) -> None:
    tamper(checkout)

    first, second = (generated_by(checkout) for _ in range(2))

    assert first == second
    assert "mycloud_api/models/shop.py" in first
    assert "mycloud_api/models/stray.py" not in first


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_changed_stock_template_stops_the_run_and_is_named(checkout: Checkout, template: str) -> None:
    before = checkout.generated()
    note_another_digest(checkout, template)

    done = checkout.run()

    assert done.returncode == 1
    assert [name for name in TEMPLATES if name in done.stderr] == [template]
    assert checkout.generated() == before


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        pytest.param('schemas/OrderResponse"', 'schemas/Nowhere"', id="a reference to nowhere"),
        pytest.param("multipart/form-data:", "application/pdf:", id="a media type the generator would leave out"),
        pytest.param("paths:", "paths: [", id="no YAML"),
    ],
)
def test_a_faulty_spec_leaves_the_tree_as_it_was(checkout: Checkout, sound: str, broken: str) -> None:
    before = checkout.generated()
    checkout.edit(checkout.spec, sound, broken)

    done = checkout.run()

    assert done.returncode == 1
    assert done.stderr
    assert checkout.generated() == before


def test_a_spec_that_is_no_yaml_is_reported_in_words(checkout: Checkout) -> None:
    checkout.edit(checkout.spec, "paths:", "paths: [")

    assert checkout.run().stderr.startswith("generate: ")


def add_field_to_order(checkout: Checkout) -> None:
    head, order, rest = checkout.spec.read_text(encoding="utf-8").partition(BEFORE_NEW_FIELD)
    required, properties, fields = rest.partition("\n      properties:")
    assert fields, "the schema Order is not where it was"
    checkout.spec.write_text("".join([head, order, required, properties, NEW_FIELD, fields]), encoding="utf-8")


def tamper(checkout: Checkout) -> None:
    """Edits one file by hand, deletes two and adds one."""
    models = checkout.package / "models"
    checkout.edit(models / "customer.py", "import annotations", "import annotations  # by hand")
    (models / "shop.py").unlink()
    (checkout.package / "py.typed").unlink()
    (models / "stray.py").write_text("", encoding="utf-8")


def note_another_digest(checkout: Checkout, template: str) -> None:
    file = checkout.root / "templates" / "stock.sha256"
    lines = file.read_text(encoding="utf-8").splitlines()
    changed = ["0" * 64 + line[64:] if line.endswith(template) else line for line in lines]
    assert changed != lines
    file.write_text("\n".join([*changed, ""]), encoding="utf-8")


def generated_by(checkout: Checkout) -> dict[str, bytes]:
    """The tree after a run."""
    done = checkout.run()
    assert done.returncode == 0, done.stdout + done.stderr
    return checkout.generated()


def complaints(output: str) -> list[str]:
    """The lines below the first, which says what is wrong with the tree."""
    return [line.strip() for line in output.splitlines()[1:]]
