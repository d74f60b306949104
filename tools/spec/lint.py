"""Redocly's opinion of the spec and of all that is made of it. The house rules that it does not have are
tests/spec.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from openapi_spec_validator import OpenAPIV30SpecValidator

from . import bundle, documents
from .documents import Node, SpecError
from .node import redocly

_CONFIG = Path(__file__).with_name("redocly.yaml")


def complaints() -> str:
    """Everything that is wrong, in the words of the tools; empty where nothing is."""
    found = [
        _of_validator(name, document) for name, document in bundle.shipped().items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        bundle.write_specs(Path(folder))
        shipped = (Path(folder) / f"{name}.yaml" for name in bundle.SHIPPED)
        return "".join([*found, *map(of_redocly, (documents.SPEC, *shipped))])


def of_redocly(spec: Path) -> str:
    """What Redocly has against a spec.

    Raises:
        SpecError: It did not look.
    """
    done = redocly("lint", spec, f"--config={_CONFIG}", "--format=codeframe")
    if done.returncode == 0 and "warning" not in done.stderr + done.stdout:
        return ""
    if not done.stdout.strip() and not done.stderr.strip():
        raise SpecError(f"redocly lint ended with {done.returncode} and said nothing")
    return done.stdout + done.stderr


def _of_validator(name: str, document: Node) -> str:
    errors = OpenAPIV30SpecValidator(document).iter_errors()
    return "".join(f"{name}: {error.json_path}: {error.message}\n" for error in errors)
