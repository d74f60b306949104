"""The linters see what they are there for; the spec itself is held against them by `make lint`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tools.spec import documents, lint, overlay

pytestmark = pytest.mark.usefixtures("redocly")

FAULTS: dict[str, tuple[str, Any]] = {
    "operation-operationId-unique": (
        "$.paths['/shops'].get",
        {"operationId": "get_order"},
    ),
    "no-invalid-media-type-examples": (
        "$.paths['/productcategories'].post.requestBody.content.*",
        {"example": {"name": 5}},
    ),
    "no-invalid-schema-examples": (
        "$.components.schemas.Order.properties.id",
        {"example": "MC1"},
    ),
    "no-unused-components": (
        "$.components.schemas",
        {"Unused": {"type": "object", "description": "Nothing."}},
    ),
    "tag-description": ("$.tags", {"name": "other"}),
    "response-mime-type": (
        "$.paths['/shops'].get.responses['200'].content",
        {"text/html": {"schema": {"type": "string"}}},
    ),
    "no-schema-type-mismatch": (
        "$.components.schemas.Order.properties.id",
        {"items": {"type": "string"}},
    ),
    "struct": (
        "$.components.schemas.OrderAttachment.properties.url",
        {"nulable": True},
    ),
}


def complaints(tmp_path: Path, *actions: dict[str, Any]) -> str:
    spec = tmp_path / "spec.json"
    document = overlay.apply({"actions": actions}, documents.read(documents.SPEC))
    spec.write_text(documents.as_json(document), encoding="utf-8")
    return lint.of_redocly(spec)


def test_the_spec_has_nothing_to_complain_of(tmp_path: Path) -> None:
    assert complaints(tmp_path) == ""


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found_by_its_rule(tmp_path: Path, rule: str) -> None:
    target, update = FAULTS[rule]
    assert f"by the {rule} rule" in complaints(
        tmp_path, {"target": target, "update": update}
    )


def test_an_operation_without_an_error_answer_is_found(tmp_path: Path) -> None:
    remove = {
        "target": "$.paths['/shops'].get.responses['401', 'default']",
        "remove": True,
    }
    assert "by the operation-4xx-response rule" in complaints(tmp_path, remove)
