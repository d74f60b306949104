"""A Postman collection of every operation, with forms that are right: those of openapi/vectors, which
PHP's own parser has judged. Bruno imports it as well.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .documents import ROOT, Node
from .normal import METHODS

VECTORS = ROOT / "openapi" / "vectors" / "requests"
_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
_CHOSEN = {"create_order": "create-order", "update_order": "update-order"}
"""The vector of an operation, where it has several and the first by name is not the plainest."""
_KEEP_TOKEN = ['pm.collectionVariables.set("token", pm.response.json().token);']
_SUCCEEDED = [
    "const answer = pm.response.json();",
    'pm.test("it was not refused", () => pm.expect(answer.success).to.not.equal(false));',
]


def collection(document: Node) -> Node:
    """The collection of a spec, with the base URL, the keys and the token as variables."""
    vectors = _vectors()
    folders = [
        {
            "name": tag["name"],
            "description": tag["description"],
            "item": [
                _item(path, method, operation, vectors)
                for path, method, operation in _operations(document)
                if operation["tags"] == [tag["name"]]
            ],
        }
        for tag in document["tags"]
    ]
    names = ("base_url", "apikey", "secretkey", "token")
    return {
        "info": {
            "name": f"{document['info']['title']} {document['info']['version']}",
            "description": "Set base_url, apikey and secretkey, send *Get a token*, then any other.",
            "schema": _SCHEMA,
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
        "variable": [
            {
                "key": name,
                "value": document["servers"][0]["url"] if name == "base_url" else "",
            }
            for name in names
        ],
        "item": folders,
    }


def as_text(document: Node) -> str:
    """The collection as a file."""
    return json.dumps(collection(document), ensure_ascii=False, indent=2) + "\n"


def _operations(document: Node) -> list[tuple[str, str, Node]]:
    return [
        (
            path,
            method,
            {**item[method], "parameters": _parameters(document, item, item[method])},
        )
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def _parameters(document: Node, item: Node, operation: Node) -> list[Node]:
    found = [*item.get("parameters", ()), *operation.get("parameters", ())]
    known: Node = document["components"]["parameters"]
    return [
        known[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in found
    ]


def _vectors() -> dict[str, Node]:
    """A vector for each operation that has a form."""
    found = {
        file.stem: _read(file) for file in sorted(VECTORS.glob("*.json"), reverse=True)
    }
    by_operation = {vector["operation"]: vector for vector in found.values()}
    return by_operation | {
        operation: found[name] for operation, name in _CHOSEN.items()
    }


def _read(file: Path) -> Node:
    vector: Node = json.loads(file.read_text(encoding="utf-8"))
    return vector


def _item(path: str, method: str, operation: Node, vectors: dict[str, Node]) -> Node:
    is_token = operation["operationId"] == "get_token"
    script = _KEEP_TOKEN if is_token else _SUCCEEDED
    return {
        "name": operation["summary"],
        "event": [
            {"listen": "test", "script": {"type": "text/javascript", "exec": script}}
        ],
        "request": {
            "method": method.upper(),
            "description": operation["description"],
            "header": [
                _named(one) for one in operation["parameters"] if one["in"] == "header"
            ],
            "url": _url(path, operation["parameters"]),
            **({"auth": {"type": "noauth"}} if is_token else {}),
            **_body(
                vectors.get(operation["operationId"])
                if "requestBody" in operation
                else None
            ),
        },
    }


def _named(parameter: Node) -> Node:
    return {
        "key": parameter["name"],
        "value": "{{$guid}}",
        "description": parameter["description"],
    }


def _url(path: str, parameters: list[Node]) -> Node:
    """Paging is switched on; the other parameters of the query wait to be."""
    query = [one for one in parameters if one["in"] == "query"]
    shown = re.sub(r"\{(\w+)\}", r":\1", path)
    return {
        "raw": "{{base_url}}" + shown,
        "host": ["{{base_url}}"],
        "path": shown.strip("/").split("/"),
        "query": [
            {
                "key": one["name"],
                "value": str(one["example"]),
                "description": one["description"],
                "disabled": one["name"] not in ("offset", "count"),
            }
            for one in query
        ],
        "variable": [
            {"key": one["name"], "value": str(one["example"])}
            for one in parameters
            if one["in"] == "path"
        ],
    }


def _body(vector: Node | None) -> Node:
    if vector is None:
        return {}
    return {
        "body": {
            "mode": "formdata",
            "formdata": [_part(part) for part in vector["parts"]],
        }
    }


def _part(part: Node) -> Node:
    if "base64" in part:
        kind: Any = {
            "type": "file",
            "src": part["filename"],
            "contentType": part["content_type"],
        }
        return {"key": part["name"], **kind}
    secret = part["name"] in ("apikey", "secretkey")
    value = "{{" + part["name"] + "}}" if secret else part["value"]
    return {"key": part["name"], "value": value, "type": "text"}
