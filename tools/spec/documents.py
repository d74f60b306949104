"""Reading and writing OpenAPI documents, and where they are kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Node: TypeAlias = dict[str, Any]  # a piece of YAML

ROOT = Path(__file__).resolve().parents[2]
SPEC = ROOT / "openapi" / "mycloud.yaml"
OVERLAY = ROOT / "openapi" / "enveloped.overlay.yaml"
DOCUMENTED = ROOT / "openapi" / "documented.overlay.yaml"
SWITCHES = ROOT / "openapi" / "switches.overlay.yaml"
JSON_BODIES = ROOT / "openapi" / "json-bodies.overlay.yaml"
DIST = ROOT / "dist" / "openapi"


class SpecError(Exception):
    """The spec, or something made of it, is not what it has to be; the message says what to do."""


def read(file: Path) -> Node:
    """A document of YAML or JSON."""
    try:
        document = yaml.load(
            file.read_text(encoding="utf-8"),
            Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader),
        )
    except yaml.YAMLError as error:
        raise SpecError(f"{file.name} is not YAML: {error}") from error
    if not isinstance(document, dict):
        raise SpecError(f"{file.name} holds no document")
    return document


def as_yaml(document: Node) -> str:
    """The document as YAML in its own order, without anchors, which not every reader follows."""
    text: str = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120
    )
    return text


def as_json(document: Node) -> str:
    """The document as JSON in its own order."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9]")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # The dumper speaks YAML 1.1, where 0899969094 is text; to the YAML 1.2 of most readers it is a
    # number.
    style = "|" if "\n" in text else '"' if _LIKE_A_NUMBER.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
