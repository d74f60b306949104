"""The versions that are pinned, read from where they are."""

from __future__ import annotations

import json
import re

from .vectors import ROOT


def of_pip(requirements: str, name: str) -> str:
    """The version a requirements file pins."""
    found = re.search(
        rf"^{name}==(\S+)",
        (ROOT / requirements).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert found is not None, f"{requirements} does not pin {name}"
    return found[1]


def of_npm(name: str) -> str:
    """The version the TypeScript example pins."""
    package = json.loads(
        (ROOT / "examples" / "typescript" / "package.json").read_text(encoding="utf-8")
    )
    return str((package["dependencies"] | package["devDependencies"])[name])


def of_more(name: str) -> str:
    """The version of a tool that is measured and no more."""
    file = ROOT / "tools" / "languages" / "more" / "package.json"
    return str(json.loads(file.read_text(encoding="utf-8"))["dependencies"][name])


def of_go(module: str) -> str:
    """The version that the example for oapi-codegen runs."""
    text = (ROOT / "examples" / "go-oapi-codegen" / "generate.go").read_text(
        encoding="utf-8"
    )
    found = re.search(rf"{re.escape(module)}@v(\S+)", text)
    assert found is not None, f"generate.go does not pin {module}"
    return found[1]


OPENAPI_GENERATOR = f"openapi-generator {of_pip('tools/languages/requirements.txt', 'openapi-generator-cli')}"
OPENAPI_FETCH = f"openapi-typescript {of_npm('openapi-typescript')}, openapi-fetch {of_npm('openapi-fetch')}"
HEY_API = f"hey-api {of_npm('@hey-api/openapi-ts')}"
OAPI_CODEGEN = f"oapi-codegen {of_go('oapi-codegen/v2/cmd/oapi-codegen')}"
OPENAPI_PYTHON_CLIENT = f"openapi-python-client {of_pip('tools/generator-requirements.txt', 'openapi-python-client')}, stock templates"
