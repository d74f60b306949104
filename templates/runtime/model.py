"""What all objects of answers can do: be compared, copied, written as JSON and read from it."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from .misnamed import no_such_field
from .values import (
    LENIENT,
    JsonPath,
    Model,
    Reading,
    json_names,
    json_of,
    plain,
    read_object,
)


class AnswerModel:
    """An object of an answer.

    Beside its attributes it has what the spec does not know: `order["line_id"]` is such a field,
    and `additional_properties` has them all. `dict(order)` is all of it in Python's types, and
    `to_dict()` as JSON has it. It can change, so it cannot be hashed: take its id as a key.
    """

    __slots__ = ("_source",)

    _twins: ClassVar[Mapping[str, str]] = {}
    """Other names of fields, each with the name that the documentation has."""
    additional_properties: dict[str, Any]

    if not typing.TYPE_CHECKING:  # it would hide misspelled names from type checkers

        def __getattr__(self, name):
            """Says which field is meant by a name that is none."""
            raise no_such_field(self, name)

    @property
    def raw(self) -> dict[str, Any] | None:
        """The JSON that it was read from, unchanged; None for an object that was made otherwise."""
        source: dict[str, Any] | None = json_of(getattr(self, "_source", None))
        return source

    @property
    def additional_keys(self) -> list[str]:
        """The names of the fields that the spec does not know."""
        return list(self.additional_properties)

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON has it, in the documented shape."""
        return {name: plain(value) for name, value in self}

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """An object of JSON in either shape."""
        made: Self = read_object(cls, src_dict, (None, cls.__name__), LENIENT)
        return made

    @classmethod
    def _of(
        cls, values: typing.Iterable[Any], path: JsonPath, reading: Reading
    ) -> Self:
        """A model of its values in the order of `json_names`, unchanged so far."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Names and values, so that `dict(order)` has them."""
        yield from self.additional_properties.items()
        for name in self._names():
            yield name, getattr(self, name)

    def __getitem__(self, key: str) -> Any:
        return (
            getattr(self, key)
            if key in self._names()
            else self.additional_properties[key]
        )

    def __setitem__(self, key: str, value: Any) -> None:
        if key in self._names():
            setattr(self, key, value)
        else:
            self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: object) -> bool:
        return key in self._names() or key in self.additional_properties

    def __getstate__(self) -> dict[str, Any]:
        names = (*self._names(), "additional_properties")
        return {**{name: getattr(self, name) for name in names}, "_source": self.raw}

    def __setstate__(self, state: dict[str, Any]) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    @classmethod
    def _names(cls) -> list[str]:
        """The names of the fields that the spec knows."""
        model: Model = cls
        return [name for name in json_names(model) if name not in cls._twins]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        """Lets pydantic, and so FastAPI, take a model for a field or for what a route returns."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            lambda given: given if isinstance(given, cls) else cls.from_dict(given),
            serialization=core_schema.plain_serializer_function_ser_schema(
                cls.to_dict, return_schema=core_schema.dict_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> Any:
        return {"type": "object", "title": cls.__name__}
