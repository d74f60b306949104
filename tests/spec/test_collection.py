"""The Postman collection sends each operation, and each form part by part as its vector has it."""

from __future__ import annotations

import json
import re
from typing import Any

from tools.languages.vectors import load_vectors
from tools.spec import bundle, collection

DOCUMENT = bundle.dialects()["mycloud"]
COLLECTION: Any = json.loads(collection.as_text(DOCUMENT))
ITEMS = [item for folder in COLLECTION["item"] for item in folder["item"]]


def operations() -> dict[str, Any]:
    return {
        f"{method.upper()} {path}": operation
        for path, item in DOCUMENT["paths"].items()
        for method, operation in item.items()
        if method != "parameters"
    }


def name_of(item: Any) -> str:
    raw = item["request"]["url"]["raw"].removeprefix("{{base_url}}")
    path = re.sub(r":(\w+)", r"{\1}", raw)
    return f"{item['request']['method']} {path}"


def test_every_operation_is_there_once() -> None:
    assert sorted(map(name_of, ITEMS)) == sorted(operations())


def test_each_form_is_that_of_a_vector_whose_keys_are_variables() -> None:
    forms = [
        item["request"]["body"]["formdata"]
        for item in ITEMS
        if "body" in item["request"]
    ]
    names = [{part.name for part in vector.parts} for vector in load_vectors()]
    assert len(forms) == 9
    assert [form for form in forms if {part["key"] for part in form} not in names] == []
    secrets = [
        part
        for form in forms
        for part in form
        if part["key"] in ("apikey", "secretkey")
    ]
    assert [part["value"] for part in secrets] == ["{{apikey}}", "{{secretkey}}"]


def test_every_call_but_the_token_is_authorized_and_looks_at_success() -> None:
    assert COLLECTION["auth"]["type"] == "bearer"
    own = {item["name"] for item in ITEMS if "auth" in item["request"]}
    assert own == {"Get a token"}
    scripts = ["".join(item["event"][0]["script"]["exec"]) for item in ITEMS]
    assert sum("success" in script for script in scripts) == len(ITEMS) - 1
