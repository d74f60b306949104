"""What comes with the wheel: a bill of materials (CycloneDX) of what it needs at run time, and the
licences of that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import environments
from .environments import Environment
from .programs import run, tool
from .reporting import Problem

PROJECT = "mycloud-client"
SWAGGER_UI = Path("companions/mycloud_sandbox/page/static/swagger-ui")
SWAGGER_UI_LOCK = Path("tools/swagger-ui/package.json")
PERMISSIVE = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "MIT",
        "PSF-2.0",
        "Unlicense",
    ),
    # What those have who name no SPDX identifier.
    *(
        f"License :: OSI Approved :: {name}"
        for name in ("Apache Software License", "BSD License", "MIT License")
    ),
}
# Copyleft that ends at the file or the library, each with why it is no burden to our users.
ALLOWED_FOR = {
    "certifi": "MPL-2.0",  # a list of certificates, used as it comes
    "psycopg": "LGPL-3.0-only",  # in the extra `postgresql` alone, for the sandbox; used as a library, as it comes
    "psycopg-binary": "LGPL-3.0-only",
    "orjson": "MPL-2.0",  # comes with dlt, which reads JSON with it
}


@dataclass(frozen=True, order=True)
class Component:
    """A distribution and what it says of its licence."""

    name: str
    version: str
    licence: str

    @property
    def is_allowed(self) -> bool:
        """Whether every licence that has to be kept is one we take; of those to choose from, one
        will do.
        """
        mine = PERMISSIVE | {ALLOWED_FOR.get(self.name)}
        return all(
            any(part.strip(" ()") in mine for part in re.split(r"\bOR\b", clause))
            for clause in re.split(r"\bAND\b", self.licence)
        )


@dataclass(frozen=True)
class Inventory:
    """What an install of the wheel brings."""

    bill: str
    """CycloneDX, as JSON, of the wheel without extras."""
    bill_again: str
    """The same, taken once more and held against the schema."""
    components: dict[str, list[Component]]
    """By what they come with: the wheel, or one of its extras."""

    @property
    def all(self) -> list[Component]:
        return sorted({one for several in self.components.values() for one in several})


def take(wheel: Path, tree: Path, work: Path, *, epoch: str) -> Inventory:
    """The inventory of a wheel, with the newest of all it needs."""
    bills = {
        name: _bill(_installed(wheel, work, name), tree, epoch)
        for name in ("", *environments.extras(wheel))
    }
    again = _bill(
        environments.Environment(work / "inventory-"), tree, epoch, "--validate"
    )
    bills = {name: with_swagger_ui(bill, tree) for name, bill in bills.items()}
    again = with_swagger_ui(again, tree)
    listed = {
        f"{PROJECT}[{name}]" if name else PROJECT: components(text)
        for name, text in bills.items()
    }
    return Inventory(bills[""], again, listed)


def components(text: str) -> list[Component]:
    """What a bill lists."""
    listed = json.loads(text)["components"]
    return sorted(
        Component(
            one["name"].lower(), one["version"], _licence(one.get("licenses", []))
        )
        for one in listed
    )


def with_swagger_ui(bill: str, tree: Path) -> str:
    """The bill with the copy of Swagger UI that the wheel holds, and the hash of each of its files.

    No installer knows of that copy, so no tool lists it.
    """
    listed = json.loads(bill)
    listed["components"].append(_swagger_ui(tree))
    return json.dumps(listed, indent=2) + "\n"


def _swagger_ui(tree: Path) -> dict[str, Any]:
    locked = json.loads((tree / SWAGGER_UI_LOCK).read_text(encoding="utf-8"))
    version = locked["dependencies"]["swagger-ui-dist"]
    sums = (tree / SWAGGER_UI / "SHA256SUMS").read_text(encoding="utf-8")
    return {
        "type": "library",
        "bom-ref": f"swagger-ui-dist=={version}",
        "name": "swagger-ui-dist",
        "version": version,
        "purl": f"pkg:npm/swagger-ui-dist@{version}",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "components": [_file(*line.split()) for line in sums.splitlines()],
    }


def _file(digest: str, name: str) -> dict[str, Any]:
    return {
        "type": "file",
        "name": f"mycloud_sandbox/page/static/swagger-ui/{name}",
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }


def refused(found: Iterable[Component]) -> Iterator[Problem]:
    """Components that may not come along."""
    for one in found:
        if not one.is_allowed:
            advice = "do without it, or allow it in tools/release/inventory.py with the reason"
            yield Problem(
                f"{one.name} {one.version} is licensed {one.licence or 'in no way it tells'}",
                advice,
            )


def table(found: Mapping[str, list[Component]], version: str) -> str:
    """The licences as a page, by what they come with."""
    lines = [f"# Licences of what mycloud-client {version} needs at run time", ""]
    lines += [
        "| distribution | version | licence | comes with |",
        "| --- | --- | --- | --- |",
    ]
    for component in sorted({one for several in found.values() for one in several}):
        bringing = next(name for name, several in found.items() if component in several)
        lines.append(
            f"| {component.name} | {component.version} | {component.licence} | {bringing} |"
        )
    return "\n".join([*lines, ""])


def _installed(wheel: Path, work: Path, extra: str) -> Environment:
    environment = environments.create(work / f"inventory-{extra}")
    environment.install(
        wheel, resolution=environments.NEWEST, extras=[extra] if extra else []
    )
    return environment


def _bill(
    environment: Environment, tree: Path, epoch: str, validate: str = "--no-validate"
) -> str:
    command = (
        tool("cyclonedx-py"),
        "environment",
        "--output-reproducible",
        "--mc-type",
        "library",
        validate,
    )
    env = {"SOURCE_DATE_EPOCH": epoch}
    return run(
        *command,
        "--pyproject",
        tree / "pyproject.toml",
        environment.python,
        folder=tree.parent,
        env=env,
    )


def _licence(said: list[dict[str, Any]]) -> str:
    """The SPDX identifier or expression; otherwise the words of a classifier."""
    one: dict[str, Any] = said[0] if said else {}
    licence = one.get("license", {})
    return str(one.get("expression") or licence.get("id") or licence.get("name") or "")
