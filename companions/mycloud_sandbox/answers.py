"""Puts records into the words of a dialect: the documented shape, or the envelope seen on the live
server.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import Protocol, TypeAlias

import msgspec
from starlette.responses import Response

from .contract import Contract, Operation, Shape
from .records import Json, Record
from .refusals import Refusal

_Seen: TypeAlias = dict[int, Record]
"""What was put into words already, by the identity of its record: on a page, many items have the
same product.
"""

Answer: TypeAlias = Record | list[Record] | str


class Dialect(Protocol):
    """A way to put answers and refusals into JSON."""

    def success(self, operation: Operation, answer: Answer) -> Json:
        """The body that answers an operation."""
        ...

    def refusal_status(self, refusal: Refusal, operation: Operation | None) -> int:
        """The status a refusal travels with; without an operation, that of something outside the
        spec.
        """
        ...


@dataclass(frozen=True)
class Outline:
    """What there is to an object of one schema. It is drawn once, since a page of orders has
    thousands of fields.
    """

    names: tuple[str, ...]
    """All fields, by their documented names."""
    plain: tuple[str, ...]
    """Those that hold values."""
    nested: tuple[tuple[str, "Outline"], ...]
    """Those that hold objects, be it one or many."""
    envelope_names: Mapping[str, str]
    """What the envelope calls each field."""


class Documented:
    """`{"order": {...}}`: every field of the schema, directly on the object, null when there is no
    value.
    """

    def __init__(self, contract: Contract) -> None:
        self._outlines = _outlines(contract)

    def success(self, operation: Operation, answer: Answer) -> Json:
        """The wrapper of the operation around what it answers."""
        shape = next(iter(operation.answer.shapes), None)
        return {
            operation.answer.name: self._value(self._outlines[shape], answer, {})
            if shape
            else answer
        }

    def refusal_status(self, refusal: Refusal, operation: Operation | None) -> int:
        """The status that belongs to the refusal."""
        return refusal.status

    def _value(self, outline: Outline, value: Json, seen: _Seen) -> Json:
        if isinstance(value, list):
            return [self._value(outline, entry, seen) for entry in value]
        if not isinstance(value, dict):
            return value
        if id(value) not in seen:
            seen[id(value)] = self._object(outline, value, seen)
        return seen[id(value)]

    def _object(self, outline: Outline, record: Record, seen: _Seen) -> Record:
        shown = dict(zip(outline.names, map(record.get, outline.names), strict=True))
        for name, inner in outline.nested:
            if shown[name]:
                shown[name] = self._value(inner, shown[name], seen)
        return shown


class Envelope:
    """`{"success": true, "data": {"attributes": {...}, ...}}`, as every known client of the live
    server reads it.
    """

    def __init__(self, contract: Contract) -> None:
        self._outlines = _outlines(contract)
        self._without = Documented(contract)

    def success(self, operation: Operation, answer: Answer) -> Json:
        """The data in its envelope; the token comes without one."""
        if not operation.answer.shapes:
            return self._without.success(operation, answer)
        data = self._value(self._outlines[operation.answer.shapes[0]], answer, {})
        return {"success": True, "message": "Success.", "data": data}

    def refusal_status(self, refusal: Refusal, operation: Operation | None) -> int:
        """200 for a broken rule: the body alone tells that nothing was done. What has no envelope
        keeps its status.
        """
        is_enveloped = operation is not None and operation.answer.shapes
        is_rule = refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY
        return HTTPStatus.OK if is_enveloped and is_rule else refusal.status

    def _value(self, outline: Outline, value: Json, seen: _Seen) -> Json:
        if isinstance(value, dict):
            return seen.get(id(value)) or seen.setdefault(
                id(value), self._object(outline, value, seen)
            )
        return (
            [self._value(outline, entry, seen) for entry in value]
            if isinstance(value, list)
            else ""
        )

    def _object(self, outline: Outline, record: Record, seen: _Seen) -> Record:
        names = outline.envelope_names
        attributes: Record = {
            names[name]: _plain(record.get(name)) for name in outline.plain
        }
        if (
            "id" not in attributes
        ):  # an attachment: no entry of the database, and no other attributes
            return attributes
        nested = {
            names[name]: self._value(inner, record.get(name), seen)
            for name, inner in outline.nested
        }
        return {"attributes": attributes, **nested}


@cache
def _outlines(contract: Contract) -> Mapping[str, Outline]:
    """The outlines of all schemas by their names."""
    return {name: _outline(contract, shape) for name, shape in contract.shapes.items()}


def _outline(contract: Contract, shape: Shape) -> Outline:
    fields = [field for field in shape.fields if not field.same_as]
    names = {field.name: field.name for field in fields}
    return Outline(
        names=tuple(names),
        plain=tuple(field.name for field in fields if field.is_plain),
        nested=tuple(
            (f.name, _outline(contract, contract.shapes[f.shapes[0]]))
            for f in fields
            if f.shapes
        ),
        envelope_names=names
        | {field.same_as: field.name for field in shape.fields if field.same_as},
    )


def dialects(contract: Contract) -> Mapping[str, Dialect]:
    """The dialects by the names they are asked for with."""
    return {"documented": Documented(contract), "envelope": Envelope(contract)}


class JsonResponse(Response):
    """JSON by msgspec, which writes a page of orders ten times faster than the standard library."""

    media_type = "application/json"

    def render(self, content: Json) -> bytes:
        """The bytes of the body."""
        return msgspec.json.encode(content)


class RefusalResponse(JsonResponse):
    """An answer that says no, whatever its status."""


def refusal_body(refusal: Refusal) -> Json:
    """The same in both dialects."""
    return {"success": False, "message": refusal.message}


def _plain(value: Json) -> Json:
    """Absent values are empty text, booleans 1 or 0, and a zero weight the integer 0."""
    if value is None:
        return ""
    is_switch_or_zero = isinstance(value, bool) or value == 0
    return int(bool(value)) if is_switch_or_zero else value
