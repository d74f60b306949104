"""Puts records into the words of a dialect: the documented shape, or the envelope seen on the live server."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol, TypeAlias

from .contract import Contract, Field, Operation, Shape
from .records import Json, Record
from .refusals import Refusal

Answer: TypeAlias = Record | list[Record] | str


class Dialect(Protocol):
    """A way to put answers and refusals into JSON."""

    def success(self, operation: Operation, answer: Answer) -> Json:
        """The body that answers an operation."""
        ...

    def refusal_status(self, refusal: Refusal, operation: Operation | None) -> int:
        """The status a refusal travels with; without an operation, that of something outside the spec."""
        ...


@dataclass(frozen=True)
class Documented:
    """`{"order": {...}}`: every field of the schema, directly on the object, null when there is no value."""

    contract: Contract

    def success(self, operation: Operation, answer: Answer) -> Json:
        """The wrapper of the operation around what it answers."""
        return {operation.answer.name: self._value(operation.answer, answer)}

    def refusal_status(self, refusal: Refusal, operation: Operation | None) -> int:
        """The status that belongs to the refusal."""
        return refusal.status

    def _value(self, field: Field, value: Json) -> Json:
        if isinstance(value, list) and field.shapes:
            return [self._object(field, entry) for entry in value]
        return self._object(field, value)

    def _object(self, field: Field, value: Json) -> Json:
        if not field.shapes or not isinstance(value, Mapping):
            return value
        shape = self.contract.shapes[field.shapes[0]]
        return {inner.name: self._value(inner, value.get(inner.name)) for inner in shape.fields if not inner.same_as}


@dataclass(frozen=True)
class Envelope:
    """`{"success": true, "data": {"attributes": {...}, ...}}`, as every known client of the live server reads it."""

    contract: Contract

    def success(self, operation: Operation, answer: Answer) -> Json:
        """The data in its envelope; the token comes without one."""
        if not operation.answer.shapes:
            return Documented(self.contract).success(operation, answer)
        return {"success": True, "message": "Success.", "data": self._value(operation.answer, answer)}

    def refusal_status(self, refusal: Refusal, operation: Operation | None) -> int:
        """200 for a broken rule: the body alone tells that nothing was done. What has no envelope keeps its status."""
        is_enveloped = operation is not None and operation.answer.shapes
        is_rule = refusal.status == HTTPStatus.UNPROCESSABLE_ENTITY
        return HTTPStatus.OK if is_enveloped and is_rule else refusal.status

    def _value(self, field: Field, value: Json) -> Json:
        shape = self.contract.shapes[field.shapes[0]]
        if isinstance(value, list):
            return [self._object(shape, entry) for entry in value]
        return self._object(shape, value)

    def _object(self, shape: Shape, value: Json) -> Json:
        if not isinstance(value, Mapping):
            return ""
        names = {field.same_as: field.name for field in shape.fields if field.same_as}
        fields = [field for field in shape.fields if not field.same_as]
        attributes = {names.get(f.name, f.name): _plain(value.get(f.name)) for f in fields if f.is_plain}
        if "id" not in shape:  # an attachment: no entry of the database, and no attributes of its own
            return attributes
        nested = {names.get(f.name, f.name): self._value(f, value.get(f.name)) for f in fields if f.shapes}
        return {"attributes": attributes, **nested}


def dialects(contract: Contract) -> Mapping[str, Dialect]:
    """The dialects by the names they are asked for with."""
    return {"documented": Documented(contract), "envelope": Envelope(contract)}


def refusal_body(refusal: Refusal) -> Json:
    """The same in both dialects."""
    return {"success": False, "message": refusal.message}


def _plain(value: Json) -> Json:
    """Absent values are empty text, booleans 1 or 0, and a zero weight the integer 0."""
    if value is None:
        return ""
    is_switch_or_zero = isinstance(value, bool) or value == 0
    return int(bool(value)) if is_switch_or_zero else value
