"""tools/generate.py keeps generated/ what the spec gives, and leaves it alone when something is wrong."""

from __future__ import annotations

import pytest

from .checkout import Checkout

TEMPLATES = ["endpoint_module.py.jinja", "model.py.jinja", "types.py.jinja"]


def test_the_tree_is_what_the_spec_gives(checkout: Checkout) -> None:
    done = checkout.run("--check")

    assert done.returncode == 0, done.stdout + done.stderr


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
