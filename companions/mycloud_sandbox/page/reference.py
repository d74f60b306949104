"""The API reference: the spec, put so that Swagger UI can fill in and send every call of it."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from ..contract import Contract
from .markup import document, element, script

_Node: TypeAlias = Mapping[str, Any]
_FORM = "multipart/form-data"


def reference_page(token: str | None) -> str:
    """The page; calls made from it carry the token."""
    place = element("div", id="reference", data_token=token or "")
    return document(
        "/",
        place,
        scripts=(script("swagger-ui/swagger-ui-bundle.js"), script("reference.js")),
    )


def reference_spec(contract: Contract) -> dict[str, Any]:
    """The spec with this sandbox as its only server, and each form with its own schema.

    Swagger UI starts a form with the example of each field, not with that of the whole body. In
    here both are the same.
    """
    paths = {
        path: _path_item(contract, item)
        for path, item in contract.document["paths"].items()
    }
    servers = [{"url": contract.root, "description": "This sandbox"}]
    return {**contract.document, "servers": servers, "paths": paths}


def _path_item(contract: Contract, item: _Node) -> dict[str, Any]:
    return {
        name: _operation(contract, node) if "requestBody" in node else node
        for name, node in item.items()
    }


def _operation(contract: Contract, operation: _Node) -> dict[str, Any]:
    body: _Node = operation["requestBody"]
    media: _Node = body["content"][_FORM]
    schema = {"type": "object", **_form_schema(contract, media)}
    form = {**media, "schema": schema, "encoding": _encoding(schema["properties"])}
    return {**operation, "requestBody": {**body, "content": {_FORM: form}}}


def _encoding(fields: _Node) -> dict[str, Any]:
    """Makes Swagger UI send a part for each entry of an array, which reference.js then spells. The
    spec has no `encoding`: no generator heeds it, and ogen refuses it.
    """
    arrays = (name for name, field in fields.items() if field.get("type") == "array")
    return {name: {"style": "deepObject", "explode": True} for name in arrays}


def _form_schema(contract: Contract, media: _Node) -> dict[str, Any]:
    properties, required = contract.merged(media["schema"])
    example: _Node = media.get("example", {})
    fields = {
        name: _field(node, example.get(name)) for name, node in properties.items()
    }
    return {
        "properties": fields,
        **({"required": sorted(required)} if required else {}),
    }


def _field(node: _Node, example: object) -> dict[str, Any]:
    """A field that starts with its value in the example, or empty. Truth travels as 1 and 0."""
    empty: object = [] if node.get("type") == "array" else ""
    field = {**node, "example": empty if example is None else example}
    if node.get("type") == "boolean":
        return {**field, "type": "integer", "enum": [1, 0]}
    if "oneOf" in node.get(
        "items", {}
    ):  # without a type, the page says "array of undefined"
        return {**field, "items": {"type": "object", **node["items"]}}
    return field
