"""The bill of materials: what an installer brings, and what the wheel holds itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tools.release import inventory

ROOT = Path(__file__).resolve().parents[2]
BILL = '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": []}'


def test_the_bill_names_the_copy_of_swagger_ui_with_the_hash_of_each_file() -> None:
    bill = json.loads(inventory.with_swagger_ui(BILL, ROOT))

    (listed,) = bill["components"]
    hashes = {
        Path(file["name"]).name: file["hashes"][0]["content"]
        for file in listed["components"]
    }
    shipped = [
        path
        for path in (ROOT / inventory.SWAGGER_UI).iterdir()
        if path.name != "SHA256SUMS"
    ]
    assert listed["purl"] == "pkg:npm/swagger-ui-dist@5.35.0"
    assert hashes == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in shipped
    }


def test_the_licence_of_that_copy_is_judged_with_the_others() -> None:
    (listed,) = inventory.components(inventory.with_swagger_ui(BILL, ROOT))

    assert (listed.name, listed.licence) == ("swagger-ui-dist", "Apache-2.0")
