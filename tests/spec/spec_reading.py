"""Reading the spec: following references, uniting `allOf`, and finding a field by its dotted path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft4Validator, FormatChecker

Node = dict[str, Any]

REPOSITORY = Path(__file__).resolve().parents[2]
SPEC_FILE = REPOSITORY / "openapi" / "mycloud.yaml"
METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
EXAMPLE_KEYS = ("example", "examples", "default", "enum")


@dataclass(frozen=True)
class Place:
    """A spot of the spec where a field was looked for: its schema, and whether it exists and is
    required.

    The place of `attach_name[]`, an element, is required when its array is.
    """

    schema: Node
    exists: bool
    required: bool


@dataclass(frozen=True)
class Operation:
    """One method on one path, with the parameters of its path added to its own."""

    name: str
    node: Node
    parameters: tuple[Node, ...]


@dataclass(frozen=True)
class Spec:
    """The whole document, with the questions the tests ask of it."""

    document: Node

    def resolved(self, node: Node) -> Node:
        """The node itself, or what its reference points at."""
        if "$ref" not in node:
            return node
        target: Node = self.document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return self.resolved(target)

    def merged(self, schema: Node) -> Node:
        """The schema with its reference followed and its `allOf` united; what stands outside
        `allOf` wins.
        """
        node = self.resolved(schema)
        own = {key: value for key, value in node.items() if key != "allOf"}
        result: Node = {}
        for part in [*map(self.merged, node.get("allOf", [])), own]:
            _unite(result, part)
        return result

    def shapes(self, schema: Node) -> list[Node]:
        """The shapes a value may take: the branches of `oneOf`, or the schema alone."""
        node = self.merged(schema)
        return [self.merged(branch) for branch in node.get("oneOf", [node])]

    def places(self, schema: Node, path: str) -> list[Place]:
        """Where `orders[].customer.name` and the like lie: one place for each shape passed on the
        way.
        """
        return self._walk(schema, path.replace("[]", ".[]").split("."))

    def _walk(
        self, schema: Node, steps: list[str], array_required: bool = False
    ) -> list[Place]:
        found = [
            self._step(shape, steps[0], array_required) for shape in self.shapes(schema)
        ]
        if not steps[1:]:
            return found
        return [
            deeper
            for one in found
            for deeper in self._walk(one.schema, steps[1:], one.required)
        ]

    def _step(self, shape: Node, name: str, array_required: bool) -> Place:
        if name == "[]":
            return Place(
                self.merged(shape.get("items", {})), "items" in shape, array_required
            )
        properties = shape.get("properties", {})
        schema = self.merged(properties.get(name, {}))
        return Place(schema, name in properties, name in shape.get("required", []))

    def operations(self) -> dict[str, Operation]:
        """Every operation by its name, such as `GET /orders/{id}`."""
        paths = self.document["paths"].items()
        found = [
            self._operation(path, method)
            for path, item in paths
            for method in METHODS
            if method in item
        ]
        return {operation.name: operation for operation in found}

    def _operation(self, path: str, method: str) -> Operation:
        item = self.document["paths"][path]
        node = item[method]
        declared = [*item.get("parameters", []), *node.get("parameters", [])]
        parameters = {
            (found["in"], found["name"]): found
            for found in map(self.resolved, declared)
        }
        return Operation(f"{method.upper()} {path}", node, tuple(parameters.values()))

    def body_media(self, operation: Operation) -> Node:
        """The media types of the request body."""
        content: Node = self.resolved(operation.node.get("requestBody", {})).get(
            "content", {}
        )
        return content

    def answer_schema(self, operation: Operation, status: str = "200") -> Node:
        """The JSON schema of an answer; empty if it has no schema."""
        answer = self.resolved(operation.node["responses"].get(status, {}))
        schema: Node = (
            answer.get("content", {}).get("application/json", {}).get("schema", {})
        )
        return schema

    def validator(self, schema: Node) -> Draft4Validator:
        """What holds values against a schema of this document."""
        components = {"schemas": self.document["components"]["schemas"]}
        whole = as_json_schema({"allOf": [schema], "components": components})
        return Draft4Validator(whole, format_checker=FormatChecker())

    def schemas(self) -> Iterator[tuple[str, Node]]:
        """Every schema of the document, nested ones included, with the place where it is written."""
        for name, schema in self.document["components"]["schemas"].items():
            yield from nested_schemas(schema, f"components.schemas.{name}")
        for at, node in nodes(self.document):
            if at.endswith(".schema"):
                yield from nested_schemas(node, at)


def as_json_schema(node: Any) -> Any:
    """OpenAPI's `nullable` in the words of JSON Schema; the rest of the two languages is the same
    here.
    """
    if isinstance(node, list):
        return [as_json_schema(part) for part in node]
    if not isinstance(node, dict):
        return node
    plain = {
        key: as_json_schema(part) for key, part in node.items() if key != "nullable"
    }
    return (
        {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain
    )


def _unite(into: Node, part: Node) -> None:
    for key, value in part.items():
        if key == "properties":
            into[key] = {**into.get(key, {}), **value}
        elif key == "required":
            into[key] = [*into.get(key, []), *value]
        else:
            into[key] = value


def nodes(node: Any, at: str = "") -> Iterator[tuple[str, Node]]:
    """Every mapping of the document with its place; the inside of examples is left out."""
    if isinstance(node, dict):
        yield at, node
    for key, child in children(node):
        if key not in EXAMPLE_KEYS:
            yield from nodes(child, f"{at}.{key}".strip("."))


def children(node: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a mapping or a list, each with its key or index."""
    if isinstance(node, dict):
        yield from ((str(key), child) for key, child in node.items())
    if isinstance(node, list):
        yield from ((str(index), child) for index, child in enumerate(node))


def nested_schemas(schema: Node, at: str) -> Iterator[tuple[str, Node]]:
    """The schema and every schema written inside it; references are not followed."""
    yield at, schema
    inside = [
        (f"properties.{name}", part)
        for name, part in schema.get("properties", {}).items()
    ]
    single = ("items", "additionalProperties", "not")
    inside += [
        (key, schema[key]) for key in single if isinstance(schema.get(key), dict)
    ]
    for key in ("allOf", "oneOf", "anyOf"):
        inside += [
            (f"{key}.{index}", part) for index, part in enumerate(schema.get(key, []))
        ]
    for name, part in inside:
        yield from nested_schemas(part, f"{at}.{name}")


def read_spec(file: Path = SPEC_FILE) -> Spec:
    """The spec as it stands in the repository."""
    return Spec(yaml.safe_load(file.read_text(encoding="utf-8")))
