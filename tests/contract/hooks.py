"""What schemathesis must know of forms: how they are spelled for PHP, and that all in them is text.

schemathesis loads this module by name (SCHEMATHESIS_HOOKS).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import schemathesis
from jsonschema import Draft202012Validator
from schemathesis.core import NotSet
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import negative_data_rejection
from schemathesis.transport.requests import REQUESTS_TRANSPORT
from schemathesis.transport.serialization import Binary
from urllib3.fields import RequestField
from urllib3.filepost import encode_multipart_formdata

FORM = "multipart/form-data"


@REQUESTS_TRANSPORT.serializer(FORM)
def php_form(_context: schemathesis.SerializationContext, body: Any) -> dict[str, Any]:
    """A body with its arrays indexed (`order_items[0][price]`), `1` and `0`, and no part for null."""
    fields = [
        part for name, value in _entries(body) for part in _parts(str(name), value)
    ]
    content, content_type = encode_multipart_formdata(fields)
    return {"data": content, "headers": {"Content-Type": content_type}}


@schemathesis.check
def wrong_data_rejection(
    context: schemathesis.CheckContext,
    response: schemathesis.Response,
    case: schemathesis.Case[Any],
) -> bool | None:
    """schemathesis's own check, except for what is wrong as JSON and right as a form, where `1` and
    `"1"` are the same.

    It knows this of a form's own fields, and not of those within its arrays.
    """
    looks_right = _is_right_as_form(case) or _is_right_as_query(response, case)
    return (
        True
        if looks_right or _is_refused(response)
        else negative_data_rejection(context, response, case)
    )


def _is_refused(response: schemathesis.Response) -> bool:
    """In the envelope a refusal can have any status: the body says that it is one."""
    body = response.json() if response.content else None
    return isinstance(body, dict) and body.get("success") is False


def _is_right_as_form(case: schemathesis.Case[Any]) -> bool:
    """Whether only the body was made wrong, and the form that carries it does not show it."""
    if (
        _wrong_places(case) != [ParameterLocation.BODY]
        or case.media_type != FORM
        or isinstance(case.body, NotSet)
    ):
        return False
    schema = _form_schema(case.operation)
    return Draft202012Validator(schema).is_valid(
        _as_read(dict(_entries(case.body)), schema)
    )


def _is_right_as_query(
    response: schemathesis.Response, case: schemathesis.Case[Any]
) -> bool:
    """Whether only the query was made wrong, and that by parameters without a value, which count as
    not sent.
    """
    if _wrong_places(case) != [ParameterLocation.QUERY]:
        return False
    sent = dict(parse_qsl(urlsplit(response.request.url or "").query))
    schema = _query_schema(case.operation)
    return Draft202012Validator(schema).is_valid(_as_read(sent, schema))


def _wrong_places(case: schemathesis.Case[Any]) -> list[ParameterLocation]:
    return (
        [place for place in case.meta.components if case.meta.is_negative_at(place)]
        if case.meta
        else []
    )


def _form_schema(operation: Any) -> Any:
    document = operation.schema.raw_schema
    body = document["paths"][operation.path][operation.method]["requestBody"]
    return _Schema(document).plain(body["content"][FORM]["schema"])


def _query_schema(operation: Any) -> Any:
    document = operation.schema.raw_schema
    parameters = _Schema(document).plain(
        document["paths"][operation.path][operation.method].get("parameters", [])
    )
    return {
        "type": "object",
        "properties": {
            parameter["name"]: parameter["schema"] for parameter in parameters
        },
    }


class _Schema:
    """A schema without references."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def plain(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.plain(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        if "$ref" in node:
            return self.plain(self._target(node["$ref"]))
        return {key: self.plain(value) for key, value in node.items()}

    def _target(self, reference: str) -> Any:
        target: Any = self._document
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]
        return target


def _entries(body: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(body, dict):
        yield from body.items()
    elif isinstance(body, list):
        yield from enumerate(body)
    else:
        yield "body", body


def _parts(name: str, value: Any) -> Iterator[RequestField]:
    if isinstance(value, dict | list):
        for key, entry in _entries(value):
            yield from _parts(f"{name}[{key}]", entry)
    elif isinstance(value, Binary | bytes):
        yield _part(
            name, value.data if isinstance(value, Binary) else value, "file.bin"
        )
    elif value is not None:
        yield _part(name, _text(value).encode("utf-8", "replace"), None)


def _part(name: str, content: bytes, filename: str | None) -> RequestField:
    part = RequestField(name.encode("utf-8", "replace").decode(), content, filename)
    part.make_multipart(content_type="application/octet-stream" if filename else None)
    return part


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _as_read(value: Any, schema: Any) -> Any:
    """What a reader of the form gets who knows the schema."""
    if not isinstance(value, dict | list):
        return _as_typed(value, schema.get("type"))
    if (
        schema.get("type") == "array"
    ):  # to PHP an array with names for keys is an array as well
        return [
            _as_read(entry, schema.get("items", {}))
            for _, entry in _entries(value)
            if _arrives(entry)
        ]
    properties = _properties(schema)
    return {
        str(key): _as_read(entry, properties.get(key, {}))
        for key, entry in _entries(value)
        if _arrives(entry)
    }


def _arrives(value: Any) -> bool:
    """Whether a value leaves any trace in a form; empty text stands for no value."""
    if isinstance(value, dict | list):
        return any(_arrives(entry) for _, entry in _entries(value))
    return value is not None and (value != "" or isinstance(value, Binary))


def _properties(schema: Any) -> dict[str, Any]:
    """The properties of an object in any of its parts: the variants of an order item share what
    they have in common.
    """
    parts = [
        schema,
        *(part for key in ("allOf", "oneOf") for part in schema.get(key, ())),
    ]
    found: dict[str, Any] = {}
    for part in parts:
        found |= part.get("properties", {}) if part is schema else _properties(part)
    return found


def _as_typed(value: Any, kind: str | None) -> Any:
    readers: dict[str | None, Any] = {
        "integer": int,
        "number": float,
        "string": str,
        "boolean": _switch,
    }
    if isinstance(value, Binary | bytes) or kind not in readers:
        return value
    try:
        return readers[kind](_text(value))
    except ValueError:
        return value


def _switch(text: str) -> bool | str:
    return {"1": True, "true": True, "0": False, "false": False}.get(text, text)
