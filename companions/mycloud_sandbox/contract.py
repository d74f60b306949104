"""What the spec says, in the terms the sandbox works with.

Nothing that stands in the spec is written a second time in this package: routes, the fields of
bodies and answers, their types and limits, and the names of the wrappers all come from here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import yaml

from .records import Json, Scalar

_METHODS = ("get", "post", "put", "patch", "delete")
_SPEC_PLACES = (
    Path(__file__).with_name("mycloud.yaml"),  # in the wheel
    Path(__file__).parents[2] / "openapi" / "mycloud.yaml",  # in a checkout
)
_Node: TypeAlias = Mapping[str, Any]  # a piece of YAML


class Kind(StrEnum):
    """What a field holds."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "string"
    DATE = "date"
    BINARY = "binary"
    ARRAY = "array"
    OBJECT = "object"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One property of a body or an answer, or one parameter."""

    name: str
    kind: Kind
    entries: Kind | None = None
    """What the entries of an array hold."""
    required: bool = False
    minimum: float | None = None
    min_length: int = 0
    min_items: int = 0
    max_items: int | None = None
    pattern: str | None = None
    values: tuple[str, ...] = ()
    """The values known at present (`x-extensible-enum`)."""
    same_as: str | None = None
    """The field of which this one is the envelope's name (`x-same-as`)."""
    shapes: tuple[str, ...] = ()
    """The schemas an object, or the entries of an array, may have."""
    example: Json = None

    @property
    def is_plain(self) -> bool:
        """Whether the field holds values rather than objects or files."""
        return not self.shapes and (self.entries or self.kind) not in (
            Kind.OBJECT,
            Kind.BINARY,
        )


