"""How much a change of the spec asks of its readers, and which version number says so. Nothing here
touches the world.

Redocly finds most changes and rates most of them rightly. What it rates too low for us is in
`_RAISED`, each with its reason; what it has no opinion on, and is not known to be harmless, is major.
docs/spec-changes.md compares it with oasdiff over the changes of tests/spec/mutations.yaml.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .documents import Node


class Level(enum.IntEnum):
    """What a change asks for. A caller that was right before may fail after a major one."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, order=True)
class Change:
    """One difference between two specs."""

    level: Level
    where: str
    """Kind and JSON pointer, such as `removed #/components/schemas/Order/properties/note`; a waiver
    names it so.
    """
    what: str

    @property
    def pointer(self) -> str:
        """The place alone."""
        return self.where.partition("#")[2]


@dataclass(frozen=True, order=True)
class Version:
    """The three numbers of `info.version`."""

    major: int
    minor: int
    patch: int

    @classmethod
    def of(cls, text: str) -> Version:
        """Raises: ValueError: It is not three numbers."""
        major, minor, patch = text.split(".")
        return cls(int(major), int(minor), int(patch))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def after(self, level: Level) -> Version:
        """The least version that says that there was such a change.

        While the first number is 0 a major change raises the second and any other the third, as
        Cargo and npm read such versions: `^0.2.3` takes 0.2.4 and not 0.3.0.
        """
        if level == Level.NONE:
            return self
        if not self.major:
            level = Level.MINOR if level == Level.MAJOR else Level.PATCH
        return {
            Level.MAJOR: Version(self.major + 1, 0, 0),
            Level.MINOR: Version(self.major, self.minor + 1, 0),
            Level.PATCH: Version(self.major, self.minor, self.patch + 1),
        }[level]


def changes(report: Node) -> list[Change]:
    """The changes of a report of `redocly diff --format json`, except for those of servers and of who
    may call, which tools/spec/felt.py judges.
    """
    return [
        _change(entry) for entry in report["changes"] if not _is_judged_elsewhere(entry)
    ]


def level_of(found: Iterable[Change]) -> Level:
    """The gravest level of all."""
    return max((change.level for change in found), default=Level.NONE)


def _change(entry: Node) -> Change:
    raised = [one for one in _RAISED if one.applies(entry)]
    level = max([Level[entry["impact"].upper()], *(one.level for one in raised)])
    if entry["typeName"] in _TOLD:
        level = Level.PATCH
    said = [verdict["message"] for verdict in entry["verdicts"]] or [
        one.reason for one in raised
    ]
    if not said and not _is_harmless(entry):
        level, said = (
            Level.MAJOR,
            [f"The judge does not know this of `{_named(entry)}`."],
        )
    return Change(
        level, f"{entry['kind']} {_pointer(entry)}", " ".join(said) or _plain(entry)
    )


def _is_harmless(entry: Node) -> bool:
    """Whether what Redocly says nothing of is words, or something new that nobody has to use."""
    if entry["kind"] == "modified":
        return entry.get("property") in WORDS
    if entry["typeName"] in _WORDY:
        return True
    return entry["kind"] == "added" and (
        entry["typeName"] in _ADDED
        or _holder(entry) in ("properties", "schemas", "anyOf", "oneOf")
    )


WORDS = {
    *(
        "summary",
        "description",
        "title",
        "example",
        "examples",
        "externalDocs",
        "value",
    ),
    *("contact", "license", "termsOfService", "name", "url", "email"),
    *(
        "x-provenance",
        "x-limit-provenance",
        "x-personal",
        "x-same-as",
    ),
}
"""Keywords that tell people something and change no client. Some of these names mean more in other
places, where `_RAISED` has them: the title of a schema, the name of a parameter.
"""
NEWS = {"x-extensible-enum"}
"""Keywords whose change reports something that may arrive, and changes no generated client."""
_TOLD = {"Example", "ExamplesMap", "ExternalDocs", "Contact", "License"}
_WORDY = _TOLD | {"Tag", "TagList"}
_ADDED = {
    *("PathItem", "Operation", "Parameter", "ParameterList", "Response", "MediaType"),
    *(
        "SecurityScheme",
        "NamedSecuritySchemes",
        "HeadersMap",
        "Header",
        "LinksMap",
        "Link",
    ),
    *("CallbacksMap", "Callback", "RequestBody", "WebhooksMap"),
}


def _pointer(entry: Node) -> str:
    """Where it is written, rather than the first place that uses it."""
    side: Node = (
        entry.get("base" if entry["kind"] == "removed" else "revision")
        or entry.get("base")
        or {}
    )
    pointer = str(side.get("pointer", entry["path"]))
    name = entry.get("property", "key")
    return (
        pointer
        if name == "key" or pointer.endswith(f"/{name}")
        else f"{pointer}/{name}"
    )


def _plain(entry: Node) -> str:
    return f"`{_named(entry)}` was {entry['kind']}."


def _named(entry: Node) -> str:
    return str(entry.get("property") or entry["typeName"])


def _is_judged_elsewhere(entry: Node) -> bool:
    kind = entry["typeName"]
    return kind.startswith(("Server", "SecurityRequirement")) or (
        entry.get("property") in ("security", "servers")
    )


@dataclass(frozen=True)
class _Raise:
    level: Level
    applies: Callable[[Node], bool]
    reason: str


_LIMITS = {
    *("required", "pattern", "enum", "uniqueItems", "multipleOf"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    *("minLength", "maxLength", "minItems", "maxItems"),
}


def _is(kind: str, **wanted: Any) -> Callable[[Node], bool]:
    return lambda entry: (
        entry["typeName"] == kind
        and all(entry.get(key) == value for key, value in wanted.items())
    )


def _is_limit(entry: Node) -> bool:
    return entry["typeName"] == "Schema" and entry.get("property") in _LIMITS


def _removes_property(entry: Node) -> bool:
    return entry["kind"] == "removed" and _holder(entry) == "properties"


def _removes_branch(entry: Node) -> bool:
    return entry["kind"] == "removed" and _holder(entry) in ("anyOf", "oneOf")


def _removes_component(entry: Node) -> bool:
    return entry["kind"] == "removed" and _holder(entry) == "schemas"


def _adds_component(entry: Node) -> bool:
    return entry["kind"] == "added" and _holder(entry) == "schemas"


def _holder(entry: Node) -> str:
    """What the changed thing is one of: `properties`, `anyOf`, ..."""
    path: str = f"/{entry['path']}"
    return path.split("/")[-2]


def _changes_encoding(entry: Node) -> bool:
    return "/encoding" in entry["path"] or entry.get("property") in (
        "encoding",
        "x-form-encoding",
    )


def _changes_values(entry: Node) -> bool:
    """Whether an enumeration comes, goes, or loses a value, which is a name in generated code."""
    if entry.get("property") != "enum":
        return False
    before, after = (_value(entry, side) for side in ("base", "revision"))
    return not before or not after or not {*map(str, before)} <= {*map(str, after)}


def _moves_tags(entry: Node) -> bool:
    """Whether the tags change other than by one more at the end."""
    if not _is("Operation", property="tags")(entry):
        return False
    before, after = (_value(entry, side) for side in ("base", "revision"))
    return not before or after[: len(before)] != before


def _value(entry: Node, side: str) -> list[Any]:
    found = (entry.get(side) or {}).get("value")
    return found if isinstance(found, list) else []


def _adds_success(entry: Node) -> bool:
    status = entry["path"].rpartition("/")[2]
    return (
        entry["kind"] == "added"
        and entry["typeName"] == "Response"
        and status[0] in "123d"
    )


def _of_schema(*names: str) -> Callable[[Node], bool]:
    return lambda entry: (
        entry["typeName"] == "Schema" and entry.get("property") in names
    )


_RAISED = (
    _Raise(
        Level.MAJOR,
        _of_schema("type", "format"),
        "Generated code holds it in another type.",
    ),
    _Raise(Level.MAJOR, _of_schema("title"), "Generators name a type after it."),
    _Raise(Level.MAJOR, _of_schema("default"), "A client sends it, or fills it in."),
    _Raise(
        Level.MAJOR,
        _of_schema("readOnly", "writeOnly"),
        "Generators leave such a field out of requests, or of answers.",
    ),
    _Raise(Level.MAJOR, _changes_values, "The values are names in generated code."),
    _Raise(Level.MAJOR, _adds_success, "A success may be something else than before."),
    _Raise(
        Level.MAJOR,
        _is("Parameter", property="name"),
        "Generators name an argument after it.",
    ),
    _Raise(
        Level.MAJOR, _changes_encoding, "What goes over the wire for an array changed."
    ),
    _Raise(
        Level.MAJOR,
        _removes_property,
        "A field is gone: code that sets or reads it no longer compiles.",
    ),
    _Raise(
        Level.MAJOR,
        _removes_component,
        "A schema is gone: generators name a type after it.",
    ),
    _Raise(
        Level.MAJOR,
        _moves_tags,
        "The tags changed: generators name a module after them.",
    ),
    _Raise(
        Level.MINOR,
        _is("Operation", property="tags"),
        "One more tag: one more module has it.",
    ),
    _Raise(
        Level.MAJOR,
        _of_schema("nullable"),
        "A value that may be null has its own type in Go, Rust and Swift.",
    ),
    _Raise(Level.MINOR, _adds_component, "There is one more type."),
    _Raise(
        Level.MINOR,
        lambda entry: entry.get("property") == "deprecated",
        "It is to go, or to stay after all.",
    ),
    _Raise(
        Level.MINOR,
        lambda entry: (
            entry.get("property") == "required"
            and entry["typeName"] in ("RequestBody", "Parameter")
        ),
        "Whether it has to be sent changed.",
    ),
    _Raise(Level.MINOR, _removes_branch, "A value has one form less."),
    _Raise(
        Level.MINOR,
        _is_limit,
        "A limit was loosened, or more is promised of an answer.",
    ),
)