@dataclass(frozen=True)
class Shape:
    """An object schema: its name and its fields, without duplicates."""

    name: str
    fields: tuple[Field, ...]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    def __contains__(self, name: str) -> bool:
        return name in self.by_name

    def field(self, name: str) -> Field:
        """The field of that name."""
        return self.by_name[name]

    def canonical(self, name: str) -> str:
        """The documented name of a field that may be given by its envelope name."""
        return (self.field(name).same_as if name in self else None) or name


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One method of one path."""

    name: str
    method: str
    path: str
    secured: bool
    path_parameters: tuple[Field, ...]
    query: tuple[Field, ...]
    body: Shape | None
    answer: Field
    """The wrapper around the answer: `orders`, `order`, `shop`, ..."""


class Contract:
    """The spec, read once."""

    def __init__(self, document: _Node) -> None:
        self.document = document
        schemas: _Node = document["components"]["schemas"]
        self.shapes = {name: self._shape(name, node) for name, node in schemas.items()}
        self.operations = {
            operation.name: operation for operation in self._operations()
        }
        self.root = urlsplit(document["servers"][0]["url"]).path

    @cached_property
    def fields_by_name(self) -> Mapping[str, Field]:
        """The fields of all schemas; those of one name are of one kind."""
        return {
            field.name: field
            for shape in self.shapes.values()
            for field in shape.fields
        }

    def example(self, shape: str, field: str) -> Scalar:
        """The example value the spec gives for a field."""
        return _scalar(self.shapes[shape].field(field).example)

    def path_example(self, operation: str) -> Scalar:
        """The example value of an operation's path parameter."""
        return _scalar(self.operations[operation].path_parameters[0].example)

    def required(self, operation: str) -> tuple[str, ...]:
        """The fields without which an operation is refused."""
        body = self.operations[operation].body
        return (
            tuple(field.name for field in body.fields if field.required) if body else ()
        )

    def body_example(self, operation: str) -> Mapping[str, Json]:
        """The example the spec gives for the whole body of an operation."""
        item = self.document["paths"][self.operations[operation].path]
        media = item[self.operations[operation].method.lower()]["requestBody"][
            "content"
        ]["multipart/form-data"]
        example: Mapping[str, Json] = media["example"]
        return example

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in _METHODS:
                if method in item:
                    yield self._operation(path, method, item)

    def _operation(self, path: str, method: str, item: _Node) -> Operation:
        node: _Node = item[method]
        parameters = [
            self._resolve(p)
            for p in (*item.get("parameters", ()), *node.get("parameters", ()))
        ]
        return Operation(
            name=node["operationId"],
            method=method.upper(),
            path=path,
            secured=node.get("security") != [],
            path_parameters=self._parameters(parameters, "path"),
            query=self._parameters(parameters, "query"),
            body=self._body(node),
            answer=self._answer(node),
        )

    def _parameters(self, nodes: Sequence[_Node], place: str) -> tuple[Field, ...]:
        return tuple(
            self._field(
                node["name"],
                {**node["schema"], "example": node.get("example")},
                node.get("required", False),
            )
            for node in nodes
            if node["in"] == place
        )

    def _body(self, operation: _Node) -> Shape | None:
        if "requestBody" not in operation:
            return None
        media: _Node = operation["requestBody"]["content"]["multipart/form-data"]
        return self._shape(_reference(media["schema"]) or "", media["schema"])

    def _answer(self, operation: _Node) -> Field:
        schema: _Node = operation["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        (wrapper,) = self._shape("", schema).fields
        return wrapper

    def _shape(self, name: str, node: _Node) -> Shape:
        properties, required = self.merged(node)
        return Shape(
            name,
            tuple(
                self._field(key, value, key in required)
                for key, value in properties.items()
            ),
        )

    def merged(self, node: _Node) -> tuple[dict[str, _Node], set[str]]:
        """The properties and the required names of a schema, with those of its `allOf` parts."""
        node = self._resolve(node)
        properties: dict[str, _Node] = {}
        required = set(node.get("required", ()))
        for part in node.get("allOf", ()):
            inherited, needed = self.merged(part)
            properties |= inherited
            required |= needed
        return properties | dict(node.get("properties", {})), required

    def _field(self, name: str, node: _Node, required: bool) -> Field:
        items: _Node | None = node.get("items")
        return Field(
            name=name,
            kind=_kind(node),
            entries=_kind(items) if items else None,
            required=required,
            minimum=node.get("minimum"),
            min_length=node.get("minLength", 0),
            min_items=node.get("minItems", 0),
            max_items=node.get("maxItems"),
            pattern=node.get("pattern"),
            values=tuple(node.get("x-extensible-enum", ())),
            same_as=node.get("x-same-as"),
            shapes=_nested(self._union(items or node)),
            example=_json(node.get("example")),
        )

    def _union(self, node: _Node) -> _Node:
        """The `oneOf` that a schema refers to, or the schema itself."""
        target = self._resolve(node)
        return target if "oneOf" in target else node

    def _resolve(self, node: _Node) -> _Node:
        while "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node


@cache
def load_contract() -> Contract:
    """The contract of the spec at `spec_path`."""
    loader = getattr(
        yaml, "CSafeLoader", yaml.SafeLoader
    )  # the C loader is some ten times faster
    return Contract(yaml.load(spec_path().read_text(encoding="utf-8"), Loader=loader))


def spec_path() -> Path:
    """Where the spec is that came with this package, or that of the checkout."""
    place = next((path for path in _SPEC_PLACES if path.is_file()), None)
    if place is None:
        raise FileNotFoundError(
            f"mycloud.yaml is in none of {', '.join(map(str, _SPEC_PLACES))}"
        )
    return place


def _kind(node: _Node) -> Kind:
    if node.get("format") in (Kind.DATE, Kind.BINARY):
        return Kind(node["format"])
    return Kind(node.get("type", Kind.OBJECT))


def _nested(node: _Node) -> tuple[str, ...]:
    """The schemas an object or an entry refers to, be it directly, by `allOf` or by `oneOf`."""
    parts = (node, *node.get("allOf", ()), *node.get("oneOf", ()))
    return tuple(name for name in map(_reference, parts) if name)


def _reference(node: _Node) -> str | None:
    reference: str | None = node.get("$ref")
    return reference.rpartition("/")[2] if reference else None


def _json(value: object) -> Json:
    return value if isinstance(value, str | int | float | bool | None) else None


def _scalar(value: Json) -> Scalar:
    return value if isinstance(value, str | int | float | bool | None) else None
